// SPDX-License-Identifier: MIT
#include "session/flush/plan_steps.hpp"

#include <bit>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/flush/missing_value.hpp"

namespace orp {

const RowShape& PlanSteps::copied(const ClassRows& rows, const PlannedRow& row) {
  shape_.clear_for(rows.info());
  return add_copied(row);
}

const RowShape& PlanSteps::add_copied(const PlannedRow& row) {
  for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_.copies[i].next)
    shape_.insert(plan_.copies[i].column);
  return shape_;
}

// Columns that were neither assigned nor are copied are unset: the database gives their values,
// or the row is completed when it is written, or something is missing.
const RowShape& PlanSteps::shape_of_new(const ClassRows& rows, const PlannedRow& row) {
  const RowRules& rules = rows.rules;
  const Masks masks(*row.entity, rows.info());
  copied(rows, row);
  for (std::size_t i = 0; i < shape_.word_count(); ++i) {
    const std::uint32_t unset = rules.all.word(i) & ~(masks.changed_words()[i] | shape_.word(i));
    const std::uint32_t missing = unset & rules.required.word(i);
    if (missing != 0)
      throw_missing(rows.info(), 32 * i + static_cast<std::size_t>(std::countr_zero(missing)));
    shape_.word(i) = rules.all.word(i) & ~(unset & rules.left_out.word(i));
  }
  return shape_;
}

void PlanSteps::place_insert(const ClassRows& rows, const std::vector<PlannedRow>& taken,
                             std::size_t i) {
  const RowShape& shape = shape_of_new(rows, taken[i]);
  if (!continues(StepKind::insert, shape)) begin_step(StepKind::insert, rows, shape, taken, i);
  ++plan_.steps.back().row_count;
}

// A new object that takes a row over leaves nothing of the old one but what the database gave.
void PlanSteps::place_take_over(const ClassRows& rows, const PlannedRow& row) {
  shape_of_new(rows, row);
  for (std::size_t i = 0; i < shape_.word_count(); ++i) shape_.word(i) &= ~rows.rules.key.word(i);
  place(shape_.empty() ? StepKind::keep : StepKind::update, rows, row, shape_);
}

// Mostly one column changes in all rows.
void PlanSteps::place_update(const ClassRows& rows, const PlannedRow& row) {
  if (is_pending(*row.entity)) return place_take_over(rows, row);
  const std::uint32_t* const changed = Masks(*row.entity, rows.info()).changed_words();
  const bool copies = row.first_copy != PlannedRow::none;
  if (is_open_for_changed_ && !copies && changed_.is(changed)) return add_copy(row);
  shape_.take(rows.info(), changed);
  add_copied(row);
  if (shape_.empty()) return;
  add_touched(rows);
  place(StepKind::update, rows, row, shape_);
  is_open_for_changed_ = !copies;
  changed_.take(rows.info(), changed);
}

const RowShape& PlanSteps::shape_of_later(const ClassRows& rows, const PlannedRow& row) {
  copied(rows, row);
  if (!is_pending(*row.entity)) add_touched(rows);
  return shape_;
}

void PlanSteps::add_touched(const ClassRows& rows) {
  for (std::size_t i = 0; i < shape_.word_count(); ++i)
    shape_.word(i) |= rows.rules.touched.word(i);
}

bool PlanSteps::continues(StepKind kind, const RowShape& shape) const {
  return is_open_ && plan_.steps.back().kind == kind && shape == open_shape_;
}

void PlanSteps::place(StepKind kind, const ClassRows& rows, const PlannedRow& row,
                      const RowShape& shape) {
  if (!continues(kind, shape)) begin_step(kind, rows, shape, copies_, copies_.size());
  add_copy(row);
}

void PlanSteps::place_delete(const ClassRows& rows, const std::vector<PlannedRow>& taken,
                             std::size_t i) {
  const bool goes_on = is_open_ && plan_.steps.back().kind == StepKind::delete_;
  if (!goes_on) begin_step(StepKind::delete_, rows, rows.rules.key, taken, i);
  ++plan_.steps.back().row_count;
}

void PlanSteps::add_copy(const PlannedRow& row) {
  copies_.push_back(row);
  ++plan_.steps.back().row_count;
}

void PlanSteps::begin_step(StepKind kind, const ClassRows& rows, const RowShape& shape,
                           const std::vector<PlannedRow>& list, std::size_t first_row) {
  const EntityInfo& info = rows.info();
  Step& step = plan_.steps.emplace_back(Step{.kind = kind,
                                             .table = &info.table(),
                                             .entity = &info,
                                             .list = &list,
                                             .first_row = first_row});
  const bool is_update = kind == StepKind::update || kind == StepKind::vacate;
  if (kind != StepKind::delete_)
    shape.for_each([&](std::uint16_t column) { step.columns.add(info, column); });
  if (is_update) step.set_count = step.columns.size();
  if (is_update || kind == StepKind::delete_)
    for (const std::uint16_t column : info.key) step.columns.add(info, column);
  if (kind == StepKind::insert)
    for (std::uint16_t i = 0; i < info.columns.size(); ++i)
      if (!shape.contains(i) && !rows.rules.unreturned.contains(i)) step.returning.add(info, i);
  open_shape_ = shape;
  is_open_ = true;
  is_open_for_changed_ = false;
}

void PlanSteps::place_associations(const AssociationRows& associations) {
  const RelationInfo& relation = *associations.relation;
  Step step{.kind = associations.is_new ? StepKind::insert : StepKind::delete_,
            .table = relation.secondary,
            .association = &relation,
            .unless_there = associations.may_exist,
            .list = &copies_,
            .first_row = copies_.size(),
            .row_count = associations.rows.size()};
  step.columns.of_table.append(relation.secondary_local);
  if (!associations.of_owner) step.columns.of_table.append(relation.secondary_remote);
  copies_.insert(copies_.end(), associations.rows.begin(), associations.rows.end());
  plan_.steps.push_back(std::move(step));
  seal();
}

}  // namespace orp
