// SPDX-License-Identifier: MIT
// What a stand-in in a key means for the rows that are named by it.
//
// Rules
//  (1) A row whose key gets a stand-in, or a part of one, is named by that from then on, and so are
//      the rows that refer to it by a part of their own key and follow it (ON UPDATE CASCADE): whom
//      the row between is named by names those below it.
//  (2) A row that is changed by a statement of its own, or with another row, in this flush is named
//      by what it has by then.
//  (3) Old associations of all these go before, while their ends have the names that memory knows.
#pragma once
#include "session/flush/plan_rows.hpp"

namespace orp {

/// Names the rows of the plan's stand-ins, and all that follow them, by what the database has once
/// rows are vacated. O(rows), and nothing where there are no stand-ins.
void name_by_stand_ins(PlanRows& rows);

}  // namespace orp
