// SPDX-License-Identifier: MIT
// The memory of a collection: its member list and its membership index.
#include <algorithm>
#include <cstring>

#include "entity/collection_changes.hpp"
#include "entity/owner.hpp"

namespace orp {

namespace {
constexpr std::size_t scan_limit = 32;  // above: membership by index

bool scan(View<Entity*> members, const Entity& member) {
  return std::find(members.begin(), members.end(), &member) != members.end();
}
// The record of the other end; nullptr: it has none, or is no collection.
CollectionChanges* inverse_changes(const ManyBase& many, Entity& member) {
  const RelationInfo& relation =
      info_of(ManyAccess::owner(many)).relations[ManyAccess::relation(many)];
  if (relation.kind != RelationKind::many_to_many || relation.inverse < 0) return nullptr;
  const RelationSlot& slot =
      relation_slots(member, info_of(member))[static_cast<unsigned>(relation.inverse)];
  return slot.word == 0 ? nullptr : ManyAccess::changes(*slot.collection());
}

// Requires: the collection has the members of the database. Whatever of `queued` is so already is
// forgotten at both ends.
void forget_done(const ManyBase& many, EntityList CollectionChanges::*queued, bool is_member) {
  EntityList& list = ManyAccess::changes(many)->*queued;
  const std::vector<Entity*> members(list.begin(), list.end());
  for (Entity* member : members) {
    if (ManyAccess::has_member(many, *member) != is_member) continue;
    list.erase(*member);
    if (CollectionChanges* other = inverse_changes(many, *member))
      (other->*queued).erase(ManyAccess::owner(many));
  }
}

}  // namespace

bool ManyAccess::has_member(const ManyBase& many, const Entity& member) {
  const View<Entity*> all = members(many);
  if (all.size() <= scan_limit || many.changes_ == nullptr) return scan(all, member);
  auto& index = many.changes_->index;
  if (index.empty()) index.insert(all.begin(), all.end());
  return index.count(&member) != 0;
}

void ManyAccess::reserve(ManyBase& many, std::size_t capacity) {
  if (capacity <= many.capacity_) return;
  const std::size_t grown = std::max<std::size_t>({capacity, 2U * many.capacity_, 4});
  auto* members = static_cast<Entity**>(tracker_of(*many.owner_).allocate(grown * sizeof(Entity*)));
  if (many.size_ > 0) std::memcpy(members, many.members_, many.size_ * sizeof(Entity*));
  many.members_ = members;
  many.capacity_ = static_cast<std::uint32_t>(grown);
}

void ManyAccess::insert_member(ManyBase& many, Entity& member) {
  reserve(many, many.size_ + 1);
  many.members_[many.size_++] = &member;
  if (many.changes_ != nullptr && !many.changes_->index.empty())
    many.changes_->index.insert(&member);
}

bool ManyAccess::erase_member(ManyBase& many, const Entity& member) {
  Entity** const end = many.members_ + many.size_;
  // From the back: what was added last is most often removed first, as clear() does.
  for (Entity** it = end; it != many.members_;) {
    if (*--it != &member) continue;
    std::memmove(it, it + 1, static_cast<std::size_t>(end - it - 1) * sizeof(Entity*));
    --many.size_;
    if (many.changes_ != nullptr) many.changes_->index.erase(&member);
    return true;
  }
  return false;
}

Entity** ManyAccess::begin_loading(ManyBase& many, std::size_t size) {
  many.size_ = static_cast<std::uint32_t>(size);
  many.members_ =
      size == 0 ? nullptr
                : static_cast<Entity**>(tracker_of(*many.owner_).allocate(size * sizeof(Entity*)));
  return many.members_;
}

void ManyAccess::set_loaded(ManyBase& many, Entity** members, std::size_t size) {
  many.members_ = members;
  many.size_ = many.capacity_ = static_cast<std::uint32_t>(size);
  many.loaded_ = true;
  CollectionChanges* changes = many.changes_;
  if (changes == nullptr) return;
  changes->index.clear();
  forget_done(many, &CollectionChanges::added, true);
  forget_done(many, &CollectionChanges::removed, false);
  for (Entity* member : changes->removed) erase_member(many, *member);
  for (Entity* member : changes->added) insert_member(many, *member);
}

void ManyAccess::expire(ManyBase& many) {
  if (many.changes_ != nullptr) many.changes_->index.clear();
  many.members_ = nullptr;
  many.size_ = many.capacity_ = 0;
  many.loaded_ = false;
}

}  // namespace orp
