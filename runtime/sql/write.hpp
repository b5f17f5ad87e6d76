// SPDX-License-Identifier: MIT
// What the statements that change rows have in common.
#pragma once
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// Adds to `assignments`, in place of what the schema sets. Throws UsageError when the program has
/// assigned the column already.
void add_assignment(const EntityInfo& entity, std::vector<AssignmentNode>& assignments,
                    ColumnValue value);

/// A SELECT of all that a query of values selects.
NodeRef select_of(const NodeRef& query);

}  // namespace orp::sql
