// SPDX-License-Identifier: MIT
#include "session/flush/held_rows.hpp"

#include <algorithm>
#include <vector>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/class_map.hpp"

namespace orp {

namespace {

struct UpdatedRows {
  std::vector<Entity*> objects{};  // as the database knows them
  bool has_new_keys = false;
  bool has_deleted = false;
};

bool writes_key(const Changes& changes, const RowChange& row, const EntityInfo& info) {
  const View<std::uint16_t> key = info.key;
  return Masks(*row.entity, info).any_changed(key) ||
         std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
           return find_copy(changes.copies, row.first_copy, column) != nullptr;
         });
}

ClassMap<UpdatedRows> updated_rows(const Changes& changes) {
  ClassMap<UpdatedRows> classes;
  for (const RowChange& row : changes.updates) {
    if (row.entity == nullptr) continue;
    const EntityInfo& info = info_of(*row.entity);
    UpdatedRows& rows = classes.get(info);
    rows.objects.push_back(row.entity);
    rows.has_new_keys = rows.has_new_keys || writes_key(changes, row, info);
  }
  for (const RowSwitch& taken : changes.switches)
    classes.get(info_of(*taken.deleted)).objects.push_back(taken.deleted);
  for (const Entity* deleted : changes.deletes)
    if (UpdatedRows* rows = classes.find(info_of(*deleted))) rows->has_deleted = true;
  return classes;
}

}  // namespace

void load_who_holds_deleted(LoadContext context, const Changes& changes) {
  if (changes.deletes.empty()) return;
  ClassMap<UpdatedRows> classes = updated_rows(changes);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (!classes[i].has_new_keys || !classes[i].has_deleted) continue;
    for (std::size_t j = 0; j < classes.size(); ++j)
      for (const ForeignKeyInfo& key : classes.class_of(j).table().foreign_keys)
        if (key.referred == &classes.class_of(i).table())
          load_unknown(context, classes.class_of(j), classes[j].objects, key.columns);
  }
}

}  // namespace orp
