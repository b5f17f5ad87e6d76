// SPDX-License-Identifier: MIT
// The memory of a collection: its member list, and the index of a large one.
#include <algorithm>
#include <cstring>

#include "entity/collection_changes.hpp"
#include "entity/member_name.hpp"
#include "entity/usage_checks.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {
constexpr std::uint8_t searches_before_index = 8;  // an index costs as much as many of them

std::unordered_map<const ManyBase*, PlaceIndex>& indexes_of(const ManyBase& many) {
  return Slab::of(ManyAccess::owner(many)).owner->member_indexes;
}

// The record of the other end; nullptr: it has none, or is no collection.
CollectionChanges* inverse_changes(const ManyBase& many, Entity& member) {
  const RelationInfo& relation =
      info_of(ManyAccess::owner(many)).relations[ManyAccess::relation(many)];
  if (relation.kind != RelationKind::many_to_many || relation.inverse < 0) return nullptr;
  return changes_in(
      relation_slots(member, info_of(member))[static_cast<unsigned>(relation.inverse)]);
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

bool ManyAccess::has_index(const ManyBase& many) { return many.searches_ == searches_before_index; }

void ManyAccess::drop_index(ManyBase& many) {
  if (has_index(many)) indexes_of(many).erase(&many);
  many.searches_ = 0;
}

// nullptr: the members are to be looked at one by one.
PlaceIndex* ManyAccess::index_for_search(ManyBase& many) {
  if (has_index(many)) return &indexes_of(many).find(&many)->second;
  if (many.size_ <= PlaceIndex::scan_limit) return nullptr;
  if (many.searches_ + 1 == searches_before_index) {
    PlaceIndex& made = indexes_of(many).try_emplace(&many, members(many)).first->second;
    ++many.searches_;
    return &made;
  }
  ++many.searches_;
  return nullptr;
}

bool ManyAccess::has_member(const ManyBase& many, const Entity& member) {
  if (const PlaceIndex* index = index_for_search(const_cast<ManyBase&>(many)))
    return index->contains(member);
  const View<Entity*> all = members(many);
  return std::find(all.begin(), all.end(), &member) != all.end();
}

void ManyAccess::close_gaps(ManyBase& many) {
  Entity** const former = many.members_;
  Entity** last = former + places(many);
  indexes_of(many).find(&many)->second.close_gaps(many.members_, last);
  many.capacity_ -= static_cast<std::uint32_t>(many.members_ - former);
  many.list_ = ManyBase::List::whole;
}

// Members and gaps.
std::size_t ManyAccess::places(const ManyBase& many) {
  if (many.list_ != ManyBase::List::gapped) return many.size_;
  return many.size_ + indexes_of(many).find(&many)->second.gaps();
}

void ManyAccess::reserve_place(ManyBase& many, std::size_t place) {
  if (place < many.capacity_) return;
  const std::size_t grown = std::max<std::size_t>({place + 1, 2 * std::size_t{many.capacity_}, 4});
  auto* members = static_cast<Entity**>(
      tracker_of(*many.owner_).allocate(*many.owner_, grown * sizeof(Entity*)));
  if (place > 0) std::memcpy(members, many.members_, place * sizeof(Entity*));
  many.members_ = members;
  many.capacity_ = static_cast<std::uint32_t>(grown);
}

void ManyAccess::insert_member(ManyBase& many, Entity& member) {
  if (has_index(many) && index_for_search(many)->is_worn()) {
    members(many);  // without gaps
    drop_index(many);
  }
  const std::size_t place = places(many);
  reserve_place(many, place);
  if (has_index(many)) index_for_search(many)->append(member);
  many.members_[place] = &member;
  ++many.size_;
  ++many.version_;
}

bool ManyAccess::erase_member(ManyBase& many, const Entity& member) {
  if (PlaceIndex* index = index_for_search(many)) {
    const std::optional<std::size_t> place = index->remove(member);
    if (!place) return false;
    many.members_[*place] = nullptr;
    many.list_ = ManyBase::List::gapped;
  } else {
    Entity** const end = many.members_ + many.size_;
    Entity** const found = std::find(many.members_, end, &member);
    if (found == end) return false;
    std::memmove(found, found + 1, static_cast<std::size_t>(end - found - 1) * sizeof(Entity*));
  }
  --many.size_;
  ++many.version_;
  return true;
}

void ManyAccess::set_loaded(ManyBase& many, Entity** members, std::size_t size) {
  expire(many);
  many.members_ = members;
  many.size_ = many.capacity_ = static_cast<std::uint32_t>(size);
  many.list_ = ManyBase::List::whole;
  CollectionChanges* changes = many.changes_;
  if (changes == nullptr) return;
  forget_done(many, &CollectionChanges::added, true);
  forget_done(many, &CollectionChanges::removed, false);
  for (Entity* member : changes->removed) erase_member(many, *member);
  for (Entity* member : changes->added) insert_member(many, *member);
}

void ManyAccess::expire(ManyBase& many) {
  drop_index(many);
  many.members_ = nullptr;
  many.size_ = many.capacity_ = 0;
  many.list_ = ManyBase::List::unloaded;
  ++many.version_;
}

ManyAccess::Memory ManyAccess::remember(ManyBase& many) {
  const View<Entity*> all = members(many);
  return {&many,         many.list_,    many.capacity_,          many.version_,
          many.changes_, many.members_, {all.begin(), all.end()}};
}

void ManyAccess::put_back(const Memory& memory) noexcept {
  ManyBase& many = *memory.many;
  drop_index(many);
  many.list_ = memory.list;
  many.size_ = static_cast<std::uint32_t>(memory.members.size());
  many.capacity_ = memory.capacity;
  many.version_ = memory.version;
  many.changes_ = memory.changes;
  many.members_ = memory.place;
  std::copy(memory.members.begin(), memory.members.end(), many.members_);
}

#ifdef ORPIMENT_CHECKED
void ManyBase::check_version(std::uint32_t version) const {
  EntityAccess::look(*owner_);
  if (version == version_) return;
  const EntityInfo& info = info_of(*owner_);
  throw UsageError({.code = "ORP-1006",
                    .message = member_name(info, info.relations[relation_].name) +
                               " has changed, or was read anew, since this iterator was made",
                    .entity = info.name,
                    .hint = "iterate over a copy: std::vector<T*> of its members; or begin again "
                            "after each change"});
}
#endif

}  // namespace orp
