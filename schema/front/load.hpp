// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"

namespace orp::language {

/// Reads and parses a schema file and all it includes, each once, an included file before the one
/// that includes it; the root comes last. Paths in "include" count from the file they stand in.
/// Nothing when a file could not be read or is no JSON; other mistakes leave what was understood.
/// All files are registered with `diagnostics` in the order in which they are met, the root as 0.
std::optional<std::vector<Document>> load(const std::filesystem::path& path,
                                          Diagnostics& diagnostics);

}  // namespace orp::language
