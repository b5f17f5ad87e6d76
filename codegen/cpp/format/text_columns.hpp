// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace orp::codegen::cpp {

/// The items of a long braced list, each with its comma, in as many columns as clang-format would
/// make: those that need the fewest lines within `room`, unless lengths differ so much that a
/// column would be mostly spaces. Lines end in newlines and begin with `indentation` spaces.
[[nodiscard]] std::string in_columns(const std::vector<std::string>& items, std::size_t indentation,
                                     std::size_t room);

}  // namespace orp::codegen::cpp
