// SPDX-License-Identifier: MIT
// Which foreign key a relationship goes by, and who says so.
#pragma once
#include <algorithm>

#include "meta/column_numbers.hpp"
#include "orpiment/entity/entity.hpp"

namespace orp {

/// The target's table holds the foreign key.
inline bool is_held_by_target(const RelationInfo& relation) {
  return relation.kind == RelationKind::one_to_many || relation.kind == RelationKind::one_to_one;
}

/// The columns of its foreign key, in whichever table. Not of many_to_many.
inline View<std::uint16_t> foreign_key_columns(const RelationInfo& relation) {
  return relation.holds_key() ? relation.local_columns : relation.remote_columns;
}

/// Whether relationship `relation` of a new object says what its foreign key is to be.
inline bool speaks_for_new(const RelationInfo& relation, const RelationSlot& slot) {
  return relation.holds_key() && !relation.view_only &&
         (slot.target() != nullptr || slot.is_changed());
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

/// All columns of `foreign_key` are of the row's own key: it says whose the row is. Another one
/// only borrows those that are.
inline bool is_identifying(const EntityInfo& holder, View<std::uint16_t> foreign_key) {
  return std::all_of(foreign_key.begin(), foreign_key.end(),
                     [&](std::uint16_t column) { return holder.column(column).primary_key; });
}
/// The same of the foreign key that a relationship of `holder` has.
inline bool is_identifying(const EntityInfo& holder, const RelationInfo& relation) {
  return is_identifying(holder, relation.local_columns);
}

/// Whether a relationship of `holder` other than that by `foreign_key` writes `column`.
inline bool is_written_by_another(const EntityInfo& holder, View<std::uint16_t> foreign_key,
                                  std::uint16_t column) {
  return std::any_of(holder.relations.begin(), holder.relations.end(),
                     [&](const RelationInfo& relation) {
                       const View<std::uint16_t> columns = relation.local_columns;
                       return relation.holds_key() && !relation.view_only &&
                              !are_equal(columns, foreign_key) && contains(columns, column);
                     });
}

/// Whether `column` of `foreign_key` becomes NULL in a row that is to refer to nothing: of those
/// that may, the ones that no other relationship writes, if there are any. One is enough.
inline bool is_let_go(const EntityInfo& holder, View<std::uint16_t> foreign_key,
                      std::uint16_t column) {
  const auto may_be_null = [&](std::uint16_t one) { return holder.column(one).type.nullable; };
  const auto is_own = [&](std::uint16_t one) {
    return may_be_null(one) && !is_written_by_another(holder, foreign_key, one);
  };
  return is_own(column) ||
         (may_be_null(column) && std::none_of(foreign_key.begin(), foreign_key.end(), is_own));
}

inline bool is_cascaded(const ForeignKeyInfo& key) {
  return key.on_update == ReferentialAction::cascade;
}

}  // namespace orp
