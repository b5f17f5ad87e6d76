// SPDX-License-Identifier: MIT
#pragma once

#include "diagnostic.hpp"
#include "front/document.hpp"
#include "json/node.hpp"

namespace orp::codegen {

/// What one schema file says. Reports all that has a wrong shape: unknown and missing keys, values
/// of a wrong JSON type, unknown words, numbers out of range. schema/orpiment.schema.json accepts
/// exactly what passes here without a report. Names are looked up later.
Document parse(const json::Node& root, Diagnostics& diagnostics);

}  // namespace orp::codegen
