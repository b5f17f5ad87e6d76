// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "entity/collection_changes.hpp"
#include "entity/slab.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

/// Puts the members that a query found into their owners' relationships: those whose rows hold the
/// key of the owner, or that a secondary table connects with it. Until all are there only numbers
/// are kept: owners lie all over the memory.
class MemberAttacher {
 public:
  MemberAttacher(Objects& objects, const EntityInfo& owner_info, unsigned relation);

  /// Makes room for `count` members.
  void reserve(std::size_t count) { members_.reserve(count); }
  /// `number` is that of `owner` among those that finish() will get. Requires: its relationship is
  /// not loaded; a member comes once an owner.
  void attach(std::uint32_t number, Entity& owner, Entity& member);
  /// The same for a member that may come again.
  void attach_once(std::uint32_t number, Entity& owner, Entity& member) {
    if (seen_.insert({number, &member}).second) attach(number, owner, member);
  }
  /// Of a relationship to one, which is loaded then: nullptr: `owner` has none.
  void attach_target(Entity& owner, Entity* member);
  /// All members are there: the relationships of `owners` are loaded now, the empty ones too.
  void finish(const std::vector<Entity*>& owners);

 private:
  struct Member {
    std::uint32_t owner;
    Entity* entity;
  };

  void note_ends(const Entity& owner, const Entity& member) const;
  void tell(Entity& owner, Entity& member);
  void point_back(Entity& owner, Entity& member, RelationSlot& slot);
  void fill_targets(const std::vector<Entity*>& owners);
  void fill_collections(const std::vector<Entity*>& owners);

  Objects* objects_;
  const EntityInfo* info_;
  const RelationInfo* relation_info_;
  unsigned relation_;
  int back_;  // the relationship by which a member points to one owner; -1: there is none
  std::vector<Member> members_;
  std::set<std::pair<std::uint32_t, const Entity*>> seen_;
};

inline void MemberAttacher::attach(std::uint32_t number, Entity& owner, Entity& member) {
  if (objects_->store.has_open_shelves()) note_ends(owner, member);
  members_.push_back({number, &member});
  tell(owner, member);
}

// Once a member, of whom nothing is known in general.
inline void MemberAttacher::tell(Entity& owner, Entity& member) {
  if (back_ < 0) return;
  RelationSlot& slot = relation_slots(member, *relation_info_->target)[back_];
  if (slot.word != 0) [[unlikely]]
    return point_back(owner, member, slot);
  objects_->transactions.note_read(member);
  set_target_loaded(slot, &owner);
}

}  // namespace orp
