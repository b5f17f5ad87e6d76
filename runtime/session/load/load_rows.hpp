// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "session/session_state.hpp"

namespace orp {

/// Reads the rows of persistent objects of class `info`, by one query: what they have loaded or
/// changed stays.
void load_rows(SessionState& state, const EntityInfo& info, const std::vector<Entity*>& objects);

}  // namespace orp
