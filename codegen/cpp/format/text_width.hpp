// SPDX-License-Identifier: MIT
// What a line holds, and how much of it a text takes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace orp::codegen::cpp {

inline constexpr std::size_t line_width = 100;
/// By how much a line that goes on stands further to the right.
inline constexpr std::size_t continuation = 4;

/// A byte of UTF-8 that continues a code point.
inline bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

/// In columns; a code point is taken to fill one.
inline std::size_t text_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace orp::codegen::cpp
