// SPDX-License-Identifier: MIT
#include "entity/member_name.hpp"

namespace orp {

std::string member_name(const EntityInfo& info, const char* member) {
  return std::string(info.name) + '.' + member;
}

std::string member_name(const EntityInfo& info, const RelationInfo& relation) {
  return member_name(relation.hidden ? *relation.target : info, relation.name);
}

}  // namespace orp
