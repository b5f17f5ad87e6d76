// SPDX-License-Identifier: MIT
// Which foreign key a relationship goes by, and who says so.
#pragma once
#include <algorithm>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// The target's table holds the foreign key.
inline bool is_held_by_target(const RelationInfo& relation) {
  return relation.kind == RelationKind::one_to_many || relation.kind == RelationKind::one_to_one;
}

/// The columns of its foreign key, in whichever table. Not of many_to_many.
inline View<std::uint16_t> foreign_key_columns(const RelationInfo& relation) {
  return relation.holds_key() ? relation.local_columns : relation.remote_columns;
}

/// No member says that it stands in it: it is view-only, for all others have two ends.
inline bool is_told_by_nobody(const RelationInfo& relation) {
  return is_held_by_target(relation) && relation.inverse < 0;
}

/// nullptr when it has none.
inline const RelationInfo* inverse_of(const RelationInfo& relation) {
  return relation.inverse < 0
             ? nullptr
             : &relation.target->relations[static_cast<unsigned>(relation.inverse)];
}

inline bool are_equal(View<std::uint16_t> left, View<std::uint16_t> right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

/// nullptr when `table` has none of these columns.
inline const ForeignKeyInfo* find_foreign_key(const TableInfo& table, View<std::uint16_t> columns) {
  for (const ForeignKeyInfo& key : table.foreign_keys)
    if (are_equal(key.columns, columns)) return &key;
  return nullptr;
}

inline bool is_cascaded(const ForeignKeyInfo& key) {
  return key.on_update == ReferentialAction::cascade;
}

}  // namespace orp
