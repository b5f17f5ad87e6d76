// SPDX-License-Identifier: MIT
#include "session/plan_rows.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "session/key_order.hpp"

namespace orp {

namespace {

// Integer keys are compared as such, many rows being the rule there.
bool has_integer_key(const EntityInfo& info) {
  return info.table.primary_key.size() == 1 &&
         is_integer(info.column(info.table.primary_key[0]).type);
}

template <class Before>
void sort_unless_sorted(std::vector<PlannedRow>& list, Before before) {
  if (!std::is_sorted(list.begin(), list.end(), before))
    std::stable_sort(list.begin(), list.end(), before);
}

}  // namespace

const void* key_field(const Plan& plan, const PlannedRow& row, const EntityInfo& info,
                      std::size_t i) {
  if (row.old_key != PlannedRow::none) return plan.old_keys[row.old_key + i];
  return field_of(*row.entity, info, info.table.primary_key[i]);
}

PlanRows::PlanRows(Changes changes, Plan& plan) : log_(changes.log), plan_(&plan) {
  plan.copies = std::move(changes.copies);
  const auto planned = [](const RowChange& row) {
    return PlannedRow{.entity = row.entity, .first_copy = row.first_copy};
  };
  for (const RowChange& row : changes.inserts)
    if (row.entity != nullptr) rows_of(info_of(*row.entity)).inserts.push_back(planned(row));
  for (const RowChange& row : changes.updates)
    if (row.entity != nullptr) rows_of(info_of(*row.entity)).updates.push_back(planned(row));
  for (const RowSwitch& other : changes.switches) {
    PlannedRow row = planned(other.row);
    row.member = other.deleted;
    rows_of(info_of(*row.entity)).updates.push_back(row);
    plan.replaced.push_back(other.deleted);
    takers_.emplace_back(row.entity, other.deleted);
  }
  std::sort(takers_.begin(), takers_.end());
  for (const RowChange& row : changes.follows)
    rows_of(info_of(*row.entity)).keeps.push_back(planned(row));
  for (Entity* entity : changes.deletes)
    rows_of(info_of(*entity)).deletes.push_back({.entity = entity});
  for (const LinkChange& link : changes.old_links) take_link(link, false);
  for (const LinkChange& link : changes.new_links) take_link(link, true);

  for (ClassRows& rows : classes_) {
    for (auto* list : {&rows.updates, &rows.keeps, &rows.deletes})
      for (PlannedRow& row : *list) remember_old_key(rows, row);
    sort_by_key(rows, rows.updates);
    sort_by_key(rows, rows.keeps);
    sort_by_key(rows, rows.deletes);
  }
}

ClassRows& PlanRows::rows_of(const EntityInfo& info) { return classes_.get(info, info); }

Entity* PlanRows::taken_over_by(const Entity& added) const {
  const auto found = std::lower_bound(
      takers_.begin(), takers_.end(), &added,
      [](const auto& taker, const Entity* entity) { return taker.first < entity; });
  return found == takers_.end() || found->first != &added ? nullptr : found->second;
}

void PlanRows::take_link(const LinkChange& link, bool is_new) {
  const bool of_owner = link.member == nullptr;
  const auto is_like = [&](const LinkRows& other) {
    return other.relation == link.relation && other.is_new == is_new &&
           other.of_owner == of_owner && other.may_exist == link.may_exist;
  };
  auto known = std::find_if(links_.rbegin(), links_.rend(), is_like);
  if (known == links_.rend()) {
    links_.push_back({link.relation, is_new, of_owner, link.may_exist, {}});
    known = links_.rbegin();
  }
  PlannedRow row{.entity = link.owner, .member = link.member};
  if (of_owner) remember_old_key(rows_of(info_of(*link.owner)), row);
  known->rows.push_back(row);
}

std::vector<WrittenTable> PlanRows::tables() const {
  std::vector<WrittenTable> tables;
  for (const ClassRows& rows : classes_) tables.push_back({&rows.info().table, &rows.info()});
  for (const LinkRows& links : links_) {
    const TableInfo* table = links.relation->secondary;
    const auto is_it = [&](const WrittenTable& other) { return other.table == table; };
    if (std::none_of(tables.begin(), tables.end(), is_it)) tables.push_back({table, nullptr});
  }
  return tables;
}

bool PlanRows::has_new_key(const ClassRows& rows, const PlannedRow& row) const {
  if (is_pending(*row.entity)) return false;  // it takes over the row that has its key
  const Masks masks(*row.entity, rows.info());
  for (const std::uint16_t column : rows.info().table.primary_key)
    if (masks.is_changed(column)) return true;
  for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next)
    if (rows.rules.key.contains(plan_->copies[i].column)) return true;
  return false;
}

