// SPDX-License-Identifier: MIT
// Reads rows of objects that are there already, for whoever has to know what the database holds.
#pragma once
#include <vector>

#include "session/load/keyed_query.hpp"
#include "session/load/load_context.hpp"

namespace orp {

/// Reads the rows of persistent objects of class `info`, by one query: what they have loaded or
/// changed stays, and what was changed unknown becomes known.
void load_rows(LoadContext context, const EntityInfo& info, const std::vector<Entity*>& objects);

/// The same by primary keys, also of rows that have no object yet.
void load_rows(LoadContext context, const EntityInfo& info, const KeySet& keys);

/// The same of those of which nobody knows what the database has in `columns`.
void load_unknown(LoadContext context, const EntityInfo& info, const std::vector<Entity*>& objects,
                  View<std::uint16_t> columns);

}  // namespace orp
