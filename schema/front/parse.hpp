// SPDX-License-Identifier: MIT
#pragma once

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/json/node.hpp"

namespace orp::language {

/// What one schema file says. Reports all that has a wrong shape: unknown and missing keys, values
/// of a wrong JSON type, unknown words, numbers out of range. Names are looked up later.
///
/// (1) schema/orpiment.schema.json accepts exactly what passes here without a report.
Document parse(const json::Node& root, Diagnostics& diagnostics);

}  // namespace orp::language