void PlanRows::remember_old_key(ClassRows& rows, PlannedRow& row) {
  if (!has_new_key(rows, row)) return;
  row.old_key = static_cast<std::uint32_t>(plan_->old_keys.size());
  for (const std::uint16_t column : rows.info().table.primary_key)
    plan_->old_keys.push_back(log_->database_field(*row.entity, rows.info(), column));
}

void PlanRows::sort_by_key(const ClassRows& rows, std::vector<PlannedRow>& list) const {
  const EntityInfo& info = rows.info();
  const auto field = [&](const PlannedRow& row, std::size_t i) {
    return key_field(*plan_, row, info, i);
  };
  if (has_integer_key(info)) {
    const ColumnType& type = info.column(info.table.primary_key[0]).type;
    return sort_unless_sorted(list, [&](const PlannedRow& a, const PlannedRow& b) {
      return integer_value(type, field(a, 0)) < integer_value(type, field(b, 0));
    });
  }
  sort_unless_sorted(list, [&](const PlannedRow& a, const PlannedRow& b) {
    for (std::size_t i = 0; i < info.table.primary_key.size(); ++i) {
      const ColumnType& type = info.column(info.table.primary_key[i]).type;
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
    next = plan_->copies[i].next;
    const KeyCopy copy = plan_->copies[i];
    const bool waits = copy.relation == &relation && copy.source != nullptr &&
                       rows.info().column(copy.column).type.nullable;
    if (waits) {
      PlannedRow& later = later_update_of(rows, row);
      plan_->copies.push_back(copy);
      plan_->copies.back().next = later.first_copy;
      later.first_copy = static_cast<std::uint32_t>(plan_->copies.size() - 1);
      plan_->copies[i].source = nullptr;
    }
    if (waits && !is_null) continue;
    plan_->copies[i].next = rest;
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
    const View<RelationInfo> relations = rows.info().relations;
    if (std::none_of(relations.begin(), relations.end(),
                     [](const RelationInfo& relation) { return relation.post_update; }))
      continue;
    defer_post_updates(rows, rows.inserts);
    defer_post_updates(rows, rows.updates);
  }
}

void PlanRows::defer_post_updates(ClassRows& rows, std::vector<PlannedRow>& list) {
  for (PlannedRow& row : list)
    while (const RelationInfo* relation = find_post_update(rows, row))
      defer(rows, row, *relation, Meanwhile::unchanged);
}

const RelationInfo* PlanRows::find_post_update(const ClassRows& rows, const PlannedRow& row) const {
  for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next) {
    const KeyCopy& copy = plan_->copies[i];
    const bool may_wait =
        copy.relation->post_update && rows.info().column(copy.column).type.nullable;
    if (may_wait && copy.source != nullptr && is_pending(*copy.source)) return copy.relation;
  }
  return nullptr;
}

void PlanRows::release(ClassRows& rows, const PlannedRow& row, const ForeignKeyInfo& key) {
  PlannedRow release{.entity = row.entity, .old_key = row.old_key};
  for (const std::uint16_t column : key.columns) {
    if (!rows.info().column(column).type.nullable) continue;
    plan_->copies.push_back({nullptr, nullptr, column, 0, release.first_copy});
    release.first_copy = static_cast<std::uint32_t>(plan_->copies.size() - 1);
  }
  rows.releases.push_back(release);
}

void PlanRows::vacate(ClassRows& rows, const PlannedRow& row,
                      const std::vector<std::uint16_t>& columns) {
  PlannedRow vacated{.entity = row.entity, .old_key = row.old_key};
  for (const std::uint16_t column : columns) {
    plan_->copies.push_back({nullptr, nullptr, column, 0, vacated.first_copy});
    vacated.first_copy = static_cast<std::uint32_t>(plan_->copies.size() - 1);
  }
  rows.vacated.push_back(vacated);
}

}  // namespace orp
