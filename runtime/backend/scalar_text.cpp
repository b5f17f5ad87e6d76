// SPDX-License-Identifier: MIT
#include "backend/scalar_text.hpp"

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "backend/value_check.hpp"
#include "backend/value_fault.hpp"
#include "meta/stored_value.hpp"
#include "meta/visit.hpp"

namespace orp::backend {

namespace {

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

void append_decimal(std::string& out, const SqlType& type, const Decimal& value) {
  const Decimal fitting =
      type.precision > 0 ? unscaled_decimal(scaled_coefficient(value, type), type) : value;
  char buffer[Decimal::max_text_size];
  out.append(buffer, fitting.write_to(buffer));
}

template <class T>
void parse_number(std::string_view text, const SqlType& type, T& value) {
  T number = 0;
  const char* const end = text.data() + text.size();
  const std::from_chars_result read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc::result_out_of_range) fault_out_of_range(type, text);
  if (read.ec != std::errc() || read.ptr != end) fault_wrong_type(type, "a text");
  value = number;
}

template <class T>
void parse_with(std::string_view text, const SqlType& type, T& value) {
  const std::optional<T> parsed = T::from_string(text);
  if (!parsed) fault_wrong_type(type, "a text of another form");
  value = *parsed;
}

template <class T>
void append_typed(std::string& out, const SqlType& type, const T& value) {
  if constexpr (std::same_as<T, bool>)
    out += value ? "true" : "false";
  else if constexpr (std::is_arithmetic_v<T>)
    append_number(out, value);
  else if constexpr (std::same_as<T, Decimal>)
    append_decimal(out, type, value);
  else if constexpr (std::same_as<T, std::string>) {
    check_text(value, type);
    out += value;
  } else if constexpr (std::same_as<T, TimestampTz>)
    append_fixed(out, value.utc());
  else if constexpr (std::same_as<T, Json>)
    out += value.text();
  else if constexpr (requires { T::text_size; })
    append_fixed(out, value);
  else
    out += value.to_string();
}

template <class T>
void parse_value(std::string_view text, const SqlType& type, T& value) {
  if constexpr (std::same_as<T, bool>) {
    if (text != "true" && text != "false") fault_wrong_type(type, "a text");
    value = text == "true";
  } else if constexpr (std::is_arithmetic_v<T>)
    parse_number(text, type, value);
  else if constexpr (std::same_as<T, std::string>)
    value.assign(text);
  else if constexpr (std::same_as<T, Json>)
    value = Json::trusted(std::string(text));
  else
    parse_with(text, type, value);
}

}  // namespace

void append_scalar(std::string& out, const SqlType& type, const void* value) {
  visit_value(
      type, value, [&](const auto& typed) { append_typed(out, type, typed); },
      [&] {
        if (type.tag == TypeTag::array) fault_wrong_type(type, "an array within an array");
        if (type.tag == TypeTag::enumeration) {
          out += label_of(*type.enumeration, value);
          return;
        }
        StoredValue stored(*type.conversion->stored);
        type.conversion->to_stored(value, stored.field());
        append_scalar(out, *type.conversion->stored, stored.field());
      });
}

void parse_scalar(std::string_view text, const SqlType& type, void* value) {
  visit_type(
      type.tag,
      [&]<class T>(std::type_identity<T>) { parse_value(text, type, *static_cast<T*>(value)); },
      [&] {
        if (type.tag == TypeTag::array) fault_wrong_type(type, "an array within an array");
        if (type.tag == TypeTag::enumeration) {
          const std::optional<unsigned> found = find_label(*type.enumeration, text);
          if (!found) fault_unknown_label(*type.enumeration, text);
          type.enumeration->set_index(value, *found);
          return;
        }
        StoredValue stored(*type.conversion->stored);
        parse_scalar(text, *type.conversion->stored, stored.field());
        type.conversion->from_stored(stored.field(), value);
      });
}

}  // namespace orp::backend
