// SPDX-License-Identifier: MIT
// What must hold before an object is used, and the errors that say so when it does not.
#pragma once
#include "entity/slab.hpp"
#include "entity/tracker.hpp"

namespace orp {

/// UsageError: the session of `entity` is closed, or has let go of it.
[[noreturn]] void throw_gone(const Entity& entity);

/// The session of `entity`, seen through the seam. Throws UsageError when it is closed.
inline Tracker& tracker_of(const Entity& entity) {
  Tracker* const tracker = Slab::of(entity).owner->tracker;
  if (tracker == nullptr) [[unlikely]]
    throw_gone(entity);
  return *tracker;
}

/// Throws UsageError unless both objects belong to one session.
void check_same_session(const Entity& owner, const RelationInfo& relation, const Entity& member);

/// UsageError: `member`, an attribute, is not in memory and the object is in no session.
[[noreturn]] void throw_not_loaded(const Entity& entity, const char* member);

}  // namespace orp
