// SPDX-License-Identifier: MIT
// The schema language's types. A type without parameters is one line here: from it follow its tag,
// its word in generated facts, its field, and what tells the two from one another.
#pragma once
#include <cstddef>
#include <cstdint>

#include "orpiment/base/fwd.hpp"

namespace orp {

// APPLY(tag, C++ type of the value, word in schemas)

#define ORPIMENT_FOR_EACH_NUMBER_TYPE(APPLY) \
  APPLY(boolean, bool, "bool")               \
  APPLY(int16, std::int16_t, "int16")        \
  APPLY(int32, std::int32_t, "int32")        \
  APPLY(int64, std::int64_t, "int64")        \
  APPLY(float32, float, "float")             \
  APPLY(float64, double, "double")

#define ORPIMENT_FOR_EACH_VALUE_TYPE(APPLY)      \
  APPLY(text, std::string, "text")               \
  APPLY(bytes, Bytes, "bytes")                   \
  APPLY(uuid, Uuid, "uuid")                      \
  APPLY(date, Date, "date")                      \
  APPLY(time, Time, "time")                      \
  APPLY(timestamp, Timestamp, "timestamp")       \
  APPLY(timestamptz, TimestampTz, "timestamptz") \
  APPLY(interval, Interval, "interval")          \
  APPLY(json, Json, "json")

/// The types that have no parameters, and one C++ type each.
#define ORPIMENT_FOR_EACH_SIMPLE_TYPE(APPLY) \
  ORPIMENT_FOR_EACH_NUMBER_TYPE(APPLY)       \
  ORPIMENT_FOR_EACH_VALUE_TYPE(APPLY)

// clang-format off
enum class TypeTag : std::uint8_t {
#define ORPIMENT_TAG(tag, type, word) tag,
  ORPIMENT_FOR_EACH_NUMBER_TYPE(ORPIMENT_TAG)
  decimal,  // orp::Decimal
  string,   // std::string, at most `length` code points
  ORPIMENT_FOR_EACH_VALUE_TYPE(ORPIMENT_TAG)
#undef ORPIMENT_TAG
  enumeration,  // a generated enum class; see EnumInfo
  array,        // std::vector of the element's type; see ArrayInfo
  converted,    // a C++ type of the user's own; see ConversionInfo
};
// clang-format on

/// A bool or a number of C++'s own.
constexpr bool is_arithmetic(TypeTag tag) { return tag <= TypeTag::float64; }
constexpr bool is_integer(TypeTag tag) {
  return tag == TypeTag::int16 || tag == TypeTag::int32 || tag == TypeTag::int64;
}
constexpr bool is_floating(TypeTag tag) {
  return tag == TypeTag::float32 || tag == TypeTag::float64;
}

inline constexpr std::size_t type_tag_count = static_cast<std::size_t>(TypeTag::converted) + 1;

}  // namespace orp
