// SPDX-License-Identifier: MIT
// How a database means to run a statement, for people who look for a missing index:
//
//     std::cout << connection.explain(orp::select<User>().where(User::c.email == "a@b.c"));
#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace orp {

/// What explain() does.
struct ExplainOptions {
  /// Runs the statement, and tells what it took. What it writes is written. UsageError (ORP-1375)
  /// where the database measures nothing.
  bool analyze = false;
};

/// One step of a plan.
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

/// The steps of a plan, each before those that it takes rows from.
struct ExplainedPlan {
  std::vector<PlanStep> steps;  ///< in that order

  /// A line a step, indented by its depth.
  std::string to_string() const;

  friend std::ostream& operator<<(std::ostream& out, const ExplainedPlan& plan);
};

}  // namespace orp
