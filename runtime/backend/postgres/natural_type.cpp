// SPDX-License-Identifier: MIT
#include "backend/postgres/natural_type.hpp"

#include <cstdint>
#include <string>

#include "backend/plain_type.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::postgres {

namespace {

// An enumeration is its label; arrays and rows have zero bytes in their heads, and no text has any.
const ColumnType* type_of_user_defined(const WireValue& value) {
  const bool is_text =
      std::string_view(value.data, value.size).find('\0') == std::string_view::npos;
  return is_text ? &plain_type<std::string, TypeTag::text> : nullptr;
}

}  // namespace

const ColumnType* natural_type(const WireValue& value) {
  if (value.data == nullptr) return nullptr;
  if (oid::is_text(value.oid)) return &plain_type<std::string, TypeTag::text>;
  switch (value.oid) {
    case oid::boolean:
      return &plain_type<bool, TypeTag::boolean>;
    case oid::int2:
      return &plain_type<std::int16_t, TypeTag::int16>;
    case oid::int4:
      return &plain_type<std::int32_t, TypeTag::int32>;
    case oid::int8:
    case oid::oid:
      return &plain_type<std::int64_t, TypeTag::int64>;
    case oid::float4:
      return &plain_type<float, TypeTag::float32>;
    case oid::float8:
      return &plain_type<double, TypeTag::float64>;
    case oid::numeric:
      return &plain_type<Decimal, TypeTag::decimal>;
    case oid::bytea:
      return &plain_type<Bytes, TypeTag::bytes>;
    case oid::uuid:
      return &plain_type<Uuid, TypeTag::uuid>;
    case oid::date:
      return &plain_type<Date, TypeTag::date>;
    case oid::time:
      return &plain_type<Time, TypeTag::time>;
    case oid::timestamp:
      return &plain_type<Timestamp, TypeTag::timestamp>;
    case oid::timestamptz:
      return &plain_type<TimestampTz, TypeTag::timestamptz>;
    case oid::interval:
      return &plain_type<Interval, TypeTag::interval>;
    case oid::json:
    case oid::jsonb:
      return &plain_type<Json, TypeTag::json>;
    default:
      return value.oid < oid::first_user_defined ? nullptr : type_of_user_defined(value);
  }
}

}  // namespace orp::backend::postgres
