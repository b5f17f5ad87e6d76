// SPDX-License-Identifier: MIT
#include "session/describe_object.hpp"

#include "entity/slab.hpp"
#include "meta/key_value.hpp"

namespace orp {

std::string print_key(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  std::string text = "(";
  for (const std::uint16_t column : info.table.primary_key) {
    if (text.size() > 1) text += ", ";
    const ColumnType& type = info.column(column).type;
    const void* value = type.ops->value(field_of(entity, info, column));
    text += value == nullptr ? "NULL" : print_value(type, value);
  }
  return text + ')';
}

std::string describe(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  const bool has_key = entity.entity_state() != EntityState::pending &&
                       entity.entity_state() != EntityState::transient;
  return has_key ? std::string(info.name) + ' ' + print_key(entity)
                 : std::string("new ") + info.name;
}

}  // namespace orp
