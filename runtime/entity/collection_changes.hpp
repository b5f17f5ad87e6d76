// SPDX-License-Identifier: MIT
// What waits in a collection until the next flush, and the runtime's way into it.
#pragma once
#include <cstdint>
#include <vector>

#include "entity/entity_list.hpp"
#include "orpiment/entity/many.hpp"

namespace orp {

/// What was done to a collection since the last flush. Owned by the session's ChangeLog.
///
/// (1) It is net: a member added and removed again is in neither of the first two lists.
/// (2) On a collection that is not loaded the lists are what loading merges; what the database has
///     already is queued no longer, at neither end.
struct CollectionChanges {
  EntityList added;
  EntityList removed;
  /// Of both, those that are in only because their own ends say so: the collection was expired
  /// since.
  EntityList echoes;

  /// Of a many_to_many: stored members that were added and removed again. Delete-orphan asks for
  /// them; for to_many the member's own side tells.
  EntityList abandoned;

  bool empty() const { return added.empty() && removed.empty() && abandoned.empty(); }
};

/// The runtime's way into a collection.
struct ManyAccess {
  static Entity& owner(const ManyBase& many) { return *many.owner_; }
  static unsigned relation(const ManyBase& many) { return many.relation_; }
  static CollectionChanges*& changes(ManyBase& many) { return many.changes_; }
  static CollectionChanges* changes(const ManyBase& many) { return many.changes_; }
  /// Members in memory, without loading.
  static View<Entity*> members(const ManyBase& many) {
    if (many.list_ == ManyBase::List::gapped) close_gaps(const_cast<ManyBase&>(many));
    return {many.members_, many.size_};
  }

  static void bind(ManyBase& many, Entity& owner, unsigned relation) {
    many.owner_ = &owner;
    many.relation_ = static_cast<std::uint16_t>(relation);
  }
  /// Gives the collection its members as the database has them, merging what was queued (rule 2).
  /// `members` is memory of the session that the collection takes over.
  static void set_loaded(ManyBase& many, Entity** members, std::size_t size);

  /// Forgets the members, not what is queued; the next look loads again.
  static void expire(ManyBase& many);
  /// Membership without the other side, cascades or change records.
  static void insert_member(ManyBase& many, Entity& member);
  static bool erase_member(ManyBase& many, const Entity& member);
  /// Requires: the collection is loaded.
  static bool has_member(const ManyBase& many, const Entity& member);

  /// All that a collection is, to be put back. Indexes are made anew.
  struct Memory {
    ManyBase* many;
    ManyBase::List list;
    std::uint32_t capacity;
    std::uint32_t version;
    CollectionChanges* changes;
    Entity** place;
    std::vector<Entity*> members;
  };
  static Memory remember(ManyBase& many);
  static void put_back(const Memory& memory) noexcept;

 private:
  friend class ManyBase;
  static bool has_index(const ManyBase& many);
  static void drop_index(ManyBase& many);
  static PlaceIndex* index_for_search(ManyBase& many);
  static void close_gaps(ManyBase& many);
  static std::size_t places(const ManyBase& many);
  static void reserve_place(ManyBase& many, std::size_t place);
};

/// The record of the collection in `slot`; nullptr: it has none.
inline CollectionChanges* changes_in(const RelationSlot& slot) {
  return slot.word == 0 ? nullptr : ManyAccess::changes(*slot.collection());
}

}  // namespace orp
