// SPDX-License-Identifier: MIT
// Columns that more than one relationship writes: those of foreign keys that overlap, or that
// overlap with the row's own key.
//
// Rules
//  (1) Whoever has a say in such a column says the same, else nothing is written: the relationships
//      that were set, and those that were not and refer to something, but for what the program has
//      assigned itself. A relationship says the key that its target has once the flush is done, so
//      all follow one that changes. One that no longer refers to anything says nothing of a column
//      that it does not have for itself (KeyCopier::release).
//  (2) A relationship whose foreign key lies in the primary key says whose the row is, and moves
//      it. One with columns beside only borrows the key's: it has to agree with what the key is, or
//      was assigned, and fills it in where nobody else does. So what has the key from the row
//      itself, as a child of its, never gives it one.
//  (3) Of those who say the same the one is heard that says whose the row is, and of the others one
//      that is not written later (post-update).
//  (4) What an object that is new in this flush says is not written where the row has it already,
//      as long as some column of the same relationship is.
//  (5) Of a class whose relationships share no column nobody is asked: most flushes ask nothing.
#pragma once
#include "session/flush/changes.hpp"

namespace orp {

struct LoadContext;

/// Reads the foreign keys that have a say in what `changes` sets, where memory does not know them.
/// To be called before keys that change are followed, to these rows, too.
void load_shared_columns(LoadContext context, Changes& changes);

/// Keeps the rules in `changes`, which are complete. Throws DataError.
void agree_on_shared_columns(LoadContext context, Changes& changes);

}  // namespace orp
