// SPDX-License-Identifier: MIT
#include "session/load/relation_loader.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/load/level_flight.hpp"
#include "session/load/level_load.hpp"
#include "session/load/load_tree.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

// Rule 4.
bool is_expired(Entity& entity, const EntityInfo& info) {
  const Masks masks(entity, info);
  return !masks.all_loaded();
}

// Who is asked twice about a collection has nothing in it the second time.
void append_others(std::vector<Entity*>& objects, const std::vector<Entity*>& more) {
  if (more.empty()) return;
  const std::unordered_set<const Entity*> known(objects.begin(), objects.end());
  std::copy_if(more.begin(), more.end(), std::back_inserter(objects),
               [&](const Entity* object) { return known.count(object) == 0; });
}

}  // namespace

std::vector<Entity*> peers_to_load(Objects& objects, Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  std::vector<Entity*> owners;
  objects.store.for_each_peer(entity, [&](Entity& peer) {
    if (is_persistent(peer) && !is_relation_loaded(peer, info, relation) &&
        (&peer == &entity || !is_expired(peer, info)))
      owners.push_back(&peer);
  });
  if (owners.empty()) owners.push_back(&entity);
  return owners;
}

void RelationLoader::load(const EntityInfo& info, unsigned relation, std::vector<Entity*> owners,
                          LoadTreeRef below) {
  queue_.push_back(
      {&info, relation, std::move(owners), std::move(below), {&info.relations[relation]}});
  run();
}

void RelationLoader::load_below(const EntityInfo& info, const std::vector<Entity*>& objects,
                                const LoadTreeRef& tree) {
  enqueue(info, objects, tree, {});
  run();
}

void RelationLoader::run() {
  for (std::size_t first = 0; first < queue_.size();) {
    const std::size_t last = end_of_flight(first);
    if (last == first + 1) {
      load_alone(Level(std::move(queue_[first])));
    } else {
      const auto begin = queue_.begin();
      load_together({std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(first)),
                     std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(last))});
    }
    first = last;
  }
  queue_.clear();
}

// Rule 3.
std::size_t RelationLoader::end_of_flight(std::size_t first) const {
  std::size_t last = first + 1;
  if (last == queue_.size() || !context_.runner.statements().dialect().facts().has_round_trips)
    return last;
  LevelFlight flight(renewed_ != nullptr);
  if (!flight.takes(queue_[first])) return last;
  while (last < queue_.size() && flight.takes(queue_[last])) ++last;
  return last;
}

void RelationLoader::load_alone(const Level& level) {
  if (level.owners.empty()) return go_below(level, {});
  go_below(level, LevelLoad(context_, level, renewed_).read());
}

void RelationLoader::load_together(const std::vector<Level>& levels) {
  std::deque<LevelLoad> loads;
  std::vector<KeyedQuery*> queries;
  std::vector<backend::PipelinedStatement> statements;
  for (const Level& level : levels) {
    KeyedQuery& query = loads.emplace_back(context_, level, renewed_).query();
    if (!query.is_prepared()) continue;
    queries.push_back(&query);
    statements.push_back(query.pipelined());
  }
  if (statements.size() > 1) {
    std::vector<backend::CursorHandle> cursors =
        context_.runner.link().open_together(view_of(statements));
    for (std::size_t i = 0; i < queries.size(); ++i) queries[i]->open(std::move(cursors[i]));
  }
  for (std::size_t i = 0; i < levels.size(); ++i) go_below(levels[i], loads[i].read());
}

void RelationLoader::go_below(const Level& level, std::vector<Entity*> met) {
  append_others(met, level.known);
  enqueue(*level.path.back()->target, met, level.below, level.path);
}

void RelationLoader::enqueue(const EntityInfo& info, const std::vector<Entity*>& objects,
                             const LoadTreeRef& tree, const Path& path) {
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const LoadStrategy strategy = LoadTree::strategy(tree.get(), info, i);
    if (!detail::is_eager(strategy)) continue;
    const bool again = std::find(path.begin(), path.end(), &info.relations[i]) != path.end();
    if (again && !LoadTree::names(tree.get(), info, i)) continue;
    Level level{&info, i, {}, LoadTree::below(tree.get(), info, i), path};
    level.path.push_back(&info.relations[i]);
    const bool goes_on = LoadTree::loads_eagerly(level.below.get(), *info.relations[i].target);
    for (Entity* object : objects) {
      if (!is_persistent(*object)) continue;
      if (!is_relation_loaded(*object, info, i))
        level.owners.push_back(object);
      else if (goes_on)
        for_each_member(*object, info, i, [&](Entity& member) { level.known.push_back(&member); });
    }
    keep_distinct(level.known);
    if (!level.owners.empty() || !level.known.empty()) queue_.push_back(std::move(level));
  }
}

}  // namespace orp
