// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp {

namespace detail {
/// Of the label that has it. Throws DataError when none has.
unsigned place_of_number(const EnumInfo& info, std::int16_t number);
/// Of the label at `place`. Throws DataError when there is none.
std::int16_t number_at(const EnumInfo& info, std::int64_t place);
}  // namespace detail

/// The converter of an enumeration that is kept as a number: its own, or that of its place, from 0
/// on.
template <class Enum>
struct EnumNumber {
  /// The number of the enumerator. Throws DataError for a value that is none.
  static std::int16_t to_stored(Enum value) {
    return detail::number_at(enum_info(Enum()), static_cast<std::int64_t>(value));
  }
  /// The enumerator of that number. Throws DataError when there is none.
  static Enum from_stored(std::int16_t number) {
    return static_cast<Enum>(detail::place_of_number(enum_info(Enum()), number));
  }
};

namespace facts {

template <class Enum>
inline constexpr ConversionInfo enum_number_conversion =
    conversion<EnumNumber<Enum>, Enum, std::int16_t>(types::int16);

/// As what an enumeration is kept by the number of its label.
template <class Enum, const EnumInfo& Info>
inline constexpr ColumnType label_number = types::numbered<Enum>(Info,
                                                                 enum_number_conversion<Enum>);

}  // namespace facts
}  // namespace orp
