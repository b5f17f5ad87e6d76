// SPDX-License-Identifier: MIT
// What follows from the way in which a database keeps a type that it does not have.
#pragma once
#include <cstdint>

#include "orpiment/meta/type_tag.hpp"
#include "orpiment/meta/words.hpp"

namespace orp {

constexpr bool is_floating(StoredAs how) {
  return how == StoredAs::real || how == StoredAs::numeric;
}

/// An enumeration that is a text on every database; of an SqlType or a schema::Type.
template <class Type>
constexpr bool is_text_label(const Type& type) {
  return type.tag == TypeTag::enumeration && type.stored_as == StoredAs::text;
}

/// Equal decimals may be kept as different numbers, of which calculating left one; so only those
/// without digits behind the point are found by what they are. Of an SqlType or a schema::Type.
template <class Type>
constexpr bool is_kept_with_noise(const Type& type) {
  return is_floating(type.stored_as) && type.scale > 0;
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
