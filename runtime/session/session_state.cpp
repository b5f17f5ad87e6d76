// SPDX-License-Identifier: MIT
#include "session/session_state.hpp"

#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/load/key_lookup.hpp"

namespace orp {

SessionState::SessionState(Engine session_engine, const SessionOptions& session_options)
    : engine(std::move(session_engine)), options(session_options) {
  owner.tracker = this;
}

SessionState::~SessionState() { close(); }

void SessionState::clear() {
  changes.clear();
  transactions.forget_objects();
  identities.clear();
  lookups_.clear();  // they refer to the store
  store.clear();
}

void SessionState::close() {
  rollback();
  clear();
}

bool SessionState::is_modified(Entity& entity) {
  if (entity.entity_state() == EntityState::pending) return true;
  if (Masks(entity).any_changed()) return true;
  const EntityInfo& info = info_of(entity);
  const RelationSlot* slots = relation_slots(entity, info);
  for (std::size_t i = 0; i < info.relations.size(); ++i) {
    if (!info.relations[i].is_collection()) {
      if (slots[i].is_changed()) return true;
    } else if (slots[i].word != 0) {
      const CollectionChanges* record = ManyAccess::changes(*slots[i].collection());
      if (record != nullptr && !record->empty()) return true;
    }
  }
  return false;
}

DynamicResult SessionState::execute(const Executable& statement) {
  check_usable();
  autoflush("a statement");
  link();  // begins
  return connection_->execute(statement);
}

}  // namespace orp
