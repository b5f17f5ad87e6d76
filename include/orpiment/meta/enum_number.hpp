// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/column_type.hpp"

namespace orp {

namespace detail {
/// Of the label that has it. Throws DataError when none has.
unsigned place_of_number(const EnumInfo& info, std::int16_t number);
}  // namespace detail

/// The converter of an enumeration that is kept as a number: its own, or that of its place, from 0
/// on.
template <class Enum>
struct EnumNumber {
  /// The number of the enumerator.
  static std::int16_t to_stored(Enum value) {
    const EnumInfo& info = enum_info(Enum());
    const auto place = static_cast<std::size_t>(value);
    return place < info.numbers.size() ? info.numbers[place] : static_cast<std::int16_t>(place);
  }
  /// The enumerator of that number. Throws DataError when there is none.
  static Enum from_stored(std::int16_t number) {
    return static_cast<Enum>(detail::place_of_number(enum_info(Enum()), number));
  }
};

}  // namespace orp
