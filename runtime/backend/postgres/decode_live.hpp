// SPDX-License-Identifier: MIT
// Decodes the rows that a cursor stands on: what most columns hold costs no call by the table of
// types.
#pragma once
#include <cstdint>

#include "backend/postgres/decoders.hpp"
#include "backend/postgres/types.hpp"
#include "backend/postgres/wire_value.hpp"

namespace orp::backend::postgres {

/// As decode().
inline void decode_live(const WireValue& value, const ColumnType& type, void* field) {
  if (value.data == nullptr && type.nullable) return type.ops->set_null(field);
  switch (type.tag) {
    case TypeTag::boolean:
      return decoding::read_boolean(value, type, field);
    case TypeTag::int32:
      return decoding::read_integer<std::int32_t, oid::int4>(value, type, field);
    case TypeTag::int64:
      return decoding::read_integer<std::int64_t, oid::int8>(value, type, field);
    case TypeTag::string:
    case TypeTag::text:
      return decoding::read_text(value, type, field);
    case TypeTag::decimal:
      return decoding::read_decimal(value, type, field);
    case TypeTag::timestamp:
      return decoding::read_timestamp<Timestamp, oid::timestamp>(value, type, field);
    case TypeTag::timestamptz:
      return decoding::read_timestamp<TimestampTz, oid::timestamptz>(value, type, field);
    case TypeTag::enumeration:
      return decoding::read_label(value, type, field);
    default:
      return row_of(type).decode(value, type, field);
  }
}

}  // namespace orp::backend::postgres
