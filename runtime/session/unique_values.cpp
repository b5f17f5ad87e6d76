// SPDX-License-Identifier: MIT
#include "session/unique_values.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "orpiment/base/hash.hpp"
#include "session/key_field.hpp"

namespace orp {

namespace {

bool has_expression(const IndexInfo& index) {
  return std::any_of(index.parts.begin(), index.parts.end(),
                     [](const IndexPart& part) { return part.expression != nullptr; });
}

UniqueField field_in(const Entity& entity, const EntityInfo& info, std::uint16_t column) {
  return {&info.column(column).type, field_of(entity, info, column)};
}

// A literal default stands in a new row from its beginning.
bool is_known(Entity& entity, const EntityInfo& info, std::uint16_t column) {
  const Masks masks(entity, info);
  if (!is_pending(entity)) return info.column(column).primary_key || masks.is_loaded(column);
  return masks.is_changed(column) || info.column(column).client_default == ClientDefault::literal;
}

}  // namespace

std::vector<UniqueColumns> unique_columns(const TableInfo& table) {
  std::vector<UniqueColumns> keys;
  keys.emplace_back(table.primary_key.begin(), table.primary_key.end());
  for (const UniqueInfo& unique : table.uniques)
    keys.emplace_back(unique.columns.begin(), unique.columns.end());
  for (const IndexInfo& index : table.indexes) {
    if (!index.unique || has_expression(index)) continue;
    UniqueColumns& columns = keys.emplace_back();
    for (const IndexPart& part : index.parts) columns.push_back(part.column);
  }
  return keys;
}

bool has_unique_expression(const TableInfo& table) {
  return std::any_of(table.indexes.begin(), table.indexes.end(),
                     [](const IndexInfo& index) { return index.unique && has_expression(index); });
}

Knowledge UniqueReader::read_old(const PlannedRow& row, const UniqueColumns& columns,
                                 UniqueValue& value) const {
  value.clear();
  Knowledge knowledge = Knowledge::known;
  for (const std::uint16_t column : columns) {
    const ColumnType& type = info_->column(column).type;
    const void* field = rows_->log().database_field(row.former(), *info_, column);
    if (field == nullptr)
      knowledge = Knowledge::unknown;
    else if (is_null(type, field))
      return Knowledge::null;
    value.push_back({&type, field});
  }
  return knowledge;
}

Knowledge UniqueReader::read_new(const PlannedRow& row, const UniqueColumns& columns,
                                 UniqueValue& value) const {
  value.clear();
  Knowledge knowledge = Knowledge::known;
  for (const std::uint16_t column : columns) {
    const UniqueField field = new_field(row, column);
    if (field.field == nullptr)
      knowledge = Knowledge::unknown;
    else if (is_null(*field.type, field.field))
      return Knowledge::null;
    value.push_back(field);
  }
  return knowledge;
}

UniqueField UniqueReader::new_field(const PlannedRow& row, std::uint16_t column) const {
  const KeyCopy* copy = copy_of(row, column);
  if (copy != nullptr && copy->source == nullptr) return {};
  Entity& source = copy != nullptr ? *copy->source : *row.entity;
  const EntityInfo& info = info_of(source);
  const std::uint16_t source_column = copy != nullptr ? copy->source_column : column;
  if (is_known(source, info, source_column)) return field_in(source, info, source_column);
  // Its key may come from another new object, but is that of the row which it takes over.
  const Entity* former = rows_->taken_over_by(source);
  const bool is_in_former = former != nullptr && info.column(source_column).primary_key;
  return is_in_former ? field_in(*former, info, source_column) : UniqueField{};
}

bool UniqueReader::is_changed(const PlannedRow& row, std::uint16_t column) const {
  return rows_->writes(row, column);
}

bool UniqueReader::changes(const PlannedRow& row, const UniqueColumns& columns) const {
  return std::any_of(columns.begin(), columns.end(),
                     [&](std::uint16_t column) { return is_changed(row, column); });
}

bool UniqueReader::becomes_null(const PlannedRow& row, const UniqueColumns& columns) const {
  return std::any_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
    if (const KeyCopy* copy = copy_of(row, column)) return copy->source == nullptr;
    return is_changed(row, column) &&
           is_null(info_->column(column).type, field_of(*row.entity, *info_, column));
  });
}

const KeyCopy* UniqueReader::copy_of(const PlannedRow& row, std::uint16_t column) const {
  return find_copy(plan_->copies, row.first_copy, column);
}

}  // namespace orp
