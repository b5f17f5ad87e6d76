// SPDX-License-Identifier: MIT
#pragma once
#include "session/objects/identity_map.hpp"

namespace orp {

/// Makes `entity` the persistent object of the key in its row. Another object that stands there
/// (its row was replaced behind the session's back) is detached.
void claim_key(KeyTable& table, Entity& entity);

}  // namespace orp
