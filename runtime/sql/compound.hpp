// SPDX-License-Identifier: MIT
// The rows of several queries as those of one.
#pragma once
#include "sql/statement.hpp"

namespace orp::sql {

/// The query of a recursive CTE, which has the types of its anchor.
NodeRef make_recursion(const NodeRef& anchor, SetOperation operation, View<NodeRef> members);

}  // namespace orp::sql
