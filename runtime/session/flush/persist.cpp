// SPDX-License-Identifier: MIT
#include "session/flush/persist.hpp"

#include <algorithm>
#include <utility>

#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/describe_object.hpp"

namespace orp {

namespace {

using backend::RowBatch;

constexpr std::size_t no_known_row = static_cast<std::size_t>(-1);
constexpr std::size_t most_named_rows = 5;

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
        describe_in(error, step);
        throw;
      }
    }
  }

 private:
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
    const std::vector<std::uint32_t> offsets = offsets_of(step.columns.of_entity, info);
    const std::vector<std::uint32_t> returned = offsets_of(step.returning.of_entity, info);
    cells_.reserve(step.row_count * offsets.size());
    std::vector<void*> results;
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
    const std::vector<std::uint32_t> offsets = offsets_of(step.columns.of_entity, info);
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) {
      rows_->prepare(row);
      const std::byte* object = bytes_of(*row.entity);
      for (std::size_t i = 0; i < step.set_count; ++i) cells_.push_back(object + offsets[i]);
      for (std::size_t i = 0; i < info.key.size(); ++i)
        cells_.push_back(plan_->where_field(row, info, i));
    }
    const std::vector<std::size_t> unmatched = link_->update({batch(step), step.set_count});
    if (!unmatched.empty()) throw_stale(step, unmatched);
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

  static std::vector<std::uint32_t> offsets_of(const std::vector<std::uint16_t>& columns,
                                               const EntityInfo& info) {
    std::vector<std::uint32_t> offsets;
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

  // Errors

  [[noreturn]] void throw_stale(const Step& step, const std::vector<std::size_t>& unmatched) {
    const View<PlannedRow> rows = plan_->rows_of(step);
    std::string names;
    for (std::size_t i = 0; i < unmatched.size() && i < most_named_rows; ++i)
      names += (i == 0 ? "" : ", ") + describe_planned(rows[unmatched[i]], *step.entity);
    if (unmatched.size() > most_named_rows)
      names += " and " + std::to_string(unmatched.size() - most_named_rows) + " more";
    failed_row_ = unmatched.front();
    throw StaleDataError({.code = "ORP-3302",
                          .message = "UPDATE found no row for " + names +
                                     ": somebody else deleted it, or a statement of this session",
                          .table = step.table->name,
                          .entity = step.entity->name,
                          .key = print_planned_key(rows[unmatched.front()], *step.entity),
                          .hint = "roll back, load again and decide"});
  }

  std::string print_planned_key(const PlannedRow& row, const EntityInfo& info) const {
    std::vector<const void*> key;
    for (std::size_t i = 0; i < info.key.size(); ++i) key.push_back(plan_->key_field(row, info, i));
    return print_key(hides_values(*row.entity), info, key.data());
  }

  // By the key that the database knows; of a new object that has none yet: "new User".
  std::string describe_planned(const PlannedRow& row) const {
    const EntityInfo& info = info_of(*row.entity);
    return is_pending(*row.entity) ? describe(*row.entity) : describe_planned(row, info);
  }

  std::string describe_planned(const PlannedRow& row, const EntityInfo& info) const {
    return std::string(info.name) + ' ' + print_planned_key(row, info);
  }

  void describe_in(Error& error, const Step& step) const {
    if (step.row_count == 0) return;
    const bool is_row_known = failed_row_ < step.row_count || step.row_count == 1;
    const PlannedRow& row = plan_->rows_of(step)[failed_row_ < step.row_count ? failed_row_ : 0];
    ErrorDetails more{.table = step.table->name};
    if (step.association == nullptr) {
      more.entity = step.entity->name;
      if (is_row_known && has_key(step)) more.key = print_planned_key(row, *step.entity);
    } else if (is_row_known) {
      error.with_note("while linking " + describe(*row.entity) +
                      (row.member == nullptr ? "" : " and " + describe(*row.member)));
    }
    error.with_details(std::move(more));
    explain_conflict(error, step);
  }

  // The value would have been free once all was written.
  void explain_conflict(Error& error, const Step& step) const {
    const auto* violation = dynamic_cast<const IntegrityError*>(&error);
    if (violation == nullptr || violation->kind() != ConstraintKind::unique) return;
    if (step.kind == StepKind::vacate)
      error.with_note(
          "no object has this value: a row that is to be deleted gives its own up for one that "
          "nobody uses, and of a type with few values another row has that: flush the deletion in "
          "between");
    if (step.association != nullptr) return;
    const View<PlannedRow> rows = plan_->rows_of(step);
    const bool is_row_known = failed_row_ < step.row_count;
    for (std::size_t i = is_row_known ? failed_row_ : 0; i < rows.size(); ++i)
      if (explain_exchange(error, rows[i]) || explain_obstacle(error, rows[i]) || is_row_known)
        return;
  }

  bool explain_exchange(Error& error, const PlannedRow& row) const {
    const std::vector<Exchange>& all = plan_->exchanges;
    const auto exchange = std::find_if(all.begin(), all.end(), [&](const Exchange& one) {
      return one.taker.entity == row.entity;
    });
    if (exchange == all.end()) return false;
    const std::string giver =
        exchange->giver.entity == nullptr ? "" : " of " + describe_planned(exchange->giver);
    error.with_note(
        "rows of this flush exchange values that must be unique, which no order of UPDATEs "
        "allows: the " +
        describe_planned(exchange->taker) + " takes one" + giver +
        ", which waits for another one: flush another value in between");
    return true;
  }

  // An object to be deleted has the value, or may have it, and could not go first.
  bool explain_obstacle(Error& error, const PlannedRow& row) const {
    std::string names;
    std::size_t count = 0;
    const Entity* last = nullptr;  // it may be in the way with several values
    for (const Obstacle& obstacle : plan_->obstacles) {
      const bool is_in_the_way = obstacle.taker == nullptr
                                     ? &info_of(*obstacle.deleted) == &info_of(*row.entity)
                                     : obstacle.taker == row.entity;
      if (!is_in_the_way || obstacle.deleted == last) continue;
      last = obstacle.deleted;
      if (count++ < most_named_rows)
        names += (names.empty() ? "" : " or ") + describe(*obstacle.deleted);
    }
    if (count == 0) return false;
    error.with_note("the " + describe_planned(row) + " takes a value of " + names +
                    (count > most_named_rows ? " or others" : "") +
                    ", deleted in the same flush, but only after rows that refer to it: flush in "
                    "between");
    return true;
  }

  // Of a new row that the database numbers the key is not known.
  static bool has_key(const Step& step) {
    const View<std::uint16_t> key = step.table->primary_key;
    return step.kind != StepKind::insert ||
           std::none_of(key.begin(), key.end(), [&](std::uint16_t column) {
             const std::vector<std::uint16_t>& made = step.returning.of_table;
             return std::find(made.begin(), made.end(), column) != made.end();
           });
  }

  Outcome* outcome_;
  WorkingCopy* rows_;
  const Plan* plan_;
  backend::Link* link_;
  std::vector<const void*> cells_;  // of the step under way
  std::size_t failed_row_ = no_known_row;
};

}  // namespace

Outcome persist(Plan plan, backend::Link& link) {
  Outcome outcome{.rows = WorkingCopy(std::move(plan))};
  Persister(outcome, link).run();
  return outcome;
}

}  // namespace orp
