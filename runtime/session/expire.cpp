// SPDX-License-Identifier: MIT
// Forgetting what was loaded: the next look reads it anew. Pending changes of columns are dropped,
// as the caller asks for the database's view; those of relationships stay where another object
// holds them too (queued_ties.hpp).
#include <unordered_set>

#include "entity/masks.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/objects/relation_members.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

bool is_queued(const RelationSlot& slot, const RelationInfo& relation, const Entity& member) {
  if (!relation.is_collection()) return slot.is_changed();
  const CollectionChanges* changes = ManyAccess::changes(*slot.collection());
  return changes != nullptr && changes->added.contains(member);
}

}  // namespace

void SessionState::expire(Entity& entity) {
  check_has_row(entity, "expire");
  std::vector<Entity*> sources = {&entity};
  std::unordered_set<const Entity*> seen = {&entity};
  while (!sources.empty()) {
    Entity& source = *sources.back();
    sources.pop_back();
    const EntityInfo& info = info_of(source);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].cascade.refresh_expire)
        for_each_member(source, info, i, [&](Entity& member) {
          // A stored object that is only queued has not come with what is forgotten.
          const bool came_along = is_pending(member) || !is_queued(relation_slots(source, info)[i],
                                                                   info.relations[i], member);
          if (came_along && in_session(member) && seen.insert(&member).second)
            sources.push_back(&member);
        });
    sql_values.forget(source);
    if (is_persistent(source))
      forget_loaded(objects, source);
    else if (in_session(source))
      expunge(source);  // it came by the relationship that is forgotten
  }
}

void SessionState::expire(Entity& entity, View<AttributeNumber> attributes) {
  check_has_row(entity, "expire");
  for (const AttributeNumber& attribute : attributes)
    if (attribute.is_relationship)
      expire_relation(entity, attribute.index);
    else
      expire_column(entity, attribute.index);
}

void SessionState::expire_column(Entity& entity, unsigned column) {
  Masks masks(entity);
  sql_values.forget(entity, column);
  if (info_of(entity).column(column).primary_key) {
    objects.changes.restore_key(entity);
  } else {
    objects.changes.forget_value(entity, column);
    masks.clear_loaded(column);
    masks.clear_changed(column);
  }
}

void SessionState::expire_relation(Entity& entity, unsigned relation) {
  forget_relation(objects, entity, relation);
}

// Changes are given up one by one, as both ends of a relationship have to agree on them.
void SessionState::expire_all() {
  sql_values.clear();
  if (!objects.changes.has_queued()) return objects.begin_epoch();
  objects.identities.for_each([&](Entity& entity) { forget_loaded(objects, entity); });
}

}  // namespace orp
