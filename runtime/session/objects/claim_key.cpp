// SPDX-License-Identifier: MIT
#include "session/objects/claim_key.hpp"

#include "entity/state.hpp"

namespace orp {

void claim_key(KeyTable& table, Entity& entity) {
  const EntityInfo& info = table.info();
  KeyBuffer buffer(info.key.size());
  const KeyValues key = key_of(entity, info, buffer.data());
  if (Entity* other = table.find(key); other != nullptr && other != &entity) {
    table.erase(key);
    move_to(*other, EntityState::detached);
  }
  if (table.find(key) == nullptr) table.insert(entity);
  move_to(entity, EntityState::persistent);
}

}  // namespace orp
