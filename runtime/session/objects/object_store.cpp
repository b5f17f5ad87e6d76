// SPDX-License-Identifier: MIT
#include "session/objects/object_store.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "base/address_sanitizer.hpp"

namespace orp {

namespace {
constexpr std::size_t first_chunk = 8;
}  // namespace

ObjectStore::ObjectStore(OwnerBlock& owner) : owner_(&owner) {}

ObjectStore::~ObjectStore() { clear(); }

ObjectMemory ObjectStore::clear() {
  static OwnerBlock nobody;
  for_each([](Entity& entity) { info_of(entity).destroy(entity); });
  for (const Extents& extents : extents_)
    for_each_slab_in(extents, [](Slab& slab) {
      slab.belong_to(nobody);
      std::vector<Slab::PeerMark>().swap(slab.marks);  // frees them: no slab is destroyed
      forbid_use(&slab.slot(0), slab.used * slab.stride);
    });
  owner_->member_indexes.clear();
  extents_.clear();
  peers_.clear();
  return std::move(memory_);
}

void ObjectStore::swap(ObjectStore& other) noexcept {
  owner_->member_indexes.swap(other.owner_->member_indexes);
  extents_.swap(other.extents_);
  peers_.swap(other.peers_);
  memory_.swap(other.memory_);
  take_charge();
  other.take_charge();
}

void ObjectStore::take_charge() {
  for (const Extents& extents : extents_)
    for_each_slab_in(extents, [&](Slab& slab) { slab.belong_to(*owner_); });
}

Extent& ObjectStore::extent(const EntityInfo& info, std::size_t number) {
  Extents& extents = extents_.get(info);
  while (extents.size() <= number)
    extents.push_back(std::make_unique<Extent>(Extent{.info = &info, .number = extents.size()}));
  return *extents[number];
}

Slab& ObjectStore::add_slab(Extent& extent) {
  const EntityInfo& info = *extent.info;
  const auto stride = static_cast<std::uint32_t>(round_up(info.size, info.alignment));
  const auto offset = static_cast<std::uint32_t>(round_up(sizeof(Slab), info.alignment));
  Slab* slab = ::new (memory_.allocate_slab())
      Slab{{.info = &info, .epoch = &owner_->epoch},
           owner_,
           stride,
           offset,
           static_cast<std::uint32_t>((Slab::bytes - offset) / stride)};
  if (extent.last != nullptr && !extent.last->marks.empty())  // the peers go on in the new slab
    slab->marks.push_back({0, extent.last->marks.back().peers});
  (extent.last == nullptr ? extent.first : extent.last->next) = slab;
  return *(extent.last = slab);
}

void ObjectStore::begin_peers(Extent& extent, LoadTreeRef options) {
  Slab& slab = extent.last == nullptr ? add_slab(extent) : *extent.last;
  if (!slab.marks.empty() && slab.marks.back().first_slot == slab.used &&
      slab.marks.back().peers != Slab::no_peers &&
      peers_[slab.marks.back().peers].count == 0) {  // those begun last are still none
    peers_[slab.marks.back().peers].options = std::move(options);
    return;
  }
  // The peers first: a mark must never name one that does not stand.
  peers_.push_back({&slab, slab.used, 0, std::move(options), 0, 0});
  try {
    slab.marks.push_back({slab.used, static_cast<std::uint32_t>(peers_.size() - 1)});
  } catch (...) {
    peers_.pop_back();
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

Peers ObjectStore::peers_of(Entity& entity) const {
  const std::uint32_t number = number_of_peers(entity);
  if (number != Slab::no_peers) return peers_[number];
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
  Peers& peers = peers_[number];
  if (std::exchange(peers.epoch, owner_->epoch) != owner_->epoch) peers.chunk = first_chunk;
  return peers.chunk;
}

void ObjectStore::note_chunk(Entity& entity, bool has_found) {
  constexpr std::size_t growth = 8;
  const std::uint32_t number = number_of_peers(entity);
  if (number == Slab::no_peers) return;
  std::size_t& chunk = peers_[number].chunk;
  chunk = has_found ? growth * chunk : first_chunk;
}

ObjectStore::Mark ObjectStore::mark() const {
  Mark mark{{}, peers_};
  for (const Extents& extents : extents_)
    for_each_slab_in(extents, [&](Slab& slab) {
      mark.slabs.push_back({&slab, slab.used, slab.marks.size()});
    });
  std::sort(mark.slabs.begin(), mark.slabs.end(),
            [](const Mark::Fill& a, const Mark::Fill& b) { return a.slab < b.slab; });
  return mark;
}

// Slabs made in between stay, without an object.
void ObjectStore::go_back(Mark mark) noexcept {
  for (const Extents& extents : extents_)
    for_each_slab_in(extents, [&](Slab& slab) {
      const auto found = std::lower_bound(
          mark.slabs.begin(), mark.slabs.end(), &slab,
          [](const Mark::Fill& fill, const Slab* wanted) { return fill.slab < wanted; });
      const bool is_known = found != mark.slabs.end() && found->slab == &slab;
      const std::uint32_t used = is_known ? found->used : 0;
      while (slab.used > used) slab.info->destroy(slab.slot(--slab.used));
      slab.marks.resize(is_known ? found->marks : 0);
    });
  peers_ = std::move(mark.peers);
}

}  // namespace orp
