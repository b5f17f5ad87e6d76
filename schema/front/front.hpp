// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "schema/diagnostic.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// The whole front end: load (read, parse, includes), resolve, check, hidden ends. Reports all
/// mistakes it can find in one run; a file that cannot be read or is no JSON ends it at once.
/// Nothing is returned when anything was reported.
std::optional<Model> read_schema(const std::filesystem::path& path, Diagnostics& diagnostics);

}  // namespace orp::language
