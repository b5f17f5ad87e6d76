// SPDX-License-Identifier: MIT
#include "session/objects/describe_object.hpp"

#include "entity/usage_checks.hpp"
#include "meta/key_value.hpp"
#include "session/session_state.hpp"

namespace orp {

SessionState& session_of(const Entity& entity) {
  return static_cast<SessionState&>(tracker_of(entity));
}

std::string print_key(const SessionState& state, const EntityInfo& info, const void* const* key) {
  if (state.engine.options().hide_parameters) return "(hidden)";
  std::string printed = "(";
  for (std::size_t i = 0; i < info.table.primary_key.size(); ++i) {
    if (i > 0) printed += ", ";
    printed += print_value(info.column(info.table.primary_key[i]).type, key[i]);
  }
  return printed += ')';
}

std::string print_key(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  KeyBuffer buffer(info.table.primary_key.size());
  return print_key(session_of(entity), info, key_of(entity, info, buffer.data()));
}

std::string print_field(const SessionState& state, const ColumnType* type, const void* field) {
  if (state.engine.options().hide_parameters) return "(hidden)";
  const void* value = field == nullptr ? nullptr : type->ops->value(field);
  return value == nullptr ? "NULL" : print_value(*type, value);
}

std::string describe(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  const bool has_key = entity.entity_state() != EntityState::pending &&
                       entity.entity_state() != EntityState::transient;
  return has_key ? std::string(info.name) + ' ' + print_key(entity)
                 : std::string("new ") + info.name;
}

}  // namespace orp
