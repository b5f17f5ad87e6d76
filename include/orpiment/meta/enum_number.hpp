// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/column_type.hpp"

namespace orp {

namespace detail {
/// Throws DataError.
[[noreturn]] void throw_no_enumerator(const EnumInfo& info, std::int64_t number);
}  // namespace detail

/// The converter of an enumeration that is kept as a number: that of its place, from 0 on.
template <class Enum>
struct EnumNumber {
  /// The number of the enumerator.
  static std::int16_t to_stored(Enum value) { return static_cast<std::int16_t>(value); }
  /// The enumerator of that number. Throws DataError when there is none.
  static Enum from_stored(std::int16_t number) {
    const EnumInfo& info = enum_info(Enum());
    if (number < 0 || static_cast<std::size_t>(number) >= info.labels.size())
      detail::throw_no_enumerator(info, number);
    return static_cast<Enum>(number);
  }
};

}  // namespace orp
