// SPDX-License-Identifier: MIT
#include "backend/postgres/encode.hpp"

#include <bit>
#include <cstdint>

#include "backend/postgres/epoch.hpp"
#include "backend/postgres/numeric.hpp"
#include "backend/scalar_text.hpp"
#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::postgres {

namespace {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

void put_decimal(ByteWriter& out, const ColumnType& type, const Decimal& value) {
  put_numeric(
      out, type.precision == 0 ? value : unscaled_decimal(scaled_coefficient(value, type), type));
}

void put_interval(ByteWriter& out, const Interval& value) {
  out.put64(value.microseconds());
  out.put32(value.days());
  out.put32(value.months());
}

void append_array(std::string& out, const ColumnType& type, const void* array) {
  const ColumnType& element = *type.array->element;
  StoredValue value(element);
  out += '{';
  for (std::size_t i = 0; i < type.array->size(array); ++i) {
    if (i > 0) out += ',';
    type.array->get(array, i, value.field());
    encode_element(out, element, value.field());
  }
  out += '}';
}

}  // namespace

void encode(ByteWriter& out, const ColumnType& type, const void* value) {
  switch (type.tag) {
    case TypeTag::boolean:
      return out.put8(as<bool>(value) ? 1 : 0);
    case TypeTag::int16:
      return out.put16(as<std::int16_t>(value));
    case TypeTag::int32:
      return out.put32(as<std::int32_t>(value));
    case TypeTag::int64:
      return out.put64(as<std::int64_t>(value));
    case TypeTag::float32:
      return out.put32(std::bit_cast<std::int32_t>(as<float>(value)));
    case TypeTag::float64:
      return out.put64(std::bit_cast<std::int64_t>(as<double>(value)));
    case TypeTag::decimal:
      return put_decimal(out, type, as<Decimal>(value));
    case TypeTag::string:
    case TypeTag::text:
      check_text(as<std::string>(value), type);
      return out.put_bytes(as<std::string>(value));
    case TypeTag::bytes:
      return out.put_bytes(as<Bytes>(value).view());
    case TypeTag::uuid:
      return out.put_bytes(as<Uuid>(value).data(), Uuid::size);
    case TypeTag::date:
      return out.put32(as<Date>(value).days() - epoch_days);
    case TypeTag::time:
      return out.put64(as<Time>(value).microseconds());
    case TypeTag::timestamp:
      return out.put64(as<Timestamp>(value).microseconds() - epoch_microseconds);
    case TypeTag::timestamptz:
      return out.put64(as<TimestampTz>(value).microseconds() - epoch_microseconds);
    case TypeTag::interval:
      return put_interval(out, as<Interval>(value));
    case TypeTag::json:
      out.put8(1);  // version of the format
      return out.put_bytes(as<Json>(value).text());
    case TypeTag::enumeration:
      return out.put_bytes(label_of(*type.enumeration, value));
    case TypeTag::converted: {
      StoredValue stored(*type.conversion->stored);
      type.conversion->to_stored(value, stored.field());
      return encode(out, *type.conversion->stored, stored.field());
    }
    case TypeTag::array: {
      std::string literal;
      append_array(literal, type, value);
      return out.put_bytes(literal);
    }
  }
}

bool travels_as_text(const ColumnType& type) {
  switch (stored_type(type).tag) {
    case TypeTag::json:
    case TypeTag::enumeration:
    case TypeTag::array:
      return true;
    default:
      return false;
  }
}

void encode_text(std::string& out, const ColumnType& type, const void* value) {
  if (type.tag == TypeTag::converted) {
    StoredValue stored(*type.conversion->stored);
    type.conversion->to_stored(value, stored.field());
    return encode_text(out, *type.conversion->stored, stored.field());
  }
  if (type.tag == TypeTag::array) return append_array(out, type, value);
  if (type.tag == TypeTag::bytes) out += "\\x";
  append_scalar(out, type, value);
  if (type.tag == TypeTag::timestamptz) out += "+00";
}

void encode_element(std::string& out, const ColumnType& type, const void* value) {
  std::string text;
  encode_text(text, type, value);
  out += '"';  // always, so that nothing but quotes and backslashes has a meaning
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace orp::backend::postgres
