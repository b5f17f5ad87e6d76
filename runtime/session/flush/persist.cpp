// SPDX-License-Identifier: MIT
#include "session/flush/persist.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/client_value.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/plan_rows.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

namespace {

using backend::RowBatch;

constexpr std::size_t no_known_row = static_cast<std::size_t>(-1);
constexpr std::size_t most_named_rows = 5;

class Persister {
 public:
  Persister(Outcome& outcome, backend::Link& link)
      : outcome_(&outcome), plan_(&outcome.plan()), link_(&link) {}

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
        return step.link != nullptr ? insert_links(step) : insert(step);
      case StepKind::update:
        return update(step);
      case StepKind::vacate:
        return vacate(step);
      case StepKind::delete_:
        return erase(step);
      case StepKind::keep:
        for (const PlannedRow& row : plan_->rows_of(step)) copy_keys(row, *step.entity);
        return;
    }
  }

  // Statements

  void insert(const Step& step) {
    const EntityInfo& info = *step.entity;
    const std::vector<std::uint16_t> fillable = fillable_columns(step, info);
    const std::vector<std::uint32_t> offsets = offsets_of(step.columns, info);
    const std::vector<std::uint32_t> returned = offsets_of(step.returning, info);
    cells_.reserve(step.row_count * offsets.size());
    std::vector<void*> results;
    results.reserve(step.row_count * returned.size());
    for (const PlannedRow& row : plan_->rows_of(step)) {
      complete(row, info, fillable);
      std::byte* fields = row_of(*row.entity, info);
      for (const std::uint32_t offset : offsets) cells_.push_back(fields + offset);
      for (const std::uint32_t offset : returned) results.push_back(fields + offset);
      for (const std::uint16_t column : step.returning) before_writing(*row.entity, info, column);
    }
    link_->insert({batch(step), view_of(step.returning), results.data()});
  }

  void insert_links(const Step& step) {
    add_link_cells(step);
    link_->insert(
        {.rows = batch(step),
         .unless_there = step.unless_there ? step.table->primary_key : View<std::uint16_t>()});
  }

  void update(const Step& step) {
    const EntityInfo& info = *step.entity;
    const std::vector<std::uint16_t> fillable = fillable_columns(step, info);
    const std::vector<std::uint16_t> touched = touched_columns(step, info);
    const std::vector<std::uint32_t> offsets = offsets_of(step.columns, info);
    for (const PlannedRow& row : plan_->rows_of(step)) {
      if (is_pending(*row.entity))
        complete(row, info, fillable);
      else
        touch(row, info, touched);
      const std::byte* fields = row_of(*row.entity, info);
      for (std::size_t i = 0; i < step.set_count; ++i) cells_.push_back(fields + offsets[i]);
      for (std::size_t i = 0; i < info.table.primary_key.size(); ++i)
        cells_.push_back(where_field(*plan_, row, info, i));
    }
    const std::vector<std::size_t> unmatched = link_->update({batch(step), step.set_count});
    if (!unmatched.empty()) throw_stale(step, unmatched);
  }

  // The objects keep what they show. A row that is gone already holds nothing.
  void vacate(const Step& step) {
    const EntityInfo& info = *step.entity;
    for (const PlannedRow& row : plan_->rows_of(step)) {
      for (std::size_t i = 0; i < step.set_count; ++i)
        cells_.push_back(plan_->stand_ins.find(*row.entity, step.columns[i]));
      for (std::size_t i = 0; i < info.table.primary_key.size(); ++i)
        cells_.push_back(where_field(*plan_, row, info, i));
    }
    link_->update({batch(step), step.set_count});
  }

  void erase(const Step& step) {
    if (step.link != nullptr) {
      add_link_cells(step);
      link_->erase({batch(step)});
      return;
    }
    const EntityInfo& info = *step.entity;
    for (const PlannedRow& row : plan_->rows_of(step))
      for (std::size_t i = 0; i < info.table.primary_key.size(); ++i)
        cells_.push_back(where_field(*plan_, row, info, i));
    const std::size_t erased = link_->erase({batch(step)});
    if (erased < step.row_count)
      outcome_->missing_rows.push_back({step.table->name, step.row_count, erased});
  }

  RowBatch batch(const Step& step) {
    return {step.table, view_of(step.columns), step.row_count, cells_.data(), &failed_row_};
  }

  // Rows

  static std::vector<std::uint32_t> offsets_of(const std::vector<std::uint16_t>& columns,
                                               const EntityInfo& info) {
    std::vector<std::uint32_t> offsets;
    for (const std::uint16_t column : columns) offsets.push_back(info.column(column).offset);
    return offsets;
  }

  // What a new row may lack; a literal default stands in the row from its beginning.
  static std::vector<std::uint16_t> fillable_columns(const Step& step, const EntityInfo& info) {
    std::vector<std::uint16_t> columns;
    for (const std::uint16_t column : written_columns(step)) {
      const ClientDefault given = info.column(column).client_default;
      const bool becomes_null = given == ClientDefault::none && info.column(column).type.nullable;
      if (becomes_null || (given != ClientDefault::none && given != ClientDefault::literal))
        columns.push_back(column);
    }
    return columns;
  }

  static std::vector<std::uint16_t> touched_columns(const Step& step, const EntityInfo& info) {
    std::vector<std::uint16_t> columns;
    for (const std::uint16_t column : written_columns(step))
      if (info.column(column).on_update != ClientDefault::none) columns.push_back(column);
    return columns;
  }

  // Those of an update that only say which row it is are what they are.
  static View<std::uint16_t> written_columns(const Step& step) {
    return {step.columns.data(),
            step.kind == StepKind::update ? step.set_count : step.columns.size()};
  }

  void complete(const PlannedRow& row, const EntityInfo& info,
                const std::vector<std::uint16_t>& fillable) {
    const Masks masks(*row.entity, info);
    for (const std::uint16_t column : fillable) {
      if (masks.is_changed(column)) continue;
      const ColumnInfo& column_info = info.column(column);
      void* field = field_of(*row.entity, info, column);
      if (column_info.client_default == ClientDefault::none) {
        column_info.type.ops->set_null(field);
      } else {
        before_writing(*row.entity, info, column);
        values_.make(column_info.client_default, column_info.type, field);
      }
    }
    copy_keys(row, info);
  }

  void touch(const PlannedRow& row, const EntityInfo& info,
             const std::vector<std::uint16_t>& touched) {
    const Masks masks(*row.entity, info);
    for (const std::uint16_t column : touched) {
      if (masks.is_changed(column)) continue;
      before_writing(*row.entity, info, column);
      values_.make(info.column(column).on_update, info.column(column).type,
                   field_of(*row.entity, info, column));
    }
    copy_keys(row, info);
  }

  void copy_keys(const PlannedRow& row, const EntityInfo& info) {
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next) {
      const KeyCopy& copy = plan_->copies[i];
      const ColumnType& type = info.column(copy.column).type;
      void* field = field_of(*row.entity, info, copy.column);
      before_writing(*row.entity, info, copy.column);
      if (copy.source == nullptr) {
        type.ops->set_null(field);
        continue;
      }
      const EntityInfo& source_info = info_of(*copy.source);
      assign_key_field(type, field, source_info.column(copy.source_column).type,
                       field_of(*copy.source, source_info, copy.source_column));
    }
  }

  void before_writing(Entity& entity, const EntityInfo& info, std::uint16_t column) {
    const ColumnInfo& column_info = info.column(column);
    void* field = field_of(entity, info, column);
    const bool has_value = Masks(entity, info).is_loaded(column) ||
                           column_info.client_default == ClientDefault::literal;
    if (has_value)
      outcome_->keep(*column_info.type.ops, field);
    else if (column_info.type.nullable)
      outcome_->keep_null(*column_info.type.ops, field);
  }

  // Links

  void add_link_cells(const Step& step) {
    const RelationInfo& relation = *step.link;
    const std::size_t local = relation.local_columns.size();
    for (const PlannedRow& row : plan_->rows_of(step))
      for (std::size_t i = 0; i < step.columns.size(); ++i) {
        const ColumnType& type = step.table->columns[step.columns[i]].type;
        Entity& end = i < local ? *row.entity : *row.member;
        const std::uint16_t column =
            i < local ? relation.local_columns[i] : relation.remote_columns[i - local];
        const ColumnType& key_type = info_of(end).column(column).type;
        const void* key = link_key(row, i, end, column);
        cells_.push_back(
            type.nullable == key_type.nullable ? key : outcome_->convert(type, key_type, key));
      }
  }

  // Whatever the database has cascaded has been kept by now, but for a link that goes before.
  const void* link_key(const PlannedRow& row, std::size_t i, Entity& end,
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
    for (std::size_t i = 0; i < info.table.primary_key.size(); ++i)
      key.push_back(key_field(*plan_, row, info, i));
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
    if (step.link == nullptr) {
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
    if (step.link != nullptr) return;
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
             return std::find(step.returning.begin(), step.returning.end(), column) !=
                    step.returning.end();
           });
  }

  Outcome* outcome_;
  const Plan* plan_;
  backend::Link* link_;
  ClientValueMaker values_;
  std::vector<const void*> cells_;  // of the step under way
  std::size_t failed_row_ = no_known_row;
};

}  // namespace

