// SPDX-License-Identifier: MIT
#include "session/load/member_attacher.hpp"

#include "entity/relation.hpp"

namespace orp {

bool is_loaded(Entity& entity, const EntityInfo& info, unsigned relation) {
  const RelationSlot& slot = slot_of(entity, info, relation);
  if (!info.relations[relation].is_collection()) return slot.is_loaded();
  return slot.word != 0 && slot.collection()->is_loaded();
}

void MemberAttacher::attach(Entity& owner, Entity& member) {
  if (!relation_info_->is_collection()) {
    set_target_loaded(slot_of(owner, *info_, relation_), &member);
  } else {
    ManyBase& many = collection_of(owner, *info_, relation_);
    ManyAccess::expect_member(many);
    members_.push_back({&many, &member});
  }
  link_back(owner, member);
}

void MemberAttacher::finish(const std::vector<Entity*>& owners) {
  for (const Member& member : members_) ManyAccess::append_expected(*member.many, *member.entity);
  for (Entity* owner : owners) {
    RelationSlot& slot = slot_of(*owner, *info_, relation_);
    if (relation_info_->is_collection())
      ManyAccess::finish_loading(collection_of(*owner, *info_, relation_));
    else if (!slot.is_loaded())
      set_target_loaded(slot, nullptr);
  }
}

// The member's own to-one side is known now, for free.
void MemberAttacher::link_back(Entity& owner, Entity& member) {
  if (relation_info_->inverse < 0) return;
  const auto inverse = static_cast<unsigned>(relation_info_->inverse);
  if (relation_info_->target->relations[inverse].is_collection()) return;
  RelationSlot& slot = slot_of(member, *relation_info_->target, inverse);
  if (slot.word == 0) set_target_loaded(slot, &owner);
}

}  // namespace orp
