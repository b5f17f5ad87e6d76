// SPDX-License-Identifier: MIT
#include "backend/scalar_text.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::backend {

namespace {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

template <class T>
void append_number(std::string& out, T value) {
  char buffer[32];
  const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, end.ptr);
}

template <class T>
void append_fixed(std::string& out, const T& value) {
  char buffer[T::text_size];
  out.append(buffer, value.write_to(buffer));
}

void append_decimal(std::string& out, const ColumnType& type, const Decimal& value) {
  const Decimal fitting =
      type.precision > 0 ? unscaled_decimal(scaled_coefficient(value, type), type) : value;
  char buffer[Decimal::max_text_size];
  out.append(buffer, fitting.write_to(buffer));
}

template <class T>
void parse_number(std::string_view text, const ColumnType& type, void* value) {
  T number = 0;
  const char* const end = text.data() + text.size();
  const std::from_chars_result read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc::result_out_of_range) fault_out_of_range(type, text);
  if (read.ec != std::errc() || read.ptr != end) fault_wrong_type(type, "a text");
  *static_cast<T*>(value) = number;
}

template <class T>
void parse_with(std::string_view text, const ColumnType& type, void* value) {
  const std::optional<T> parsed = T::from_string(text);
  if (!parsed) fault_wrong_type(type, "a text of another form");
  *static_cast<T*>(value) = *parsed;
}

}  // namespace

void append_scalar(std::string& out, const ColumnType& type, const void* value) {
  switch (type.tag) {
    case TypeTag::boolean:
      out += as<bool>(value) ? "true" : "false";
      return;
    case TypeTag::int16:
      return append_number(out, as<std::int16_t>(value));
    case TypeTag::int32:
      return append_number(out, as<std::int32_t>(value));
    case TypeTag::int64:
      return append_number(out, as<std::int64_t>(value));
    case TypeTag::float32:
      return append_number(out, as<float>(value));
    case TypeTag::float64:
      return append_number(out, as<double>(value));
    case TypeTag::decimal:
      return append_decimal(out, type, as<Decimal>(value));
    case TypeTag::string:
    case TypeTag::text:
      check_text(as<std::string>(value), type);
      out += as<std::string>(value);
      return;
    case TypeTag::bytes:
      out += as<Bytes>(value).to_string();
      return;
    case TypeTag::uuid:
      return append_fixed(out, as<Uuid>(value));
    case TypeTag::date:
      return append_fixed(out, as<Date>(value));
    case TypeTag::time:
      return append_fixed(out, as<Time>(value));
    case TypeTag::timestamp:
      return append_fixed(out, as<Timestamp>(value));
    case TypeTag::timestamptz:
      return append_fixed(out, as<TimestampTz>(value).utc());
    case TypeTag::interval:
      out += as<Interval>(value).to_string();
      return;
    case TypeTag::json:
      out += as<Json>(value).text();
      return;
    case TypeTag::enumeration:
      out += label_of(*type.enumeration, value);
      return;
    case TypeTag::converted: {
      StoredValue stored(*type.conversion->stored);
      type.conversion->to_stored(value, stored.field());
      return append_scalar(out, *type.conversion->stored, stored.field());
    }
    case TypeTag::array:
      fault_wrong_type(type, "an array within an array");
  }
}

void parse_scalar(std::string_view text, const ColumnType& type, void* value) {
  switch (type.tag) {
    case TypeTag::boolean:
      if (text != "true" && text != "false") fault_wrong_type(type, "a text");
      *static_cast<bool*>(value) = text == "true";
      return;
    case TypeTag::int16:
      return parse_number<std::int16_t>(text, type, value);
    case TypeTag::int32:
      return parse_number<std::int32_t>(text, type, value);
    case TypeTag::int64:
      return parse_number<std::int64_t>(text, type, value);
    case TypeTag::float32:
      return parse_number<float>(text, type, value);
    case TypeTag::float64:
      return parse_number<double>(text, type, value);
    case TypeTag::decimal:
      return parse_with<Decimal>(text, type, value);
    case TypeTag::string:
    case TypeTag::text:
      static_cast<std::string*>(value)->assign(text);
      return;
    case TypeTag::bytes:
      return parse_with<Bytes>(text, type, value);
    case TypeTag::uuid:
      return parse_with<Uuid>(text, type, value);
    case TypeTag::date:
      return parse_with<Date>(text, type, value);
    case TypeTag::time:
      return parse_with<Time>(text, type, value);
    case TypeTag::timestamp:
      return parse_with<Timestamp>(text, type, value);
    case TypeTag::timestamptz:
      return parse_with<TimestampTz>(text, type, value);
    case TypeTag::interval:
      return parse_with<Interval>(text, type, value);
    case TypeTag::json:
      *static_cast<Json*>(value) = Json::trusted(std::string(text));
      return;
    case TypeTag::enumeration: {
      const std::optional<unsigned> found = find_label(*type.enumeration, text);
      if (!found) fault_unknown_label(*type.enumeration, text);
      type.enumeration->set_index(value, *found);
      return;
    }
    case TypeTag::converted: {
      StoredValue stored(*type.conversion->stored);
      parse_scalar(text, *type.conversion->stored, stored.field());
      type.conversion->from_stored(stored.field(), value);
      return;
    }
    case TypeTag::array:
      fault_wrong_type(type, "an array within an array");
  }
}

}  // namespace orp::backend
