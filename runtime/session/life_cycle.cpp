// SPDX-License-Identifier: MIT
// How objects come into a session, leave it and are marked for deletion, with what follows along
// their relationships: the arrows of runtime/entity/state.hpp that need no statement.
#include "entity/describe.hpp"
#include "entity/masks.hpp"
#include "entity/owner.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/describe_object.hpp"
#include "session/members.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_row_deleted(Entity& entity) {
  throw UsageError({.code = "ORP-1312",
                    .message = "cannot add: the row of " + describe(entity) + " was deleted",
                    .entity = info_of(entity).name,
                    .key = print_key(entity),
                    .hint = "add a new object with its values"});
}

// What the values were before was lost with the record: what is marked changed is written.
void record_changes_again(ChangeLog& changes, Entity& entity, const EntityInfo& info) {
  const Masks masks(entity, info);
  for (unsigned i = 0; i < info.table.columns.size(); ++i)
    if (masks.is_changed(i)) changes.keep_unknown_value(entity, i);
  for (unsigned i = 0; i < info.relations.size(); ++i)
    if (!info.relations[i].is_collection() && relation_slots(entity, info)[i].is_changed())
      changes.keep_old_target(entity, i, nullptr);
}

void attach_again(SessionState& state, Entity& entity) {
  if (has_flag(entity, entity_flag::row_deleted)) throw_row_deleted(entity);
  const EntityInfo& info = info_of(entity);
  KeyTable& table = state.identities.table(info);
  KeyBuffer key(info.table.primary_key.size());
  if (table.find(key_of(entity, info, key.data())) != nullptr)
    throw UsageError({.code = "ORP-1313",
                      .message = "cannot add " + describe(entity) +
                                 ": the session has another object of this key",
                      .entity = info.name,
                      .key = print_key(entity),
                      .hint = "use that object, or expunge it first"});
  table.insert(entity);
  state_of(entity) = EntityState::persistent;
  record_changes_again(state.changes, entity, info);
}

// True: it was not in the session's care before.
bool take_in(SessionState& state, Entity& entity) {
  switch (entity.entity_state()) {
    case EntityState::pending:
      return false;
    case EntityState::persistent:
      if (has_flag(entity, entity_flag::marked_deleted)) state.changes.unmark_deleted(entity);
      return false;
    case EntityState::transient:
      state_of(entity) = EntityState::pending;
      state.changes.add(entity);
      return true;
    case EntityState::detached:
      attach_again(state, entity);
      return true;
    case EntityState::deleted:
      break;
  }
  throw_row_deleted(entity);
}

void let_go(SessionState& state, Entity& entity, const EntityInfo& info) {
  if (entity.entity_state() == EntityState::persistent) {
    state.changes.restore_key(entity);
    state.identities.table(info).erase(entity);
    state.changes.forget(entity);
    state_of(entity) = EntityState::detached;
  } else {
    state.changes.forget(entity);
    state_of(entity) = EntityState::transient;
  }
}

}  // namespace

void SessionState::check_owner(const Entity& entity, const char* act) const {
  if (Slab::of(entity).owner == &owner) return;
  tracker_of(entity);  // throws when nobody's
  throw UsageError({.code = "ORP-1311",
                    .message = std::string("cannot ") + act + ": this " + info_of(entity).name +
                               " belongs to another session",
                    .entity = info_of(entity).name,
                    .hint = "use the session that made or loaded it"});
}

Entity& SessionState::create(const EntityInfo& info) {
  check_usable();
  Entity& entity = store.create(store.extent(info));
  state_of(entity) = EntityState::pending;
  changes.add(entity);
  return entity;
}

// Whoever is in the session has brought along what cascades from it, so the walk goes on only from
// those who come in now.
void SessionState::add(Entity& entity) {
  check_usable();
  check_owner(entity, "add");
  take_in(*this, entity);
  std::vector<Entity*> sources = {&entity};
  while (!sources.empty()) {
    Entity& source = *sources.back();
    sources.pop_back();
    const EntityInfo& info = info_of(source);
    for (unsigned i = 0; i < info.relations.size(); ++i) {
      if (!info.relations[i].cascade.save_update || info.relations[i].view_only) continue;
      for_each_member(source, info, i, [&](Entity& member) {
        const bool is_gone = has_flag(member, entity_flag::row_deleted);
        if (!in_session(member) && !is_gone && take_in(*this, member)) sources.push_back(&member);
      });
    }
  }
}

// Marks what is in memory; what is not loaded yet is found by the flush, for all deleted objects at
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
      add(entity);
      break;
    case EntityState::deleted:
      return;
    case EntityState::persistent:
      break;
  }
  doom(entity);
}

// Stored objects may have been put below new ones, so the walk goes on from these, too.
void SessionState::doom(Entity& entity) {
  std::vector<Entity*> doomed = {&entity};
  while (!doomed.empty()) {
    Entity& next = *doomed.back();
    doomed.pop_back();
    if (!in_session(next) || has_flag(next, entity_flag::marked_deleted)) continue;
    const EntityInfo& info = info_of(next);
    if (next.entity_state() == EntityState::persistent) {
      changes.mark_deleted(next);
    } else {
      leave_collections(next);
      let_go(*this, next, info);
    }
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].cascade.remove && !info.relations[i].view_only)
        for_each_member(next, info, i, [&](Entity& member) {
          if (is_membership_known(info.relations[i], member) &&
              is_still_member(next, info.relations[i], member))
            doomed.push_back(&member);
        });
  }
}

void SessionState::expunge(Entity& entity) {
  check_owner(entity, "expunge");
  if (!in_session(entity))
    throw UsageError({.code = "ORP-1315",
                      .message = "cannot expunge: this " + std::string(info_of(entity).name) +
                                 " is " + to_string(entity.entity_state()) +
                                 ", it is not in the session",
                      .entity = info_of(entity).name});
  std::vector<Entity*> leaving = {&entity};
  while (!leaving.empty()) {
    Entity& next = *leaving.back();
    leaving.pop_back();
    if (!in_session(next)) continue;
    const EntityInfo& info = info_of(next);
    let_go(*this, next, info);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].cascade.expunge)
        for_each_member(next, info, i, [&](Entity& member) { leaving.push_back(&member); });
  }
}

void SessionState::drop_new(Entity& entity) {
  leave_collections(entity);
  expunge(entity);
}

void SessionState::expunge_all() {
  store.for_each([&](Entity& entity) {
    if (in_session(entity)) let_go(*this, entity, info_of(entity));
  });
  changes.clear();
}

}  // namespace orp
