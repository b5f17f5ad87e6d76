// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace orp {

/// What the schemas within a database that a model names are called where a program runs, for
/// programs that serve many tenants: `{{"tenant", "tenant_42"}, {"", "shared"}}`. Pairs of a name
/// in the model and one of the database. An empty name in the model stands for all that names no
/// schema, an empty one of the database for where the connection looks. What is not among them
/// keeps its name.
using SchemaTranslateMap = std::vector<std::pair<std::string, std::string>>;

}  // namespace orp
