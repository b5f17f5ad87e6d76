// SPDX-License-Identifier: MIT
#pragma once

namespace orp::detail {

/// The value of a hexadecimal digit of either case, or -1.
constexpr int hex_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// The lower-case digit of a value below 16.
constexpr char hex_digit(unsigned value) noexcept { return "0123456789abcdef"[value]; }

}  // namespace orp::detail
