// SPDX-License-Identifier: MIT
#include "session/objects/retraction.hpp"

#include "entity/collection_changes.hpp"
#include "entity/state.hpp"
#include "session/objects/hidden_ends.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

bool has_queued(Entity& entity, unsigned relation, const Entity& other) {
  const RelationSlot& slot = relation_slot(entity, relation);
  if (!info_of(entity).relations[relation].is_collection())
    return (!may_be_stored(entity) || slot.is_changed()) && slot.target() == &other;
  if (entity.entity_state() == EntityState::transient && slot.word != 0)
    return ManyAccess::has_member(*slot.collection(), other);
  const CollectionChanges* changes = changes_in(slot);
  return changes != nullptr && changes->added.contains(other);
}

bool Retraction::take_back_tie(Entity& entity, unsigned relation, Entity& other) {
  if (!in_session(entity) || !has_queued(entity, relation, other)) return false;
  if (!info_of(entity).relations[relation].is_collection()) return restore_target(entity, relation);
  ManyBase& collection = *relation_slot(entity, relation).collection();
  CollectionChanges& changes = *ManyAccess::changes(collection);
  changes.added.erase(other);
  changes.echoes.erase(other);
  if (collection.is_loaded()) ManyAccess::erase_member(collection, other);
  return true;
}

bool Retraction::take_back_untie(Entity& entity, unsigned relation, Entity& other) {
  return in_session(entity) && forget_untie(entity, relation, other);
}

bool Retraction::forget_untie(Entity& entity, unsigned relation, Entity& other) {
  const RelationSlot& slot = relation_slot(entity, relation);
  if (!info_of(entity).relations[relation].is_collection()) {
    const OldTarget* old = objects_->changes.old_target(entity, relation);
    if (old == nullptr) return false;
    const Entity* const left = left_target(info_of(entity).relations[relation], *old);
    if (slot.is_changed() && slot.target() == nullptr && left == &other)
      return restore_target(entity, relation);
    objects_->changes.forget_given(entity, relation, other);
    return false;
  }
  CollectionChanges* changes = changes_in(slot);
  if (changes == nullptr || !changes->removed.erase(other)) return false;
  changes->echoes.erase(other);
  if (slot.collection()->is_loaded()) ManyAccess::insert_member(*slot.collection(), other);
  return true;
}

// The to-one end of `entity` is what it was before its first change; where that is unknown, it is
// not loaded. Of a new object nothing else is known than what its own row is to say; a hidden end
// says what its owner does.
bool Retraction::restore_target(Entity& entity, unsigned relation) {
  const RelationInfo& info = info_of(entity).relations[relation];
  RelationSlot& slot = relation_slot(entity, relation);
  if (is_pending(entity)) {
    if (info.holds_key() && !info.hidden) return false;
    slot.word = RelationSlot::loaded_bit;
    return true;
  }
  const OldTarget* kept = objects_->changes.old_target(entity, relation);
  Entity* const old = kept == nullptr ? nullptr : kept->target;
  objects_->changes.forget_target(entity, relation);
  slot.word = old == nullptr ? 0 : reinterpret_cast<std::uintptr_t>(old) | RelationSlot::loaded_bit;
  if (old == nullptr || old == own_ || info.inverse < 0) return true;
  forget_untie(*old, static_cast<unsigned>(info.inverse), entity);
  show_target(*objects_, entity, info_of(entity), relation, old);  // unless that has another one
  return true;
}

}  // namespace orp
