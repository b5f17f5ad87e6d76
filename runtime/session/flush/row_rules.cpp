// SPDX-License-Identifier: MIT
#include "session/flush/row_rules.hpp"

#include <algorithm>

#include "meta/filled_in.hpp"
#include "session/objects/kept_by_class.hpp"

namespace orp {

namespace {

bool has_expression(const IndexInfo& index) {
  return std::any_of(index.parts.begin(), index.parts.end(),
                     [](const IndexPart& part) { return part.expression != nullptr; });
}

std::vector<UniqueColumns> unique_keys_of(const TableInfo& table) {
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

bool becomes_outdated(const ColumnInfo& column) {
  return column.trigger_on_update || column.computed.kind != ComputedKind::none;
}

}  // namespace

RowRules::RowRules(const EntityInfo& entity)
    : info(&entity),
      all(RowShape::all_of(entity)),
      key(entity),
      required(entity),
      left_out(entity),
      touched(entity),
      unreturned(entity),
      defers(std::any_of(entity.relations.begin(), entity.relations.end(),
                         [](const RelationInfo& relation) { return relation.post_update; })),
      unique(entity),
      contested(entity),
      unique_keys(unique_keys_of(entity.table())),
      has_unique_expression(std::any_of(
          entity.table().indexes.begin(), entity.table().indexes.end(),
          [](const IndexInfo& index) { return index.unique && has_expression(index); })) {
  for (const std::uint16_t column : entity.key) key.insert(column);
  for (std::uint16_t i = 0; i < entity.columns.size(); ++i) {
    if (becomes_outdated(entity.column(i))) outdated.push_back(i);
    if (entity.column(i).server_default.kind == ServerDefaultKind::trigger) unreturned.insert(i);
    if (entity.columns[i].on_update != ClientDefault::none) touched.insert(i);
    if (entity.columns[i].client_default != ClientDefault::none) continue;
    const ColumnInfo& column = entity.column(i);
    if (is_filled_in(column))
      left_out.insert(i);
    else if (!column.type.nullable)
      required.insert(i);
  }
  for (const UniqueColumns& columns : unique_keys)
    for (const std::uint16_t column : columns) {
      unique.insert(column);
      if (&columns != &unique_keys.front()) contested.insert(column);
    }
}

// Never destroyed: objects of static storage may be flushed after it.
const RowRules& rules_of(const EntityInfo& info) {
  static KeptByClass<RowRules>& kept = *new KeptByClass<RowRules>;
  return kept.get(info);
}

}  // namespace orp
