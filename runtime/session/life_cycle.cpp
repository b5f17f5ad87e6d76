// SPDX-License-Identifier: MIT
// How objects come into a session and leave it, with what follows along their relationships: the
// arrows of runtime/entity/state.hpp that need no statement.
//
// Rules
//  (1) What an object has queued goes with it and comes back with it (queued_ties.hpp). Whom it
//      has let go of comes in with it as those do whom it holds, by every kind of relationship:
//      their rows are written for it, too.
//  (2) A relationship whose parent side has the save-update cascade makes its owner a home: what it
//      would bring into the session it brings back.
//  (3) Coming in begins the transaction, as a statement does: what the object shows counts in it,
//      and ends with it. Whatever a rollback may have undone of it while it was away it shows no
//      longer (rollback.cpp).
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "entity/expiry.hpp"
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

constexpr const char* add_values_again = "add a new object with its values";

[[noreturn]] void throw_row_deleted(Entity& entity, const char* act, const char* hint) {
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
                    .hint = add_values_again});
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

// Said from the member's side, what would bring it back if it were added to the parent's
// collection.
bool is_new_home(const RelationInfo& relation, Entity& parent) {
  return relation.inverse >= 0 &&
         relation.target->relations[static_cast<unsigned>(relation.inverse)].cascade.save_update &&
         !is_doomed(parent);
}

// Whom `entity` brings into the session with it. Whose row is gone stays where it is.
template <class Visit>
void for_each_companion(ChangeLog& changes, Entity& entity, Visit visit) {
  const EntityInfo& info = info_of(entity);
  const auto bring_along = [&](Entity& member) {
    if (!in_session(member) && !has_flag(member, entity_flag::row_deleted)) visit(member);
  };
  for (unsigned relation = 0; relation < info.relations.size(); ++relation) {
    const RelationInfo& cascading = info.relations[relation];
    if (!cascading.cascade.save_update || cascading.view_only) continue;
    for_each_member(entity, info, relation, bring_along);
    for_each_let_go(changes, entity, info, relation, bring_along);
  }
}

void check_may_own(Entity& owner_object) {
  if (has_flag(owner_object, entity_flag::row_deleted))
    throw_row_deleted(owner_object, "add to a relationship", add_values_again);
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

Entity& SessionState::create_for(Entity& owner_object, const EntityInfo& info) {
  check_may_own(owner_object);
  return in_session(owner_object) ? create(info) : objects.store.create(objects.store.extent(info));
}

void SessionState::discard(Entity& entity) {
  if (in_session(entity)) expunge(entity);
}

void SessionState::check_joining(Entity& owner_object, unsigned relation, Entity& member) {
  check_single_parent(objects, owner_object, relation, member);
  check_may_own(owner_object);
  if (in_session(owner_object) && info_of(owner_object).relations[relation].cascade.save_update)
    check_may_come(member);
}

void SessionState::joining(Entity& owner_object, unsigned relation, Entity& member) {
  const RelationInfo& info = info_of(owner_object).relations[relation];
  check_joining(owner_object, relation, member);
  need(owner_object);
  need(member);
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

// `hint`: what to do when its row was deleted.
void SessionState::check_attaching(Entity& entity, const char* act, const char* hint) {
  if (has_flag(entity, entity_flag::row_deleted)) throw_row_deleted(entity, act, hint);
  const EntityInfo& info = info_of(entity);
  KeyTable& table = objects.identities.table(info);
  KeyBuffer key(info.key.size());
  if (table.find(objects.changes.database_key(entity, info, key.data())) != nullptr)
    throw UsageError({.code = "ORP-1313",
                      .message = std::string("cannot ") + act + ' ' + describe(entity) +
                                 ": the session has another object of this key",
                      .entity = info.name,
                      .key = print_key(entity),
                      .hint = "use that object, or expunge it first"});
}

void SessionState::attach_again(Entity& entity, const char* act, const char* hint) {
  check_attaching(entity, act, hint);
  const EntityInfo& info = info_of(entity);
  if (!in_transaction()) objects.transactions.push(std::nullopt);
  objects.identities.table(info).insert(entity);
  if (is_undone(entity)) forget_all_shown(entity);
  move_to(entity, EntityState::persistent);
  objects.changes.record_again(entity);
  learn_former_targets(*this, entity);
}

void SessionState::check_may_enter(Entity& entity) {
  switch (entity.entity_state()) {
    case EntityState::pending:
    case EntityState::persistent:
      return;
    case EntityState::transient:
      if (has_flag(entity, entity_flag::values_lost)) throw_values_lost(entity);
      return;
    case EntityState::detached:
      return check_attaching(entity, "add", add_values_again);
    case EntityState::deleted:
      throw_row_deleted(entity, "add", add_values_again);
  }
}

// True: it was not in the session's care before.
bool SessionState::take_in(Entity& entity) {
  objects.changes.absences().forget_orphan(entity);
  if (in_session(entity)) return false;
  if (entity.entity_state() == EntityState::detached) {
    attach_again(entity, "add", add_values_again);
    return true;
  }
  check_may_enter(entity);
  objects.changes.add(entity);
  move_to(entity, EntityState::pending);
  objects.changes.unpark(entity);
  objects.changes.record_lists(entity);
  return true;
}

// Whoever is in the session has brought along what cascades from it, so the walk goes on only from
// those who come in now.
void SessionState::take_in_with_companions(Entity& entity) {
  check_usable();
  std::vector<Entity*> arrived;
  if (take_in(entity)) arrived.push_back(&entity);
  for (std::size_t i = 0; i < arrived.size(); ++i)
    for_each_companion(objects.changes, *arrived[i], [&](Entity& member) {
      if (take_in(member)) arrived.push_back(&member);
    });
  for (Entity* newcomer : arrived) announce_queued(objects, *newcomer);
}

// As take_in_with_companions() goes, and throws.
void SessionState::check_may_come(Entity& entity) {
  if (in_session(entity)) return;
  std::vector<Entity*> coming = {&entity};
  std::unordered_set<const Entity*> met = {&entity};
  for (std::size_t i = 0; i < coming.size(); ++i) {
    check_may_enter(*coming[i]);
    for_each_companion(objects.changes, *coming[i], [&](Entity& member) {
      if (met.insert(&member).second) coming.push_back(&member);
    });
  }
}

void SessionState::leave(Entity& entity) {
  const bool is_stored = is_persistent(entity);
  if (is_stored) objects.identities.table(info_of(entity)).erase(entity);
  objects.has_lost_sight = objects.has_lost_sight || is_stored;
  objects.changes.forget(entity);
  sql_values.forget(entity);
  move_to(entity, is_stored ? EntityState::detached : EntityState::transient);
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
    leave(*next);
    if (!objects.changes.doomed().empty()) objects.changes.words().note_leaving(*next);
  }
  return leaving;
}

void SessionState::expunge_all() {
  objects.store.for_each([&](Entity& entity) {
    if (in_session(entity)) leave(entity);
  });
  objects.changes.clear();
}

}  // namespace orp
