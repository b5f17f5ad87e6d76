// SPDX-License-Identifier: MIT
#include "session/flush/plan_rows.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "session/flush/key_order.hpp"

namespace orp {

namespace {

// Integer keys are compared as such, many rows being the rule there.
bool has_integer_key(const EntityInfo& info) {
  return info.key.size() == 1 && is_integer_type(info.column(info.key[0]).type);
}

// From here on it matters that a list that doubles its memory has thrice as much for a moment.
constexpr std::size_t many_rows = 10'000;

template <class Before>
void sort_unless_sorted(std::vector<PlannedRow>& list, Before before) {
  if (!std::is_sorted(list.begin(), list.end(), before))
    std::stable_sort(list.begin(), list.end(), before);
}

}  // namespace

PlanRows::PlanRows(Changes changes)
    : log_(changes.log),
      updates_(std::move(changes.updates)),
      follows_(std::move(changes.follows)),
      references_(std::move(changes.references)),
      concerns_others_(changes.concerns_others || !changes.switches.empty()) {
  plan_.copies = std::move(changes.copies);
  const auto planned = [](const RowChange& row) {
    return PlannedRow{.entity = row.entity, .first_copy = row.first_copy};
  };
  if (changes.inserts.size() > many_rows) reserve_inserts(changes.inserts);
  for (const RowChange& row : changes.inserts)
    if (row.entity != nullptr) rows_of(info_of(*row.entity)).inserts.push_back(planned(row));
  for (const RowChange& row : updates_)
    if (row.entity != nullptr) rows_of(info_of(*row.entity)).updates.push_back(planned(row));
  for (const RowSwitch& other : changes.switches) {
    PlannedRow row = planned(other.row);
    row.member = other.deleted;
    rows_of(info_of(*row.entity)).updates.push_back(row);
    plan_.replaced.push_back(other.deleted);
    takers_.emplace_back(row.entity, other.deleted);
  }
  std::sort(takers_.begin(), takers_.end());
  for (const RowChange& row : follows_)
    if (row.entity != nullptr) keep_cascaded(*row.entity, row.first_copy);
  for (Entity* entity : changes.deletes)
    rows_of(info_of(*entity)).deletes.push_back({.entity = entity});
  for (const AssociationChange& association : changes.old_associations)
    take_association(association, false);
  for (const AssociationChange& association : changes.new_associations)
    take_association(association, true);

  for (ClassRows& rows : classes_) {
    for (auto* list : {&rows.updates, &rows.keeps, &rows.deletes})
      for (PlannedRow& row : *list)
        if (may_have_old_key(row)) remember_old_key(rows, row);
    sort_by_key(rows, rows.updates);
    sort_by_key(rows, rows.keeps);
    sort_by_key(rows, rows.deletes);
  }
  for (const LettingGo& letting_go : changes.letting_go) let_go(letting_go);
}

void PlanRows::reserve_inserts(const std::vector<RowChange>& inserts) {
  ClassMap<std::size_t> counts;
  for (const RowChange& row : inserts)
    if (row.entity != nullptr) ++counts.get(info_of(*row.entity));
  for (std::size_t i = 0; i < counts.size(); ++i)
    rows_of(counts.class_of(i)).inserts.reserve(counts[i]);
}

ClassRows& PlanRows::rows_of(const EntityInfo& info) { return classes_.get(info, info); }

Entity* PlanRows::taken_over_by(const Entity& added) const {
  const auto found = std::lower_bound(
      takers_.begin(), takers_.end(), &added,
      [](const auto& taker, const Entity* entity) { return taker.first < entity; });
  return found == takers_.end() || found->first != &added ? nullptr : found->second;
}

void PlanRows::take_association(const AssociationChange& association, bool is_new) {
  const bool of_owner = association.member == nullptr;
  const auto is_like = [&](const AssociationRows& other) {
    return other.relation == association.relation && other.is_new == is_new &&
           other.of_owner == of_owner && other.may_exist == association.may_exist;
  };
  auto known = std::find_if(associations_.rbegin(), associations_.rend(), is_like);
  if (known == associations_.rend()) {
    associations_.push_back({association.relation, is_new, of_owner, association.may_exist, {}});
    known = associations_.rbegin();
  }
  known->rows.push_back({.entity = association.owner, .member = association.member});
}

InlineVector<WrittenTable, 8> PlanRows::tables() const {
  InlineVector<WrittenTable, 8> tables;
  for (const ClassRows& rows : classes_) tables.push_back({&rows.info().table(), &rows.info()});
  for (const AssociationRows& associations : associations_) {
    const TableInfo* table = associations.relation->secondary;
    const auto is_it = [&](const WrittenTable& other) { return other.table == table; };
    if (std::none_of(tables.begin(), tables.end(), is_it)) tables.push_back({table, nullptr});
  }
  return tables;
}

std::uint32_t PlanRows::first_cascaded(Entity& entity) const {
  const std::size_t number = log_->find_number(entity);
  return number < follows_.size() ? follows_[number].first_copy : PlannedRow::none;
}

const KeyCopy* PlanRows::copy_into(Entity& entity, std::uint16_t column) const {
  if (const KeyCopy* own = find_copy(plan_.copies, row_of(entity).first_copy, column)) return own;
  if (Masks(entity).is_changed(column)) return nullptr;
  return find_copy(plan_.copies, first_cascaded(entity), column);
}

bool PlanRows::writes(const PlannedRow& row, std::uint16_t column) const {
  return Masks(*row.entity).is_changed(column) ||
         find_copy(plan_.copies, row.first_copy, column) != nullptr;
}

PlannedRow PlanRows::row_of(Entity& entity) const {
  const std::size_t number = log_->find_number(entity);
  const bool is_updated = number < updates_.size();
  return {.entity = &entity,
          .first_copy = is_updated ? updates_[number].first_copy : PlannedRow::none};
}

// The object follows but for what it writes itself.
void PlanRows::keep_cascaded(Entity& entity, std::uint32_t first_copy) {
  const PlannedRow own = row_of(entity);
  PlannedRow kept{.entity = &entity};
  for (std::uint32_t i = first_copy; i != PlannedRow::none; i = plan_.copies[i].next) {
    if (writes(own, plan_.copies[i].column)) continue;
    KeyCopy copy = plan_.copies[i];
    copy.next = std::exchange(kept.first_copy, static_cast<std::uint32_t>(plan_.copies.size()));
    plan_.copies.push_back(copy);
  }
  if (kept.first_copy != PlannedRow::none) rows_of(info_of(entity)).keeps.push_back(kept);
}

void PlanRows::let_go(const LettingGo& letting_go) {
  Entity& entity = *letting_go.entity;
  ClassRows& rows = rows_of(info_of(entity));
  PlannedRow row = row_of(entity);
  const bool is_deleted = is_doomed(entity);
  std::vector<std::uint16_t> columns;
  for (const std::uint16_t column : letting_go.key->columns)
    if (rows.info().column(column).type.nullable && (is_deleted || writes(row, column)))
      columns.push_back(column);
  if (columns.empty()) return;
  remember_old_key(rows, row);
  vacate(rows, row, columns);
}

// Most rows have the key that they had, as a look at them tells.
bool PlanRows::may_have_old_key(const PlannedRow& row) const {
  return row.first_copy != PlannedRow::none || !follows_.empty() ||
         has_flag(*row.entity, entity_flag::key_changed);
}

// A new object that takes a row over has the key of that.
bool PlanRows::has_new_key(const ClassRows& rows, const PlannedRow& row) const {
  if (is_pending(*row.entity)) return false;
  if (rows.rules.key.meets(Masks(*row.entity, rows.info()).changed_words())) return true;
  const View<std::uint16_t> key = rows.info().key;
  return row.first_copy != PlannedRow::none &&
         std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
           return find_copy(plan_.copies, row.first_copy, column) != nullptr;
         });
}

