// SPDX-License-Identifier: MIT
#include "session/describe_object.hpp"

#include "entity/slab.hpp"
#include "session/identity_map.hpp"

namespace orp {

std::string print_key(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  KeyBuffer buffer(info.table.primary_key.size());
  return print_key(info, key_of(entity, info, buffer.data()));
}

std::string describe(const Entity& entity) {
  const EntityInfo& info = info_of(entity);
  const bool has_key = entity.entity_state() != EntityState::pending &&
                       entity.entity_state() != EntityState::transient;
  return has_key ? std::string(info.name) + ' ' + print_key(entity)
                 : std::string("new ") + info.name;
}

}  // namespace orp
