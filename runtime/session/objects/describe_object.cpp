// SPDX-License-Identifier: MIT
#include "session/objects/describe_object.hpp"

#include "entity/slab.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "session/objects/key_values.hpp"

namespace orp {

bool hides_values(const Entity& entity) { return Slab::of(entity).owner->hides_values; }

std::string print_key(bool hidden, const EntityInfo& info, const void* const* key) {
  if (hidden) return "(hidden)";
  std::string printed = "(";
  for (std::size_t i = 0; i < info.key.size(); ++i) {
    if (i > 0) printed += ", ";
    printed += print_value(info.column(info.key[i]).type, key[i]);
  }
  return printed += ')';
}

std::string print_key(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  KeyBuffer buffer(info.key.size());
  return print_key(hides_values(entity), info, key_of(entity, info, buffer.data()));
}

std::string print_field(bool hidden, const ColumnType* type, const void* field) {
  if (hidden) return "(hidden)";
  const void* value = field == nullptr ? nullptr : type->ops->value(field);
  return value == nullptr ? "NULL" : print_value(*type, value);
}

std::string describe(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  const bool has_key = !is_pending(entity) && entity.entity_state() != EntityState::transient;
  return has_key ? std::string(info.name) + ' ' + print_key(entity)
                 : std::string("new ") + info.name;
}

}  // namespace orp
