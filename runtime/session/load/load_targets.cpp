// SPDX-License-Identifier: MIT
// many_to_one: the distinct keys that the identity map does not know.
#include "session/load/keyed_load.hpp"
#include "session/load/level.hpp"
#include "session/load/load_context.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

namespace {

// An object that is to be read anew is as good as one that is not there.
bool find_in_memory(Objects& objects, Entity& owner, const Level& level, const Renewed* renewed) {
  if (renewed != nullptr) {
    const Entity* target = target_in_memory(objects, owner, level.relation_info());
    if (target != nullptr && renewed->count(target) == 0) return false;
  }
  return attach_target_in_memory(objects, owner, level.relation);
}

}  // namespace

std::vector<Entity*> load_targets(LoadContext context, const Level& level, Renewed* renewed) {
  const RelationInfo& relation = level.relation_info();
  KeyedLoad load(context, level.owners.size(), *level.info, relation, renewed);
  std::vector<Entity*> waiting;
  std::vector<std::uint32_t> wants;  // each of `waiting`: the number of its key
  std::vector<const void*> key(relation.local_columns.size());
  for (Entity* owner : level.owners) {
    for (const std::uint16_t column : relation.local_columns) EntityAccess::ensure(*owner, column);
    if (find_in_memory(context.objects, *owner, level, renewed)) continue;
    read_key(*owner, *level.info, relation.local_columns, key.data());
    load.add(key.data(), static_cast<std::uint32_t>(load.size()));
    waiting.push_back(owner);
    wants.push_back(load.number_of(key.data()));
  }

  std::vector<Entity*> found;
  if (waiting.empty()) return found;
  std::vector<Entity*> targets(load.size());
  load.join(level.below, level.path);
  load.run();
  load.reserve(load.size());
  while (load.next()) {
    Entity*& target = targets[load.number()];
    if (target == nullptr) found.push_back(&load.object());
    target = &load.object();
  }
  load.finish();
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    context.objects.transactions.note_read(*waiting[i]);
    show_target(context.objects, *waiting[i], *level.info, level.relation, targets[wants[i]]);
  }
  return found;
}

}  // namespace orp
