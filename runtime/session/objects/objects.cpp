// SPDX-License-Identifier: MIT
#include "session/objects/objects.hpp"

#include <limits>
#include <utility>

namespace orp {

// NOLINTNEXTLINE(performance-noexcept-move-constructor): takes memory
Objects::Objects(Objects&& other) {
  owner.hides_values = other.owner.hides_values;
  swap_objects(other);
}

Objects& Objects::operator=(Objects&& other) noexcept {
  if (this == &other) return *this;
  free_all();
  transactions.clear();
  swap_objects(other);
  return *this;
}

ObjectMemory Objects::free_all() {
  changes.clear();
  changes.clear_parked();
  transactions.forget_objects();
  identities.clear();
  parents.clear();
  has_lost_sight = false;
  owner.has_detached = false;
  ++generation_;
  return store.clear();
}

// expiry.hpp, rule 4.
void Objects::begin_epoch() {
  parents.invalidate();
  if (++owner.epoch != 0) return;
  owner.epoch = std::numeric_limits<std::uint16_t>::max();
  store.for_each([](Entity& entity) {
    EntityAccess::catch_up(entity);
    EntityAccess::epoch(entity) = 0;
  });
  owner.epoch = 1;
}

// Who stands in the store finds the owner block by it, and keys are compared with what the log
// knows: both stay where they are, and are told to those who come.
void Objects::swap_objects(Objects& other) noexcept {
  store.swap(other.store);
  identities.swap(other.identities);
  std::swap(changes, other.changes);
  std::swap(transactions, other.transactions);
  std::swap(parents, other.parents);
  std::swap(has_lost_sight, other.has_lost_sight);
  std::swap(owner.has_detached, other.owner.has_detached);
  std::swap(owner.epoch, other.owner.epoch);
  ++generation_;
  ++other.generation_;
}

}  // namespace orp
