// SPDX-License-Identifier: MIT
#include "backend/sqlite/cell.hpp"

#include <cmath>
#include <limits>
#include <string_view>

#include "backend/json_array.hpp"
#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr int most_scaled_digits = 18;  // of a decimal that is kept as an integer

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

Cell text_cell(std::string_view text) {
  return Cell::of_bytes(Cell::Kind::text, text.data(), text.size());
}

Cell real_cell(double value) {
  if (std::isnan(value)) fault_not_a_number();  // would silently become NULL
  return Cell::of_real(value);
}

template <class T>
Cell spelled(const T& value, CellBuffer& buffer) {
  const char* const end = value.write_to(buffer.small);
  return text_cell({buffer.small, static_cast<std::size_t>(end - buffer.small)});
}

Cell decimal_cell(const ColumnType& type, const Decimal& value, CellBuffer& buffer) {
  static_assert(sizeof buffer.small >= Decimal::max_text_size);
  const Int128 scaled = scaled_coefficient(value, type);
  if (type.precision > most_scaled_digits) return spelled(unscaled_decimal(scaled, type), buffer);
  if (scaled > std::numeric_limits<std::int64_t>::max() ||
      scaled < std::numeric_limits<std::int64_t>::min()) {
    fault_out_of_range(type, value.to_string());
  }
  return Cell::of_integer(static_cast<std::int64_t>(scaled));
}

}  // namespace

Cell encode(const ColumnType& type, const void* value, CellBuffer& buffer) {
  switch (type.tag) {
    case TypeTag::boolean:
      return Cell::of_integer(as<bool>(value) ? 1 : 0);
    case TypeTag::int16:
      return Cell::of_integer(as<std::int16_t>(value));
    case TypeTag::int32:
      return Cell::of_integer(as<std::int32_t>(value));
    case TypeTag::int64:
      return Cell::of_integer(as<std::int64_t>(value));
    case TypeTag::float32:
      return real_cell(static_cast<double>(as<float>(value)));
    case TypeTag::float64:
      return real_cell(as<double>(value));
    case TypeTag::decimal:
      return decimal_cell(type, as<Decimal>(value), buffer);
    case TypeTag::string:
    case TypeTag::text: {
      const std::string& text = as<std::string>(value);
      check_text(text, type);
      return text_cell(text);
    }
    case TypeTag::bytes: {
      const std::string_view bytes = as<Bytes>(value).view();
      return Cell::of_bytes(Cell::Kind::blob, bytes.data(), bytes.size());
    }
    case TypeTag::uuid:
      return Cell::of_bytes(Cell::Kind::blob, reinterpret_cast<const char*>(as<Uuid>(value).data()),
                            Uuid::size);
    case TypeTag::date:
      return spelled(as<Date>(value), buffer);
    case TypeTag::time:
      return spelled(as<Time>(value), buffer);
    case TypeTag::timestamp:
      return spelled(as<Timestamp>(value), buffer);
    // Without the offset: the database's own date functions do not read "+00".
    case TypeTag::timestamptz:
      return spelled(as<TimestampTz>(value).utc(), buffer);
    case TypeTag::interval:
      return spelled(as<Interval>(value), buffer);
    case TypeTag::json:
      return text_cell(as<Json>(value).text());
    case TypeTag::enumeration:
      return text_cell(label_of(*type.enumeration, value));
    case TypeTag::array:
      buffer.large.clear();
      append_json_array(buffer.large, type, value);
      return text_cell(buffer.large);
    case TypeTag::converted: {
      const ColumnType& stored = *type.conversion->stored;
      StoredValue field(stored);
      type.conversion->to_stored(value, field.field());
      Cell cell = encode(stored, field.field(), buffer);
      const bool borrows_field = (cell.kind == Cell::Kind::text || cell.kind == Cell::Kind::blob) &&
                                 cell.bytes.data != buffer.small &&
                                 cell.bytes.data != buffer.large.data();
      if (borrows_field) {
        buffer.large.assign(cell.bytes.data, cell.bytes.size);
        cell.bytes.data = buffer.large.data();
      }
      return cell;
    }
  }
  return {};
}

namespace {

int bind_as_is(sqlite3_stmt* statement, int index, const Cell& cell,
               sqlite3_destructor_type lifetime) {
  switch (cell.kind) {
    case Cell::Kind::null:
      return sqlite3_bind_null(statement, index);
    case Cell::Kind::integer:
      return sqlite3_bind_int64(statement, index, cell.integer);
    case Cell::Kind::real:
      return sqlite3_bind_double(statement, index, cell.real);
    case Cell::Kind::text:
      return sqlite3_bind_text64(statement, index, cell.bytes.data, cell.bytes.size, lifetime,
                                 SQLITE_UTF8);
    case Cell::Kind::blob:
      // An empty blob without an address would become NULL.
      return sqlite3_bind_blob64(statement, index, cell.bytes.size > 0 ? cell.bytes.data : "",
                                 cell.bytes.size, lifetime);
  }
  return SQLITE_MISUSE;
}

}  // namespace

int bind(sqlite3_stmt* statement, int index, const Cell& cell, sqlite3_destructor_type lifetime) {
  const int result = bind_as_is(statement, index, cell, lifetime);
  if (result == SQLITE_TOOBIG) [[unlikely]] {
    const int limit = sqlite3_limit(sqlite3_db_handle(statement), SQLITE_LIMIT_LENGTH, -1);
    fault_too_large(cell.bytes.size, static_cast<std::size_t>(limit));
  }
  return result;
}

}  // namespace orp::backend::sqlite
