// SPDX-License-Identifier: MIT
// Rows that the database deletes together with others (ON DELETE CASCADE). Where passive_deletes
// leaves them to it, or no relationship leads to them, nobody has loaded them and nobody knows what
// they hold: any value that another row takes may be theirs.
#pragma once
#include "session/flush/plan_rows.hpp"

namespace orp {

/// Whether `key` of `table` refers to rows of `owner` and no relationship of these loads who does
/// when they are deleted.
bool is_left_alone(const TableInfo& table, const ForeignKeyInfo& key, const EntityInfo& owner);

/// Whether the database may delete rows of `table` together with those of `owner`, directly or by
/// way of further tables.
bool may_go_along(const TableInfo& table, const EntityInfo& owner);

/// Whether it may do so by `key`, of whichever table.
bool may_go_along(const TableInfo& table, const ForeignKeyInfo& key, const EntityInfo& owner);

/// Whether a row is inserted or changed to have a unique value of a table of which rows
/// may go along with those of `owner`. O(rows).
bool takes_from_below(const PlanRows& rows, const EntityInfo& owner);

}  // namespace orp
