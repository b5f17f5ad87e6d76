// SPDX-License-Identifier: MIT
// What the database may have deleted together with the rows that a flush deletes.
//
// Rules
//  (1) An object whose row may be gone shows nothing of it. What a row refers to tells whether it
//      went along (ON DELETE CASCADE): where memory does not know that, or where the row referred
//      to may be gone itself or is not in memory, the object is expired. Who looks at it asks the
//      database, which says whether it is there.
//  (2) An object of which memory knows that all it refers to stays is left alone.
#pragma once
#include <vector>

#include "session/objects/objects.hpp"

namespace orp {

/// The row of `entity` is deleted: it leaves the session, which notes it for a rollback.
void forget_row(Objects& objects, Entity& entity);

/// Expires what may have gone along with `deleted`, which have left the session.
void expire_rows_gone(Objects& objects, const std::vector<Entity*>& deleted);

}  // namespace orp
