// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "orpiment/base/printable.hpp"

namespace orp {

/// Rows of one table that a flush writes by one statement, or changes in memory alone.
struct FlushStep {
  /// What is sent for the rows.
  enum class Kind : std::uint8_t {
    insert,
    update,
    delete_,
    vacate,  ///< an UPDATE that makes room for others: NULL or a stand-in, which no object shows
    keep  ///< nothing is sent: the database changes the rows itself, or they are right as they are
  };

  Kind kind;                         ///< what is sent
  std::string table;                 ///< as the database names it
  std::vector<std::string> columns;  ///< that are set; of a deletion those that tell which rows
  /// One a row: "User (42)", "new User"; of a row of a secondary table both sides, "User (42), new
  /// Tag", or the one of which all such rows go.
  std::vector<std::string> objects;
  std::string text;  ///< "update users set (name) where (id) 2 rows"

  /// How many rows it writes.
  std::size_t row_count() const { return objects.size(); }
  /// The text and the objects, of many the first ones.
  std::string to_string() const;
};

/// What a flush would do, in the order in which it would: see Session::explain_flush().
class FlushPlan {
 public:
  FlushPlan() = default;
  /// Made by Session::explain_flush(); independent of the session.
  explicit FlushPlan(std::vector<FlushStep> steps);

  /// The steps, in the order in which they are sent; valid as long as the plan.
  auto begin() const { return steps_.begin(); }
  /// Behind the last step.
  auto end() const { return steps_.end(); }
  const FlushStep& operator[](std::size_t i) const { return steps_[i]; }
  /// How many steps there are.
  std::size_t size() const { return steps_.size(); }
  /// The flush would send nothing.
  bool empty() const { return steps_.empty(); }

  /// A line a step.
  std::string to_string() const;

 private:
  std::vector<FlushStep> steps_;
};

}  // namespace orp
