// SPDX-License-Identifier: MIT
#include "session/flush/deleted_references.hpp"

#include <algorithm>
#include <vector>

#include "session/flush/table_order.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/class_map.hpp"

namespace orp {

namespace {

// The deleted objects of one class.
struct DeletedClass {
  const EntityInfo* info;
  std::vector<Entity*> objects{};
  std::size_t group = 0;
  std::vector<std::uint16_t> needed{};  // columns
};

using DeletedClasses = ClassMap<DeletedClass>;

DeletedClasses by_class(const EntityList& deleted) {
  DeletedClasses classes;
  for (Entity* entity : deleted) {
    const EntityInfo& info = info_of(*entity);
    classes.get(info, DeletedClass{&info}).objects.push_back(entity);
  }
  return classes;
}

void find_needed_columns(DeletedClasses& classes) {
  std::vector<WrittenTable> tables;
  for (const DeletedClass& one : classes) tables.push_back({&one.info->table(), one.info});
  const std::vector<TableGroup> groups = order_tables(view_of(tables));
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const std::size_t table : groups[i].tables) classes[table].group = i;
  for (DeletedClass& one : classes)
    for (const ForeignKeyInfo& key : one.info->table().foreign_keys)
      for (const DeletedClass& other : classes) {
        const bool is_ordered_by_row = groups[one.group].is_cyclic && one.group == other.group;
        if (key.referred == &other.info->table() &&
            (is_ordered_by_row || is_post_updated(one.info, key)))
          one.needed.insert(one.needed.end(), key.columns.begin(), key.columns.end());
      }
}

bool knows(const ChangeLog& log, const DeletedClass& one, Entity& entity) {
  return std::all_of(one.needed.begin(), one.needed.end(), [&](std::uint16_t column) {
    return log.database_field(entity, *one.info, column) != nullptr;
  });
}

}  // namespace

void load_deleted_references(LoadContext context) {
  DeletedClasses classes = by_class(context.objects.changes.doomed());
  find_needed_columns(classes);
  for (DeletedClass& one : classes) {
    if (one.needed.empty()) continue;
    std::erase_if(one.objects,
                  [&](Entity* entity) { return knows(context.objects.changes, one, *entity); });
    load_rows(context, *one.info, one.objects);
  }
}

}  // namespace orp
