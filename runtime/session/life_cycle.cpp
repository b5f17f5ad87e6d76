// SPDX-License-Identifier: MIT
// How objects come into a session, leave it and are marked for deletion, with what follows along
// their relationships: the arrows of runtime/entity/state.hpp that need no statement.
//
// Rules
//  (1) What an object has queued goes with it and comes back with it (queued_ties.hpp). Whom it
//      has let go of comes in with it as those do whom it holds, by every kind of relationship:
//      their rows are written for it, too.
//  (2) A deletion takes along what cascades from it. The last word of the program wins
//      (deletion_words.hpp), whatever is loaded: neither is deleted whom it adds again, gives a new
//      home from either side, or gives members, nor what went along with that object; deleting it
//      again dooms it again.
//  (3) A relationship whose parent side has the save-update cascade is a home: what it would bring
//      into the session it brings back.
//  (4) An orphan has no parent when the flush comes: that is a fact, not a word, and the last one.
//  (5) Coming in begins the transaction, as a statement does: what the object shows counts in it,
//      and ends with it. Whatever a rollback may have undone of it while it was away it shows no
//      longer (rollback.cpp).
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "entity/usage_checks.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/queued_ties.hpp"
#include "session/objects/relation_members.hpp"
#include "session/objects/single_parent.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_row_deleted(Entity& entity, const char* act,
                                    const char* hint = "add a new object with its values") {
  throw UsageError({.code = "ORP-1312",
                    .message = std::string("cannot ") + act + ": the row of " + describe(entity) +
                               " was deleted already",
                    .entity = info_of(entity).name,
                    .key = print_key(entity),
                    .hint = hint});
}

[[noreturn]] void throw_values_lost(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  throw UsageError({.code = "ORP-1316",
                    .message = std::string("cannot add: this ") + info.name +
                               " was expired, and the row that had its values was rolled back",
                    .entity = info.name,
                    .hint = "add a new object with its values"});
}

// Nobody can ask outside the session whom a to-one end had that was not loaded. It is asked now,
// for whoever is to be written for it.
void learn_former_targets(SessionState& state, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    if (info.relations[i].is_collection()) continue;
    RelationSlot& slot = relation_slots(entity, info)[i];
    const OldTarget* old =
        slot.is_changed() ? state.objects.changes.old_target(entity, i) : nullptr;
    if (old == nullptr || old->target != nullptr) continue;
    const std::uintptr_t queued = std::exchange(slot.word, 0);
    try {
      Entity* const former = state.find_target(entity, i);
      slot.word = queued;
      if (former != nullptr) state.objects.changes.learn_old_target(entity, i, *former);
    } catch (...) {
      slot.word = queued;
      throw;
    }
  }
}

// What it was given, and what it has queued, stays. The key is what the object is.
void forget_all_shown(Entity& entity, const EntityInfo& info) {
  Masks masks(entity, info);
  for (std::size_t i = 0; i < masks.word_count(); ++i)
    masks.loaded_words()[i] &= masks.changed_words()[i];
  for (const std::uint16_t column : info.key) masks.set_loaded(column);
  for (unsigned i = 0; i < info.relations.size(); ++i) forget_shown(entity, i);
}

void attach_again(SessionState& state, Entity& entity, const char* act) {
  const EntityInfo& info = info_of(entity);
  KeyTable& table = state.objects.identities.table(info);
  KeyBuffer key(info.key.size());
  if (table.find(state.objects.changes.database_key(entity, info, key.data())) != nullptr)
    throw UsageError({.code = "ORP-1313",
                      .message = std::string("cannot ") + act + ' ' + describe(entity) +
                                 ": the session has another object of this key",
                      .entity = info.name,
                      .key = print_key(entity),
                      .hint = "use that object, or expunge it first"});
  if (!state.in_transaction()) state.objects.transactions.push(std::nullopt);
  table.insert(entity);
  if (is_undone(entity)) forget_all_shown(entity, info);
  move_to(entity, EntityState::persistent);
  state.objects.changes.record_again(entity);
  learn_former_targets(state, entity);
}

// True: it was not in the session's care before.
bool take_in(SessionState& state, Entity& entity) {
  state.objects.changes.absences().forget_orphan(entity);
  switch (entity.entity_state()) {
    case EntityState::pending:
    case EntityState::persistent:
      return false;
    case EntityState::transient:
      if (has_flag(entity, entity_flag::values_lost)) throw_values_lost(entity);
      state.objects.changes.add(entity);
      move_to(entity, EntityState::pending);
      state.objects.changes.unpark(entity);
      state.objects.changes.record_lists(entity);
      return true;
    case EntityState::detached:
      if (has_flag(entity, entity_flag::row_deleted)) throw_row_deleted(entity, "add");
      attach_again(state, entity, "add");
      return true;
    case EntityState::deleted:
      break;
  }
  throw_row_deleted(entity, "add");
}

