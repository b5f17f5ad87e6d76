// SPDX-License-Identifier: MIT
// Where a session's objects stand: slabs by class, and who came with whom: peers.
//
// Rules
//  (1) Objects loaded by one statement for one of its elements are peers, consecutive in their
//      extent, over as many slabs as it takes. An object made by itself has none but itself.
//  (2) Addresses stay until clear(), or empty_shelf(). After that a reference still leads to the
//  object's class, and
//      to no session, for as long as somebody keeps the memory.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "entity/slab.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/load_tree_ref.hpp"
#include "session/objects/object_memory.hpp"

namespace orp {

struct ObjectShelf;

/// Objects of one class and shelf, in order of creation. A class has another one, by number, for
/// each further element of a query that brings its objects. (1)
struct Extent {
  const EntityInfo* info;
  std::size_t number;
  ObjectShelf* shelf;
  Slab* first = nullptr;
  Slab* last = nullptr;
  Slab* spare = nullptr;  // without objects, but for what is left of those that have gone
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

/// Objects that stand together: nearly all of a session on one, those of a stream on shelves of its
/// own.
struct ObjectShelf : Shelf {
  using Extents = std::vector<std::unique_ptr<Extent>>;  // of one class, by number

  ClassMap<Extents> extents;
  std::vector<Peers> peers;
  ObjectMemory memory;
  bool is_open = false;  ///< a stream is at work with it
};

class ObjectStore {
 public:
  explicit ObjectStore(OwnerBlock& owner);
  ~ObjectStore();  // destroys all objects
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;

  /// Of the shelf on which new objects are put now.
  Extent& extent(const EntityInfo& info, std::size_t number = 0);
  /// Constructs an object; its state is transient.
  Entity& create(Extent& extent);

  /// Objects created in `extent` from here to the next begin_peers are peers.
  void begin_peers(Extent& extent, LoadTreeRef options);
  /// Each of those created from here to the next begin_peers is its only peer.
  void end_peers(Extent& extent);
  /// The options that `entity` was loaded under; nullptr: none.
  static LoadTreeRef options_of(Entity& entity) { return peers_of(entity).options; }
  /// Visits the peers of `entity`, itself included.
  template <class Visit>
  static void for_each_peer(Entity& entity, Visit visit) {
    const Peers peers = peers_of(entity);
    Place place{peers.slab, peers.slot};
    for (std::uint32_t i = 0; i < peers.count; ++i) visit(place.next());
  }
  /// Visits `entity` and the peers after it, then those before it, as long as visit(peer) is true.
  template <class Visit>
  static void visit_peers_from(Entity& entity, Visit visit) {
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
    for (const auto& shelf : shelves_) for_each_on(*shelf, visit);
  }
  template <class Visit>
  void for_each_of(const EntityInfo& info, Visit visit) {
    for (const auto& shelf : shelves_)
      if (const Extents* extents = shelf->extents.find(info)) for_each_in(*extents, visit);
  }
  template <class Visit>
  static void for_each_on(ObjectShelf& shelf, Visit visit) {
    for (const Extents& extents : shelf.extents) for_each_in(extents, visit);
  }

  // Shelves (shelves.hpp)

  /// Some objects may go before the others: not all who know one are asked.
  bool has_open_shelves() const { return open_shelves_ > 0; }
  /// One more, for objects that may be freed before the others.
  ObjectShelf& open_shelf();
  /// Its objects stay, as all others do.
  void close_shelf(ObjectShelf& shelf) noexcept;
  /// Destroys its objects, of whom nobody knows any longer. Their memory stays, and says that they
  /// are gone, until it is used again.
  void empty_shelf(ObjectShelf& shelf) noexcept;
  /// The same where the objects that come next take the place of these, with the memory of their
  /// texts. Requires: each of them is read from a row.
  void recycle_shelf(ObjectShelf& shelf) noexcept;
  /// New objects are put on a shelf for as long as this lives.
  class On {
   public:
    On(ObjectStore& store, ObjectShelf& shelf)
        : store_(store), former_(std::exchange(store.current_, &shelf)) {}
    /// On that of `entity`.
    On(ObjectStore& store, const Entity& entity)
        : On(store, static_cast<ObjectShelf&>(*Slab::of(entity).shelf)) {}
    ~On() { store_.current_ = former_; }
    On(const On&) = delete;
    On& operator=(const On&) = delete;

