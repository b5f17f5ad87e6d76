// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/detail/decimal_text.hpp"
#include "orpiment/base/detail/uuid_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp {

namespace detail {
// Not constexpr: to reach one of these while a literal is compiled is an error that names it.
void this_literal_is_not_a_decimal_number();
void this_literal_is_not_a_uuid();
void this_literal_is_not_a_date();
}  // namespace detail

inline namespace literals {

/// "12.50"_dec; a text that is not a decimal number does not compile.
consteval Decimal operator""_dec(const char* text, std::size_t size) {
  const detail::DecimalText read = detail::read_decimal({text, size});
  if (read.error != nullptr) detail::this_literal_is_not_a_decimal_number();
  return Decimal::from_coefficient(read.coefficient, read.scale);
}

/// "6ba7b810-9dad-11d1-80b4-00c04fd430c8"_uuid; a text that is not a UUID does not compile.
consteval Uuid operator""_uuid(const char* text, std::size_t size) {
  Uuid uuid;
  if (!detail::read_uuid({text, size}, uuid)) detail::this_literal_is_not_a_uuid();
  return uuid;
}

/// "2026-11-20"_date; a text that is no day of the calendar does not compile.
consteval Date operator""_date(const char* text, std::size_t size) {
  int parts[3] = {};  // year, month, day
  int part = 0;
  bool is_date = size == Date::text_size;
  for (std::size_t i = 0; is_date && i < size; ++i) {
    if (i == 4 || i == 7) {
      is_date = text[i] == '-';
      ++part;
    } else {
      is_date = text[i] >= '0' && text[i] <= '9';
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  }
  if (!is_date || !Date::exists(parts[0], parts[1], parts[2])) detail::this_literal_is_not_a_date();
  return Date(parts[0], parts[1], parts[2]);
}

}  // namespace literals
}  // namespace orp
