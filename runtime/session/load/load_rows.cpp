// SPDX-License-Identifier: MIT
#include "session/load/load_rows.hpp"

#include <algorithm>
#include <iterator>

#include "meta/stored_value.hpp"
#include "session/load/hydrate.hpp"
#include "session/load/key_index.hpp"
#include "session/load/keyed_query.hpp"

namespace orp {

namespace {

// What a change replaced without knowing it.
void learn_old_values(ChangeLog& changes, const EntityShape& shape, Entity& entity,
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

void load_rows(LoadContext& context, const EntityInfo& info, const std::vector<Entity*>& objects) {
  const View<std::uint16_t> key = info.table.primary_key;
  KeySet keys(key.size());
  std::vector<const void*> values(key.size());
  for (Entity* object : objects) {
    for (std::size_t i = 0; i < key.size(); ++i)
      values[i] = context.changes.database_field(*object, info, key[i]);
    keys.add(values.data());
  }
  load_rows(context, info, keys);
}

void load_rows(LoadContext& context, const EntityInfo& info, const KeySet& keys) {
  if (keys.size() == 0) return;
  const View<std::uint16_t> key = info.table.primary_key;
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : key) types.push_back(&info.column(column).type);
  KeyIndex wanted(view_of(types), keys.size());
  KeySet distinct(key.size());
  std::vector<const void*> values(key.size());
  for (std::size_t number = 0; number < keys.size(); ++number) {
    for (std::size_t i = 0; i < key.size(); ++i) values[i] = keys.column(i)[number];
    if (wanted.add(values.data(), static_cast<std::uint32_t>(number))) distinct.add(values.data());
  }
  KeyedQuery query(info, key, {});
  const EntityShape shape(info, query.first_target_column());
  Hydrator hydrator(context, shape);
  KeyReader reader(wanted, query);
  query.run(context, distinct, view_of(types));
  while (query.next())
    if (reader.read(query.cursor()) != KeyIndex::none)
      learn_old_values(context.changes, shape, *hydrator.hydrate(query.cursor()), query.cursor());
}

void load_unknown(LoadContext& context, const EntityInfo& info, const std::vector<Entity*>& objects,
                  View<std::uint16_t> columns) {
  std::vector<Entity*> unknown;
  std::copy_if(objects.begin(), objects.end(), std::back_inserter(unknown), [&](Entity* object) {
    return std::any_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
      return context.changes.database_field(*object, info, column) == nullptr;
    });
  });
  load_rows(context, info, unknown);
}

}  // namespace orp
