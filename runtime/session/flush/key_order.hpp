// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp {

/// Below, equal to or above 0 as `left` stands before, with or after `right`. Values, not fields.
/// Any fixed order does: it decides in which order rows are written, not what a database sorts.
int compare_values(const SqlType& type, const void* left, const void* right);

}  // namespace orp
