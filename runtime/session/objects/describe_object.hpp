// SPDX-License-Identifier: MIT
// What messages call one object. A key gets into a message by these functions alone, which know
// whether the engine hides values (EngineOptions::hide_parameters).
#pragma once
#include <string>

#include "orpiment/entity/entity.hpp"

namespace orp {

/// Whether messages about `entity` hide values. Requires: its session is open.
bool hides_values(const Entity& entity);

/// "(42)", "('AB', 7)"; "(hidden)".
std::string print_key(bool hidden, const EntityInfo& info, const void* const* key);

/// The same of the primary key in the object's row.
std::string print_key(const Entity& entity);

/// "42", "'AB'", "NULL"; "(hidden)". Of a field of `type`; nullptr: NULL.
std::string print_field(bool hidden, const ColumnType* type, const void* field);

/// Behind what was not found: the row of an object that is there no longer.
inline constexpr const char* why_a_row_is_gone =
    ": somebody else deleted it, or a statement of this session deleted it or gave it another key";

/// "User (42)"; of an object that has no key yet: "new User".
std::string describe(const Entity& entity);

}  // namespace orp
