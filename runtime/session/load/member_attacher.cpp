// SPDX-License-Identifier: MIT
#include "session/load/member_attacher.hpp"

#include "entity/relation.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/queued_ties.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

void MemberAttacher::attach(std::uint32_t number, Entity& owner, Entity& member) {
  if (relation_info_->is_collection() && !still_belongs(owner, *relation_info_, member))
    meet_departure(*objects_, owner, relation_, member);
  members_.push_back({number, &member});
  point_back(owner, member);
}

void MemberAttacher::attach_target(Entity& owner, Entity* member) {
  objects_->transactions.note_read(owner);
  if (member != nullptr) point_back(owner, *member);
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

// Counted first, so that each collection gets exactly the memory it needs.
void MemberAttacher::fill_collections(const std::vector<Entity*>& owners) {
  std::vector<std::uint32_t> counts(owners.size());
  for (const Member& member : members_) ++counts[member.owner];
  std::vector<Entity**> next(owners.size());
  for (std::size_t i = 0; i < owners.size(); ++i)
    next[i] = ManyAccess::begin_loading(collection_of(*owners[i], *info_, relation_), counts[i]);
  for (const Member& member : members_) *next[member.owner]++ = member.entity;
  for (Entity* owner : owners) ManyAccess::finish_loading(collection_of(*owner, *info_, relation_));
}

// The member's own to-one side is known now, for free; of one that was changed, what it was. An
// object that has left the session stands for no row: who has been read in its place does.
void MemberAttacher::point_back(Entity& owner, Entity& member) {
  if (relation_info_->inverse < 0) return;
  const auto inverse = static_cast<unsigned>(relation_info_->inverse);
  if (relation_info_->target->relations[inverse].is_collection()) return;
  RelationSlot& slot = relation_slots(member, *relation_info_->target)[inverse];
  const bool is_outdated =
      slot.target() != nullptr && !slot.is_changed() && !in_session(*slot.target());
  if (!slot.is_loaded() || is_outdated) {
    objects_->transactions.note_read(member);
    set_target_loaded(slot, &owner);
  } else if (slot.is_changed()) {
    objects_->changes.learn_old_target(member, inverse, owner);
  }
}

}  // namespace orp
