// SPDX-License-Identifier: MIT
// How objects are doomed, with what follows along their relationships, and how they are spared
// again.
//
// Rules
//  (1) A deletion takes along what cascades from it, as far as memory goes; the flush does the rest
//      (flush/deletions.hpp).
//  (2) The last word of the program wins (deletion_words.hpp), whatever is loaded: neither is
//      deleted whom it adds again, gives a new home from either side, or gives members, nor what
//      went along with that object.
//  (3) Deleting again dooms again whom the program had spared.
//  (4) Who was deleted for himself is not spared with his owner.
#include <string>
#include <vector>

#include "entity/state.hpp"
#include "meta/inline_vector.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/queued_ties.hpp"
#include "session/objects/relation_members.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

bool is_cascaded_delete(const RelationInfo& relation) {
  return relation.cascade.remove && !relation.view_only;
}

// Whether its deletion may concern others: most rows have nothing below them.
bool takes_along(Entity& entity) {
  if (!is_persistent(entity)) return true;
  for (const RelationInfo& relation : info_of(entity).relations)
    if (is_cascaded_delete(relation)) return true;
  return false;
}

}  // namespace

// Dooms what is in memory; what is not loaded yet is found by the flush, for all deleted objects at
// once.
void SessionState::delete_(Entity& entity) {
  check_usable();
  check_owner(entity, "delete");
  switch (entity.entity_state()) {
    case EntityState::transient:
    case EntityState::pending:
      throw UsageError({.code = "ORP-1314",
                        .message = "cannot delete: this " + std::string(info_of(entity).name) +
                                   " is " + to_string(entity.entity_state()) +
                                   ", it has no row yet",
                        .entity = info_of(entity).name,
                        .hint = "expunge it to keep it from being written"});
    case EntityState::detached:
      // Itself; what it refers to is not meant.
      attach_again(entity, "delete", "nothing is left to be deleted");
      announce_queued(objects, entity);
      break;
    case EntityState::deleted:
      return;
    case EntityState::persistent:
      break;
  }
  doom(entity);
  set_flag(entity, entity_flag::deleted_itself, true);
}

void SessionState::doom(Entity& entity) { doom(entity, objects.changes.now()); }

void SessionState::doom(Entity& entity, DeletionWords::Moment moment) {
  if (!is_reached(entity, moment)) return;
  objects.changes.doom(entity, moment);
  if (takes_along(entity)) doom_members(entity, moment);
}

void SessionState::doom_members(Entity& owner_object) {
  const DeletionWords::Moment moment = objects.changes.words().deletion_of(owner_object);
  if (takes_along(owner_object)) doom_members(owner_object, moment);
  if (!objects.changes.words().has_brought_back()) return;
  for (const auto& [member, deletion] :
       objects.changes.words().brought_back_in_vain(owner_object, moment))
    doom(*member, deletion);
}

// Stored objects may have been put below new ones, so the walk goes on from these, too, before they
// leave and take with them what is queued.
void SessionState::doom_members(Entity& owner_object, DeletionWords::Moment moment) {
  InlineVector<Entity*, 8> owners;
  owners.push_back(&owner_object);
  while (!owners.empty()) {
    Entity& next = *owners.take_last();
    if (!in_session(next)) continue;  // a new object, met twice
    for (Entity* member : members_to_doom(next, moment)) {
      if (!is_reached(*member, moment)) continue;  // it stands in two relationships
      const bool is_taken = !is_doomed(*member);
      if (is_persistent(*member)) objects.changes.doom(*member, moment);
      if (is_taken) objects.changes.words().take_along(next, *member);
      owners.push_back(member);
    }
    if (is_persistent(next)) continue;
    withdraw_queued(objects, {&next});
    leave(next);
  }
}

// Not whom a later deletion reaches, too.
bool SessionState::is_reached(Entity& entity, DeletionWords::Moment moment) {
  if (!in_session(entity)) return false;
  return !is_doomed(entity) || objects.changes.words().deletion_of(entity) < moment;
}

// Whom the delete cascade takes along now, also of those who were let go of in vain: not whose
// membership nobody knows, which is for the flush to find out.
std::vector<Entity*> SessionState::members_to_doom(Entity& entity, DeletionWords::Moment moment) {
  const EntityInfo& info = info_of(entity);
  const DeletionWords& words = objects.changes.words();
  const DeletionWords::Moment since = is_doomed(entity) ? words.first_deletion_of(entity) : moment;
  std::vector<Entity*> members;
  std::vector<Entity*> arrived;
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (!is_cascaded_delete(relation)) continue;
    for_each_member(entity, info, i, [&](Entity& member) {
      const bool has_row_outside = !flushing && member.entity_state() == EntityState::detached &&
                                   !has_flag(member, entity_flag::row_deleted);
      if (has_row_outside && take_in(member)) arrived.push_back(&member);
      const bool is_taken = is_reached(member, moment) &&
                            !words.has_come_back(member, entity, moment) &&
                            is_membership_known(relation, member);
      if (is_taken && is_still_member(entity, relation, member)) members.push_back(&member);
    });
    const auto take_let_go = [&](Entity& member) {
      if (is_reached(member, moment) && !words.has_come_back(member, entity, moment) &&
          words.was_let_go_since(since, member, relation, entity))
        members.push_back(&member);
    };
    for_each_let_go(objects.changes, entity, info, i, take_let_go);
    for (Entity* member : words.let_go_by(entity)) take_let_go(*member);
  }
  for (Entity* member : arrived) announce_queued(objects, *member);
  return members;
}

// What its deletion took along comes back with it, but for what was deleted for itself and what the
// program took out of the session, with the new objects below.
void SessionState::bring_back(Entity& entity) {
  objects.changes.spare(entity);
  std::vector<Entity*> owners = {&entity};
  while (!owners.empty()) {
    const Entity& taker = *owners.back();
    owners.pop_back();
    for (Entity* member : objects.changes.words().give_back(taker)) {
      if (has_flag(*member, entity_flag::deleted_itself)) continue;
      const bool stays_out =
          objects.changes.words().has_left(*member) || has_flag(*member, entity_flag::row_deleted);
      if (is_doomed(*member))
        objects.changes.spare(*member);
      else if (!in_session(*member) && in_session(taker) && !stays_out)
        take_in_with_companions(*member);
      owners.push_back(member);
    }
  }
}

}  // namespace orp
