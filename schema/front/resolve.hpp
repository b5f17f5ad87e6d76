// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// What the documents mean together; the root is the last of them. Reports every name that leads
/// nowhere or to several things, and every value that is none of its type. After a report the model
/// has holes there: types that are unknown, indices that are npos, constraints that are missing.
/// Requires: at least one document.
Model resolve(const std::vector<Document>& documents, Diagnostics& diagnostics);

}  // namespace orp::language
