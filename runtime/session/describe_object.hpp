// SPDX-License-Identifier: MIT
// What messages call one object.
#pragma once
#include <string>

#include "orpiment/entity/entity.hpp"
#include "session/load/find.hpp"

namespace orp {

/// The primary key in the object's row: "(42)", "('AB', 7)".
std::string print_key(const Entity& entity);

/// "User (42)"; of an object that has no key yet: "new User".
std::string describe(const Entity& entity);

}  // namespace orp
