// SPDX-License-Identifier: MIT
// What messages call one object. A key gets into a message by these functions alone, which know
// whether the engine hides values (EngineOptions::hide_parameters).
#pragma once
#include <string>

#include "orpiment/entity/entity.hpp"

namespace orp {

class SessionState;

/// The session that `entity` lives in. Requires: it is open.
SessionState& session_of(const Entity& entity);

/// "(42)", "('AB', 7)"; "(hidden)".
std::string print_key(const SessionState& state, const EntityInfo& info, const void* const* key);

/// The same of the primary key in the object's row.
std::string print_key(const Entity& entity);

/// "42", "'AB'", "NULL"; "(hidden)". Of a field of `type`; nullptr: NULL.
std::string print_field(const SessionState& state, const ColumnType* type, const void* field);

/// "User (42)"; of an object that has no key yet: "new User".
std::string describe(const Entity& entity);

}  // namespace orp
