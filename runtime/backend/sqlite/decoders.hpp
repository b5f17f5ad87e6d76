// SPDX-License-Identifier: MIT
// From the database's five kinds of values to C++ values; for types.cpp, whose rows name them. All
// throw ValueFault.
#pragma once
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "backend/exact_real.hpp"
#include "backend/json_array.hpp"
#include "backend/sqlite/cell.hpp"
#include "backend/sqlite/decimal_forms.hpp"
#include "backend/sqlite/form_faults.hpp"
#include "backend/sqlite/source.hpp"
#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/timestamp_text.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/sqlite/uuid_forms.hpp"
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
#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite::decoding {

[[noreturn]] inline void fault_wrong_kind(const SqlType& expected, Cell::Kind found) {
  switch (found) {
    case Cell::Kind::null:
      fault_null();
    case Cell::Kind::integer:
      fault_wrong_type(expected, "an integer");
    case Cell::Kind::real:
      fault_wrong_type(expected, "a real number");
    case Cell::Kind::text:
      fault_wrong_type(expected, "a text");
    case Cell::Kind::blob:
      fault_wrong_type(expected, "a blob");
  }
  fault_null();
}

template <class Source>
void check_kind(Source source, Cell::Kind kind, const SqlType& type) {
  const Cell::Kind found = source.kind();
  if (found != kind) [[unlikely]]
    fault_wrong_kind(type, found);
}

template <class T, class Source>
inline void read_integer(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::integer, type);
  const std::int64_t value = source.integer();
  if (value < std::numeric_limits<T>::min() || value > std::numeric_limits<T>::max()) [[unlikely]] {
    fault_out_of_range(type, value);
  }
  slot<T>(type, field) = static_cast<T>(value);
}

template <class T, class Source>
void read_real(Source source, const ColumnType& type, void* field) {
  const Cell::Kind kind = source.kind();
  if (kind == Cell::Kind::real) [[likely]] {
    slot<T>(type, field) = exact_real<T>(type, source.real());
  } else if (kind == Cell::Kind::integer) {  // of an expression such as sum()
    slot<T>(type, field) = exact_real<T>(type, source.integer());
  } else {
    fault_wrong_kind(type, kind);
  }
}

template <class Source>
inline void read_boolean(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::integer, type);
  const std::int64_t value = source.integer();
  if ((value & ~std::int64_t{1}) != 0) [[unlikely]] {
    fault_out_of_range(type, value);
  }
  slot<bool>(type, field) = value != 0;
}

template <class T, class Source>
void read_spelled(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::text, type);
  const std::optional<T> value = T::from_string(source.text());
  if (!value) [[unlikely]] {
    fault_wrong_type(type, "a text", source.text());
  }
  if (type.stored_as != StoredAs::unknown) {
    char spelled[64];
    const char* const end = value->write_to(spelled);
    if (source.text() != std::string_view(spelled, static_cast<std::size_t>(end - spelled)))
        [[unlikely]]
      fault_other_spelling(type, source.text());
  }
  slot<T>(type, field) = *value;
}

template <class Source>
void read_time(Source source, const ColumnType& type, void* field) {
  if (type.stored_as == StoredAs::unknown) return read_spelled<Time>(source, type, field);
  check_kind(source, Cell::Kind::text, type);
  const std::optional<Time> time = read_time_text(source.text(), *text_form(type.stored_as));
  if (!time) fault_other_form(type, source.text());
  slot<Time>(type, field) = *time;
}

template <class T>
void set_moment(const ColumnType& type, void* field, const Timestamp& time) {
  if constexpr (std::is_same_v<T, TimestampTz>) {
    slot<TimestampTz>(type, field) = TimestampTz::from_utc(time);
  } else {
    slot<Timestamp>(type, field) = time;
  }
}

template <class T, class Source>
void read_other_moment(Source source, const ColumnType& type, void* field) {
  const Cell::Kind kind = source.kind();
  const StoredAs how = type.stored_as;
  std::optional<Timestamp> time;
  if (const std::optional<TimestampText> form = text_form(how)) {
    check_kind(source, Cell::Kind::text, type);
    if (how == StoredAs::unknown) return read_spelled<T>(source, type, field);
    time = read_timestamp_text(source.text(), *form, std::is_same_v<T, TimestampTz>);
    if (!time) fault_other_form(type, source.text());
  } else if (how == StoredAs::julian_day && kind == Cell::Kind::real) {
    time = timestamp_of_julian_day(source.real());
    if (time && julian_day_of(*time) != source.real()) fault_inexact_day(type, source.real());
  } else {
    check_kind(source, Cell::Kind::integer, type);
    time = how == StoredAs::julian_day
               ? timestamp_of_julian_day(static_cast<double>(source.integer()))
               : timestamp_of(source.integer(), resolution(how));
  }
  if (!time)
    fault_out_of_range(type, kind == Cell::Kind::real ? std::to_string(source.real())
                                                      : std::to_string(source.integer()));
  set_moment<T>(type, field, *time);
}

