// SPDX-License-Identifier: MIT
// Whether a column holds what it held: what the database spells in another way is no change.
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Two fields of `type`. JSON, also within arrays, is compared by what it means.
bool is_same_value(const ColumnType& type, const void* left, const void* right);

}  // namespace orp
