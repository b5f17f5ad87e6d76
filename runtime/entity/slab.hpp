// SPDX-License-Identifier: MIT
// Where entities live. A slab is an aligned piece of memory with a header and slots for one entity
// class.
//
// Rules
//  (1) The header is found from any entity's address, so an entity needs no pointer to its class or
//      its session.
//  (2) A slot in which anybody may know an object is never used for another one while its slab
//      lives, so an address never comes to mean somebody else.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "entity/place_index.hpp"
#include "orpiment/entity/entity.hpp"

namespace orp {

class Tracker;

/// Shared by all slabs of one session, so that a session can be moved and closed under its objects.
struct OwnerBlock {
  Tracker* tracker = nullptr;  ///< nullptr: the session has freed its objects
  bool hides_values = false;   ///< in messages (EngineOptions::hide_parameters)
  bool has_detached = false;   ///< there may be objects that are detached
  bool is_past = false;        ///< of objects that a stream has let go of
  std::uint16_t epoch = 1;     ///< see expiry.hpp
  std::unordered_map<const ManyBase*, PlaceIndex> member_indexes{};  ///< of large collections
#ifdef ORPIMENT_CHECKED
  std::atomic<std::uintptr_t> thread{0};  ///< at work in the session, see thread_check.hpp; 0: none
#endif
};

/// Objects that are freed together, by session/objects/shelves.hpp.
struct Shelf {
  bool is_needed = false;  ///< somebody may look for one of them here as long as the session does
};

/// The header of a slab; the slots follow it.
struct Slab : detail::EntityBlock {
  static constexpr std::uint32_t no_peers = UINT32_MAX;

  /// Slots from `first_slot` on belong to the peers of that number, or to none, up to the next
  /// mark.
  struct PeerMark {
    std::uint32_t first_slot;
    std::uint32_t peers;
  };

  OwnerBlock* owner;       ///< belong_to() says whose
  Shelf* shelf;            ///< on which its objects stand
  std::uint32_t stride;    ///< bytes from slot to slot
  std::uint32_t offset;    ///< of slot 0 from the slab's address
  std::uint32_t capacity;  ///< slots
  std::uint32_t used = 0;  ///< slots of objects
  std::uint32_t made = 0;  ///< slots constructed: behind `used`, of objects that have gone
  Slab* next = nullptr;    ///< of the same class, in order of creation
  std::vector<PeerMark> marks{};

  static Slab& of(const Entity& entity) {
    return *reinterpret_cast<Slab*>(reinterpret_cast<std::uintptr_t>(&entity) & ~(bytes - 1));
  }
  void belong_to(OwnerBlock& block) {
    owner = &block;
    epoch = &block.epoch;
  }
  Entity& slot(std::size_t i) {
    return *reinterpret_cast<Entity*>(reinterpret_cast<std::byte*>(this) + offset + i * stride);
  }
  std::uint32_t slot_of(const Entity& entity) const {
    const auto distance =
        reinterpret_cast<const std::byte*>(&entity) - reinterpret_cast<const std::byte*>(this);
    return (static_cast<std::uint32_t>(distance) - offset) / stride;
  }
};

/// Who knows `entity` does not ask before it is freed, so it is not.
inline void need(const Entity& entity) { Slab::of(entity).shelf->is_needed = true; }
/// `holder` leads to `entity`, and may outlive it.
inline void need_for(const Entity& holder, const Entity& entity) {
  if (Slab::of(holder).shelf != Slab::of(entity).shelf) need(entity);
}

inline const EntityInfo& info_of(const Entity& entity) { return *Slab::of(entity).info; }

/// Where the offsets of fields count from.
inline std::byte* bytes_of(Entity& entity) { return reinterpret_cast<std::byte*>(&entity); }
inline const std::byte* bytes_of(const Entity& entity) {
  return reinterpret_cast<const std::byte*>(&entity);
}

/// The field of column `column`, of type info.column(column).type.
inline void* field_of(Entity& entity, const EntityInfo& info, std::size_t column) {
  return bytes_of(entity) + info.columns[column].offset;
}
inline const void* field_of(const Entity& entity, const EntityInfo& info, std::size_t column) {
  return bytes_of(entity) + info.columns[column].offset;
}

/// Relationship slots stand behind the masks; see orpiment/entity/entity.hpp.
inline RelationSlot* relation_slots(Entity& entity, const EntityInfo& info) {
  EntityAccess::catch_up(entity);
  return reinterpret_cast<RelationSlot*>(EntityAccess::masks(entity) + 2 * info.mask_words);
}
inline RelationSlot& relation_slot(Entity& entity, unsigned relation) {
  return relation_slots(entity, info_of(entity))[relation];
}

}  // namespace orp
