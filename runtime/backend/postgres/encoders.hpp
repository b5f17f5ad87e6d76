// SPDX-License-Identifier: MIT
// From C++ values to the binary form of the server's types; for types.cpp, whose rows name them.
// All throw ValueFault.
#pragma once
#include <bit>
#include <cstdint>
#include <string>

#include "backend/postgres/encode_text.hpp"
#include "backend/postgres/epoch.hpp"
#include "backend/postgres/numeric.hpp"
#include "backend/postgres/types.hpp"
#include "backend/postgres/wire.hpp"
#include "backend/value_check.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::postgres::encoding {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

inline void put_boolean(ByteWriter& out, const SqlType&, const void* value) {
  out.put8(as<bool>(value) ? 1 : 0);
}
inline void put_int16(ByteWriter& out, const SqlType&, const void* value) {
  out.put16(as<std::int16_t>(value));
}
inline void put_int32(ByteWriter& out, const SqlType&, const void* value) {
  out.put32(as<std::int32_t>(value));
}
inline void put_int64(ByteWriter& out, const SqlType&, const void* value) {
  out.put64(as<std::int64_t>(value));
}
inline void put_float(ByteWriter& out, const SqlType&, const void* value) {
  out.put32(std::bit_cast<std::int32_t>(as<float>(value)));
}
inline void put_double(ByteWriter& out, const SqlType&, const void* value) {
  out.put64(std::bit_cast<std::int64_t>(as<double>(value)));
}
inline void put_decimal(ByteWriter& out, const SqlType& type, const void* value) {
  const auto& number = as<Decimal>(value);
  put_numeric(
      out, type.precision == 0 ? number : unscaled_decimal(scaled_coefficient(number, type), type));
}
inline void put_text(ByteWriter& out, const SqlType& type, const void* value) {
  check_text(as<std::string>(value), type);
  out.put_bytes(as<std::string>(value));
}
inline void put_blob(ByteWriter& out, const SqlType&, const void* value) {
  out.put_bytes(as<Bytes>(value).view());
}
inline void put_uuid(ByteWriter& out, const SqlType&, const void* value) {
  out.put_bytes(as<Uuid>(value).data(), Uuid::size);
}
inline void put_date(ByteWriter& out, const SqlType&, const void* value) {
  out.put32(as<Date>(value).days() - epoch_days);
}
/// The words of schemas for how times and timestamps are kept hold here, too: a column may be
/// time(0).
inline void put_time(ByteWriter& out, const SqlType& type, const void* value) {
  if (type.stored_as != StoredAs::standard) [[unlikely]]
    check_resolution(as<Time>(value), type);
  out.put64(as<Time>(value).microseconds());
}
template <class T>
void put_timestamp(ByteWriter& out, const SqlType& type, const void* value) {
  if (type.stored_as != StoredAs::standard) [[unlikely]]
    check_resolution(Timestamp::from_microseconds(as<T>(value).microseconds()), type);
  out.put64(as<T>(value).microseconds() - epoch_microseconds);
}
/// As text: the binary forms of json and jsonb differ, and the column may be either.
inline void put_json(ByteWriter& out, const SqlType&, const void* value) {
  out.put_bytes(as<Json>(value).text());
}
inline void put_label(ByteWriter& out, const SqlType& type, const void* value) {
  out.put_bytes(label_of(*type.enumeration, value));
}
inline void put_array(ByteWriter& out, const SqlType& type, const void* value) {
  std::string literal;
  encode_text(literal, type, value);
  out.put_bytes(literal);
}
inline void put_converted(ByteWriter& out, const SqlType& type, const void* value) {
  StoredValue stored(*type.conversion->stored);
  type.conversion->to_stored(value, stored.field());
  encode(out, *type.conversion->stored, stored.field());
}

}  // namespace orp::backend::postgres::encoding
