// SPDX-License-Identifier: MIT
#include "session/inspect.hpp"

#include <algorithm>
#include <unordered_set>

#include "engine/access.hpp"
#include "engine/engine_state.hpp"
#include "entity/masks.hpp"
#include "entity/state.hpp"

namespace orp {

namespace {

class Listing {
 public:
  explicit Listing(const EntityInfo* info) : info_(info) {}

  /// nullptr, and objects of other classes, are left out.
  void add(Entity* entity) {
    if (entity != nullptr && (info_ == nullptr || &info_of(*entity) == info_))
      found_.push_back(entity);
  }
  std::vector<Entity*> take() { return std::move(found_); }

 private:
  const EntityInfo* info_;
  std::vector<Entity*> found_;
};

// A column whose old value nobody knows may have changed.
bool has_changed_column(const ChangeLog& changes, Entity& entity, const EntityInfo& info) {
  const Masks masks(entity, info);
  for (unsigned i = 0; i < info.columns.size(); ++i) {
    if (!masks.is_changed(i)) continue;
    const OldValue* old = changes.old_value(entity, i);
    if (old == nullptr || !is_set_back(*old, entity, info)) return true;
  }
  return false;
}

// The keys that a relationship leaves empty are known to be NULL.
bool had_no_target(const ChangeLog& changes, Entity& entity, const EntityInfo& info,
                   const RelationInfo& relation) {
  for (const std::uint16_t column : relation.local_columns) {
    const void* field = changes.database_field(entity, info, column);
    if (field != nullptr && info.column(column).type.ops->value(field) == nullptr) return true;
  }
  return false;
}

bool has_changed_target(const ChangeLog& changes, Entity& entity, const EntityInfo& info,
                        unsigned relation) {
  const RelationSlot& slot = relation_slots(entity, info)[relation];
  if (!slot.is_changed()) return false;
  const OldTarget* old = changes.old_target(entity, relation);
  if (old == nullptr || old->target != slot.target()) return true;
  const RelationInfo& relation_info = info.relations[relation];
  return old->target == nullptr && relation_info.holds_key() &&
         !had_no_target(changes, entity, info, relation_info);
}

bool has_changed_members(Entity& entity, const EntityInfo& info, unsigned relation) {
  const CollectionChanges* changes = changes_in(relation_slots(entity, info)[relation]);
  return changes != nullptr && !changes->empty();
}

// A change of a hidden relationship is its owner's.
bool is_seen(const ChangeRecord& record) {
  if (record.values != nullptr) return true;
  for (const OldTarget* old = record.targets; old != nullptr; old = old->next)
    if (!info_of(*record.entity).relations[old->relation].hidden) return true;
  return false;
}

}  // namespace

std::vector<Entity*> new_objects(const Objects& objects, const EntityInfo* info) {
  Listing listing(info);
  for (Entity* entity : objects.changes.added()) listing.add(entity);
  return listing.take();
}

std::vector<Entity*> deleted_objects(const Objects& objects, const EntityInfo* info) {
  Listing listing(info);
  for (Entity* entity : objects.changes.doomed()) listing.add(entity);
  return listing.take();
}

std::vector<Entity*> dirty_objects(const SessionState& session, const EntityInfo* info) {
  const Objects& objects = session.objects;
  Listing listing(info);
  std::unordered_set<const Entity*> seen;
  const auto add = [&](Entity& entity) {
    if (is_persistent(entity) && !is_doomed(entity) && seen.insert(&entity).second)
      listing.add(&entity);
  };
  for (const ChangeRecord& record : objects.changes.records())
    if (is_seen(record)) add(*record.entity);
  for (const auto& record : objects.changes.collections())
    if (record->collection != nullptr && !record->empty())
      add(ManyAccess::owner(*record->collection));
  for (const SqlValuesOf& each : session.sql_values.all()) add(*each.entity);
  return listing.take();
}

std::vector<Entity*> all_objects(const Objects& objects, const EntityInfo* info) {
  Listing listing(info);
  for (Entity* entity : objects.changes.added()) listing.add(entity);
  objects.identities.for_each([&](Entity& entity) { listing.add(&entity); });
  return listing.take();
}

bool is_modified(const Objects& objects, Entity& entity, bool include_collections) {
  if (is_pending(entity)) return true;
  const EntityInfo& info = info_of(entity);
  if (has_changed_column(objects.changes, entity, info)) return true;
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (relation.hidden || (!relation.holds_key() && !include_collections)) continue;
    const bool is_changed = relation.is_collection()
                                ? has_changed_members(entity, info, i)
                                : has_changed_target(objects.changes, entity, info, i);
    if (is_changed) return true;
  }
  return false;
}

UncommittedEvent uncommitted(const SessionState& state, std::uint64_t number) noexcept {
  if (!EngineAccess::state(state.engine).observers.is_listening()) return {};
  try {
    const std::vector<Entity*> dirty = dirty_objects(state, nullptr);
    const auto changed = std::count_if(dirty.begin(), dirty.end(), [&](Entity* entity) {
      return state.sql_values.has(*entity) || is_modified(state.objects, *entity, true);
    });
    return {.added = new_objects(state.objects, nullptr).size(),
            .changed = static_cast<std::size_t>(changed),
            .deleted = state.objects.changes.doomed().size(),
            .written = state.objects.transactions.written_since(number)};
  } catch (...) {
    return {};
  }
}

}  // namespace orp
