// SPDX-License-Identifier: MIT
// A floating-point number that a database gives, as a float or a double: the same number, or a
// fault.
#pragma once
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "backend/value_fault.hpp"

namespace orp::backend {

/// The shortest text that tells the number from all others.
inline std::string shortest_text(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

template <class T>
T exact_real(const ColumnType& type, double value) {
  const T narrowed = static_cast<T>(value);
  if (std::isinf(narrowed) && !std::isinf(value)) [[unlikely]]
    fault_out_of_range(type, std::to_string(value));
  // Rounded it would not be found again: the database compares what it has.
  if (static_cast<double>(narrowed) != value && !std::isnan(value)) [[unlikely]]
    fault_inexact(type, shortest_text(value));
  return narrowed;
}

template <class T>
T exact_real(const ColumnType& type, std::int64_t value) {
  constexpr std::int64_t all_exact = std::int64_t{1} << std::numeric_limits<T>::digits;
  if (value > all_exact || value < -all_exact) [[unlikely]] {
    const T narrowed = static_cast<T>(value);
    constexpr auto limit = static_cast<T>(9223372036854775808.0);  // 2^63
    if (narrowed >= limit || static_cast<std::int64_t>(narrowed) != value)
      fault_inexact(type, std::to_string(value));
  }
  return static_cast<T>(value);
}

}  // namespace orp::backend
