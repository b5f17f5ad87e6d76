// SPDX-License-Identifier: MIT
// Values in words: for logs, error messages and tests. Never for SQL.
#pragma once
#include <cstddef>
#include <string>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/view.hpp"

namespace orp::backend {

/// Appends a field of `type` (nullptr: NULL): 42, 'text', NULL, x'00ff', [1, 2]. Long texts are
/// cut.
void append_value(std::string& out, const ColumnType& type, const void* field);

/// "(42, 'Alice', NULL)"; key lists as "[1, 2, ... 998 more]".
std::string parameters_text(View<BoundValue> parameters);

/// The first rows of a batch and how many follow: "(1, 'a'), (2, 'b'), ... 998 more".
std::string rows_text(const RowBatch& batch, std::size_t row_limit = 3);

}  // namespace orp::backend
