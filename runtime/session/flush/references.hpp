// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "session/flush/changes.hpp"

namespace orp {

struct LoadContext;

/// Asks the database who of `questions` is referred to, by one query a foreign key, and says so in
/// Reference::exists.
void load_references(LoadContext context, std::vector<Reference>& questions);

}  // namespace orp
