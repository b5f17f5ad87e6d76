// SPDX-License-Identifier: MIT
// Where a session's objects stand: slabs by class, and who came with whom: peers.
//
// Rules
//  (1) Objects loaded by one statement for one of its elements are peers, consecutive in their
//      extent, over as many slabs as it takes. An object made by itself has none but itself.
//  (2) Addresses stay until clear(). After that a reference still leads to the object's class, and
//      to no session, for as long as somebody keeps the memory.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "entity/slab.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/load_tree_ref.hpp"
#include "session/objects/object_memory.hpp"

namespace orp {

/// Objects of one class, in order of creation. A class has another one, by number, for each further
/// element of a query that brings its objects. (1)
struct Extent {
  const EntityInfo* info;
  std::size_t number;
  Slab* first = nullptr;
  Slab* last = nullptr;
};

/// Objects loaded by one statement, consecutive in their extent: what peers loading loads for.
struct Peers {
  Slab* slab;
  std::uint32_t slot;
  std::uint32_t count = 0;
  LoadTreeRef options{};    ///< under which they were loaded
  std::uint16_t epoch = 0;  ///< the last one in which some of them were read anew
  std::size_t chunk = 0;    ///< see chunk_of()
};

class ObjectStore {
 public:
  explicit ObjectStore(OwnerBlock& owner);
  ~ObjectStore();  // destroys all objects
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;

  Extent& extent(const EntityInfo& info, std::size_t number = 0);
  /// Constructs an object; its state is transient.
  Entity& create(Extent& extent);

  /// Objects created in `extent` from here to the next begin_peers are peers.
  void begin_peers(Extent& extent, LoadTreeRef options);
  /// Each of those created from here to the next begin_peers is its only peer.
  void end_peers(Extent& extent);
  /// The options that `entity` was loaded under; nullptr: none.
  LoadTreeRef options_of(Entity& entity) const { return peers_of(entity).options; }
  /// Visits the peers of `entity`, itself included.
  template <class Visit>
  void for_each_peer(Entity& entity, Visit visit) {
    const Peers peers = peers_of(entity);
    Place place{peers.slab, peers.slot};
    for (std::uint32_t i = 0; i < peers.count; ++i) visit(place.next());
  }
  /// Visits `entity` and the peers after it, then those before it, as long as visit(peer) is true.
  template <class Visit>
  void visit_peers_from(Entity& entity, Visit visit) {
    const Peers peers = peers_of(entity);
    const std::uint32_t before = count_before(entity, peers);
    Place place{&Slab::of(entity), Slab::of(entity).slot_of(entity)};
    for (std::uint32_t i = before; i < peers.count; ++i)
      if (!visit(place.next())) return;
    place = {peers.slab, peers.slot};
    for (std::uint32_t i = 0; i < before; ++i)
      if (!visit(place.next())) return;
  }
  /// Among how many peers of `entity` to look for those that are to be read anew with it. So who
  /// looks at one pays for few, and who looks at all asks seldom.
  std::size_t chunk_of(Entity& entity);
  /// That many were looked at. For the rest of the epoch it is eight times as many where there were
  /// such peers, and as in the beginning where there were none.
  void note_chunk(Entity& entity, bool has_found);

  template <class Visit>
  void for_each(Visit visit) {
    for (const Extents& extents : extents_) for_each_in(extents, visit);
  }
  template <class Visit>
  void for_each_of(const EntityInfo& info, Visit visit) {
    if (const Extents* extents = extents_.find(info)) for_each_in(*extents, visit);
  }

  /// The objects change owners.
  void swap(ObjectStore& other) noexcept;

  /// Destroys all objects. As long as what is returned lives, who uses one can be told that it is
  /// gone. (2)
  ObjectMemory clear();

  /// Which objects there are, to go back to. The objects in between are destroyed: nobody may hold
  /// one.
  struct Mark {
    struct Fill {
      Slab* slab;
      std::uint32_t used;
      std::size_t marks;
    };
    std::vector<Fill> slabs;  // by address
    std::vector<Peers> peers;
  };
  Mark mark() const;
  void go_back(Mark mark) noexcept;

  /// Memory for collections, freed with the store. Aligned for pointers.
  void* allocate(std::size_t bytes) { return memory_.allocate(bytes); }

 private:
  using Extents = std::vector<std::unique_ptr<Extent>>;  // of one class, by number

  template <class Visit>
  static void for_each_slab_in(const Extents& extents, Visit visit) {
    for (const std::unique_ptr<Extent>& extent : extents)
      for (Slab* slab = extent->first; slab != nullptr; slab = slab->next) visit(*slab);
  }
  template <class Visit>
  static void for_each_in(const Extents& extents, Visit& visit) {
    for_each_slab_in(extents, [&](Slab& slab) {
      for (std::uint32_t i = 0; i < slab.used; ++i) visit(slab.slot(i));
    });
  }

  struct Place {
    Slab* slab;
    std::uint32_t slot;

    Entity& next() {
      while (slot == slab->used) slab = slab->next, slot = 0;
      return slab->slot(slot++);
    }
  };

  static std::uint32_t number_of_peers(Entity& entity);
  static std::uint32_t count_before(Entity& entity, const Peers& peers);
  Peers peers_of(Entity& entity) const;
  void take_charge();
  Slab& add_slab(Extent& extent);

  OwnerBlock* owner_;
  ClassMap<Extents> extents_;
  std::vector<Peers> peers_;
  ObjectMemory memory_;
};

// Loading a row is little more than this and its values.
inline Entity& ObjectStore::create(Extent& extent) {
  Slab* slab = extent.last;
  if (slab == nullptr || slab->used == slab->capacity) [[unlikely]]
    slab = &add_slab(extent);
  Entity* entity = extent.info->construct(&slab->slot(slab->used));
  ++slab->used;
  EntityAccess::epoch(*entity) = owner_->epoch;
  if (!slab->marks.empty() && slab->marks.back().peers != Slab::no_peers)
    ++peers_[slab->marks.back().peers].count;
  return *entity;
}

}  // namespace orp
