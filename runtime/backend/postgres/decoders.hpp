// SPDX-License-Identifier: MIT
// From the binary form of the server's types to C++ values; for types.cpp, whose rows name them.
// All throw ValueFault.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "backend/exact_real.hpp"
#include "backend/postgres/epoch.hpp"
#include "backend/postgres/numeric.hpp"
#include "backend/postgres/type_names.hpp"
#include "backend/postgres/types.hpp"
#include "backend/postgres/wire.hpp"
#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/field_slot.hpp"
#include "meta/set_text.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::postgres::decoding {

[[noreturn]] inline void fault_type(const WireValue& value, const SqlType& type) {
  if (value.data == nullptr) fault_null();
  fault_wrong_type(type, "a value of the type " + server_type_name(value.oid));
}

[[noreturn]] inline void fault_infinite(const SqlType& type) {
  fault_out_of_range(type, "infinity");
}

inline void check_wire(const WireValue& value, Oid oid, std::size_t size, const SqlType& type) {
  if (value.data == nullptr || value.oid != oid || value.size != size) [[unlikely]] {
    fault_type(value, type);
  }
}

inline Decimal numeric_value(const WireValue& value, const SqlType& type) {
  const std::optional<Decimal> number = load_numeric(value.data, value.size);
  if (!number) fault_out_of_range(type, "NaN, infinity or a number of more than 38 digits");
  return *number;
}

/// A number that takes all bytes of the value.
template <class T>
T load_all(const WireValue& value, const SqlType& type) {
  if (value.size != sizeof(T)) fault_type(value, type);
  return wire::load<T>(value.data);
}

/// Integers of any width, and whole numerics: sum() of bigint is one.
inline std::int64_t integer_value(const WireValue& value, const SqlType& type) {
  if (value.data == nullptr) fault_null();
  switch (value.oid) {
    case oid::int2:
      return static_cast<std::int16_t>(load_all<std::uint16_t>(value, type));
    case oid::int4:
      return static_cast<std::int32_t>(load_all<std::uint32_t>(value, type));
    case oid::int8:
      return static_cast<std::int64_t>(load_all<std::uint64_t>(value, type));
    case oid::oid:
      return load_all<std::uint32_t>(value, type);
    case oid::numeric: {
      const Decimal number = numeric_value(value, type).normalized();
      const detail::Int128 coefficient = number.coefficient();
      if (number.scale() != 0 || coefficient > std::numeric_limits<std::int64_t>::max() ||
          coefficient < std::numeric_limits<std::int64_t>::min()) {
        fault_out_of_range(type, number.to_string());
      }
      return static_cast<std::int64_t>(coefficient);
    }
    default:
      fault_type(value, type);
  }
}

/// Of another width than the column's.
template <class T>
T other_integer(const WireValue& value, const SqlType& type) {
  const std::int64_t wide = integer_value(value, type);
  if (wide < std::numeric_limits<T>::min() || wide > std::numeric_limits<T>::max())
    fault_out_of_range(type, wide);
  return static_cast<T>(wide);
}

template <class T, Oid Exact>
inline void read_integer(const WireValue& value, const ColumnType& type, void* field) {
  if (value.oid == Exact && value.size == sizeof(T)) [[likely]] {  // so it is not NULL
    slot<T>(type, field) = static_cast<T>(wire::load<std::make_unsigned_t<T>>(value.data));
    return;
  }
  slot<T>(type, field) = other_integer<T>(value, type);
}

/// Of a decimal fraction it is the nearest double.
template <class T>
T real_value(const WireValue& value, const ColumnType& type) {
  if (value.data == nullptr) fault_null();
  switch (value.oid) {
    case oid::float8:
      return exact_real<T>(type, std::bit_cast<double>(load_all<std::uint64_t>(value, type)));
    case oid::float4:
      return std::bit_cast<float>(load_all<std::uint32_t>(value, type));
    case oid::numeric:
      return exact_real<T>(type, numeric_value(value, type).to_double());
    default:
      return exact_real<T>(type, integer_value(value, type));
  }
}

template <class T>
void read_real(const WireValue& value, const ColumnType& type, void* field) {
  slot<T>(type, field) = real_value<T>(value, type);
}

inline void read_boolean(const WireValue& value, const ColumnType& type, void* field) {
  check_wire(value, oid::boolean, 1, type);
  slot<bool>(type, field) = *value.data != 0;
}

inline void read_decimal(const WireValue& value, const ColumnType& type, void* field) {
  const Decimal number = value.oid == oid::numeric && value.data != nullptr
                             ? numeric_value(value, type)
                             : Decimal(integer_value(value, type));
  // What is calculated may have more digits than its type says: only a table has promised.
  const bool is_promised = value.is_column && type.stored_as != StoredAs::unknown;
  slot<Decimal>(type, field) = is_promised ? kept_decimal(number, type) : number;
}

/// The characters of all types that have any. What a program defined itself has the form that its
/// author gave it; for enumerations and the like that is their text.
inline std::string_view text_value(const WireValue& value, const SqlType& type) {
  if (!oid::is_text(value.oid) && value.oid < oid::first_user_defined) fault_type(value, type);
  if (value.data == nullptr) fault_null();
  return without_padding(value);
}

inline void read_text(const WireValue& value, const ColumnType& type, void* field) {
  set_text(slot<std::string>(type, field), text_value(value, type));
}

inline void read_bytes(const WireValue& value, const ColumnType& type, void* field) {
  if (value.oid != oid::bytea || value.data == nullptr) fault_type(value, type);
  slot<Bytes>(type, field).assign(value.data, value.size);
}

