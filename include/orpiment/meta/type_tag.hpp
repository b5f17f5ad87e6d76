// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>

namespace orp {

/// The schema language's types. The C++ type of the value is given behind each.
enum class TypeTag : std::uint8_t {
  boolean,      // bool
  int16,        // std::int16_t
  int32,        // std::int32_t
  int64,        // std::int64_t
  float32,      // float
  float64,      // double
  decimal,      // orp::Decimal
  string,       // std::string, at most `length` code points
  text,         // std::string
  bytes,        // orp::Bytes
  uuid,         // orp::Uuid
  date,         // orp::Date
  time,         // orp::Time
  timestamp,    // orp::Timestamp
  timestamptz,  // orp::TimestampTz
  interval,     // orp::Interval
  json,         // orp::Json
  enumeration,  // a generated enum class; see EnumInfo
  array,        // std::vector of the element's type; see ArrayInfo
  converted,    // a C++ type of the user's own; see ConversionInfo
};

inline constexpr std::size_t type_tag_count = static_cast<std::size_t>(TypeTag::converted) + 1;

}  // namespace orp
