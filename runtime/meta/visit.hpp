// SPDX-License-Identifier: MIT
// From a type tag to a C++ type: the one switch that everything not on a hot path shares.
#pragma once
#include <cstdint>
#include <string>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp {

/// Calls visit(const T&) with the value at `value` (not a field) of `type`'s C++ type, for every
/// tag but enumeration, array and converted, for which it calls other().
template <class Visit, class Other>
auto visit_value(const ColumnType& type, const void* value, Visit visit, Other other) {
  switch (type.tag) {
    case TypeTag::boolean:
      return visit(*static_cast<const bool*>(value));
    case TypeTag::int16:
      return visit(*static_cast<const std::int16_t*>(value));
    case TypeTag::int32:
      return visit(*static_cast<const std::int32_t*>(value));
    case TypeTag::int64:
      return visit(*static_cast<const std::int64_t*>(value));
    case TypeTag::float32:
      return visit(*static_cast<const float*>(value));
    case TypeTag::float64:
      return visit(*static_cast<const double*>(value));
    case TypeTag::decimal:
      return visit(*static_cast<const Decimal*>(value));
    case TypeTag::string:
    case TypeTag::text:
      return visit(*static_cast<const std::string*>(value));
    case TypeTag::bytes:
      return visit(*static_cast<const Bytes*>(value));
    case TypeTag::uuid:
      return visit(*static_cast<const Uuid*>(value));
    case TypeTag::date:
      return visit(*static_cast<const Date*>(value));
    case TypeTag::time:
      return visit(*static_cast<const Time*>(value));
    case TypeTag::timestamp:
      return visit(*static_cast<const Timestamp*>(value));
    case TypeTag::timestamptz:
      return visit(*static_cast<const TimestampTz*>(value));
    case TypeTag::interval:
      return visit(*static_cast<const Interval*>(value));
    case TypeTag::json:
      return visit(*static_cast<const Json*>(value));
    case TypeTag::enumeration:
    case TypeTag::array:
    case TypeTag::converted:
      break;
  }
  return other();
}

}  // namespace orp
