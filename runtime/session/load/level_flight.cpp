// SPDX-License-Identifier: MIT
#include "session/load/level_flight.hpp"

#include <algorithm>
#include <cstddef>

#include "entity/masks.hpp"
#include "session/load/load_tree.hpp"
#include "session/objects/known_target.hpp"

namespace orp {

bool LevelFlight::takes(const Level& level) {
  constexpr std::size_t most_owners = 10'000;
  if (level.owners.size() > most_owners || waits(level)) return false;
  const EntityInfo& target = *level.relation_info().target;
  brought_.push_back(&target);
  joins_ = joins_ || LoadTree::joins(level.below.get(), target);
  return true;
}

bool LevelFlight::waits(const Level& level) const {
  const RelationInfo& relation = level.relation_info();
  if (relation.holds_key() && brings(*relation.target)) return true;
  return brings(*level.info) && !has_keys(level);
}

bool LevelFlight::brings(const EntityInfo& info) const {
  return !brought_.empty() &&
         (joins_ || std::find(brought_.begin(), brought_.end(), &info) != brought_.end());
}

// For good: reading a row neither fills them in nor changes them.
bool LevelFlight::has_keys(const Level& level) const {
  const View<std::uint16_t> columns = level.relation_info().local_columns;
  if (is_primary_key(*level.info, columns)) return true;
  return !renews_ && std::all_of(level.owners.begin(), level.owners.end(), [&](Entity* owner) {
    const Masks masks(*owner, *level.info);
    return std::all_of(columns.begin(), columns.end(),
                       [&](std::uint16_t column) { return masks.is_loaded(column); });
  });
}

}  // namespace orp
