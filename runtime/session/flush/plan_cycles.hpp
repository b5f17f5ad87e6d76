// SPDX-License-Identifier: MIT
// Rows that depend on rows of their own class or of classes that refer to each other are written
// level by level, and circles of rows are opened at a foreign key that may be NULL for a while.
//
// Rules
//  (1) Who is referred to is written a level before who refers, and deleted a level after, however
//      deep: a level holds all rows that wait for no other level, so it is few statements.
//  (2) A circle is opened at a foreign key that may be NULL: the row goes without it, and gets it
//      by an UPDATE behind all of them. Where none may be NULL, the circle is a UsageError.
//  (3) A row to be deleted lets go of one that goes before it by an UPDATE to NULL.
//  (4) An UPDATE of a row that refers to another one comes behind that one's, if the database is to
//      cascade its new key: within one statement it would check the row before it has cascaded, if
//      the row is of this transaction.
#pragma once
#include <vector>

#include "session/flush/plan_rows.hpp"

namespace orp {

/// Gives the rows to be inserted or changed their levels and sorts each list by level: who is
/// referred to goes before who refers (in a group of tables that `is_cyclic`), and who gives up a
/// unique value before who takes it. Throws UsageError for a circle of references that cannot be
/// opened; exchanges of unique values that nothing opens are noted in Plan::exchanges.
void level_saves(PlanRows& rows, View<ClassRows*> classes, bool is_cyclic);

/// The same for the rows to be deleted: who refers goes before who is referred to.
void level_deletes(PlanRows& rows, View<ClassRows*> classes);

/// Foreign keys with post_update that refer to rows deleted in the same flush become NULL first.
void release_post_updated(PlanRows& rows);

}  // namespace orp
