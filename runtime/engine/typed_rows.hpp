// SPDX-License-Identifier: MIT
// Rows of the program's own type, seen by the names and the types of their columns.
#pragma once
#include <cstddef>

#include "orpiment/engine/detail/row_buffer.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// What element `i` of the rows is. Requires: a value.
const ColumnType& element_type(const detail::RowBuffer& rows, std::size_t i);

}  // namespace orp
