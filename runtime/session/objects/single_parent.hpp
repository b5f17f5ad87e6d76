// SPDX-License-Identifier: MIT
// Keeps a target from a second parent where a relationship says single_parent.
#pragma once
#include "orpiment/entity/entity.hpp"

namespace orp {

class Objects;

/// `member` is about to enter `relation` of `owner`, by the program's own act. Throws UsageError
/// when either of the two would get a second parent through a relationship with single_parent, as
/// far as memory tells. Loads nothing.
void check_single_parent(Objects& objects, Entity& owner, unsigned relation, Entity& member);

/// Whether several could hold a target of `relation`, and single_parent says that one does.
bool is_guarded(const RelationInfo& relation);

/// Whether anybody holds `member`, which `owner` has let go of, through that relationship, which is
/// guarded; during a flush.
bool has_parent_left(Objects& objects, Entity& owner, unsigned relation, Entity& member);

}  // namespace orp