void PlanRows::remember_old_key(const ClassRows& rows, PlannedRow& row) {
  const std::uint32_t first = first_cascaded(*row.entity);
  const View<std::uint16_t> key = rows.info().key;
  row.is_cascaded =
      first != PlannedRow::none && std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
        return find_copy(plan_.copies, first, column) != nullptr;
      });
  if (!row.is_cascaded && !has_new_key(rows, row)) return;
  row.old_key = static_cast<std::uint32_t>(plan_.old_keys.size());
  for (const std::uint16_t column : key)
    plan_.old_keys.push_back(log_->database_field(*row.entity, rows.info(), column));
  if (row.is_cascaded) remember_cascaded_key(rows, row);
}

void PlanRows::remember_cascaded_key(const ClassRows& rows, PlannedRow& row) {
  const std::uint32_t first = first_cascaded(*row.entity);
  const View<std::uint16_t> key = rows.info().key;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const KeyCopy* copy = find_copy(plan_.copies, first, key[i]);
    plan_.old_keys.push_back(copy == nullptr ? plan_.key_field(row, rows.info(), i)
                                             : cascaded_field(row, *copy));
  }
}

void PlanRows::remember_old_keys(const RelationInfo& relation, PlannedRow& row) {
  row.old_key = static_cast<std::uint32_t>(plan_.old_keys.size());
  const auto remember = [&](Entity& entity, View<std::uint16_t> columns) {
    for (const std::uint16_t column : columns)
      plan_.old_keys.push_back(log_->database_field(entity, info_of(entity), column));
  };
  remember(*row.entity, relation.local_columns);
  if (row.member != nullptr) remember(*row.member, relation.remote_columns);
}

