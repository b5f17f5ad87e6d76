// SPDX-License-Identifier: MIT
// The objects of a relationship that are in memory.
#pragma once
#include "entity/collection_changes.hpp"
#include "entity/slab.hpp"

namespace orp {

/// Whether `relation` of `entity` is known in full.
inline bool is_relation_loaded(Entity& entity, const EntityInfo& info, unsigned relation) {
  const RelationSlot& slot = relation_slots(entity, info)[relation];
  if (!info.relations[relation].is_collection()) return slot.is_loaded();
  return slot.word != 0 && slot.collection()->is_loaded();
}

/// Of a collection that is not loaded: the members queued to be added.
inline View<Entity*> members_in_memory(const ManyBase& collection) {
  if (collection.is_loaded()) return ManyAccess::members(collection);
  const CollectionChanges* changes = ManyAccess::changes(collection);
  return changes == nullptr ? View<Entity*>() : view_of(changes->added);
}

/// Calls visit(member) for the target or the members of `relation`, without loading. The
/// relationship must not change meanwhile.
template <class Visit>
void for_each_member(Entity& entity, const EntityInfo& info, unsigned relation, Visit visit) {
  const RelationSlot& slot = relation_slots(entity, info)[relation];
  if (!info.relations[relation].is_collection()) {
    if (Entity* target = slot.target()) visit(*target);
  } else if (slot.word != 0) {
    for (Entity* member : members_in_memory(*slot.collection())) visit(*member);
  }
}

/// Whether `member`, which stands in `relation` of `owner`, does not say itself that it has moved
/// on: it may have done so while its former owner was not known to it.
inline bool still_belongs(Entity& owner, const RelationInfo& relation, Entity& member) {
  if (relation.inverse < 0) return true;
  const EntityInfo& info = info_of(member);
  const auto inverse = static_cast<unsigned>(relation.inverse);
  if (info.relations[inverse].is_collection()) return true;
  const RelationSlot& slot = relation_slots(member, info)[inverse];
  return !slot.is_changed() || slot.target() == &owner;
}

}  // namespace orp