template <class T, class Source>
inline void read_moment(Source source, const ColumnType& type, void* field) {
  if (type.stored_as == StoredAs::standard) [[likely]] {
    check_kind(source, Cell::Kind::text, type);
    const std::optional<Timestamp> stored = read_stored_timestamp(source.text());
    if (stored) [[likely]]
      return set_moment<T>(type, field, *stored);
  }
  read_other_moment<T>(source, type, field);
}

/// Of a column `value` has the column's scale, else its own.
inline void set_decimal(const ColumnType& type, void* field, const Decimal& value) {
  slot<Decimal>(type, field) =
      type.stored_as == StoredAs::unknown ? value : kept_decimal(value, type);
}

template <class Source>
void read_other_decimal(Source source, const ColumnType& type, void* field) {
  switch (source.kind()) {
    case Cell::Kind::text: {
      const std::string_view text = source.text();
      const std::optional<Decimal> value = Decimal::from_string(text);
      if (!value) fault_wrong_type(type, "a text", text);
      return set_decimal(type, field, *value);
    }
    case Cell::Kind::integer:
      if (type.stored_as == StoredAs::unknown) fault_of_unknown_scale("an integer");
      return set_decimal(type, field, Decimal(source.integer()));
    case Cell::Kind::real: {
      if (type.stored_as == StoredAs::unknown) fault_of_unknown_scale("a real number");
      const std::optional<Decimal> value = decimal_of(source.real(), type.scale);
      if (!value) fault_wrong_type(type, "the number " + std::to_string(source.real()));
      return set_decimal(type, field, *value);
    }
    default:
      fault_wrong_kind(type, source.kind());
  }
}

template <class Source>
inline void read_decimal(Source source, const ColumnType& type, void* field) {
  if (!is_scaled(type)) return read_other_decimal(source, type, field);
  check_kind(source, Cell::Kind::integer, type);
  slot<Decimal>(type, field) = Decimal::from_coefficient(source.integer(), type.scale);
}

template <class Source>
void read_uuid_of_text(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::text, type);
  const std::optional<Uuid> value = read_uuid_text(source.text(), type.stored_as);
  if (!value) fault_other_form(type, source.text());
  slot<Uuid>(type, field) = *value;
}

template <class Source>
inline void read_uuid(Source source, const ColumnType& type, void* field) {
  if (is_text_of_uuid(type.stored_as)) return read_uuid_of_text(source, type, field);
  if (source.kind() == Cell::Kind::text) [[unlikely]]
    fault_other_form(type, source.text());
  check_kind(source, Cell::Kind::blob, type);
  const std::string_view bytes = source.blob();
  if (bytes.size() != Uuid::size) [[unlikely]] {
    fault_wrong_type(type, "a blob of " + std::to_string(bytes.size()) + " bytes");
  }
  slot<Uuid>(type, field) = Uuid::from_bytes(reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

template <class Source>
inline void read_label(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::text, type);
  const std::optional<unsigned> found = find_label(*type.enumeration, source.text());
  if (!found) [[unlikely]]
    fault_unknown_label(*type.enumeration, source.text());
  type.enumeration->set_index(value_place(type, field), *found);
}

template <class Source>
void read_array(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::text, type);
  // Into a new array, so that a fault leaves none that is half filled.
  StoredValue array(type);
  parse_json_array(source.text(), type, type.ops->emplace(array.field()));
  type.ops->assign(field, array.field());
}

template <class Source>
inline void read_text(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::text, type);
  set_text(slot<std::string>(type, field), source.text());
}

template <class Source>
void read_bytes(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::blob, type);
  const std::string_view bytes = source.blob();
  slot<Bytes>(type, field).assign(bytes.data(), bytes.size());
}

template <class Source>
void read_json(Source source, const ColumnType& type, void* field) {
  check_kind(source, Cell::Kind::text, type);
  slot<Json>(type, field) = Json::trusted(std::string(source.text()));
}

template <class Source>
void read_converted(Source source, const ColumnType& type, void* field) {
  if (source.kind() == Cell::Kind::null) fault_null();
  StoredValue stored(*type.conversion->stored);
  decode(source, *type.conversion->stored, stored.field());
  type.conversion->from_stored(stored.field(), type.ops->emplace(field));
}

}  // namespace orp::backend::sqlite::decoding
