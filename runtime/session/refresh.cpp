// SPDX-License-Identifier: MIT
// Reading the row of an object anew.
#include "entity/describe.hpp"
#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/load/find.hpp"
#include "session/load/key_lookup.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

void load_row(SessionState& state, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  KeyBuffer key(info.table.primary_key.size());
  key_of(entity, info, key.data());
  if (state.lookup(info).load(key.data()) != nullptr) return;
  const std::string printed = print_key(info, key.data());
  throw StaleDataError(
      {.code = "ORP-3301",
       .message = std::string("the row of ") + info.name + " " + printed +
                  " is gone: somebody else deleted it",
       .table = info.table.name,
       .entity = info.name,
       .key = printed,
       .hint = "session.expunge() the object, or get() it to see that it is gone"});
}

}  // namespace

KeyLookup& SessionState::lookup(const EntityInfo& info) {
  for (const auto& lookup : lookups_)
    if (&lookup->info() == &info) return *lookup;
  return *lookups_.emplace_back(std::make_unique<KeyLookup>(*this, info));
}

void SessionState::load_column(Entity& entity, unsigned /*column*/) {
  check_usable();
  autoflush("loading an expired attribute");
  load_row(*this, entity);
}

void SessionState::check_has_row(const Entity& entity, const char* act) const {
  check_owner(entity, act);
  if (entity.entity_state() == EntityState::persistent) return;
  const char* const name = info_of(entity).name;
  throw UsageError({.code = "ORP-1103",
                    .message = std::string("cannot ") + act + ": this " + name + " is " +
                               to_string(entity.entity_state()) + ", it has no row to read",
                    .entity = name,
                    .hint = "flush a new object first"});
}

void SessionState::refresh(Entity& entity) {
  check_usable();
  check_has_row(entity, "refresh");
  autoflush("refresh()");
  expire(entity);
  load_row(*this, entity);
}

}  // namespace orp
