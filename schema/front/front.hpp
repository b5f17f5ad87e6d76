// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "schema/diagnostic.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// The whole front end: load (read, parse, includes), resolve, check, hidden ends.
///
/// (1) All mistakes that can be found are told in one run: every phase runs, whatever was reported
///     before. Only a file that cannot be read or is no JSON ends it at once.
/// (2) No mistake is followed by complaints about its consequences: what it took away leaves a mark
///     (an empty name, `is_incomplete` in a document, an unknown type or `npos` in a model), which
///     later phases pass over.
/// (3) Nothing is returned when anything was reported.
std::optional<Model> read_schema(const std::filesystem::path& path, Diagnostics& diagnostics);

}  // namespace orp::language
