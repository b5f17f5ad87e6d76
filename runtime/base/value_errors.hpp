// SPDX-License-Identifier: MIT
//
// How the value types say what is wrong with a text or a number.
#pragma once

#include <cstddef>
#include <string_view>

namespace orp {

/// Why a text is not a value, and at which byte of it.
struct Malformed {
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  const char* why = nullptr;
  std::size_t position = 0;
};

/// DataError ORP-2001. `kind` has its article, "a date".
[[noreturn]] void throw_malformed(std::string_view kind, std::string_view text,
                                  Malformed malformed);

/// DataError ORP-2002.
[[noreturn]] void throw_out_of_range(std::string_view message, std::string_view hint = {});

}  // namespace orp
