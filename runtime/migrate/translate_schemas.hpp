// SPDX-License-Identifier: MIT
// A catalog in schemas by other names.
#pragma once
#include "orpiment/meta/schema.hpp"
#include "orpiment/meta/schema_translate_map.hpp"

namespace orp {

/// Gives everything the schema that `map` says. Throws UsageError (ORP-1417) for a map that makes
/// no sense, and when two tables would be one.
void translate_schemas(schema::Catalog& catalog, const SchemaTranslateMap& map);

}  // namespace orp
