// SPDX-License-Identifier: MIT
// Step 2 of a flush: in which order what is written; the rules are those of a plan, in plan.hpp.
#pragma once
#include "session/flush/changes.hpp"
#include "session/flush/plan.hpp"

namespace orp {

/// Throws DataError for a new object without a value that its row must have, and UsageError for
/// objects that refer to each other in a circle that no nullable foreign key opens.
Plan order(Changes changes);

}  // namespace orp