inline void read_uuid(const WireValue& value, const ColumnType& type, void* field) {
  check_wire(value, oid::uuid, Uuid::size, type);
  slot<Uuid>(type, field) = Uuid::from_bytes(reinterpret_cast<const std::uint8_t*>(value.data));
}

inline void read_date(const WireValue& value, const ColumnType& type, void* field) {
  check_wire(value, oid::date, 4, type);
  const std::int32_t days = wire::load_int32(value.data);
  if (days == std::numeric_limits<std::int32_t>::max() ||
      days == std::numeric_limits<std::int32_t>::min()) {
    fault_infinite(type);
  }
  if (days < Date::min_days - epoch_days || days > Date::max_days - epoch_days) {
    fault_out_of_range(type, "a day outside the years 1 to 9999");
  }
  slot<Date>(type, field) = Date::from_days(days + epoch_days);
}

inline void read_time(const WireValue& value, const ColumnType& type, void* field) {
  check_wire(value, oid::time, 8, type);
  const std::int64_t microseconds = wire::load_int64(value.data);
  if (microseconds == microseconds_per_day) fault_out_of_range(type, "24:00:00");
  if (microseconds < 0 || microseconds > microseconds_per_day) fault_type(value, type);
  slot<Time>(type, field) = Time::from_microseconds(microseconds);
}

template <class T, Oid Exact>
inline void read_timestamp(const WireValue& value, const ColumnType& type, void* field) {
  check_wire(value, Exact, 8, type);
  const std::int64_t microseconds = wire::load_int64(value.data);
  if (microseconds < Timestamp::min_microseconds - epoch_microseconds ||
      microseconds > Timestamp::max_microseconds - epoch_microseconds) [[unlikely]] {
    if (microseconds == std::numeric_limits<std::int64_t>::max() ||
        microseconds == std::numeric_limits<std::int64_t>::min()) {
      fault_infinite(type);
    }
    fault_out_of_range(type, "a point in time outside the years 1 to 9999");
  }
  slot<T>(type, field) = T::from_microseconds(microseconds + epoch_microseconds);
}

inline void read_json(const WireValue& value, const ColumnType& type, void* field) {
  std::string_view text(value.data, value.size);
  if (value.data == nullptr) fault_null();
  if (value.oid == oid::jsonb && !text.empty()) {
    text.remove_prefix(1);  // version of the format
  } else if (value.oid != oid::json) {
    fault_type(value, type);
  }
  slot<Json>(type, field) = Json::trusted(std::string(text));
}

/// A column that keeps labels as texts has their order as texts, unless the schema says so: other
/// than what the program asks for. What is calculated is only read.
[[noreturn]] inline void fault_text_of(const EnumInfo& enumeration, const WireValue& value) {
  throw ValueFault{
      .code = "ORP-2207",
      .message = " instead of the enumeration type " + std::string(enumeration.name),
      .hint =
          "the table keeps it as a text: say \"stored_as\": \"text\" of the column in the schema",
      .value = "a value of the type " + server_type_name(value.oid)};
}

inline void read_label(const WireValue& value, const ColumnType& type, void* field) {
  const bool is_text = value.oid < oid::first_user_defined && value.data != nullptr;
  if (is_text && value.is_column && type.stored_as != StoredAs::text) [[unlikely]]
    fault_text_of(*type.enumeration, value);
  const std::string_view label = text_value(value, type);
  const std::optional<unsigned> found = find_label(*type.enumeration, label);
  if (!found) fault_unknown_label(*type.enumeration, label);
  type.enumeration->set_index(value_place(type, field), *found);
}

/// int32 dimensions, int32 flags, int32 element type; per dimension int32 size, int32 first index;
/// then the elements, each int32 size (-1: NULL) and bytes.
inline void push_elements(const WireValue& value, const SqlType& type, void* array) {
  constexpr std::size_t header = 12;
  constexpr std::size_t dimension = array_header_size - header;
  if (value.data == nullptr) fault_null();
  const std::int32_t dimensions = value.size >= header ? wire::load_int32(value.data) : -1;
  if (dimensions == 0) return;
  if (dimensions != 1 || value.size < header + dimension) {
    fault_wrong_type(type, "an array of several dimensions, or none");
  }
  const Oid element_oid = wire::load<std::uint32_t>(value.data + 8);
  const std::int32_t count = wire::load_int32(value.data + header);
  const char* at = value.data + header + dimension;
  const char* const end = value.data + value.size;
  const ColumnType& element = *type.array->element;
  StoredValue field(element);
  for (std::int32_t i = 0; i < count; ++i) {
    if (end - at < 4) fault_type(value, type);
    const std::int32_t size = wire::load_int32(at);
    at += 4;
    if (size < 0) {
      if (!element.nullable)
        throw ValueFault{"ORP-2206", "NULL in an array, whose elements cannot be empty"};
      element.ops->set_null(field.field());
      type.array->push(array, field.field());
      continue;
    }
    if (end - at < size) fault_type(value, type);
    decode({at, static_cast<std::size_t>(size), element_oid}, element, field.field());
    type.array->push(array, field.field());
    at += size;
  }
}

inline void read_array(const WireValue& value, const ColumnType& type, void* field) {
  // Into a new array, so that a fault leaves none that is half filled.
  StoredValue array(type);
  push_elements(value, type, type.ops->emplace(array.field()));
  type.ops->assign(field, array.field());
}

inline void read_converted(const WireValue& value, const ColumnType& type, void* field) {
  if (value.data == nullptr) fault_null();
  StoredValue stored(*type.conversion->stored);
  decode(value, *type.conversion->stored, stored.field());
  type.conversion->from_stored(stored.field(), type.ops->emplace(field));
}

}  // namespace orp::backend::postgres::decoding