void PlanRows::put_associations_first(std::vector<const Entity*> ends) {
  std::sort(ends.begin(), ends.end());
  const auto is_end = [&](const Entity* entity) {
    return std::binary_search(ends.begin(), ends.end(), entity);
  };
  for (AssociationRows& associations : associations_) {
    if (associations.is_new) continue;
    const auto middle = std::stable_partition(
        associations.rows.begin(), associations.rows.end(),
        [&](const PlannedRow& row) { return !is_end(row.entity) && !is_end(row.member); });
    if (middle == associations.rows.end()) continue;
    for (auto row = middle; row != associations.rows.end(); ++row)
      remember_old_keys(*associations.relation, *row);
    first_associations_.push_back({associations.relation,
                                   associations.is_new,
                                   associations.of_owner,
                                   associations.may_exist,
                                   {middle, associations.rows.end()}});
    associations.rows.erase(middle, associations.rows.end());
  }
  std::erase_if(associations_,
                [](const AssociationRows& associations) { return associations.rows.empty(); });
}

void PlanRows::name_by(const ClassRows& rows, PlannedRow& row, std::uint16_t column,
                       const void* value) {
  const View<std::uint16_t> key = rows.info().key;
  std::vector<const void*> former;
  std::vector<const void*> by_then;
  for (std::size_t i = 0; i < key.size(); ++i) {
    former.push_back(plan_.key_field(row, rows.info(), i));
    by_then.push_back(key[i] == column ? value : plan_.where_field(row, rows.info(), i));
  }
  row.old_key = static_cast<std::uint32_t>(plan_.old_keys.size());
  row.is_cascaded = true;
  for (const auto* fields : {&former, &by_then})
    plan_.old_keys.insert(plan_.old_keys.end(), fields->begin(), fields->end());
}

// The object's own field follows, unless it is written; the parent's has the value anyway.
const void* PlanRows::cascaded_field(const PlannedRow& row, const KeyCopy& copy) const {
  const EntityInfo& source_info = info_of(*copy.source);
  const ColumnType& source_type = source_info.column(copy.source_column).type;
  const void* source = field_of(*copy.source, source_info, copy.source_column);
  if (!writes(row_of(*row.entity), copy.column))
    return field_of(*row.entity, info_of(*row.entity), copy.column);
  return source_type.nullable ? source_type.ops->value(source) : source;
}

bool PlanRows::has_vacated() const {
  return std::any_of(classes_.begin(), classes_.end(),
                     [](const ClassRows& rows) { return !rows.vacated.empty(); });
}

void PlanRows::sort_by_key(const ClassRows& rows, std::vector<PlannedRow>& list) const {
  const EntityInfo& info = rows.info();
  const auto field = [&](const PlannedRow& row, std::size_t i) {
    return plan_.key_field(row, info, i);
  };
  if (has_integer_key(info)) {
    const ColumnType& type = info.column(info.key[0]).type;
    return sort_unless_sorted(list, [&](const PlannedRow& a, const PlannedRow& b) {
      return integer_value(type, field(a, 0)) < integer_value(type, field(b, 0));
    });
  }
  sort_unless_sorted(list, [&](const PlannedRow& a, const PlannedRow& b) {
    for (std::size_t i = 0; i < info.key.size(); ++i) {
      const ColumnType& type = info.column(info.key[i]).type;
      if (const int order = compare_values(type, field(a, i), field(b, i)); order != 0)
        return order < 0;
    }
    return false;
  });
}

