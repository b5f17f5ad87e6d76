// SPDX-License-Identifier: MIT
// Step 4 of a flush: the database has taken everything, now the objects learn it. New ones are
// persistent with their keys, deleted ones leave the identity map, nothing is marked changed any
// more, and the innermost transaction frame notes what a rollback would have to undo.
//
// Rules
//  (1) Who leaves a key, by a new one or with its row, leaves it before anybody enters: another
//      object may take it in the same flush.
//  (2) A to-one relationship has what it was set to. One whose target is deleted tells the same as
//      its foreign key: nothing.
//  (3) A savepoint's rollback reads a collection anew that lost or won members, whether its owner
//      has been written or not. It need not know of other lists that may show who has come or
//      gone: they have been read since, and go for that (rollback.cpp, rule 4), or are as before.
#pragma once

namespace orp {

struct Outcome;
class Objects;

/// Requires: a transaction is open.
void settle(Objects& objects, Outcome& outcome);

/// The same for a flush that found nothing to write: values set back to what they were.
void settle_unchanged(Objects& objects);

}  // namespace orp
