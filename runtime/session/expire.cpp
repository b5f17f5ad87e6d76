// SPDX-License-Identifier: MIT
// Forgetting what was loaded: the next look reads it anew. Pending changes of what is expired are
// dropped, as the caller asks for the database's view.
#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

void forget_relation(ChangeLog& changes, RelationSlot& slot, const RelationInfo& relation) {
  if (!relation.is_collection()) {
    slot.word = 0;
    return;
  }
  if (slot.word == 0) return;
  changes.forget(*slot.collection());
  ManyAccess::expire(*slot.collection());
}

}  // namespace

void SessionState::expire(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  changes.restore_key(entity);
  RelationSlot* slots = relation_slots(entity, info);
  for (unsigned i = 0; i < info.relations.size(); ++i)
    forget_relation(changes, slots[i], info.relations[i]);
  changes.forget(entity);
  masks.clear_all_loaded();
  masks.clear_all_changed();
  // The key stays: it is what the object is, and what finds its row again.
  for (const std::uint16_t column : info.table.primary_key) masks.set_loaded(column);
}

void SessionState::expire_columns(Entity& entity, View<std::uint16_t> columns) {
  Masks masks(entity);
  for (const std::uint16_t column : columns) {
    masks.clear_loaded(column);
    masks.clear_changed(column);
  }
}

void SessionState::expire_relation(Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  forget_relation(changes, relation_slots(entity, info)[relation], info.relations[relation]);
}

void SessionState::expire_all() {
  identities.for_each([&](Entity& entity) { expire(entity); });
}

}  // namespace orp
