// SPDX-License-Identifier: MIT
// What the rows that a flush writes stand below.
//
// Where the database deletes rows together with others (rows_below.hpp), or lets go of them (ON
// DELETE SET NULL), the flush asks nobody whose they are, but of those that it writes itself. The
// rows above these are read, as far as a deletion may come down to them.
//
// Rules, whatever is loaded
//  (1) A row that moves away goes before the row that would take it along is deleted.
//  (2) One that stays below goes with that instead of being written for nothing.
//  (3) One that the database lets go of shows that.
//  (4) One that the program has brought back is not taken along.
#pragma once
#include <vector>

#include "session/load/load_context.hpp"

namespace orp {

/// Reads the foreign keys that lead from `objects`, which are stored, to rows of `owner`, and the
/// rows between: by one query a class and step, and none for what memory knows.
void load_rows_above(LoadContext context, std::vector<Entity*> objects, const EntityInfo& owner);

/// The stored objects whose rows or associations the program has changed, those that it has made
/// others refer to, those that it has brought back, and those whose rows a new object may take
/// over.
std::vector<Entity*> written_objects(const ChangeLog& log);

}  // namespace orp
