// SPDX-License-Identifier: MIT
// Who speaks through the end that a one-directional relationship lacks.
//
// Rules
//  (1) A hidden end has no word of its own: it says what its speaker has said, the owner that took
//      the object last, and may have let go of it since. A former owner hears it and says nothing.
//  (2) What the speaker has said goes with it, whatever is loaded, also that it took the object and
//      let go of it, of which its own end knows nothing: nothing differs there.
//  (3) No expiry of the object takes any of that back.
#pragma once
#include "session/objects/change_log.hpp"

namespace orp {

class Objects;

/// Of whom the end `relation` of an object was left when it lost what it had: of a hidden end, who
/// said so; else whom it had before all changes, as far as that is known.
inline Entity* left_target(const RelationInfo& relation, const OldTarget& old) {
  const bool is_given_first = relation.hidden || old.target == nullptr;
  return is_given_first && old.given != nullptr ? old.given : old.target;
}

/// Relationship `relation` of `speaker` is about to be expired: what it let go of is where its row
/// has it.
void renounce_letting_go(Objects& objects, Entity& speaker, unsigned relation);

/// `speaker` is about to leave: the same, until it comes back.
void withdraw_letting_go(Objects& objects, Entity& speaker);

}  // namespace orp
