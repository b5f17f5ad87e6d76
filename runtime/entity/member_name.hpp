// SPDX-License-Identifier: MIT
// What messages call a member of a class.
#pragma once
#include <string>

#include "orpiment/entity/entity.hpp"

namespace orp {

/// "User.name" for the column or relationship `member` of `info`.
std::string member_name(const EntityInfo& info, const char* member);
/// The same of `relation` of `info`; of a hidden one, of the end that is seen.
std::string member_name(const EntityInfo& info, const RelationInfo& relation);

}  // namespace orp
