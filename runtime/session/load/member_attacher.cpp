// SPDX-License-Identifier: MIT
#include "session/load/member_attacher.hpp"

#include "entity/relation.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

namespace {

int to_one_inverse(const RelationInfo& relation) {
  const int inverse = relation.inverse;
  if (inverse < 0) return -1;
  return relation.target->relations[static_cast<unsigned>(inverse)].is_collection() ? -1 : inverse;
}

}  // namespace

MemberAttacher::MemberAttacher(Objects& objects, const EntityInfo& owner_info, unsigned relation)
    : objects_(&objects),
      info_(&owner_info),
      relation_info_(&owner_info.relations[relation]),
      relation_(relation),
      back_(to_one_inverse(*relation_info_)) {}

// shelves.hpp, rule 2: who leads to whom.
void MemberAttacher::note_ends(const Entity& owner, const Entity& member) const {
  need_for(owner, member);
  if (back_ >= 0) need_for(member, owner);
}

void MemberAttacher::attach_target(Entity& owner, Entity* member) {
  if (member != nullptr) note_ends(owner, *member);
  objects_->transactions.note_read(owner);
  if (member != nullptr) tell(owner, *member);
  show_target(*objects_, owner, *info_, relation_, member);
}

void MemberAttacher::finish(const std::vector<Entity*>& owners) {
  for (Entity* owner : owners) objects_->transactions.note_read(*owner);
  if (relation_info_->is_collection())
    fill_collections(owners);
  else
    fill_targets(owners);
}

void MemberAttacher::fill_targets(const std::vector<Entity*>& owners) {
  for (const Member& member : members_)
    show_target(*objects_, *owners[member.owner], *info_, relation_, member.entity);
  for (Entity* owner : owners) {
    RelationSlot& slot = relation_slots(*owner, *info_)[relation_];
    if (!slot.is_loaded()) set_target_loaded(slot, nullptr);
  }
}

// Counted first, so that each collection gets exactly the memory it needs, behind itself: who looks
// at it looks at its members.
void MemberAttacher::fill_collections(const std::vector<Entity*>& owners) {
  struct List {
    LoadingList loading;
    std::uint32_t size;
  };
  std::vector<List> lists(owners.size());
  for (const Member& member : members_) ++lists[member.owner].size;
  for (std::size_t i = 0; i < owners.size(); ++i)
    lists[i].loading = list_to_load(*owners[i], *info_, relation_, lists[i].size);
  for (const Member& member : members_) *lists[member.owner].loading.next++ = member.entity;
  for (const auto& [loading, size] : lists)
    ManyAccess::set_loaded(*loading.collection, loading.next - size, size);
}

// The member's own to-one side is known now, for free; of one that was changed, what it was. An
// object that has left the session stands for no row: who has been read in its place does.
void MemberAttacher::point_back(Entity& owner, Entity& member, RelationSlot& slot) {
  if (relation_info_->is_collection() && !still_belongs(owner, *relation_info_, member))
    meet_departure(*objects_, owner, relation_, member);
  const bool is_outdated =
      slot.target() != nullptr && !slot.is_changed() && !in_session(*slot.target());
  if (!slot.is_loaded() || is_outdated) {
    objects_->transactions.note_read(member);
    set_target_loaded(slot, &owner);
  } else if (slot.is_changed()) {
    objects_->changes.learn_old_target(member, static_cast<unsigned>(back_), owner);
  }
}

}  // namespace orp
