// SPDX-License-Identifier: MIT
// Trees with changes. What did not change is shared with the original.
#pragma once
#include <functional>

#include "sql/node.hpp"
#include "sql/source.hpp"

namespace orp::sql {

/// What an operand becomes.
using Change = std::function<NodeRef(const NodeRef&)>;

/// The node, each of its operands changed; the node itself when all stay the same. A run of ANDs or
/// ORs has its terms as operands.
NodeRef with_children(const NodeRef& node, const Change& change);
/// The same of a statement's operands that are no elements.
NodeRef with_clauses(const NodeRef& statement, const Change& change);

/// What shall stand in place of a node, or empty: the node itself, its operands rewritten.
using Replacement = std::function<NodeRef(const NodeRef&)>;

/// The expression with replacements, nested queries included. A node that occurs twice is rewritten
/// twice.
NodeRef rewrite(const NodeRef& expression, const Replacement& replacement);

/// Columns of `from` become columns of `to`. A nested query that has `from` in its own FROM keeps
/// them: they are that one's.
NodeRef move_columns(const NodeRef& expression, const Source& from, const Source& to);

}  // namespace orp::sql
