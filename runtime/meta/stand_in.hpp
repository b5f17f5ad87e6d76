// SPDX-License-Identifier: MIT
// What a row that is about to be deleted has in a column that is unique and not nullable, so that
// another row may take what it had.
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Whether there is a value of `type` that no row has: types with few values have none.
bool has_stand_in(const ColumnType& type);

/// Assigns a value at random to `field`, one that fits the column and that no program stores: a
/// text of private characters, a number or a moment at the far end of the range. Requires:
/// has_stand_in(type).
void make_stand_in(const ColumnType& type, void* field);

}  // namespace orp
