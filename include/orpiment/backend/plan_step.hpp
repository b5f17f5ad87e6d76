// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

namespace orp {

/// One step of how a database means to run a statement.
struct PlanStep {
  int depth = 0;            ///< 0: gives the rows of the statement; a step below gives it its own
  std::string operation;    ///< in the database's words: "Seq Scan", "SEARCH users USING INDEX ..."
  std::string relation{};   ///< the table, as far as the database tells
  std::string index{};      ///< the index, as far as the database tells
  std::string condition{};  ///< SQL that rows must meet, as far as the database tells
  std::optional<double> cost{};          ///< guessed, in the database's own unit, until the end
  std::optional<double> rows{};          ///< guessed: rows that it gives each time
  std::optional<double> actual_rows{};   ///< measured: the same
  std::optional<double> loops{};         ///< measured: how many times it ran
  std::optional<double> milliseconds{};  ///< measured: until the end, each time

  friend bool operator==(const PlanStep&, const PlanStep&) = default;
};

}  // namespace orp
