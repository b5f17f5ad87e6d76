// SPDX-License-Identifier: MIT
// What becomes of a queued change of a relationship when one of its objects leaves the straight
// path.
//
// Rules
//  (1) The change is one thing with two ends; it stays or goes as a whole. Where an object may have
//      several owners, or no list of those who point to it, the end that a one-directional
//      relationship lacks is kept by the session (mentions.hpp).
//  (2) It goes with an object that leaves the session, and waits at its end, whoever said it, until
//      it comes back, unless the program says something else of the place it belongs to
//      (absences.hpp): what a stored object in the session queued with it is queued no longer. A
//      new object keeps a target that its own row is to name and that left, which the flush
//      refuses: nothing else is known of it.
//  (3) It outlives the expiry of one end, as the other end holds it still (an echo stands at the
//      expired one). When both are expired it is gone.
//  (4) What a new object has is all its own word, whether it was just given it or kept it through a
//      rollback, and no expiry takes it.
//  (5) A hidden end has no word of its own (hidden_ends.hpp): it says what its owner says, and no
//      more once that is expired or has left.
//  (6) A place that is read while it waits is an end of it, as though it had been read before: whom
//      the database has there and the program took away is not shown (an echo), and is back when
//      the change goes.
#pragma once
#include <vector>

#include "entity/slab.hpp"

namespace orp {

class Objects;

/// `entity` has come into the session: what it has queued is told to the others in it.
void announce_queued(Objects& objects, Entity& entity);

/// All of `leaving` are about to leave the session: the others in it forget what was queued between
/// them.
void withdraw_queued(Objects& objects, const std::vector<Entity*>& leaving);

/// Relationship `relation` of `entity`, which is persistent, is about to be expired. True: a change
/// of it stays, for its other end's sake.
bool renounce_queued(Objects& objects, Entity& entity, unsigned relation);

/// The database has `member` in `relation` of `owner`, which is being loaded, and `member` has left
/// by what is queued: the end of `owner` says so too.
void meet_departure(Objects& objects, Entity& owner, unsigned relation, Entity& member);

/// The database has `target` (nullptr: nothing) in `relation` of `owner`, which holds the key: who
/// has moved on by what is queued is shown where it is.
void show_target(Objects& objects, Entity& owner, const EntityInfo& info, unsigned relation,
                 Entity* target);

}  // namespace orp
