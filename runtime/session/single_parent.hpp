// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/entity/entity.hpp"

namespace orp {

class SessionState;

/// `member` is about to enter `relation` of `owner`, by the program's own act. Throws UsageError
/// when either of the two would get a second parent through a relationship with single_parent, as
/// far as memory tells. Loads nothing.
void check_single_parent(SessionState& state, Entity& owner, unsigned relation, Entity& member);

}  // namespace orp
