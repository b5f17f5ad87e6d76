// SPDX-License-Identifier: MIT
// Objects by primary key: get() and get_one().
#pragma once
#include "orpiment/session/query.hpp"
#include "session/session_state.hpp"

namespace orp {

/// From the identity map without a statement, unless the object is expired; else by a query. `key`:
/// a value a key column. nullptr when there is no such row; an expired object whose row is gone is
/// expunged.
Entity* find_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                    const LoadOptions& options);

/// Throws NoResultFound when there is no such row.
Entity& get_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                   const LoadOptions& options);

}  // namespace orp
