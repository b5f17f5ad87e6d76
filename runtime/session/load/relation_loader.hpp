// SPDX-License-Identifier: MIT
// One query for a relationship of many owners: the select-in strategy, and with one owner or the
// owner's peers also the lazy ones.
//
// Rules
//  (1) Relationships are loaded level by level: what a level brings in is queued, never loaded
//      recursively, and what is joined comes with its level. So each is one query, whatever the
//      number of its owners.
//  (2) An eager relationship of the schema is not followed twice on one way; one that an option
//      names is followed as often as it is named.
//  (3) Levels of a queue that need nothing of each other are asked for together, where a question
//      and its answer travel, and read one after the other.
//  (4) Of an expired object only the key is known: as a peer it is left alone until it is looked at
//      itself.
#pragma once
#include <vector>

#include "session/load/hydrate.hpp"
#include "session/load/joined_plan.hpp"
#include "session/load/level.hpp"
#include "session/load/load_context.hpp"

namespace orp {

/// `entity` and those of its peers that are persistent and have not loaded `relation`.
std::vector<Entity*> peers_to_load(Objects& objects, Entity& entity, unsigned relation);

class RelationLoader {
 public:
  /// `renewed`: as for a Hydrator.
  explicit RelationLoader(LoadContext context, Renewed* renewed = nullptr)
      : context_(context), renewed_(renewed) {}

  /// Loads `relation` of `owners`, objects of class `info`, and whatever is eager below.
  void load(const EntityInfo& info, unsigned relation, std::vector<Entity*> owners,
            LoadTreeRef below);

  /// Loads what is eager below `objects`, which were loaded under `tree`.
  void load_below(const EntityInfo& info, const std::vector<Entity*>& objects,
                  const LoadTreeRef& tree);

 private:
  using Path = JoinedPlan::Path;

  void enqueue(const EntityInfo& info, const std::vector<Entity*>& objects, const LoadTreeRef& tree,
               const Path& path);
  void run();
  /// The first of the queue behind those from `first` on that go together.
  std::size_t end_of_flight(std::size_t first) const;
  void load_alone(const Level& level);
  void load_together(const std::vector<Level>& levels);
  void go_below(const Level& level, std::vector<Entity*> met);

  LoadContext context_;
  Renewed* renewed_;
  std::vector<Level> queue_;
};

}  // namespace orp
