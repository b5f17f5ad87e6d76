// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace orp::codegen::cpp {

/// A string literal as several, split behind spaces, each of which begins at `column` and ends
/// within the line; `tail` more characters follow the last one. Later lines begin with the spaces
/// that lead to `column` from `indentation`.
[[nodiscard]] std::string string_lines(const std::string& literal, std::size_t column,
                                       std::size_t indentation, std::size_t tail);

}  // namespace orp::codegen::cpp
