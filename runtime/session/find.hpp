// SPDX-License-Identifier: MIT
// Objects by primary key: get() and get_one(). What is in memory costs a look at the identity map
// and nothing else; all that a statement needs is kept out of the way.
#pragma once
#include "entity/masks.hpp"
#include "orpiment/session/query.hpp"
#include "session/session_state.hpp"

namespace orp {

/// Whether `known` is all that get() is asked for; nullptr: nothing is known.
inline bool suffices(Entity* known, const EntityInfo& info, const LoadOptions& options) {
  return known != nullptr && options.empty() && Masks(*known, info).all_loaded();
}

/// Asks the database, as `known` does not suffice.
Entity* load_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                    const LoadOptions& options, Entity* known);

/// From the identity map without a statement, unless the object is expired; else by a query. `key`:
/// a value a key column. nullptr when there is no such row; an expired object whose row is gone is
/// expunged.
inline Entity* find_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                           const LoadOptions& options) {
  state.check_usable();
  KeyTable& table = state.objects.identities.table(info);
  Entity* known = table.find(key);
  if (!state.objects.store.has_open_shelves())
    table.show();
  else if (known != nullptr)
    state.objects.store.note_met(*known);
  return suffices(known, info, options) ? known : load_by_key(state, info, key, options, known);
}

/// Throws NoResultFound when there is no such row.
Entity& get_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                   const LoadOptions& options);

}  // namespace orp
