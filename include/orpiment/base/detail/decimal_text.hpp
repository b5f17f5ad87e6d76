// SPDX-License-Identifier: MIT
//
// Reading the text of a decimal, at compile time for literals and at run time. Apart from
// decimal.hpp, which every model includes, because few need it.
#pragma once

#include <cstddef>
#include <string_view>

#include "orpiment/base/decimal.hpp"
#include "orpiment/base/detail/int128.hpp"

namespace orp::detail {

/// What reading a decimal gave: a value, or why not and at which character.
struct DecimalText {
  detail::Int128 coefficient = 0;
  int scale = 0;
  const char* error = nullptr;
  std::size_t position = 0;
};

/// Reads what Decimal::parse reads.
constexpr DecimalText read_decimal(std::string_view text) noexcept {
  DecimalText read;
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) ++at;

  detail::Uint128 coefficient = 0;
  int digits = 0;  // of the coefficient, leading zeros not counted
  bool any_digit = false;
  bool after_point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any_digit = true;
    if (digits == Decimal::max_precision || read.scale == Decimal::max_scale) {
      if (after_point && c == '0') continue;  // says nothing that could be kept
      return {.error = "more than 38 digits", .position = at};
    }
    coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
    if (coefficient != 0) ++digits;
    if (after_point) ++read.scale;
  }
  if (at < text.size()) return {.error = "unexpected character", .position = at};
  if (!any_digit) return {.error = "digits expected", .position = at};
  read.coefficient = static_cast<detail::Int128>(coefficient);
  if (negative) read.coefficient = -read.coefficient;
  return read;
}

}  // namespace orp::detail
