// SPDX-License-Identifier: MIT
// Relationships in memory.
//
// Rules
//  (1) A change of a relationship is one thing with two ends (back_populates). One act of the
//      program writes both, and loads neither; only who takes somebody out has to know what was.
//  (2) What is listed is what is in: iteration, size, contains and remove see one list. A list that
//      may be wrong, because a member left while nobody knew whose it was, is read anew.
//      Nobody takes out a stored member that is outside the session, looked at or not: it is told
//      nothing. An act that means whoever is there reads anew what still shows one (forget_absent).
//  (3) An object outside the session tells nobody in it what it does, nor where it is. That waits
//      at its own end and is told when the object comes in (session/objects/queued_ties.hpp).
//  (4) Whether an act changes anything is told by both ends: an object that stands in a list, and
//      does not know it, is added again. What a rollback has undone tells nothing.
//  (5) The last word about a place wins: it takes back what somebody outside the session said of it
//      before, and waits to be told.
#pragma once
#include "entity/slab.hpp"
#include "orpiment/entity/many.hpp"

namespace orp {

/// The collection of `owner`, made on first use. That of a new object is empty, not unloaded.
ManyBase& collection_of(Entity& owner, const EntityInfo& info, unsigned relation);

/// A collection, and memory of the session for members that ManyAccess::set_loaded() gives it.
struct LoadingList {
  ManyBase* collection = nullptr;
  Entity** next = nullptr;
};
/// The collection of `owner`, with memory for `size` members: behind it, if it is made here.
LoadingList list_to_load(Entity& owner, const EntityInfo& info, unsigned relation,
                         std::size_t size);

/// What the end shows is read anew when it is looked at next; what is queued stays.
void forget_shown(Entity& owner, unsigned relation);

/// Whether the end of `owner`, which is in the session, shows a stored object that has left: its
/// row is a member still, and another object may stand for it. An end that holds the key knows by
/// itself. Takes time in proportion to a list.
bool shows_absent(Entity& owner, unsigned relation);

/// Forgets what the end shows in this case. True: it did.
bool forget_absent(Entity& owner, unsigned relation);

/// Throws what change_target() would for that target, which is not changed, nor is anything else.
void check_target(Entity& owner, unsigned relation, Entity& value);

/// What set_x() does: stores the target, takes the owner out of the old target's collection, puts
/// it into the new one's.
void change_target(Entity& owner, unsigned relation, Entity* value);

/// The end `relation` of `owner` begins to say, or no longer says, that it and `member` belong
/// together; the other end is not told. Nothing happens when it says so already.
void tie_end(Entity& owner, unsigned relation, Entity& member);
void untie_end(Entity& owner, unsigned relation, Entity& member);

/// Nobody may know whether the end of `former_target` still lists `owner`: it is read anew (rule
/// 2).
void distrust_list(const RelationInfo& relation, Entity& former_target, const Entity& owner);

}  // namespace orp
