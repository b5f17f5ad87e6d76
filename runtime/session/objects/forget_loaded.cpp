// SPDX-License-Identifier: MIT
#include "session/objects/forget_loaded.hpp"

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

bool forget_relation(Objects& objects, Entity& entity, unsigned relation) {
  const bool stays = renounce_queued(objects, entity, relation);
  forget_shown(entity, relation);
  return stays;
}

void forget_loaded(Objects& objects, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  objects.changes.restore_key(entity);
  bool stays = false;
  for (unsigned i = 0; i < info.relations.size(); ++i)
    stays = forget_relation(objects, entity, i) || stays;
  if (stays)
    objects.changes.forget_values(entity);
  else
    objects.changes.forget_changes(entity);
  masks.clear_all_loaded();
  masks.clear_all_changed();
  // The key stays: it is what the object is, and what finds its row again.
  for (const std::uint16_t column : info.key) masks.set_loaded(column);
}

}  // namespace orp
