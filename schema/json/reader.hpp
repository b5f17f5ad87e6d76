// SPDX-License-Identifier: MIT
// From JSON text to nodes that know their places.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "schema/diagnostic.hpp"
#include "schema/json/node.hpp"

namespace orp::language::json {

/// Arrays and objects may stand in one another this deep.
inline constexpr std::size_t max_depth = 64;

/// Reads JSON with comments (`//` and `/* */`); a UTF-8 byte order mark in front is skipped. `file`
/// is the number that Diagnostics gave the text. A syntax error is reported and leaves nothing; a
/// duplicate key is reported at its second place, and the first one stays.
std::optional<Node> read(std::string_view text, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace orp::language::json
