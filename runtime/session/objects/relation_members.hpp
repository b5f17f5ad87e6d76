// SPDX-License-Identifier: MIT
// The objects of a relationship that are in memory.
#pragma once
#include <algorithm>

#include "entity/collection_changes.hpp"
#include "entity/masks.hpp"
#include "entity/slab.hpp"
#include "entity/state.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

/// Whether `relation` of `entity` is known in full.
inline bool is_relation_loaded(Entity& entity, const EntityInfo& info, unsigned relation) {
  const RelationSlot& slot = relation_slots(entity, info)[relation];
  if (!info.relations[relation].is_collection()) return slot.is_loaded();
  return slot.word != 0 && slot.collection()->is_loaded();
}

/// Stores what the database says; not a change. nullptr: no target.
inline void set_target_loaded(RelationSlot& slot, const Entity* target) {
  slot.word = reinterpret_cast<std::uintptr_t>(target) | RelationSlot::loaded_bit;
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

/// Calls visit(member) for those whom `relation` has let go of, which is not written yet.
template <class Visit>
void for_each_let_go(const ChangeLog& changes, Entity& entity, const EntityInfo& info,
                     unsigned relation, Visit visit) {
  const RelationSlot& slot = relation_slots(entity, info)[relation];
  if (!info.relations[relation].is_collection()) {
    const OldTarget* old = changes.old_target(entity, relation);
    if (old != nullptr && old->target != nullptr && old->target != slot.target())
      visit(*old->target);
  } else if (const CollectionChanges* changed = changes_in(slot)) {
    for (Entity* member : changed->removed) visit(*member);
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

/// Whether `member`, which stands in `relation` of `owner`, has a foreign key that memory knows.
inline bool is_membership_known(const RelationInfo& relation, Entity& member) {
  if (relation.inverse < 0 || relation.kind == RelationKind::many_to_many || !is_persistent(member))
    return true;
  const EntityInfo& info = info_of(member);
  if (relation_slots(member, info)[static_cast<unsigned>(relation.inverse)].is_loaded())
    return true;
  const Masks masks(member, info);
  return std::all_of(relation.remote_columns.begin(), relation.remote_columns.end(),
                     [&](std::uint16_t column) { return masks.is_loaded(column); });
}

/// Whether the program has pointed the foreign key of `member`, by which it stands in `relation`,
/// elsewhere itself.
inline bool is_foreign_key_assigned(Entity& member, const RelationInfo& relation) {
  return Masks(member).any_changed(relation.remote_columns);
}

/// Whether the foreign key in the row of `holder` is the key of `target`. Requires: both are known.
inline bool refers_to(Entity& holder, View<std::uint16_t> foreign_key, Entity& target,
                      View<std::uint16_t> key) {
  const EntityInfo& info = info_of(holder);
  const EntityInfo& target_info = info_of(target);
  for (std::size_t i = 0; i < foreign_key.size(); ++i)
    if (!equal_key_fields(info.column(foreign_key[i]).type, field_of(holder, info, foreign_key[i]),
                          target_info.column(key[i]).type, field_of(target, target_info, key[i])))
      return false;
  return true;
}

/// Whether `member` stands in `relation` of `owner` by what it says itself, and not because nobody
/// knew where it was when it moved on. Requires: is_membership_known().
inline bool is_still_member(Entity& owner, const RelationInfo& relation, Entity& member) {
  if (relation.inverse < 0 || relation.kind == RelationKind::many_to_many || !is_persistent(member))
    return still_belongs(owner, relation, member);
  const RelationSlot& slot =
      relation_slots(member, info_of(member))[static_cast<unsigned>(relation.inverse)];
  if (slot.is_loaded()) return slot.target() == &owner;
  return refers_to(member, relation.remote_columns, owner, relation.local_columns);
}

}  // namespace orp
