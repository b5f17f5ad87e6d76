// SPDX-License-Identifier: MIT
#include "session/flush/rows_above.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/flush/rows_below.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {

namespace {

class Above {
 public:
  Above(LoadContext context, const EntityInfo& owner) : context_(context), owner_(&owner) {}

  void load(std::vector<Entity*> objects) {
    while (!objects.empty()) {
      ClassMap<std::vector<Entity*>> classes;
      for (Entity* object : objects)
        if (seen_.insert(object).second) classes.get(info_of(*object)).push_back(object);
      objects.clear();
      for (std::size_t i = 0; i < classes.size(); ++i)
        climb(classes.class_of(i), classes[i], objects);
    }
  }

 private:
  void climb(const EntityInfo& info, const std::vector<Entity*>& objects,
             std::vector<Entity*>& above) {
    for (const ForeignKeyInfo& key : info.table().foreign_keys) {
      if (!is_released(info.table(), key) && !may_go_along(info.table(), key, *owner_)) continue;
      load_unknown(context_, info, objects, key.columns);
      const EntityInfo* referred = class_referred_to(info, key);
      if (referred != nullptr && may_go_along(*key.referred, *owner_))
        climb(info, objects, key, *referred, above);
    }
  }

  void climb(const EntityInfo& info, const std::vector<Entity*>& objects, const ForeignKeyInfo& key,
             const EntityInfo& referred, std::vector<Entity*>& above) {
    KeySet keys(key.columns.size());
    KeySet unknown(key.columns.size());
    std::vector<const void*> values(key.columns.size());
    KeyTable& table = context_.objects.identities.table(referred);
    for (Entity* object : objects) {
      for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = value_of(*object, info, key.columns[i]);
      if (std::find(values.begin(), values.end(), nullptr) != values.end()) continue;
      keys.add(values.data());
      if (table.find(values.data()) == nullptr) unknown.add(values.data());
    }
    load_rows(context_, referred, unknown);
    for (std::size_t number = 0; number < keys.size(); ++number) {
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = keys.column(i)[number];
      Entity* found = table.find(values.data());
      if (found != nullptr && !is_doomed(*found)) above.push_back(found);
    }
  }

  bool is_released(const TableInfo& table, const ForeignKeyInfo& key) const {
    return key.on_delete == ReferentialAction::set_null && is_left_alone(table, key, *owner_);
  }

  // nullptr: NULL, or the row is gone.
  const void* value_of(Entity& object, const EntityInfo& info, std::uint16_t column) const {
    const void* field = context_.objects.changes.database_field(object, info, column);
    return field == nullptr ? nullptr : info.column(column).type.ops->value(field);
  }

  // nullptr: none that memory knows, or `key` refers to other columns than those of its key.
  const EntityInfo* class_referred_to(const EntityInfo& info, const ForeignKeyInfo& key) const {
    if (!are_equal(key.referred_columns, key.referred->primary_key)) return nullptr;
    for (const RelationInfo& relation : info.relations)
      if (relation.holds_key() && are_equal(relation.local_columns, key.columns))
        return relation.target;
    for (const KeyTable& table : context_.objects.identities.tables())
      if (&table.info().table() == key.referred) return &table.info();
    return nullptr;
  }

  LoadContext context_;
  const EntityInfo* owner_;
  std::unordered_set<const Entity*> seen_;
};

class WrittenObjects {
 public:
  std::vector<Entity*> find(const ChangeLog& changes) {
    for (const ChangeRecord& record : changes.records())
      if (record.entity != nullptr) add_with_targets(*record.entity);
    ClassMap<bool> has_new;
    for (Entity* entity : changes.added()) {
      if (entity == nullptr) continue;
      has_new.get(info_of(*entity), true);
      add_with_targets(*entity);
    }
    for (Entity* deleted : changes.doomed())
      if (has_new.find(info_of(*deleted)) != nullptr) found_.push_back(deleted);
    for (const auto& record : changes.collections())
      if (record->collection != nullptr) add(ManyAccess::owner(*record->collection));
    for (Entity* entity : changes.words().who_came_back()) add(*entity);
    return std::move(found_);
  }

 private:
  void add(Entity& entity) {
    if (is_persistent(entity) && !is_doomed(entity)) found_.push_back(&entity);
  }

  void add_with_targets(Entity& entity) {
    add(entity);
    const EntityInfo& info = info_of(entity);
    const RelationSlot* slots = relation_slots(entity, info);
    for (std::size_t i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].holds_key() && (slots[i].is_changed() || is_pending(entity)) &&
          slots[i].target() != nullptr)
        add(*slots[i].target());
  }

  std::vector<Entity*> found_;
};

}  // namespace

void load_rows_above(LoadContext context, std::vector<Entity*> objects, const EntityInfo& owner) {
  Above(context, owner).load(std::move(objects));
}

std::vector<Entity*> written_objects(const ChangeLog& log) { return WrittenObjects().find(log); }

}  // namespace orp
