// SPDX-License-Identifier: MIT
// In which order a flush writes tables, by the foreign keys between them.
#pragma once
#include <cstddef>
#include <vector>

#include "meta/inline_vector.hpp"
#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// A table that a flush writes, and its class; nullptr: a secondary table.
struct WrittenTable {
  const TableInfo* table;
  const EntityInfo* entity;
};

/// Tables that refer to each other, directly or not, or one table.
struct TableGroup {
  InlineVector<std::size_t, 4> tables;  ///< numbers in the list given
  bool is_cyclic;                       ///< rows may depend on rows of the same group
};

/// Sorts tables by foreign keys, also by those that lead through tables which are not in the list:
/// what is referred to comes first, otherwise the list's order stays. The foreign keys of
/// relationships with post_update do not count.
std::vector<TableGroup> order_tables(View<WrittenTable> tables);

/// Whether `key` belongs to a relationship with post_update.
bool is_post_updated(const EntityInfo* entity, const ForeignKeyInfo& key);

}  // namespace orp
