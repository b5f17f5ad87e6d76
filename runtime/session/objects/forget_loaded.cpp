// SPDX-License-Identifier: MIT
#include "session/objects/forget_loaded.hpp"

#include "entity/expiry.hpp"
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
  objects.changes.restore_key(entity);
  bool stays = false;
  for (unsigned i = 0; i < info.relations.size(); ++i)
    stays = renounce_queued(objects, entity, i) || stays;
  if (stays)
    objects.changes.forget_values(entity);
  else
    objects.changes.forget_changes(entity);
  Masks(entity, info).clear_all_changed();
  forget_all_shown(entity);
}

}  // namespace orp
