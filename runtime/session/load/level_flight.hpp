// SPDX-License-Identifier: MIT
// Which levels may be asked for together.
//
// Rules
//  (1) A level waits for one before it that may bring what answers it from memory: objects of the
//      class that its owners' keys lead to, or of the owners' class where it is those that give the
//      keys. So the same statements run as one after the other.
//  (2) A level of very many owners goes alone. The answers of a flight wait in memory, and a round
//      trip is nothing beside such a one.
#pragma once
#include <vector>

#include "session/load/level.hpp"

namespace orp {

class LevelFlight {
 public:
  /// `renews`: objects that are there are read anew (populate_existing).
  explicit LevelFlight(bool renews) : renews_(renews) {}

  /// Whether `level` goes along with those that were taken before.
  bool takes(const Level& level);

 private:
  bool waits(const Level& level) const;
  bool brings(const EntityInfo& info) const;
  bool has_keys(const Level& level) const;

  bool renews_;
  bool joins_ = false;  // then it brings whatever is joined
  std::vector<const EntityInfo*> brought_;
};

}  // namespace orp
