// SPDX-License-Identifier: MIT
// One step of loading relationships.
#pragma once
#include <algorithm>
#include <vector>

#include "session/load/hydrate.hpp"
#include "session/load/joined_plan.hpp"

namespace orp {

/// A relationship to be loaded for many owners, by one query.
struct Level {
  const EntityInfo* info;
  unsigned relation;
  std::vector<Entity*> owners;  ///< to be loaded for
  LoadTreeRef below;
  JoinedPlan::Path path;         ///< leads to here, this relationship included
  std::vector<Entity*> known{};  ///< members that are there already: what is below may not be

  const RelationInfo& relation_info() const { return info->relations[relation]; }
};

/// Each of them once, in no order.
inline void keep_distinct(std::vector<Entity*>& objects) {
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
}

}  // namespace orp
