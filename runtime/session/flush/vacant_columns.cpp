// SPDX-License-Identifier: MIT
#include "session/flush/vacant_columns.hpp"

#include <algorithm>
#include <string_view>

#include "meta/column_numbers.hpp"
#include "meta/stand_in.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

bool mentions(const CheckInfo& check, std::string_view word) {
  return std::string_view(check.sql).find(word) != std::string_view::npos;
}

bool is_checked(const TableInfo& table, std::uint16_t column) {
  return std::any_of(table.checks.begin(), table.checks.end(), [&](const CheckInfo& check) {
    return mentions(check, table.columns[column].name);
  });
}

std::size_t count_foreign_keys(const TableInfo& table, std::uint16_t column) {
  return static_cast<std::size_t>(
      std::count_if(table.foreign_keys.begin(), table.foreign_keys.end(),
                    [&](const ForeignKeyInfo& key) { return contains(key.columns, column); }));
}

}  // namespace

VacantColumns::VacantColumns(PlanRows& rows, const EntityInfo& info)
    : rows_(&rows), info_(&info), referring_(find_referring(info)), referred_(info) {
  const auto refer_to = [&](View<std::uint16_t> columns) {
    for (const std::uint16_t column : columns) referred_.insert(column);
  };
  refer_to(info.key);
  for (const RelationInfo& relation : info.relations)
    if (!relation.holds_key()) refer_to(relation.local_columns);
  for (const Referring& one : referring_) refer_to(one.key->referred_columns);
}

std::vector<VacantColumns::Referring> VacantColumns::find_referring(const EntityInfo& info) const {
  std::vector<Referring> found;
  const auto add_holder = [&](const EntityInfo& holder) {
    for (const ForeignKeyInfo& key : holder.table().foreign_keys)
      if (key.referred == &info.table()) found.push_back({&holder.table(), &holder, &key});
  };
  for (const ClassRows& one : rows_->classes()) {
    add_holder(one.info());
    add_secondaries(one.info(), info.table(), found);
  }
  for (const RelationInfo& relation : info.relations)
    if (is_held_by_target(relation)) add_holder(*relation.target);
  add_secondaries(info, info.table(), found);
  const auto by_key = [](const Referring& a, const Referring& b) { return a.key < b.key; };
  std::sort(found.begin(), found.end(), by_key);
  const auto is_same = [](const Referring& a, const Referring& b) { return a.key == b.key; };
  found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
  return found;
}

void VacantColumns::add_secondaries(const EntityInfo& info, const TableInfo& referred,
                                    std::vector<Referring>& found) const {
  for (const RelationInfo& relation : info.relations)
    if (relation.kind == RelationKind::many_to_many)
      for (const ForeignKeyInfo& key : relation.secondary->foreign_keys)
        if (key.referred == &referred) found.push_back({relation.secondary, nullptr, &key});
}

std::optional<Vacancy> VacantColumns::find(const UniqueColumns& key) const {
  for (const std::uint16_t column : key)
    if (!referred_.contains(column) && may_be_null(column)) return Vacancy{column, false};
  for (const std::uint16_t column : key)
    if (!referred_.contains(column) && !info_->column(column).type.nullable &&
        may_have_stand_in(column))
      return Vacancy{column, true};
  return std::nullopt;
}

// NULL fulfils every check that does not ask for it.
bool VacantColumns::may_be_null(std::uint16_t column) const {
  const ColumnInfo& column_info = info_->column(column);
  return column_info.type.nullable &&
         std::none_of(info_->table().checks.begin(), info_->table().checks.end(),
                      [&](const CheckInfo& check) {
                        return mentions(check, column_info.name) &&
                               (mentions(check, "null") || mentions(check, "NULL"));
                      });
}

bool VacantColumns::may_have_stand_in(std::uint16_t column) const {
  return has_stand_in(info_->column(column).type) &&
         count_foreign_keys(info_->table(), column) == 0 && !is_checked(info_->table(), column);
}

std::optional<Vacancy> VacantColumns::find_referred(const UniqueColumns& key, Entity& deleted) {
  std::vector<Reference> questions;
  for (const std::uint16_t column : key) {
    if (!may_have_stand_in(column)) continue;
    bool is_vacant = true;
    for (const Referring& one : referring_) {
      Passed passed;
      if (!contains(one.key->referred_columns, column) || goes_along(one, column, passed)) continue;
      const std::optional<bool> known = is_referred(one, deleted);
      is_vacant = is_vacant && known == false;
      if (!known) questions.push_back({&deleted, one.holder, one.key, true});
    }
    if (is_vacant) return Vacancy{column, true};
  }
  rows_->plan().questions.insert(rows_->plan().questions.end(), questions.begin(), questions.end());
  return std::nullopt;
}

bool VacantColumns::goes_along(const Referring& referring, std::uint16_t referred_column,
                               Passed& passed) const {
  const View<std::uint16_t> referred = referring.key->referred_columns;
  const auto place = std::find(referred.begin(), referred.end(), referred_column);
  const std::uint16_t column =
      referring.key->columns[static_cast<std::size_t>(place - referred.begin())];
  if (!is_cascaded(*referring.key) || is_checked(*referring.table, column) ||
      count_foreign_keys(*referring.table, column) > 1)
    return false;
  const std::pair<const TableInfo*, std::uint16_t> next(referring.table, column);
  if (referring.holder == nullptr || std::find(passed.begin(), passed.end(), next) != passed.end())
    return true;
  passed.push_back(next);
  const std::vector<Referring> below = find_referring(*referring.holder);
  return std::all_of(below.begin(), below.end(), [&](const Referring& one) {
    return !contains(one.key->referred_columns, column) || goes_along(one, column, passed);
  });
}

// Nobody asks who is in a secondary table.
std::optional<bool> VacantColumns::is_referred(const Referring& referring,
                                               const Entity& deleted) const {
  if (referring.holder == nullptr) return true;
  for (const Reference& known : rows_->references())
    if (known.deleted == &deleted && known.key == referring.key) return known.exists;
  return std::nullopt;
}

}  // namespace orp
