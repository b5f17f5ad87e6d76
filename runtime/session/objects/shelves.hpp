// SPDX-License-Identifier: MIT
// Objects that a session lets go of before it ends: those that a stream has read, which stand on a
// shelf of their own until it reads on.
//
// Rules
//  (1) The objects of a shelf go together or stay together: those that stay lead to none that went.
//  (2) They stay when one of them is changed, to be deleted or out of the session; when the program
//      has got one otherwise than by the stream; when an object elsewhere leads to one; and when a
//      rollback has to put one back. Once that was so it is not asked again (Shelf::is_needed).
//  (3) Who goes is known to nobody: not by its key, not to the transaction.
#pragma once
#include "session/objects/objects.hpp"

namespace orp {

/// Nobody may need an object of this shelf. Takes time in proportion to their number.
bool may_go(ObjectShelf& shelf);

/// Nobody knows the objects any longer, which are to be destroyed next. Requires: may_go()
void let_go(Objects& objects, ObjectShelf& shelf) noexcept;

}  // namespace orp
