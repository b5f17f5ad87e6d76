// SPDX-License-Identifier: MIT
// From C++ values to the five kinds that the database knows; for types.cpp, whose rows name them.
// All throw ValueFault.
#pragma once
#include <cmath>
#include <limits>
#include <string_view>
#include <type_traits>

#include "backend/json_array.hpp"
#include "backend/sqlite/cell.hpp"
#include "backend/sqlite/decimal_forms.hpp"
#include "backend/sqlite/form_faults.hpp"
#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/sqlite/uuid_forms.hpp"
#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/stored_as.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::sqlite::encoding {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

inline Cell text_cell(std::string_view text) {
  return Cell::of_bytes(Cell::Kind::text, text.data(), text.size());
}

inline Cell real_cell(double value) {
  if (std::isnan(value)) fault_not_a_number();  // would silently become NULL
  return Cell::of_real(value);
}

template <class T>
Cell spelled(const T& value, CellBuffer& buffer) {
  const char* const end = value.write_to(buffer.small);
  return text_cell({buffer.small, static_cast<std::size_t>(end - buffer.small)});
}

template <class T>
Cell integer_cell(const SqlType&, const void* value, CellBuffer&) {
  return Cell::of_integer(static_cast<std::int64_t>(as<T>(value)));
}

inline Cell float_cell(const SqlType&, const void* value, CellBuffer&) {
  return real_cell(static_cast<double>(as<float>(value)));
}

inline Cell double_cell(const SqlType&, const void* value, CellBuffer&) {
  return real_cell(as<double>(value));
}

template <class T>
Cell spelled_cell(const SqlType&, const void* value, CellBuffer& buffer) {
  return spelled(as<T>(value), buffer);
}

inline Cell time_of_day_cell(const SqlType& type, const void* value, CellBuffer& buffer) {
  const Time& time = as<Time>(value);
  if (type.stored_as == StoredAs::standard) [[likely]]
    return spelled(time, buffer);
  check_resolution(time, type);
  return time_cell(time, type.stored_as, buffer);
}

// Of a point in time what the calendar of UTC says, without the offset: the database's own date
// functions do not read "+00".
template <class T>
Cell moment_cell(const SqlType& type, const void* value, CellBuffer& buffer) {
  constexpr bool is_point = std::is_same_v<T, TimestampTz>;
  Timestamp time;
  if constexpr (is_point)
    time = as<T>(value).utc();
  else
    time = as<T>(value);
  if (type.stored_as == StoredAs::standard) [[likely]]
    return spelled(time, buffer);
  check_resolution(time, type);
  return timestamp_cell(time, type.stored_as, is_point, buffer);
}

inline Cell floating_cell(const Decimal& value, StoredAs how) {
  const Decimal least = value.normalized();
  if (how == StoredAs::numeric && least.scale() == 0)
    return Cell::of_integer(static_cast<std::int64_t>(least.coefficient()));
  return Cell::of_real(real_of(least));
}

inline Cell decimal_cell(const SqlType& type, const void* value, CellBuffer& buffer) {
  static_assert(sizeof buffer.small >= Decimal::max_text_size);
  const detail::Int128 scaled = scaled_coefficient(as<Decimal>(value), type);
  if (!is_scaled(type)) {
    const Decimal whole = unscaled_decimal(scaled, type);
    return is_floating(type.stored_as) ? floating_cell(whole, type.stored_as)
                                       : spelled(whole, buffer);
  }
  if (scaled > std::numeric_limits<std::int64_t>::max() ||
      scaled < std::numeric_limits<std::int64_t>::min()) {
    fault_out_of_range(type, as<Decimal>(value).to_string());
  }
  return Cell::of_integer(static_cast<std::int64_t>(scaled));
}

inline Cell string_cell(const SqlType& type, const void* value, CellBuffer&) {
  const std::string& text = as<std::string>(value);
  check_text(text, type);
  return text_cell(text);
}

inline Cell bytes_cell(const SqlType&, const void* value, CellBuffer&) {
  const std::string_view bytes = as<Bytes>(value).view();
  return Cell::of_bytes(Cell::Kind::blob, bytes.data(), bytes.size());
}

inline Cell uuid_cell(const SqlType& type, const void* value, CellBuffer& buffer) {
  if (is_text_of_uuid(type.stored_as)) {
    const char* const end = write_uuid(buffer.small, as<Uuid>(value), type.stored_as);
    return text_cell({buffer.small, static_cast<std::size_t>(end - buffer.small)});
  }
  return Cell::of_bytes(Cell::Kind::blob, reinterpret_cast<const char*>(as<Uuid>(value).data()),
                        Uuid::size);
}

inline Cell json_cell(const SqlType&, const void* value, CellBuffer&) {
  return text_cell(as<Json>(value).text());
}

inline Cell label_cell(const SqlType& type, const void* value, CellBuffer&) {
  return text_cell(label_of(*type.enumeration, value));
}

inline Cell array_cell(const SqlType& type, const void* value, CellBuffer& buffer) {
  buffer.large.clear();
  append_json_array(buffer.large, type, value);
  return text_cell(buffer.large);
}

inline Cell converted_cell(const SqlType& type, const void* value, CellBuffer& buffer) {
  const ColumnType& stored = *type.conversion->stored;
  StoredValue field(stored);
  type.conversion->to_stored(value, field.field());
  Cell cell = encode(stored, field.field(), buffer);
  if (cell.is_borrowed() && !buffer.holds(cell)) {
    buffer.large.assign(cell.bytes.data, cell.bytes.size);
    cell.bytes.data = buffer.large.data();
  }
  return cell;
}

}  // namespace orp::backend::sqlite::encoding
