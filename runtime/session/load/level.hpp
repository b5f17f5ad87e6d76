// SPDX-License-Identifier: MIT
// One step of loading relationships, and the two ways it is done.
#pragma once
#include <algorithm>
#include <vector>

#include "session/load/hydrate.hpp"
#include "session/load/joined_plan.hpp"

namespace orp {

struct LoadContext;

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

// The strategies return whom the query brought in: those below whom more is to be loaded.

/// Of owners that hold the key. Those whose target is in memory ask for nothing, unless it is to be
/// `renewed`.
std::vector<Entity*> load_targets(LoadContext context, const Level& level, Renewed* renewed);

/// Of many owners that a secondary table connects with members in any order: the associations
/// first, then each member once, however many share it; those that are in memory are not read
/// again.
std::vector<Entity*> load_associations(LoadContext context, const Level& level, Renewed* renewed);

/// Of owners that are referred to, or that a secondary table connects.
std::vector<Entity*> load_members(LoadContext context, const Level& level, Renewed* renewed);

}  // namespace orp
