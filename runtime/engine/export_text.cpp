// SPDX-License-Identifier: MIT
#include "engine/export_text.hpp"

#include <charconv>
#include <cmath>
#include <concepts>
#include <type_traits>

#include "base/json_string.hpp"
#include "meta/visit.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

template <class T>
void append_number(std::string& out, T value) {
  char buffer[32];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

template <class T>
void append_plain(std::string& out, const T& value) {
  if constexpr (std::same_as<T, bool>)
    out += value ? "true" : "false";
  else if constexpr (std::integral<T>)
    append_number(out, value);
  else if constexpr (std::floating_point<T>) {
    if (std::isnan(value))
      out += "NaN";
    else if (std::isinf(value))
      out += value > 0 ? "Infinity" : "-Infinity";
    else
      append_number(out, value);
  } else if constexpr (std::same_as<T, std::string>)
    out += value;
  else
    out += value.to_string();
}

/// JSON has it without quotes.
template <class T>
bool is_bare(const T& value) {
  if constexpr (std::floating_point<T>)
    return std::isfinite(value);
  else
    return std::integral<T> || std::same_as<T, Decimal> || std::same_as<T, Json>;
}

enum class Form : std::uint8_t { plain, json };

void append_value(std::string& out, const SqlType& type, const void* value, Form form);

void append_array(std::string& out, const SqlType& type, const void* array) {
  const ArrayInfo& info = *type.array;
  StoredValue element(*info.element);
  out += '[';
  for (std::size_t i = 0; i < info.size(array); ++i) {
    if (i > 0) out += ',';
    info.get(array, i, element.field());
    if (element.value() == nullptr)
      out += "null";
    else
      append_value(out, *info.element, element.value(), Form::json);
  }
  out += ']';
}

void append_value(std::string& out, const SqlType& type, const void* value, Form form) {
  visit_value(
      type, value,
      [&](const auto& typed) {
        if (form == Form::plain || is_bare(typed)) return append_plain(out, typed);
        std::string text;
        append_plain(text, typed);
        detail::append_json_string(out, text);
      },
      [&] {
        if (type.tag == TypeTag::array) return append_array(out, type, value);
        if (type.enumeration != nullptr) {
          const EnumInfo& enumeration = *type.enumeration;
          const std::string_view label = enumeration.labels[enumeration.index(value)];
          return form == Form::json ? detail::append_json_string(out, label) : void(out += label);
        }
        StoredValue stored(*type.conversion->stored);
        type.conversion->to_stored(value, stored.field());
        append_value(out, *type.conversion->stored, stored.value(), form);
      });
}

}  // namespace

ExportedValue::ExportedValue(const backend::StoredRows& rows, std::size_t row, std::size_t column,
                             const ColumnType& type)
    : type_(type), value_(type) {
  rows.read(row, column, type, value_.field());
}

void ExportedValue::append_text(std::string& out) const {
  if (value_.value() != nullptr) append_value(out, type_, value_.value(), Form::plain);
}

void ExportedValue::append_json(std::string& out) const {
  if (value_.value() != nullptr)
    append_value(out, type_, value_.value(), Form::json);
  else
    out += "null";
}

const ColumnType& known_type(const backend::StoredRows& rows, std::size_t row, std::size_t column) {
  const ColumnType* const type = rows.type(row, column);
  if (type != nullptr) return *type;
  throw UsageError({.code = "ORP-1231",
                    .message = "the database does not say what the values of the column \"" +
                               std::string(rows.column_name(column)) + "\" are",
                    .hint = "say it of the text, text(...).columns<...>(), or cast it to a text "
                            "in the SQL"});
}

}  // namespace orp
