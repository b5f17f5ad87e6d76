// SPDX-License-Identifier: MIT
#pragma once
#include <functional>

#include "sql/node.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

/// What shall stand in place of a node, or empty: the node itself, its operands rewritten.
using Replacement = std::function<NodeRef(const NodeRef&)>;

/// The expression with replacements, subqueries included. What did not change is shared with the
/// original; a node that occurs twice is rewritten twice.
NodeRef rewrite(const NodeRef& expression, const Replacement& replacement);

/// Columns of `from` become columns of `to`.
NodeRef move_columns(const NodeRef& expression, const Source& from, const Source& to);

}  // namespace orp::sql
