// SPDX-License-Identifier: MIT
// A statement in terms of what a database keeps, before it is printed.
#pragma once
#include "orpiment/backend/dialect.hpp"
#include "orpiment/sql/detail/node_ref.hpp"

namespace orp::sql {

/// The statement in terms of what the database keeps: decimals that are scaled integers there,
/// enumerations that are texts, functions that are missing or give another type become plain
/// arithmetic, CASE, functions and casts, which the renderer prints as they stand.
///
/// (1) What is the same for every database is not copied, nor is a statement without anything else.
/// (2) Nodes with values (LiteralNode, GeneratedNode, KeyListNode) stay the same nodes: a shape of
///     the original knows them. They may stand several times in the result.
/// (3) Names of result columns follow from the original, which Element::expression keeps.
/// (4) Derived tables stay as they are: columns refer to them. They are lowered where they are
///     printed.
///
/// Throws UsageError when the database cannot calculate what is asked.
NodeRef lower(const NodeRef& statement, const backend::Dialect& dialect);

}  // namespace orp::sql
