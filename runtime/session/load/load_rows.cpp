// SPDX-License-Identifier: MIT
#include "session/load/load_rows.hpp"

#include <algorithm>
#include <iterator>

#include "meta/stored_value.hpp"
#include "session/load/keyed_load.hpp"

namespace orp {

namespace {

// What a change replaced without knowing it.
void learn_old_values(ChangeLog& changes, const sql::EntityShape& shape, Entity& entity,
                      backend::Cursor& cursor) {
  const ChangeRecord* record = changes.find_record(entity);
  if (record == nullptr) return;
  for (OldValue* old = record->values; old != nullptr; old = old->next) {
    if (old->field != nullptr) continue;
    const ColumnType& type = shape.info->column(old->column).type;
    StoredValue value(type);
    cursor.read(shape.first + old->column, type, value.field());
    changes.learn(*old, value.field());
  }
}

}  // namespace

void load_rows(LoadContext context, const EntityInfo& info, const std::vector<Entity*>& objects) {
  const View<std::uint16_t> key = info.key;
  KeySet keys(key.size());
  std::vector<const void*> values(key.size());
  for (Entity* object : objects) {
    for (std::size_t i = 0; i < key.size(); ++i)
      values[i] = context.objects.changes.database_field(*object, info, key[i]);
    keys.add(values.data());
  }
  load_rows(context, info, keys);
}

void load_rows(LoadContext context, const EntityInfo& info, const KeySet& keys) {
  if (keys.size() == 0) return;
  const View<std::uint16_t> key = info.key;
  KeyedLoad load(context, keys.size(), info, key);
  std::vector<const void*> values(key.size());
  for (std::size_t number = 0; number < keys.size(); ++number) {
    for (std::size_t i = 0; i < key.size(); ++i) values[i] = keys.column(i)[number];
    load.add(values.data(), static_cast<std::uint32_t>(number));
  }
  load.run();
  while (load.next())
    learn_old_values(context.objects.changes, load.shape(), load.object(), load.cursor());
}

void load_unknown(LoadContext context, const EntityInfo& info, const std::vector<Entity*>& objects,
                  View<std::uint16_t> columns) {
  std::vector<Entity*> unknown;
  std::copy_if(objects.begin(), objects.end(), std::back_inserter(unknown), [&](Entity* object) {
    return std::any_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
      return context.objects.changes.database_field(*object, info, column) == nullptr;
    });
  });
  load_rows(context, info, unknown);
}

}  // namespace orp
