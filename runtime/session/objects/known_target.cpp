// SPDX-License-Identifier: MIT
#include "session/objects/known_target.hpp"

#include <algorithm>

#include "entity/slab.hpp"
#include "session/objects/key_values.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/queued_ties.hpp"

namespace orp {

bool is_primary_key(const EntityInfo& info, View<std::uint16_t> columns) {
  return std::equal(columns.begin(), columns.end(), info.key.begin(), info.key.end());
}

Entity* target_in_memory(Objects& objects, Entity& entity, const RelationInfo& relation) {
  if (!is_primary_key(*relation.target, relation.remote_columns)) return nullptr;
  KeyBuffer key(relation.local_columns.size());
  if (!read_key(entity, info_of(entity), relation.local_columns, key.data())) return nullptr;
  Entity* const target = objects.identities.table(*relation.target).find(key.data());
  if (target != nullptr) need_for(entity, *target);
  return target;
}

bool attach_target_in_memory(Objects& objects, Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  const RelationInfo& relation_info = info.relations[relation];
  if (!relation_info.holds_key()) return false;
  KeyBuffer key(relation_info.local_columns.size());
  const bool has_key = read_key(entity, info, relation_info.local_columns, key.data());
  Entity* target = has_key ? target_in_memory(objects, entity, relation_info) : nullptr;
  if (has_key && target == nullptr) return false;
  objects.transactions.note_read(entity);  // who stands in memory for the row may be undone
  show_target(objects, entity, info, relation, target);
  return true;
}

}  // namespace orp
