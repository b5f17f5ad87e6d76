// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Gives `field`, which is of `type`, the value in `from`, which is of `given`: of one C++ type,
/// but for real numbers and elements of arrays, in fields that may or may not be std::optional.
/// Requires: the value is not NULL where `type` is not nullable.
void assign_from(const ColumnType& type, void* field, const ColumnType& given, const void* from);

}  // namespace orp
