// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "entity/collection_changes.hpp"
#include "entity/slab.hpp"

namespace orp {

inline RelationSlot& slot_of(Entity& entity, const EntityInfo& info, unsigned relation) {
  return relation_slots(entity, info)[relation];
}

/// Whether `relation` of `entity` is in memory.
bool is_loaded(Entity& entity, const EntityInfo& info, unsigned relation);

/// Stores what the database says; not a change. nullptr: no target.
inline void set_target_loaded(RelationSlot& slot, const Entity* target) {
  slot.word = reinterpret_cast<std::uintptr_t>(target) | RelationSlot::loaded_bit;
}

/// Puts the members that a query found into their owners' relationships: those whose rows hold the
/// key of the owner, or that a secondary table connects with it.
class MemberAttacher {
 public:
  MemberAttacher(const EntityInfo& owner_info, unsigned relation)
      : info_(&owner_info), relation_info_(&owner_info.relations[relation]), relation_(relation) {}

  /// Requires: the relationship of `owner` is not loaded; a member comes once an owner.
  void attach(Entity& owner, Entity& member);
  /// All members are there: the relationships of `owners` are loaded now, the empty ones too.
  void finish(const std::vector<Entity*>& owners);

 private:
  struct Member {
    ManyBase* many;
    Entity* entity;
  };

  void link_back(Entity& owner, Entity& member);

  const EntityInfo* info_;
  const RelationInfo* relation_info_;
  unsigned relation_;
  std::vector<Member> members_;
};

}  // namespace orp
