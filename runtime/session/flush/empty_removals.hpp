// SPDX-License-Identifier: MIT
// Removals that remove nobody. Who was given to an owner whose list nobody has looked at, and let
// go of again, may stand there as removed: it may have been in before. As long as the member says
// itself that it was let go of, that counts.
//
// Rules
//  (1) Once the member's own word is forgotten (expire, refresh), the removal is all that is left
//      of the change, and its row tells whether it is one: who was never in was not taken out.
//  (2) So the flush has the same to write whether somebody has looked at the list or not.
#pragma once

namespace orp {

struct LoadContext;

/// Takes them back, at both ends. May load.
void forget_empty_removals(LoadContext context);

}  // namespace orp
