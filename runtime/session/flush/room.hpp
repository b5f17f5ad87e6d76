// SPDX-License-Identifier: MIT
// What a row to be deleted holds is free for who takes it in the same flush.
//
// Deletions come last, so a unique value of such a row would be in the way of a row that is
// inserted or changed to have it.
//
// Rules
//  (1) Who is in the way goes first, before all that is written, and with it the rows to be deleted
//      that refer to it, their associations, and the rows that only let go of it.
//  (2) A row that stays and refers to it until it is written itself keeps it where it is (as
//      children that move from the old to the new do); then one UPDATE vacates it, and the deletion
//      comes last.
//  (3) Where it cannot be vacated, those rows let go of it until they are written, if their foreign
//      keys may be NULL; and where they may not, a value that others refer to is vacated if these
//      go along or are nobody (vacant_columns.hpp). Else it is noted for the message of the
//      database's refusal.
//  (4) Who may be in the way by what the database deletes with it goes first unless it is referred
//      to.
#pragma once
#include "session/flush/plan_rows.hpp"

namespace orp {

/// Moves what is to go first into the lists for that. False: nothing is in anybody's way, and
/// nothing changes. O(rows), and next to nothing for classes without deleted rows or unique values.
bool make_room(PlanRows& rows);

}  // namespace orp
