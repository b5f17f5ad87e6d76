// SPDX-License-Identifier: MIT
// What a one-directional relationship has queued with an object, which knows nothing of it.
//
// Rule: it goes with the object that leaves the session, and is back when that comes back, as
// though the object had said it itself (queued_links.hpp).
#pragma once
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entity/slab.hpp"

namespace orp {

class SessionState;

/// Relationship `relation` of `owner` was to hold, or no longer to hold, somebody who has left.
struct Mention {
  Entity* owner;
  std::uint16_t relation;
  bool is_linked;
};
using Mentions = std::unordered_map<const Entity*, std::vector<Mention>>;  // by who has left

/// All of `leaving` are about to leave the session: the relationships of those who stay forget what
/// they have queued with them.
void withdraw_mentions(SessionState& state, const std::unordered_set<const Entity*>& leaving);

/// `entity` has come into the session: what was queued with it is queued again.
void announce_mentions(SessionState& state, Entity& entity);

}  // namespace orp
