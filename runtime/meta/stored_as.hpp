// SPDX-License-Identifier: MIT
// What follows from the way in which a database keeps a type that it does not have.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "orpiment/meta/words.hpp"

namespace orp {

/// The words of schemas, by number; the first and the last stand in none.
inline constexpr std::array<std::string_view, 14> stored_as_names{
    "standard",     "scaled",            "text", "real",        "numeric",
    "text_seconds", "text_milliseconds", "iso",  "iso_seconds", "iso_milliseconds",
    "unix_seconds", "unix_milliseconds", "julian_day",
    "unknown"};

constexpr std::string_view stored_as_word(StoredAs how) {
  return stored_as_names[static_cast<std::size_t>(how)];
}

constexpr bool is_floating(StoredAs how) {
  return how == StoredAs::real || how == StoredAs::numeric;
}

/// How many digits of a decimal are exact.
constexpr int most_digits(StoredAs how) {
  if (is_floating(how)) return 15;
  return how == StoredAs::scaled ? 18 : 38;
}

/// The least difference between two timestamps, in microseconds.
constexpr std::int64_t resolution(StoredAs how) {
  switch (how) {
    case StoredAs::text_seconds:
    case StoredAs::iso_seconds:
    case StoredAs::unix_seconds:
      return 1'000'000;
    case StoredAs::text_milliseconds:
    case StoredAs::iso_milliseconds:
    case StoredAs::unix_milliseconds:
    case StoredAs::julian_day:
      return 1'000;
    default:
      return 1;
  }
}

}  // namespace orp
