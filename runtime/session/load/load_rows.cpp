// SPDX-License-Identifier: MIT
#include "session/load/load_rows.hpp"

#include "session/hydrate.hpp"
#include "session/load/key_index.hpp"
#include "session/load/keyed_query.hpp"

namespace orp {

void load_rows(SessionState& state, const EntityInfo& info, const std::vector<Entity*>& objects) {
  if (objects.empty()) return;
  const View<std::uint16_t> key = info.table.primary_key;
  std::vector<const ColumnType*> types;
  for (const std::uint16_t column : key) types.push_back(&info.column(column).type);
  KeyIndex wanted(view_of(types), objects.size());
  KeySet keys(key.size());
  std::vector<const void*> values(key.size());
  for (Entity* object : objects) {
    for (std::size_t i = 0; i < key.size(); ++i)
      values[i] = state.changes.database_field(*object, info, key[i]);
    if (wanted.add(values.data(), static_cast<std::uint32_t>(keys.size()))) keys.add(values.data());
  }
  KeyedQuery query(info, key, {});
  const EntityShape shape(info, query.first_target_column());
  Hydrator hydrator(state, shape);
  KeyReader reader(wanted, query);
  query.run(state, keys, view_of(types));
  while (query.next())
    if (reader.read(query.cursor()) != KeyIndex::none) hydrator.hydrate(query.cursor());
}

}  // namespace orp
