// SPDX-License-Identifier: MIT
// What the query may be that a recursive CTE goes on with. Databases refuse more or less of the
// rest, each something else.
//
// Rules
//  (1) It is one select, and names the CTE once, in its own FROM, where rows of it may not be
//      missing.
//  (2) It takes the rows one by one: no groups, aggregates or windows, no order and no limit.
#pragma once
#include "sql/statement.hpp"

namespace orp::sql {

/// Throws UsageError (ORP-1238) unless `member` may be it; `cte`: by which it knows the CTE.
void check_recursive_member(const NodeRef& member, const CteNameNode& cte);

}  // namespace orp::sql