// Said from the member's side, what would bring it back if it were added to the parent's
// collection.
bool is_new_home(const RelationInfo& relation, Entity& parent) {
  return relation.inverse >= 0 &&
         relation.target->relations[static_cast<unsigned>(relation.inverse)].cascade.save_update &&
         !is_doomed(parent);
}

void let_go(Objects& objects, Entity& entity) {
  const bool is_stored = entity.entity_state() == EntityState::persistent;
  if (is_stored) objects.identities.table(info_of(entity)).erase(entity);
  objects.has_lost_sight = objects.has_lost_sight || is_stored;
  objects.changes.forget(entity);
  move_to(entity, is_stored ? EntityState::detached : EntityState::transient);
}

}  // namespace

void SessionState::check_owner(const Entity& entity, const char* act) const {
  if (Slab::of(entity).owner == &objects.owner) return;
  tracker_of(entity);  // throws when nobody's
  const bool is_out = !in_session(entity);
  throw UsageError({.code = "ORP-1311",
                    .message = std::string("cannot ") + act + ": this " + info_of(entity).name +
                               " belongs to another session" +
                               (is_out ? ", also when it is not in it" : ""),
                    .entity = info_of(entity).name,
                    .hint = is_out ? "get() its row here, or add a new object with its values"
                                   : "use the session that made or loaded it"});
}

Entity& SessionState::create(const EntityInfo& info) {
  check_usable();
  Entity& entity = objects.store.create(objects.store.extent(info));
  move_to(entity, EntityState::pending);
  objects.changes.add(entity);
  return entity;
}

Entity& SessionState::create_for(const Entity& owner_object, const EntityInfo& info) {
  return in_session(owner_object) ? create(info) : objects.store.create(objects.store.extent(info));
}

void SessionState::discard(Entity& entity) {
  if (in_session(entity)) expunge(entity);
}

void SessionState::joining(Entity& owner_object, unsigned relation, Entity& member) {
  const RelationInfo& info = info_of(owner_object).relations[relation];
  check_single_parent(objects, owner_object, relation, member);
  if (has_flag(owner_object, entity_flag::row_deleted))
    throw_row_deleted(owner_object, "add to a relationship");
  if (!in_session(owner_object)) {
    if (in_session(member)) note_outside(owner_object, {relation, &member, true});
    const bool has_parent_again = objects.changes.absences().has_orphan(owner_object) &&
                                  in_session(member) && is_new_home(info, member);
    if (!has_parent_again) return;
  }
  if (info.cascade.save_update) call_back(member, info.holds_key() ? nullptr : &owner_object);
  if (info.inverse < 0) objects.changes.mentions().note(owner_object, relation, member);
  if (!info.holds_key())
    call_back(owner_object, nullptr);
  else if (is_new_home(info, member))
    call_back(owner_object, &member);
}

void SessionState::add(Entity& entity) {
  check_usable();
  check_owner(entity, "add");
  call_back(entity, nullptr);
}

// The program's word that it wants `entity`, at `home` if given. Nobody may know yet that a
// deletion reaches it.
void SessionState::call_back(Entity& entity, const Entity* home) {
  if (!in_session(entity)) take_in_with_companions(entity);
  if (objects.changes.doomed().empty()) return;
  std::optional<DeletionWords::Moment> doomed;
  if (is_doomed(entity)) {
    doomed = objects.changes.words().deletion_of(entity);
    bring_back(entity);
  }
  objects.changes.words().note_coming_back(entity, home, doomed);
}

