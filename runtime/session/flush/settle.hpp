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
//  (3) Members that a flush has added or removed are noted with their owner, so that a savepoint's
//      rollback reads the collection anew. Other lists need no note: they have been read since, and
//      that expires them (rollback.cpp, rule 4), or they have not changed.
//  (4) What the database has given and not told, by a trigger or because it calculates it anew, is
//      not known: the next look reads it.
#pragma once

namespace orp {

struct Outcome;
class Objects;

/// Requires: a transaction is open. Throws std::bad_alloc, and then nothing is settled.
void settle(Objects& objects, Outcome& outcome);

/// The same for a flush that found nothing to write: values set back to what they were.
void settle_unchanged(Objects& objects);

}  // namespace orp
