// SPDX-License-Identifier: MIT
#include "session/flush/rows_gone.hpp"

#include <algorithm>
#include <unordered_set>

#include "session/flush/holders.hpp"
#include "session/flush/rows_below.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

namespace {

// Those that went along with deleted objects of one class.
class RowsGone {
 public:
  RowsGone(Objects& objects, const EntityInfo& owner) : objects_(&objects), owner_(&owner) {
    for (const KeyTable& table : objects.identities.tables())
      for (const ForeignKeyInfo& key : table.info().table().foreign_keys)
        if (may_go_along(table.info().table(), key, owner)) add(table, key);
  }

  void expire(const std::vector<Entity*>& deleted) {
    for (const Way& way : ways_)
      if (way.key->referred == &owner_->table())
        for (const auto& found : find_holders(objects_->changes, *way.members, way.key->columns,
                                              {&deleted, way.key->referred_columns}))
          gone_.insert(found.first);
    while (find_more()) {
    }
    for (Entity* entity : gone_) forget_loaded(*objects_, *entity);
  }

 private:
  struct Way {
    const KeyTable* members;
    const ForeignKeyInfo* key;
    const KeyTable* referred;  // nullptr: memory finds nobody by this key
    bool may_referred_go_along;
  };

  void add(const KeyTable& members, const ForeignKeyInfo& key) {
    Way way{&members, &key, nullptr, may_go_along(*key.referred, *owner_)};
    if (are_equal(key.referred_columns, key.referred->primary_key))
      for (const KeyTable& table : objects_->identities.tables())
        if (&table.info().table() == key.referred) way.referred = &table;
    ways_.push_back(way);
  }

  bool find_more() {
    const std::size_t before = gone_.size();
    for (const Way& way : ways_)
      way.members->for_each([&](Entity& member) {
        if (may_be_gone(member, way)) gone_.insert(&member);
      });
    return gone_.size() > before;
  }

  bool may_be_gone(Entity& member, const Way& way) const {
    const EntityInfo& info = way.members->info();
    std::vector<const void*> key;
    bool refers_to_nothing = false;
    for (const std::uint16_t column : way.key->columns) {
      const ColumnType& type = info.column(column).type;
      const void* field = objects_->changes.database_field(member, info, column);
      if (field == nullptr) return true;
      refers_to_nothing = refers_to_nothing || is_null(type, field);
      key.push_back(type.ops->value(field));
    }
    if (refers_to_nothing) return false;
    Entity* referred = way.referred == nullptr ? nullptr : way.referred->find(key.data());
    return referred == nullptr ? way.may_referred_go_along : gone_.count(referred) != 0;
  }

  Objects* objects_;
  const EntityInfo* owner_;
  std::vector<Way> ways_;
  std::unordered_set<Entity*> gone_;
};

}  // namespace

void forget_row(Objects& objects, Entity& entity) {
  objects.changes.restore_key(entity);
  objects.transactions.note_deleted(entity);
  move_to(entity, EntityState::deleted);
  objects.identities.table(info_of(entity)).erase(entity);
}

void expire_rows_gone(Objects& objects, const std::vector<Entity*>& deleted) {
  ClassMap<std::vector<Entity*>> classes;
  for (Entity* entity : deleted) classes.get(info_of(*entity)).push_back(entity);
  for (std::size_t i = 0; i < classes.size(); ++i)
    RowsGone(objects, classes.class_of(i)).expire(classes[i]);
}

}  // namespace orp
