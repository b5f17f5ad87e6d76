// SPDX-License-Identifier: MIT
// Relationships in memory: one act of the program changes both sides at once, without loading
// either (back_populates).
#pragma once
#include "entity/slab.hpp"
#include "orpiment/entity/many.hpp"

namespace orp {

/// The collection of `owner`, made on first use. That of a new object is empty, not unloaded.
ManyBase& collection_of(Entity& owner, const EntityInfo& info, unsigned relation);

/// What set_x() does: stores the target, takes the owner out of the old target's collection, puts
/// it into the new one's.
void change_target(Entity& owner, unsigned relation, Entity* value);

/// A new object that will not be stored leaves the collections that wait for it.
void leave_collections(Entity& member);

}  // namespace orp
