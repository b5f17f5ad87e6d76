// SPDX-License-Identifier: MIT
#include "session/flush/persist.hpp"

#include <algorithm>
#include <utility>

#include "orpiment/base/error.hpp"
#include "session/flush/step_failure.hpp"

namespace orp {

namespace {

using backend::RowBatch;

class Persister {
 public:
  Persister(Outcome& outcome, backend::Link& link)
      : outcome_(&outcome), rows_(&outcome.rows), plan_(&rows_->plan()), link_(&link) {}

  void run() {
    for (const Step& step : plan_->steps) {
      cells_.clear();
      failed_row_ = no_known_row;
      try {
        send(step);
      } catch (Error& error) {
        explain_failure(error, *plan_, step, failed_row_);
        throw;
      }
    }
  }

 private:
  using Offsets = InlineVector<std::uint32_t, 16>;

  void send(const Step& step) {
    switch (step.kind) {
      case StepKind::insert:
        return step.association != nullptr ? insert_associations(step) : insert(step);
      case StepKind::update:
        return update(step);
      case StepKind::vacate:
        return vacate(step);
      case StepKind::delete_:
        return delete_rows(step);
      case StepKind::keep:
        return keep(step);
    }
  }

  // Statements

  void insert(const Step& step) {
    const EntityInfo& info = *step.entity;
    const Offsets offsets = offsets_of(step.columns.of_entity, info);
    const Offsets returned = offsets_of(step.returning.of_entity, info);
    cells_.reserve(step.row_count * offsets.size());
    InlineVector<void*, 8> results;
    results.reserve(step.row_count * returned.size());
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) {
      rows_->prepare(row);
      std::byte* object = bytes_of(*row.entity);
      for (const std::uint32_t offset : offsets) cells_.push_back(object + offset);
      for (const std::uint32_t offset : returned) results.push_back(object + offset);
    }
    link_->insert({batch(step), view_of(step.returning.of_table), results.data()});
  }

  void insert_associations(const Step& step) {
    add_association_cells(step);
    link_->insert(
        {.rows = batch(step),
         .unless_there = step.unless_there ? step.table->primary_key : View<std::uint16_t>()});
  }

  void update(const Step& step) {
    const EntityInfo& info = *step.entity;
    const Offsets offsets = offsets_of(step.columns.of_entity, info);
    cells_.reserve(step.row_count * offsets.size());
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) {
      rows_->prepare(row);
      const std::byte* object = bytes_of(*row.entity);
      for (std::size_t i = 0; i < step.set_count; ++i) cells_.push_back(object + offsets[i]);
      for (std::size_t i = 0; i < info.key.size(); ++i)
        cells_.push_back(plan_->where_field(row, info, i));
    }
    const std::vector<std::size_t> unmatched = link_->update({batch(step), step.set_count});
    if (unmatched.empty()) return;
    failed_row_ = unmatched.front();
    throw_stale(*plan_, step, unmatched);
  }

  // The objects keep what they show. A row that is gone already holds nothing.
  void vacate(const Step& step) {
    const EntityInfo& info = *step.entity;
    for (const PlannedRow& row : plan_->rows_of(step)) {
      for (std::size_t i = 0; i < step.set_count; ++i)
        cells_.push_back(plan_->stand_ins.find(*row.entity, step.columns.of_entity[i]));
      for (std::size_t i = 0; i < info.key.size(); ++i)
        cells_.push_back(plan_->where_field(row, info, i));
    }
    link_->update({batch(step), step.set_count});
  }

  void delete_rows(const Step& step) {
    if (step.association != nullptr) {
      add_association_cells(step);
      link_->erase({batch(step)});
      return;
    }
    const EntityInfo& info = *step.entity;
    cells_.reserve(step.row_count * info.key.size());
    for (const PlannedRow& row : plan_->rows_of(step))
      for (std::size_t i = 0; i < info.key.size(); ++i)
        cells_.push_back(plan_->where_field(row, info, i));
    const std::size_t deleted = link_->erase({batch(step)});
    if (deleted < step.row_count)
      outcome_->missing_rows.push_back({step.table->name, step.row_count, deleted});
  }

  void keep(const Step& step) {
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) rows_->prepare(row);
  }

  RowBatch batch(const Step& step) {
    return {step.table, view_of(step.columns.of_table), step.row_count, cells_.data(),
            &failed_row_};
  }

  static Offsets offsets_of(const ColumnNumbers& columns, const EntityInfo& info) {
    Offsets offsets;
    for (const std::uint16_t column : columns) offsets.push_back(info.columns[column].offset);
    return offsets;
  }

  // Associations

  void add_association_cells(const Step& step) {
    const RelationInfo& relation = *step.association;
    const std::size_t local = relation.local_columns.size();
    for (const PlannedRow& row : plan_->rows_of(step))
      for (std::size_t i = 0; i < step.columns.size(); ++i) {
        const ColumnType& type = step.table->columns[step.columns.of_table[i]].type;
        Entity& end = i < local ? *row.entity : *row.member;
        const std::uint16_t column =
            i < local ? relation.local_columns[i] : relation.remote_columns[i - local];
        const ColumnType& key_type = info_of(end).column(column).type;
        const void* key = association_key(row, i, end, column);
        cells_.push_back(type.nullable == key_type.nullable ? key
                                                            : rows_->convert(type, key_type, key));
      }
  }

  // Whatever the database has cascaded has been kept by now, but for an association that goes
  // before.
  const void* association_key(const PlannedRow& row, std::size_t i, Entity& end,
                              std::uint16_t column) const {
    return row.old_key != PlannedRow::none ? plan_->old_keys[row.old_key + i]
                                           : field_of(end, info_of(end), column);
  }

  Outcome* outcome_;
  WorkingCopy* rows_;
  const Plan* plan_;
  backend::Link* link_;
  InlineVector<const void*, 32> cells_;  // of the step under way
  std::size_t failed_row_ = no_known_row;
};

}  // namespace

Outcome persist(Plan&& plan, backend::Link& link) {
  Outcome outcome{.rows = WorkingCopy(std::move(plan))};
  Persister(outcome, link).run();
  return outcome;
}

}  // namespace orp
