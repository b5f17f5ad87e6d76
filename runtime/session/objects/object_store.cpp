// SPDX-License-Identifier: MIT
#include "session/objects/object_store.hpp"

#include <algorithm>
#include <iterator>
#include <new>
#include <utility>

#include "base/address_sanitizer.hpp"

namespace orp {

namespace {
constexpr std::size_t first_chunk = 8;
/// Its columns have no memory of their own, or are texts, of which the memory is used again.
bool is_recyclable(const EntityInfo& info) {
  constexpr TypeTag others[] = {TypeTag::json, TypeTag::bytes, TypeTag::array, TypeTag::converted};
  for (const MappedColumn& column : info.columns)
    if (std::find(std::begin(others), std::end(others), column.column->type.tag) !=
        std::end(others))
      return false;
  return true;
}

/// Whose slabs are that have ended.
OwnerBlock& nobody() {
  static OwnerBlock block;
  return block;
}
}  // namespace

ObjectStore::ObjectStore(OwnerBlock& owner) : owner_(&owner) {
  shelves_.push_back(std::make_unique<ObjectShelf>());
  current_ = shelves_.front().get();
  current_->is_needed = true;
}

ObjectStore::~ObjectStore() { clear(); }

void ObjectStore::destroy_objects(ObjectShelf& shelf, OwnerBlock& owner) noexcept {
  const auto end = [&](Slab& slab) {
    const std::uint32_t made = std::exchange(slab.made, 0);
    for (std::uint32_t i = 0; i < made; ++i) slab.info->destroy(slab.slot(i));
    slab.belong_to(owner);
    std::vector<Slab::PeerMark>().swap(slab.marks);  // frees them: no slab is destroyed
    forbid_use(&slab.slot(0), made * slab.stride);
  };
  for (const Extents& extents : shelf.extents) {
    for (const std::unique_ptr<Extent>& extent : extents) {
      for (Slab* slab = extent->first; slab != nullptr; slab = slab->next) end(*slab);
      for (Slab* slab = extent->spare; slab != nullptr; slab = slab->next) end(*slab);
      extent->first = extent->last = extent->spare = nullptr;
    }
  }
  shelf.peers.clear();
}

// Streams that are open keep their shelves.
ObjectMemory ObjectStore::clear() {
  ObjectShelf* const first = shelves_.front().get();
  for (const auto& shelf : shelves_) {
    destroy_objects(*shelf, nobody());
    if (shelf.get() != first) first->memory.take(shelf->memory);
  }
  owner_->member_indexes.clear();
  std::erase_if(shelves_,
                [&](const auto& shelf) { return shelf.get() != first && !shelf->is_open; });
  return std::move(first->memory);
}

void ObjectStore::swap(ObjectStore& other) noexcept {
  owner_->member_indexes.swap(other.owner_->member_indexes);
  shelves_.swap(other.shelves_);
  std::swap(current_, other.current_);
  std::swap(open_shelves_, other.open_shelves_);
  take_charge();
  other.take_charge();
}

void ObjectStore::take_charge() {
  for_each_slab([&](Slab& slab) { slab.belong_to(*owner_); });
}

ObjectShelf& ObjectStore::open_shelf() {
  ObjectShelf& shelf = *shelves_.emplace_back(std::make_unique<ObjectShelf>());
  shelf.is_open = true;
  ++open_shelves_;
  return shelf;
}

void ObjectStore::close_shelf(ObjectShelf& shelf) noexcept {
  shelf.is_needed = true;
  shelf.is_open = false;
  --open_shelves_;
  bool is_empty = true;
  for_each_on(shelf, [&](Entity&) { is_empty = false; });
  if (!is_empty) return;
  destroy_objects(shelf, nobody());  // what slabs without objects keep, too
  std::erase_if(shelves_, [&](const auto& known) { return known.get() == &shelf; });
}

void ObjectStore::empty_shelf(ObjectShelf& shelf) noexcept {
  static OwnerBlock past{.is_past = true};
  destroy_objects(shelf, past);
  shelf.is_needed = false;
}

void ObjectStore::recycle_shelf(ObjectShelf& shelf) noexcept {
  for (const Extents& extents : shelf.extents)
    for (const std::unique_ptr<Extent>& extent : extents)
      if (extent->first != nullptr) recycle(*extent);
  shelf.peers.clear();
  shelf.memory.free_collections();
  shelf.is_needed = false;
}

void ObjectStore::recycle(Extent& extent) noexcept {
  const EntityInfo& info = *extent.info;
  const bool stay = is_recyclable(info);
  for (Slab* slab = extent.first; slab != nullptr; slab = slab->next) {
    if (!stay) {
      for (std::uint32_t i = 0; i < slab->used; ++i) info.destroy(slab->slot(i));
      slab->made = 0;
    }
    slab->used = 0;
    slab->marks.clear();
  }
  extent.last->next = extent.spare;
  extent.spare = extent.first;
  extent.first = extent.last = nullptr;
}

Extent& ObjectStore::extent(const EntityInfo& info, std::size_t number) {
  Extents& extents = current_->extents.get(info);
  while (extents.size() <= number)
    extents.push_back(std::make_unique<Extent>(
        Extent{.info = &info, .number = extents.size(), .shelf = current_}));
  return *extents[number];
}

Slab* ObjectStore::make_slab(Extent& extent) {
  const EntityInfo& info = *extent.info;
  const auto stride = static_cast<std::uint32_t>(round_up(info.size, info.alignment));
  const auto offset = static_cast<std::uint32_t>(round_up(sizeof(Slab), info.alignment));
  return ::new (extent.shelf->memory.allocate_slab())
      Slab{{.info = &info, .epoch = &owner_->epoch},
           owner_,
           extent.shelf,
           stride,
           offset,
           static_cast<std::uint32_t>((Slab::bytes - offset) / stride)};
}

Slab* ObjectStore::take_spare(Extent& extent) {
  Slab* const slab = extent.spare;
  extent.spare = std::exchange(slab->next, nullptr);
  slab->belong_to(*owner_);
  return slab;
}

Slab& ObjectStore::add_slab(Extent& extent) {
  Slab* const slab = extent.spare == nullptr ? make_slab(extent) : take_spare(extent);
  if (extent.last != nullptr && !extent.last->marks.empty())  // the peers go on in the new slab
    slab->marks.push_back({0, extent.last->marks.back().peers});
  (extent.last == nullptr ? extent.first : extent.last->next) = slab;
  return *(extent.last = slab);
}

void ObjectStore::begin_peers(Extent& extent, LoadTreeRef options) {
  std::vector<Peers>& peers = extent.shelf->peers;
  Slab& slab = extent.last == nullptr ? add_slab(extent) : *extent.last;
  if (!slab.marks.empty() && slab.marks.back().first_slot == slab.used &&
      slab.marks.back().peers != Slab::no_peers &&
      peers[slab.marks.back().peers].count == 0) {  // those begun last are still none
    peers[slab.marks.back().peers].options = std::move(options);
    return;
  }
  // The peers first: a mark must never name one that does not stand.
  peers.push_back({&slab, slab.used, 0, std::move(options), 0, 0});
  try {
    slab.marks.push_back({slab.used, static_cast<std::uint32_t>(peers.size() - 1)});
  } catch (...) {
    peers.pop_back();
    throw;
  }
}

void ObjectStore::end_peers(Extent& extent) {
  if (extent.last == nullptr || extent.last->marks.empty()) return;
  Slab& slab = *extent.last;
  if (slab.marks.back().peers != Slab::no_peers) slab.marks.push_back({slab.used, Slab::no_peers});
}

std::uint32_t ObjectStore::number_of_peers(Entity& entity) {
  const Slab& slab = Slab::of(entity);
  const std::uint32_t slot = slab.slot_of(entity);
  const auto after = std::upper_bound(
      slab.marks.begin(), slab.marks.end(), slot,
      [](std::uint32_t wanted, const Slab::PeerMark& mark) { return wanted < mark.first_slot; });
  return after == slab.marks.begin() ? Slab::no_peers : std::prev(after)->peers;
}

Peers ObjectStore::peers_of(Entity& entity) {
  const std::uint32_t number = number_of_peers(entity);
  if (number != Slab::no_peers) return shelf_of(entity).peers[number];
  Slab& slab = Slab::of(entity);
  return {&slab, slab.slot_of(entity), 1};
}

std::uint32_t ObjectStore::count_before(Entity& entity, const Peers& peers) {
  const Slab& own = Slab::of(entity);
  std::uint32_t slots = own.slot_of(entity);
  for (const Slab* slab = peers.slab; slab != &own; slab = slab->next) slots += slab->used;
  return slots - peers.slot;
}

std::size_t ObjectStore::chunk_of(Entity& entity) {
  const std::uint32_t number = number_of_peers(entity);
  if (number == Slab::no_peers) return 1;
  Peers& peers = shelf_of(entity).peers[number];
  if (std::exchange(peers.epoch, owner_->epoch) != owner_->epoch) peers.chunk = first_chunk;
  return peers.chunk;
}

void ObjectStore::note_chunk(Entity& entity, bool has_found) {
  constexpr std::size_t growth = 8;
  const std::uint32_t number = number_of_peers(entity);
  if (number == Slab::no_peers) return;
  std::size_t& chunk = shelf_of(entity).peers[number].chunk;
  chunk = has_found ? growth * chunk : first_chunk;
}

ObjectStore::Mark ObjectStore::mark() const {
  Mark mark{{}, shelves_.front()->peers};
  for_each_slab([&](Slab& slab) { mark.slabs.push_back({&slab, slab.used, slab.marks.size()}); });
  std::sort(mark.slabs.begin(), mark.slabs.end(),
            [](const Mark::Fill& a, const Mark::Fill& b) { return a.slab < b.slab; });
  return mark;
}

// Slabs made in between stay, without an object.
void ObjectStore::go_back(Mark mark) noexcept {
  for_each_slab([&](Slab& slab) {
    const auto found = std::lower_bound(
        mark.slabs.begin(), mark.slabs.end(), &slab,
        [](const Mark::Fill& fill, const Slab* wanted) { return fill.slab < wanted; });
    const bool is_known = found != mark.slabs.end() && found->slab == &slab;
    const std::uint32_t used = is_known ? found->used : 0;
    while (slab.used > used) {
      slab.info->destroy(slab.slot(--slab.used));
      slab.made = slab.used;
    }
    slab.marks.resize(is_known ? found->marks : 0);
  });
  shelves_.front()->peers = std::move(mark.peers);
}

}  // namespace orp
