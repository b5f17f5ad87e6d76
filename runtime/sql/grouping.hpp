// SPDX-License-Identifier: MIT
// What a SELECT of groups, or of distinct rows, may name. The standard and most databases refuse
// the rest; others take the value of any row of the group, without a word.
//
// Rules
//  (1) Where groups are selected (a clause says so, or an aggregate is selected or ordered by) a
//      column of the query's own sources stands in an aggregate, in a term of GROUP BY, or in a
//      table, or objects of a derived one, whose whole primary key GROUP BY has; in nested queries,
//      too.
//  (2) SELECT DISTINCT is ordered by what it selects.
//  (3) What a text or a function of the database's own says is not understood, and passes.
#pragma once
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// To the database, which sees parameters in place of values: two values are never the same.
bool is_same(const NodeRef& a, const NodeRef& b);
/// It has SQL of the program's own, which is not understood.
bool has_text(const NodeRef& expression);
/// The expression, which is no label, is the same as one of the terms, by a label or without.
bool contains(const std::vector<NodeRef>& terms, const NodeRef& expression);

/// A clause of it says so, or it selects or is ordered by an aggregate.
bool selects_groups(const SelectNode& select);

/// Terms of GROUP BY that say what databases do not know: the columns of a derived table beside the
/// whole key of its objects.
std::vector<NodeRef> terms_beside_keys(const SelectNode& select);

/// Throws UsageError (ORP-1225, ORP-1226) where a query in the statement breaks a rule, and as the
/// checks of window_check.hpp do.
void check_grouping(const Node& statement);

}  // namespace orp::sql
