// SPDX-License-Identifier: MIT
// Values (not fields) of types known at run time: what keys need.
//
// Rules
//  (1) Equal values have equal hashes, so decimals of any scale.
//  (2) An integer is its own hash: sequential keys stay neighbours.
#pragma once
#include <cstdint>
#include <string>

#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Requires: `type` is not nullable.
bool equal_values(const FieldType& type, const void* left, const void* right);

std::uint64_t hash_value(const SqlType& type, const void* value);

inline constexpr ColumnType int64_type{{.tag = TypeTag::int64}, FieldType::of<std::int64_t>()};

/// int16, int32 and int64, widened. Requires: is_integer_type(type).
inline std::int64_t integer_value(const SqlType& type, const void* value) {
  switch (type.tag) {
    case TypeTag::int16:
      return *static_cast<const std::int16_t*>(value);
    case TypeTag::int32:
      return *static_cast<const std::int32_t*>(value);
    default:
      return *static_cast<const std::int64_t*>(value);
  }
}
inline bool is_integer_type(const SqlType& type) { return is_integer(type.tag); }

/// "42", "'abc'", for messages; text is shortened when it is long.
std::string print_value(const SqlType& type, const void* value);

}  // namespace orp
