// SPDX-License-Identifier: MIT
// Where window functions and aggregates may stand.
#pragma once
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// The windows with names of the functions that it selects or is ordered by, one a function.
std::vector<const WindowNode*> windows_of_names(const SelectNode& select);

/// It selects or is ordered by a window function.
bool selects_windows(const SelectNode& select);

/// Throws UsageError (ORP-1267) for two windows of one name, and (ORP-1229) where the statement,
/// those nested in it aside, has a window function in another place than what it selects or is
/// ordered by, or one within another or in an aggregate; (ORP-1248) where one that changes rows has
/// an aggregate. Of other nodes: nothing.
void check_windows(const Node& node);

/// Throws UsageError (ORP-1248) where a select has an aggregate that would choose or group the rows
/// of which it is one. Requires: the select stands in no other one, whose aggregates such might be.
void check_aggregates(const SelectNode& select);

}  // namespace orp::sql
