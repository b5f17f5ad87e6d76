// SPDX-License-Identifier: MIT
// What messages call an object.
#pragma once
#include <string>

#include "orpiment/entity/entity.hpp"

namespace orp {

/// "User.name" for column or relationship `member` of the class of `entity`.
std::string member_name(const EntityInfo& info, const char* member);
/// The same of `relation` of `info`; of a hidden one, of the end that is seen.
std::string member_name(const EntityInfo& info, const RelationInfo& relation);

}  // namespace orp
