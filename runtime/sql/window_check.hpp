// SPDX-License-Identifier: MIT
// Where window functions may stand.
#pragma once
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// The windows with names of the functions that it selects or is ordered by, one a function.
std::vector<const WindowNode*> windows_of_names(const SelectNode& select);

/// Throws UsageError (ORP-1267) for two windows of one name, and (ORP-1229) where the statement,
/// those nested in it aside, has a window function in another place than what it selects or is
/// ordered by, or one within another or in an aggregate. Of other nodes: nothing.
void check_windows(const Node& node);

}  // namespace orp::sql
