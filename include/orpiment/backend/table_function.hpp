// SPDX-License-Identifier: MIT
// Functions that give rows, which stand in a FROM.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace orp::backend {

/// What gives rows.
enum class TableFunction : std::uint8_t {
  series,          ///< value: integers from one to another, by a step
  dates,           ///< value: dates from one to another, by an interval
  timestamps,      ///< likewise
  points_in_time,  ///< likewise, in UTC
  array_elements,  ///< value, ordinality: of an array
  json_members,    ///< key, value: of a JSON object
  json_elements,   ///< value, ordinality: of a JSON array
  named,           ///< a function of the database, which is called by its name
};

/// How a database spells one.
struct TableFunctionSpelling {
  /// SQL in which `{0}` stands for the first argument, and so on; empty: there is none.
  std::string_view call{};
  /// SQL of each column, in which `{0}` stands for the name of the rows; empty: it has the name by
  /// which it is known.
  std::array<std::string_view, 2> columns{};
};

}  // namespace orp::backend
