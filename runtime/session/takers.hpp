// SPDX-License-Identifier: MIT
// Whose an object is that knows nothing of its owners, where its row can name one alone: a
// one-directional to_many or one_to_one.
//
// Rules
//  (1) What an owner has queued is its own: it may take what another one has, and lets go of what
//      it has taken itself. Of those who have queued an object the last to take it is written.
//  (2) A list follows at once: the object is in that of the last who has taken it and in no other
//      one; when that lets it go, it is in that of whoever has it then. A list of which nobody
//      knows whether it has it is read anew. Where memory does not know whose the object was, and
//      for a queued one_to_one target, that waits for the flush.
#pragma once
#include "entity/slab.hpp"

namespace orp {

class SessionState;

/// `relation` of `owner`, which has no inverse, takes `member`, or has let go of it; noted whatever
/// the kind of the relationship (mentions.hpp).
void note_taken(SessionState& state, Entity& owner, unsigned relation, Entity& member);
void note_let_go(SessionState& state, Entity& owner, unsigned relation, Entity& member);

/// Whether `member` is seen there, and not by what is queued at a to-one end alone.
bool shows(Entity& owner, unsigned relation, const Entity& member);

/// Whether the row of `member` is to name another owner than `owner`, which may have queued it.
bool is_taken_from(SessionState& state, Entity& owner, unsigned relation, Entity& member);

/// `owner` shows `member` no longer.
void hide_taken(Entity& owner, unsigned relation, const Entity& member);
/// The same of all that is taken from it.
void hide_taken(SessionState& state, Entity& owner, unsigned relation);

/// Memory knows whose the row of `member`, which is stored, is.
bool is_stored_owner_known(SessionState& state, Entity& owner, unsigned relation, Entity& member);

}  // namespace orp
