// SPDX-License-Identifier: MIT
// Where window functions may stand.
#pragma once
#include "sql/node.hpp"

namespace orp::sql {

/// Throws UsageError (ORP-1229) where the statement, those nested in it aside, has a window
/// function in another place than what it selects or is ordered by, or one within another or in an
/// aggregate. Of other nodes: nothing.
void check_windows(const Node& node);

}  // namespace orp::sql
