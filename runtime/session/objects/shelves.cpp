// SPDX-License-Identifier: MIT
#include "session/objects/shelves.hpp"

#include "entity/collection_changes.hpp"
#include "entity/state.hpp"

namespace orp {

namespace {

// A collection that it has in memory.
template <class Visit>
void for_each_collection(Entity& entity, Visit visit) {
  const EntityInfo& info = info_of(entity);
  const RelationSlot* const slots = relation_slots(entity, info);
  for (std::size_t i = 0; i < info.relations.size(); ++i)
    if (info.relations[i].is_collection() && slots[i].word != 0) visit(*slots[i].collection());
}

// Rule 2. A flag that says something of what waits elsewhere is one of what waits for it.
bool is_as_read(Entity& entity) {
  const int flags = EntityAccess::flags(entity) & ~entity_flag::had_parent;
  if (!is_persistent(entity) || flags != 0 || EntityAccess::note(entity) != 0) return false;
  bool has_changes = false;
  for_each_collection(entity, [&](ManyBase& many) {
    has_changes = has_changes || ManyAccess::changes(many) != nullptr;
  });
  return !has_changes;
}

}  // namespace

bool may_go(ObjectShelf& shelf) {
  if (shelf.is_needed) return false;
  bool may = true;
  ObjectStore::for_each_on(shelf, [&](Entity& entity) { may = may && is_as_read(entity); });
  return may;
}

void let_go(Objects& objects, ObjectShelf& shelf) noexcept {
  objects.parents.invalidate();
  objects.transactions.forget(shelf);
  const bool has_indexes = !objects.owner.member_indexes.empty();
  ObjectStore::for_each_on(shelf, [&](Entity& entity) {
    objects.identities.table(info_of(entity)).erase(entity);
    if (has_indexes) for_each_collection(entity, [](ManyBase& many) { ManyAccess::expire(many); });
  });
}

}  // namespace orp