Outcome::~Outcome() {
  for (auto field = overwritten_.rbegin(); field != overwritten_.rend(); ++field)
    if (field->copy != nullptr)
      field->ops->assign(field->field, field->copy);
    else
      field->ops->set_null(field->field);
  destroy_copies();
}

void Outcome::accept() {
  destroy_copies();
  overwritten_.clear();
}

void Outcome::destroy_copies() {
  for (const Overwritten& field : overwritten_)
    if (field.copy != nullptr) field.ops->destroy(field.copy);
  for (const Overwritten& field : made_) field.ops->destroy(field.field);
  made_.clear();
}

void Outcome::keep(const FieldOps& ops, void* field) {
  overwritten_.push_back({&ops, field, arena_.copy_field(ops, field)});
}

void Outcome::keep_null(const FieldOps& ops, void* field) {
  overwritten_.push_back({&ops, field, nullptr});
}

void* Outcome::make_field(const FieldOps& ops) {
  void* field = arena_.allocate(ops.size, ops.alignment);
  ops.construct(field);
  made_.push_back({&ops, field, nullptr});
  return field;
}

const void* Outcome::convert(const ColumnType& to, const ColumnType& from, const void* field) {
  void* converted = make_field(*to.ops);
  assign_key_field(to, converted, from, field);
  return converted;
}

Outcome persist(Plan plan, backend::Link& link) {
  Outcome outcome(std::move(plan));
  Persister(outcome, link).run();
  return outcome;
}

}  // namespace orp
