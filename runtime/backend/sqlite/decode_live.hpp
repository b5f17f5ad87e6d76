// SPDX-License-Identifier: MIT
// Decodes the rows that a cursor stands on: what most columns hold costs no call by the table of
// types.
#pragma once
#include <cstdint>

#include "backend/sqlite/decoders.hpp"
#include "backend/sqlite/source.hpp"
#include "backend/sqlite/types.hpp"

namespace orp::backend::sqlite {

/// As decode().
inline void decode_live(ColumnSource source, const ColumnType& type, void* field) {
  if (source.kind() == Cell::Kind::null && type.nullable) return type.ops->set_null(field);
  switch (type.tag) {
    case TypeTag::boolean:
      return decoding::read_boolean(source, type, field);
    case TypeTag::int32:
      return decoding::read_integer<std::int32_t>(source, type, field);
    case TypeTag::int64:
      return decoding::read_integer<std::int64_t>(source, type, field);
    case TypeTag::string:
    case TypeTag::text:
      return decoding::read_text(source, type, field);
    case TypeTag::decimal:
      return decoding::read_decimal(source, type, field);
    case TypeTag::timestamp:
      return decoding::read_moment<Timestamp>(source, type, field);
    case TypeTag::timestamptz:
      return decoding::read_moment<TimestampTz>(source, type, field);
    case TypeTag::enumeration:
      return decoding::read_label(source, type, field);
    default:
      return row_of(type).decode_column(source, type, field);
  }
}

}  // namespace orp::backend::sqlite
