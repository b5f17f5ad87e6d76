// SPDX-License-Identifier: MIT
#include "session/objects/rehearsal.hpp"

#include <algorithm>

#include "entity/masks.hpp"
#include "entity/state.hpp"

namespace orp {

Rehearsal::Rehearsal(Objects& objects)
    : objects_(&objects),
      identities_(objects.identities.remember()),
      parents_(objects.parents),
      read_(objects.transactions.read_count()),
      mark_(objects.store.mark()),
      log_(objects.changes) {
  objects.store.for_each([&](Entity& entity) { formers_.push_back(remember(entity)); });
  std::swap(objects.changes, log_);
  objects.changes.take_charge_of_collections();
}

Rehearsal::~Rehearsal() {
  std::swap(objects_->changes, log_);
  for (Former& former : formers_) put_back(former);
  objects_->identities.put_back(std::move(identities_));
  objects_->parents = std::move(parents_);
  objects_->transactions.forget_read_after(read_);
  objects_->store.go_back(std::move(mark_));
  objects_->owner.member_indexes.clear();
}

Rehearsal::Former Rehearsal::remember(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  const RelationSlot* slots = relation_slots(entity, info);
  Former former{.entity = &entity,
                .state = entity.entity_state(),
                .flags = EntityAccess::flags(entity),
                .note = EntityAccess::note(entity),
                .masks = {masks.loaded_words(), masks.loaded_words() + 2 * masks.word_count()},
                .slots = {slots, slots + info.relations.size()},
                .collections = {},
                .assigned_key = {}};
  for (unsigned i = 0; i < info.relations.size(); ++i)
    if (info.relations[i].is_collection() && slots[i].word != 0)
      former.collections.push_back(ManyAccess::remember(*slots[i].collection()));
  if (has_flag(entity, entity_flag::key_changed)) {
    former.assigned_key.reserve(info.key.size());
    for (const std::uint16_t column : info.key) {
      const ColumnType& type = info.column(column).type;
      type.ops->assign(former.assigned_key.emplace_back(type).field(),
                       field_of(entity, info, column));
    }
  }
  return former;
}

void Rehearsal::put_back(Former& former) noexcept {
  Entity& entity = *former.entity;
  const EntityInfo& info = info_of(entity);
  EntityAccess::state(entity) = former.state;
  EntityAccess::flags(entity) = former.flags;
  EntityAccess::note(entity) = former.note;
  std::copy(former.masks.begin(), former.masks.end(), EntityAccess::masks(entity));
  std::copy(former.slots.begin(), former.slots.end(), relation_slots(entity, info));
  for (const ManyAccess::Memory& memory : former.collections) ManyAccess::put_back(memory);
  for (std::size_t i = 0; i < former.assigned_key.size(); ++i) {
    const std::uint16_t column = info.key[i];
    const ColumnType& type = info.column(column).type;
    type.ops->assign(field_of(entity, info, column), former.assigned_key[i].field());
  }
}

}  // namespace orp
