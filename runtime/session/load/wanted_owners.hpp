// SPDX-License-Identifier: MIT
// The owners of a level as keys to be asked for.
#pragma once
#include <algorithm>
#include <cstdint>

#include "entity/masks.hpp"
#include "session/load/level.hpp"
#include "session/load/load_context.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/key_values.hpp"
#include "session/objects/known_target.hpp"

namespace orp {

/// The values as the database has them: those that were set wait for the flush. False: one is NULL.
inline bool read_database_key(const ChangeLog& changes, Entity& entity, const EntityInfo& info,
                              View<std::uint16_t> columns, const void** values) {
  if (!read_key(entity, info, columns, values)) return false;
  const bool is_as_stored =
      !has_flag(entity, entity_flag::key_changed) && !Masks(entity, info).any_changed();
  if (is_as_stored) return true;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (const void* field = changes.database_field(entity, info, columns[i]))
      values[i] = info.column(columns[i]).type.ops->value(field);
  return std::find(values, values + columns.size(), nullptr) == values + columns.size();
}

/// Asks `load` for what the owners of `level` lead to, each under its number there. Reads the rows
/// of those whose values are not known.
template <class Load>
void want_owners(Load& load, LoadContext context, const Level& level) {
  const View<std::uint16_t> columns = level.relation_info().local_columns;
  if (!is_primary_key(*level.info, columns))
    load_unknown(context, *level.info, level.owners, columns);
  KeyBuffer key(columns.size());
  for (std::uint32_t i = 0; i < level.owners.size(); ++i) {
    Entity& owner = *level.owners[i];
    for (const std::uint16_t column : columns) EntityAccess::ensure(owner, column);
    if (read_database_key(context.objects.changes, owner, *level.info, columns, key.data()))
      load.add(key.data(), i);
  }
}

}  // namespace orp
