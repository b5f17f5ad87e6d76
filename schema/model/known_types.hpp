// SPDX-License-Identifier: MIT
// Types of one database that a schema may name without declaring them: each is a type of the
// language with variants, and perhaps a C++ type of ours.
#pragma once

#include <string_view>
#include <vector>

#include "schema/model/model.hpp"

namespace orp::language {

struct KnownType {
  schema::Type stored;
  CustomType custom;
};

/// The type with that name; nullptr: there is none.
[[nodiscard]] const KnownType* find_known_type(std::string_view name);

/// The databases that there are; a program may bring others.
[[nodiscard]] const std::vector<std::string_view>& known_databases();

/// The one of them that is meant by a name near to its own; empty: none.
[[nodiscard]] std::string_view database_near(std::string_view name);

/// The names that find_known_type knows.
[[nodiscard]] const std::vector<std::string_view>& known_type_names();

}  // namespace orp::language
