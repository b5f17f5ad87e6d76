// SPDX-License-Identifier: MIT
#include "entity/describe.hpp"

namespace orp {

std::string member_name(const EntityInfo& info, const char* member) {
  return std::string(info.name) + '.' + member;
}

std::string member_name(const EntityInfo& info, const RelationInfo& relation) {
  return member_name(relation.hidden ? *relation.target : info, relation.name);
}

const char* to_string(EntityState state) {
  switch (state) {
    case EntityState::transient:
      return "transient";
    case EntityState::pending:
      return "pending";
    case EntityState::persistent:
      return "persistent";
    case EntityState::deleted:
      return "deleted";
    case EntityState::detached:
      return "detached";
  }
  return "unknown";
}

}  // namespace orp