// Whoever is in the session has brought along what cascades from it, so the walk goes on only from
// those who come in now.
void SessionState::take_in_with_companions(Entity& entity) {
  check_usable();
  std::vector<Entity*> arrived;
  if (take_in(*this, entity)) arrived.push_back(&entity);
  for (std::size_t i = 0; i < arrived.size(); ++i) {
    const EntityInfo& info = info_of(*arrived[i]);
    for (unsigned relation = 0; relation < info.relations.size(); ++relation) {
      const RelationInfo& cascading = info.relations[relation];
      if (!cascading.cascade.save_update || cascading.view_only) continue;
      const auto bring_along = [&](Entity& member) {
        const bool is_gone = has_flag(member, entity_flag::row_deleted);
        if (!in_session(member) && !is_gone && take_in(*this, member)) arrived.push_back(&member);
      };
      for_each_member(*arrived[i], info, relation, bring_along);
      for_each_let_go(objects.changes, *arrived[i], info, relation, bring_along);
    }
  }
  for (Entity* newcomer : arrived) announce_queued(objects, *newcomer);
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
      if (has_flag(entity, entity_flag::row_deleted))
        throw_row_deleted(entity, "delete", "nothing is left to be deleted");
      attach_again(*this, entity, "delete");  // itself; what it refers to is not meant
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

void SessionState::doom(Entity& entity) { doom(entity, objects.changes.words().now()); }

void SessionState::doom(Entity& entity, DeletionWords::Moment moment) {
  if (!is_reached(entity, moment)) return;
  objects.changes.doom(entity, moment);
  doom_members(entity, moment);
}

void SessionState::doom_members(Entity& owner_object) {
  const DeletionWords::Moment moment = objects.changes.words().deletion_of(owner_object);
  doom_members(owner_object, moment);
  for (const auto& [member, deletion] :
       objects.changes.words().brought_back_in_vain(owner_object, moment))
    doom(*member, deletion);
}

// Stored objects may have been put below new ones, so the walk goes on from these, too, before they
// leave and take with them what is queued.
void SessionState::doom_members(Entity& owner_object, DeletionWords::Moment moment) {
  std::vector<Entity*> owners = {&owner_object};
  while (!owners.empty()) {
    Entity& next = *owners.back();
    owners.pop_back();
    if (!in_session(next)) continue;  // a new object, met twice
    for (Entity* member : members_to_delete(next, moment)) {
      if (!is_reached(*member, moment)) continue;  // it stands in two relationships
      const bool is_taken = !is_doomed(*member);
      if (member->entity_state() == EntityState::persistent) objects.changes.doom(*member, moment);
      if (is_taken) objects.changes.words().take_along(next, *member);
      owners.push_back(member);
    }
    if (next.entity_state() == EntityState::persistent) continue;
    withdraw_queued(objects, {&next});
    let_go(objects, next);
  }
}

// Not whom a later deletion reaches, too.
bool SessionState::is_reached(Entity& entity, DeletionWords::Moment moment) {
  if (!in_session(entity)) return false;
  return !is_doomed(entity) || objects.changes.words().deletion_of(entity) < moment;
}

// Whom the delete cascade takes along now, also of those who were let go of in vain: not whose
// membership nobody knows, which is for the flush to find out.
std::vector<Entity*> SessionState::members_to_delete(Entity& entity, DeletionWords::Moment moment) {
  const EntityInfo& info = info_of(entity);
  const DeletionWords& words = objects.changes.words();
  const DeletionWords::Moment since = is_doomed(entity) ? words.first_deletion_of(entity) : moment;
  std::vector<Entity*> members;
  std::vector<Entity*> arrived;
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (!relation.cascade.remove || relation.view_only) continue;
    for_each_member(entity, info, i, [&](Entity& member) {
      const bool has_row_outside = !flushing && member.entity_state() == EntityState::detached &&
                                   !has_flag(member, entity_flag::row_deleted);
      if (has_row_outside && take_in(*this, member)) arrived.push_back(&member);
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

void SessionState::expunge(Entity& entity) {
  check_owner(entity, "expunge");
  if (!in_session(entity))
    throw UsageError({.code = "ORP-1315",
                      .message = "cannot expunge: this " + std::string(info_of(entity).name) +
                                 " is " + to_string(entity.entity_state()) +
                                 ", it is not in the session",
                      .entity = info_of(entity).name});
  take_out(entity);
}

std::vector<Entity*> SessionState::take_out(Entity& entity) {
  std::vector<Entity*> leaving = {&entity};
  std::unordered_set<const Entity*> met = {&entity};
  for (std::size_t i = 0; i < leaving.size(); ++i) {
    const EntityInfo& info = info_of(*leaving[i]);
    for (unsigned relation = 0; relation < info.relations.size(); ++relation)
      if (info.relations[relation].cascade.expunge)
        for_each_member(*leaving[i], info, relation, [&](Entity& member) {
          if (in_session(member) && met.insert(&member).second) leaving.push_back(&member);
        });
  }
  withdraw_queued(objects, leaving);
  for (Entity* next : leaving) {
    let_go(objects, *next);
    if (!objects.changes.doomed().empty()) objects.changes.words().note_leaving(*next);
  }
  return leaving;
}

void SessionState::expunge_all() {
  objects.store.for_each([&](Entity& entity) {
    if (in_session(entity)) let_go(objects, entity);
  });
  objects.changes.clear();
}

}  // namespace orp