void PlanRows::defer(ClassRows& rows, PlannedRow& row, const RelationInfo& relation,
                     Meanwhile meanwhile) {
  const bool is_null = is_pending(*row.entity) || meanwhile == Meanwhile::null;
  std::uint32_t rest = PlannedRow::none;
  for (std::uint32_t i = row.first_copy, next = PlannedRow::none; i != PlannedRow::none; i = next) {
    next = plan_.copies[i].next;
    const KeyCopy copy = plan_.copies[i];
    const bool waits = copy.relation == &relation && copy.source != nullptr &&
                       rows.info().column(copy.column).type.nullable;
    if (waits) {
      PlannedRow& later = later_update_of(rows, row);
      plan_.copies.push_back(copy);
      plan_.copies.back().next = later.first_copy;
      later.first_copy = static_cast<std::uint32_t>(plan_.copies.size() - 1);
      plan_.copies[i].source = nullptr;
    }
    if (waits && !is_null) continue;
    plan_.copies[i].next = rest;
    rest = i;
  }
  row.first_copy = rest;
}

// One UPDATE fills in all that a row waits for.
PlannedRow& PlanRows::later_update_of(ClassRows& rows, const PlannedRow& row) {
  if (rows.post_updates.empty() || rows.post_updates.back().entity != row.entity)
    rows.post_updates.push_back({.entity = row.entity});
  return rows.post_updates.back();
}

void PlanRows::defer_post_updates() {
  for (ClassRows& rows : classes_) {
    if (!rows.rules.defers) continue;
    defer_post_updates(rows, rows.inserts);
    defer_post_updates(rows, rows.updates);
  }
}

void PlanRows::defer_post_updates(ClassRows& rows, std::vector<PlannedRow>& list) {
  for (PlannedRow& row : list)
    while (const RelationInfo* relation = find_post_update(rows, row))
      defer(rows, row, *relation, Meanwhile::unchanged);
}

// The key that `copy` belongs to is not in the database yet: the row is new, or another one as yet.
bool PlanRows::is_made(const KeyCopy& copy) const {
  Entity& source = *copy.source;
  if (is_pending(source)) return true;
  const View<std::uint16_t> key = referred_key_of(copy);
  const PlannedRow row = row_of(source);
  const std::uint32_t cascaded = first_cascaded(source);
  return std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
    return writes(row, column) || find_copy(plan_.copies, cascaded, column) != nullptr;
  });
}

const RelationInfo* PlanRows::find_post_update(const ClassRows& rows, const PlannedRow& row) const {
  for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_.copies[i].next) {
    const KeyCopy& copy = plan_.copies[i];
    const bool may_wait =
        copy.relation->post_update && rows.info().column(copy.column).type.nullable;
    if (may_wait && copy.source != nullptr && is_made(copy)) return copy.relation;
  }
  return nullptr;
}

void PlanRows::release(ClassRows& rows, const PlannedRow& row, const ForeignKeyInfo& key) {
  PlannedRow release{.entity = row.entity, .old_key = row.old_key, .is_cascaded = row.is_cascaded};
  for (const std::uint16_t column : key.columns) {
    if (!rows.info().column(column).type.nullable) continue;
    plan_.copies.push_back({nullptr, nullptr, column, 0, release.first_copy});
    release.first_copy = static_cast<std::uint32_t>(plan_.copies.size() - 1);
  }
  rows.releases.push_back(release);
}

void PlanRows::vacate(ClassRows& rows, const PlannedRow& row,
                      const std::vector<std::uint16_t>& columns) {
  PlannedRow vacated{.entity = &row.former(), .old_key = row.old_key};
  if (is_pending(*row.entity)) remember_old_key(rows, vacated);
  vacated.is_cascaded = false;  // it goes before its parent's UPDATE
  for (const std::uint16_t column : columns) {
    plan_.copies.push_back({nullptr, nullptr, column, 0, vacated.first_copy});
    vacated.first_copy = static_cast<std::uint32_t>(plan_.copies.size() - 1);
  }
  rows.vacated.push_back(vacated);
}

void PlanRows::put_vacated_in_order() {
  for (ClassRows& rows : classes_) {
    sort_by_key(rows, rows.vacated);
    join_vacated(rows.vacated);
  }
}

void PlanRows::join_vacated(std::vector<PlannedRow>& list) {
  std::vector<PlannedRow> joined;
  for (const PlannedRow& row : list) {
    if (joined.empty() || joined.back().entity != row.entity) {
      joined.push_back(row);
      continue;
    }
    std::uint32_t& first = joined.back().first_copy;
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none;) {
      const std::uint32_t copy = std::exchange(i, plan_.copies[i].next);
      if (find_copy(plan_.copies, first, plan_.copies[copy].column) != nullptr) continue;
      plan_.copies[copy].next = std::exchange(first, copy);
    }
  }
  list = std::move(joined);
}

}  // namespace orp
