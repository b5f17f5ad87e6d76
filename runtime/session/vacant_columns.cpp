// SPDX-License-Identifier: MIT
#include "session/vacant_columns.hpp"

#include <algorithm>
#include <string_view>

#include "meta/stand_in.hpp"

namespace orp {

namespace {

bool contains(View<std::uint16_t> columns, std::uint16_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool mentions(const CheckInfo& check, std::string_view word) {
  return std::string_view(check.sql).find(word) != std::string_view::npos;
}

}  // namespace

VacantColumns::VacantColumns(PlanRows& rows, const EntityInfo& info)
    : info_(&info), referred_(info) {
  const auto refer_to = [&](View<std::uint16_t> columns) {
    for (const std::uint16_t column : columns) referred_.insert(column);
  };
  refer_to(info.table.primary_key);
  for (const RelationInfo& relation : info.relations)
    if (!relation.holds_key()) refer_to(relation.local_columns);
  for (const ClassRows& holder : rows.classes())
    for (const ForeignKeyInfo& key : holder.info().table.foreign_keys)
      if (key.referred == &info.table) refer_to(key.referred_columns);
}

const std::uint16_t* VacantColumns::find(const UniqueColumns& key) const {
  for (const std::uint16_t& column : key)
    if (may_be_null(column)) return &column;
  for (const std::uint16_t& column : key)
    if (may_have_stand_in(column)) return &column;
  return nullptr;
}

// NULL fulfils every check that does not ask for it.
bool VacantColumns::may_be_null(std::uint16_t column) const {
  const ColumnInfo& column_info = info_->column(column);
  return !referred_.contains(column) && column_info.type.nullable &&
         std::none_of(info_->table.checks.begin(), info_->table.checks.end(),
                      [&](const CheckInfo& check) {
                        return mentions(check, column_info.name) &&
                               (mentions(check, "null") || mentions(check, "NULL"));
                      });
}

bool VacantColumns::may_have_stand_in(std::uint16_t column) const {
  const ColumnInfo& column_info = info_->column(column);
  return !referred_.contains(column) && !column_info.type.nullable &&
         has_stand_in(column_info.type) && !is_foreign(column) &&
         std::none_of(info_->table.checks.begin(), info_->table.checks.end(),
                      [&](const CheckInfo& check) { return mentions(check, column_info.name); });
}

bool VacantColumns::is_foreign(std::uint16_t column) const {
  return std::any_of(info_->table.foreign_keys.begin(), info_->table.foreign_keys.end(),
                     [&](const ForeignKeyInfo& key) { return contains(key.columns, column); });
}

}  // namespace orp
