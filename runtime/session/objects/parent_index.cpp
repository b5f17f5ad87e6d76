// SPDX-License-Identifier: MIT
#include "session/objects/parent_index.hpp"

#include <algorithm>

#include "entity/masks.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

// Where nobody has looked the foreign key tells.
Entity* target_by_key(Objects& objects, Entity& owner, const EntityInfo& info,
                      const RelationInfo& relation) {
  const Masks masks(owner, info);
  const View<std::uint16_t> key = relation.local_columns;
  const bool is_known = std::all_of(key.begin(), key.end(),
                                    [&](std::uint16_t column) { return masks.is_loaded(column); });
  return is_known ? target_in_memory(objects, owner, relation) : nullptr;
}

}  // namespace

void ParentIndex::note(const RelationInfo& relation, Entity& owner, Entity& member) {
  last_[&relation][&member] = &owner;
  if (const auto known = relations_.find(&relation); is_valid_ && known != relations_.end())
    known->second.emplace(&member, &owner);
}

Entity* ParentIndex::last_owner(const RelationInfo& relation, const Entity& member) const {
  const auto known = last_.find(&relation);
  if (known == last_.end()) return nullptr;
  const auto last = known->second.find(&member);
  return last == known->second.end() ? nullptr : last->second;
}

const ParentIndex::Holders& ParentIndex::holders(Objects& objects, const EntityInfo& info,
                                                 unsigned number) {
  if (!std::exchange(is_valid_, true)) relations_.clear();
  const RelationInfo& relation = info.relations[number];
  const auto known = relations_.find(&relation);
  if (known != relations_.end()) return known->second;
  Holders found;
  // A column that was assigned may be assigned again, of which nobody hears.
  const View<std::uint16_t> key =
      relation.is_collection() ? View<std::uint16_t>() : relation.local_columns;
  objects.store.for_each_of(info, [&](Entity& owner) {
    const RelationSlot& slot = relation_slots(owner, info)[number];
    is_valid_ = is_valid_ && !Masks(owner, info).any_changed(key);
    if (!relation.is_collection() && !slot.is_loaded()) {
      if (Entity* target = target_by_key(objects, owner, info, relation))
        found.emplace(target, &owner);
    } else {
      for_each_member(owner, info, number, [&](Entity& member) { found.emplace(&member, &owner); });
    }
  });
  return relations_.emplace(&relation, std::move(found)).first->second;
}

}  // namespace orp
