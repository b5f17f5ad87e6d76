// SPDX-License-Identifier: MIT
// Where a foreign key leads, as far as memory can tell.
#pragma once
#include <cstdint>

#include "entity/slab.hpp"

namespace orp {

class Objects;

/// The values of `columns` in the row of `entity`; false when one of them is NULL.
inline bool read_key(const Entity& entity, const EntityInfo& info, View<std::uint16_t> columns,
                     const void** values) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnType& type = info.column(columns[i]).type;
    const void* const field = field_of(entity, info, columns[i]);
    values[i] = type.nullable ? type.ops->value(field) : field;
    if (values[i] == nullptr) return false;
  }
  return true;
}

bool is_primary_key(const EntityInfo& info, View<std::uint16_t> columns);

/// The target of a many_to_one relationship if its foreign key leads to an object of the identity
/// map; nullptr when the key is NULL or the object is not there. Requires: the key is loaded.
Entity* target_in_memory(Objects& objects, Entity& entity, const RelationInfo& relation);

/// Loads a many_to_one relationship without a statement if its key is NULL or its target is in the
/// identity map. True: it is loaded now.
bool attach_target_in_memory(Objects& objects, Entity& entity, unsigned relation);

}  // namespace orp
