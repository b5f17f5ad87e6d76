// SPDX-License-Identifier: MIT
// Rows become the steps of a plan in the order in which they are placed: those that follow each
// other and write the same columns are one step.
#pragma once
#include "session/flush/plan.hpp"
#include "session/flush/plan_rows.hpp"
#include "session/flush/row_shape.hpp"

namespace orp {

class PlanSteps {
 public:
  /// Of `plan`, which outlives it.
  explicit PlanSteps(Plan& plan) : plan_(plan), copies_(plan.lists.emplace_back()) {}

  /// Rows all of which are to be placed, in their order: they are the plan's from here on, and not
  /// copied when they are placed.
  const std::vector<PlannedRow>& take(std::vector<PlannedRow>& list) {
    return plan_.lists.emplace_back(std::move(list));
  }

  void place(StepKind kind, const ClassRows& rows, const PlannedRow& row, const RowShape& shape);
  /// With the columns that are copied into it, and no others.
  void place_copied(StepKind kind, const ClassRows& rows, const PlannedRow& row) {
    place(kind, rows, row, copied(rows, row));
  }
  /// The next row of `taken`. Throws DataError for a row without a value that it must have.
  void place_insert(const ClassRows& rows, const std::vector<PlannedRow>& taken, std::size_t i);
  /// Places nothing where nothing is assigned. A new object that takes a row over sets all columns
  /// but the key, and but those that the database fills in.
  void place_update(const ClassRows& rows, const PlannedRow& row);
  /// The next row of `taken`. Deleted rows of a class are all alike: before those of another one
  /// comes seal().
  void place_delete(const ClassRows& rows, const std::vector<PlannedRow>& taken, std::size_t i);
  void place_associations(const AssociationRows& associations);
  /// The next row begins a step of its own, whatever its shape.
  void seal() { is_open_ = is_open_for_changed_ = false; }

  /// The columns of the UPDATE behind all others; valid until the next call.
  const RowShape& shape_of_later(const ClassRows& rows, const PlannedRow& row);

 private:
  const RowShape& copied(const ClassRows& rows, const PlannedRow& row);
  const RowShape& add_copied(const PlannedRow& row);
  const RowShape& shape_of_new(const ClassRows& rows, const PlannedRow& row);
  void place_take_over(const ClassRows& rows, const PlannedRow& row);
  void add_touched(const ClassRows& rows);
  bool continues(StepKind kind, const RowShape& shape) const;
  void add_copy(const PlannedRow& row);
  void begin_step(StepKind kind, const ClassRows& rows, const RowShape& shape,
                  const std::vector<PlannedRow>& list, std::size_t first_row);

  Plan& plan_;
  std::vector<PlannedRow>& copies_;  // of rows that are placed in another order than they stand
  RowShape shape_;                   // of the row being placed
  RowShape open_shape_;              // of the last step
  RowShape changed_;                 // of the last row that was updated, which copied nothing
  bool is_open_ = false;
  bool is_open_for_changed_ = false;  // for rows in which the same columns changed
};

}  // namespace orp