   private:
    ObjectStore& store_;
    ObjectShelf* former_;
  };
  /// `entity` was found in memory by who has not put it there: another one than its stream,
  /// perhaps, which does not ask before it is freed.
  void note_met(const Entity& entity) const {
    if (has_open_shelves() && Slab::of(entity).shelf != current_) need(entity);
  }

  /// The objects change owners.
  void swap(ObjectStore& other) noexcept;

  /// Destroys all objects. As long as what is returned lives, who uses one can be told that it is
  /// gone. (2)
  ObjectMemory clear();

  /// Which objects there are, to go back to. The objects in between are destroyed: nobody may hold
  /// one. Requires: none were put on an open shelf.
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

  /// Memory for a collection of `owner`, freed with it. Aligned for pointers.
  void* allocate(const Entity& owner, std::size_t bytes) {
    return shelf_of(owner).memory.allocate(bytes);
  }

 private:
  using Extents = ObjectShelf::Extents;

  static ObjectShelf& shelf_of(const Entity& entity) {
    return static_cast<ObjectShelf&>(*Slab::of(entity).shelf);
  }
  template <class Visit>
  void for_each_slab(Visit visit) const {
    for (const auto& shelf : shelves_) for_each_slab_on(*shelf, visit);
  }
  template <class Visit>
  static void for_each_slab_on(ObjectShelf& shelf, Visit visit) {
    for (const Extents& extents : shelf.extents) for_each_slab_in(extents, visit);
  }
  template <class Visit>
  static void for_each_slab_in(const Extents& extents, Visit& visit) {
    for (const std::unique_ptr<Extent>& extent : extents)
      for (Slab* slab = extent->first; slab != nullptr; slab = slab->next) visit(*slab);
  }
  template <class Visit>
  static void for_each_in(const Extents& extents, Visit& visit) {
    const auto visit_all = [&](Slab& slab) {
      for (std::uint32_t i = 0; i < slab.used; ++i) visit(slab.slot(i));
    };
    for_each_slab_in(extents, visit_all);
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
  static Peers peers_of(Entity& entity);
  static void destroy_objects(ObjectShelf& shelf, OwnerBlock& owner) noexcept;
  static void recycle(Extent& extent) noexcept;
  /// As it was constructed, but for its columns.
  static Entity* renew(Entity& entity, const EntityInfo& info) {
    std::memset(static_cast<void*>(&entity), 0, info.row_offset);
    return &entity;
  }
  void take_charge();
  Slab& add_slab(Extent& extent);
  Slab* make_slab(Extent& extent);
  Slab* take_spare(Extent& extent);

  OwnerBlock* owner_;
  std::vector<std::unique_ptr<ObjectShelf>> shelves_;  // the first is that of all but streams
  ObjectShelf* current_;
  std::size_t open_shelves_ = 0;
};

// Loading a row is little more than this and its values.
inline Entity& ObjectStore::create(Extent& extent) {
  Slab* slab = extent.last;
  if (slab == nullptr || slab->used == slab->capacity) [[unlikely]]
    slab = &add_slab(extent);
  Entity& place = slab->slot(slab->used);
  Entity* entity = nullptr;
  if (slab->used < slab->made) {
    entity = renew(place, *extent.info);
  } else {
    entity = extent.info->construct(&place);
    ++slab->made;
  }
  ++slab->used;
  EntityAccess::epoch(*entity) = owner_->epoch;
  if (!slab->marks.empty() && slab->marks.back().peers != Slab::no_peers)
    ++extent.shelf->peers[slab->marks.back().peers].count;
  return *entity;
}

}  // namespace orp
