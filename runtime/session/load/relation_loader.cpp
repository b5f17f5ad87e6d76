// SPDX-License-Identifier: MIT
#include "session/load/relation_loader.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/load/load_tree.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

// Rule 3.
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
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const Level level = std::move(queue_[i]);
    std::vector<Entity*> met = load_level(level);
    append_others(met, level.known);
    enqueue(*level.path.back()->target, met, level.below, level.path);
  }
  queue_.clear();
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

std::vector<Entity*> RelationLoader::load_level(const Level& level) {
  if (level.owners.empty()) return {};
  return level.relation_info().holds_key() ? load_targets(context_, level, renewed_)
                                           : load_members(context_, level, renewed_);
}

}  // namespace orp
