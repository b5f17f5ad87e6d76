// SPDX-License-Identifier: MIT
#include "session/deleted_references.hpp"

#include <algorithm>
#include <vector>

#include "session/hydrate.hpp"
#include "session/load/key_index.hpp"
#include "session/load/keyed_query.hpp"
#include "session/session_state.hpp"
#include "session/table_order.hpp"

namespace orp {

namespace {

// The deleted objects of one class.
struct DeletedClass {
  const EntityInfo* info;
  std::vector<Entity*> objects{};
  std::size_t group = 0;
  std::vector<std::uint16_t> needed{};  // columns
};

std::vector<DeletedClass> by_class(const std::vector<Entity*>& deleted) {
  std::vector<DeletedClass> classes;
  for (Entity* entity : deleted) {
    const EntityInfo& info = info_of(*entity);
    auto known = std::find_if(classes.begin(), classes.end(),
                              [&](const DeletedClass& one) { return one.info == &info; });
    if (known == classes.end()) known = classes.insert(classes.end(), {&info});
    known->objects.push_back(entity);
  }
  return classes;
}

void find_needed_columns(std::vector<DeletedClass>& classes) {
  std::vector<WrittenTable> tables;
  for (const DeletedClass& one : classes) tables.push_back({&one.info->table, one.info});
  const std::vector<TableGroup> groups = order_tables(tables);
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const std::size_t table : groups[i].tables) classes[table].group = i;
  for (DeletedClass& one : classes)
    for (const ForeignKeyInfo& key : one.info->table.foreign_keys)
      for (const DeletedClass& other : classes) {
        const bool is_ordered_by_row = groups[one.group].is_cyclic && one.group == other.group;
        if (key.referred == &other.info->table &&
            (is_ordered_by_row || is_post_updated(one.info, key)))
          one.needed.insert(one.needed.end(), key.columns.begin(), key.columns.end());
      }
}

class UnknownRows {
 public:
  UnknownRows(SessionState& state, const DeletedClass& one) : state_(&state), one_(&one) {}

  void load() {
    const EntityInfo& info = *one_->info;
    const View<std::uint16_t> key = info.table.primary_key;
    std::vector<const ColumnType*> types;
    for (const std::uint16_t column : key) types.push_back(&info.column(column).type);
    KeyIndex wanted(view_of(types), one_->objects.size());
    KeySet keys(key.size());
    std::vector<const void*> values(key.size());
    for (Entity* entity : one_->objects) {
      if (is_known(*entity)) continue;
      for (std::size_t i = 0; i < key.size(); ++i)
        values[i] = state_->changes.database_field(*entity, info, key[i]);
      wanted.add(values.data(), static_cast<std::uint32_t>(keys.size()));
      keys.add(values.data());
    }
    if (keys.size() == 0) return;
    KeyedQuery query(info, key, {});
    const EntityShape shape(info, query.first_target_column());
    Hydrator hydrator(*state_, shape);
    KeyReader reader(wanted, query);
    query.run(*state_, keys, view_of(types));
    while (query.next())
      if (reader.read(query.cursor()) != KeyIndex::none) hydrator.hydrate(query.cursor());
  }

 private:
  bool is_known(Entity& entity) const {
    return std::all_of(one_->needed.begin(), one_->needed.end(), [&](std::uint16_t column) {
      return state_->changes.database_field(entity, *one_->info, column) != nullptr;
    });
  }

  SessionState* state_;
  const DeletedClass* one_;
};

}  // namespace

void load_deleted_references(SessionState& state) {
  std::vector<DeletedClass> classes = by_class(state.changes.deleted());
  find_needed_columns(classes);
  for (const DeletedClass& one : classes)
    if (!one.needed.empty()) UnknownRows(state, one).load();
}

}  // namespace orp
