// SPDX-License-Identifier: MIT
#include "cpp/literal.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "cpp/type.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "schema/model/invisible.hpp"
#include "schema/model/type_table.hpp"

namespace orp::codegen::cpp {
namespace {

std::string octal(unsigned char c) {
  const auto digit = [](int value) { return static_cast<char>('0' + value); };
  return {'\\', digit(c >> 6), digit(c >> 3 & 7), digit(c & 7)};
}

std::string escaped(char c, char previous) {
  switch (c) {
    case '\\':
      return "\\\\";
    case '"':
      return "\\\"";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    case '?':  // "??=" is a trigraph to compilers that warn about them
      return previous == '?' ? "\\?" : "?";
    default:
      // Three octal digits end an escape whatever follows; UTF-8 stays readable.
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f
                 ? octal(static_cast<unsigned char>(c))
                 : std::string(1, c);
  }
}

// The lowest value has no literal of its own: -9223372036854775808 negates what does not fit.
std::string int64_expression(const std::string& text) {
  const bool is_lowest = text == std::to_string(std::numeric_limits<std::int64_t>::min());
  return is_lowest ? "INT64_MIN" : text;
}

std::string floating_expression(std::string text) {
  if (text.find_first_of(".e") == text.npos) text += ".0";
  return text;
}

// A coefficient that no integer literal holds is read when the row is made.
std::string decimal_expression(const std::string& text) {
  const Decimal value = Decimal::parse(text);
  const detail::Int128 coefficient = value.coefficient();
  constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
  if (coefficient > limit || coefficient < -limit) {
    return "orp::Decimal::parse(" + string_literal(text) + ')';
  }
  return "orp::Decimal::from_coefficient(" +
         std::to_string(static_cast<std::int64_t>(coefficient)) + ", " +
         std::to_string(value.scale()) + ')';
}

std::string date_expression(const Date& date) {
  return "orp::Date(" + std::to_string(date.year()) + ", " + std::to_string(date.month()) + ", " +
         std::to_string(date.day()) + ')';
}

std::string time_expression(const Time& time) {
  std::string text = "orp::Time(" + std::to_string(time.hour()) + ", " +
                     std::to_string(time.minute()) + ", " + std::to_string(time.second());
  if (time.microsecond() != 0) text += ", " + std::to_string(time.microsecond());
  return text + ')';
}

std::string timestamp_expression(const Timestamp& timestamp) {
  return "orp::Timestamp(" + date_expression(timestamp.date()) + ", " +
         time_expression(timestamp.time()) + ')';
}

std::string interval_expression(const Interval& interval) {
  return "orp::Interval(" + std::to_string(interval.months()) + ", " +
         std::to_string(interval.days()) + ", " +
         int64_expression(std::to_string(interval.microseconds())) + ')';
}

std::string enumerator_expression(const std::string& stored, const Enum& enumeration) {
  const auto label = std::find_if(enumeration.labels.begin(), enumeration.labels.end(),
                                  [&](const EnumLabel& l) { return l.stored == stored; });
  return enumeration.name + "::" + label->name;
}

std::string scalar_expression(const std::string& text, const schema::Type& type,
                              const std::vector<Enum>& enums) {
  switch (*type.tag) {
    case TypeTag::boolean:
    case TypeTag::int16:
    case TypeTag::int32:
      return text;
    case TypeTag::int64:
      return int64_expression(text);
    case TypeTag::float32:
      return floating_expression(text) + 'F';
    case TypeTag::float64:
      return floating_expression(text);
    case TypeTag::decimal:
      return decimal_expression(text);
    case TypeTag::string:
    case TypeTag::text:
      return string_literal(text);
    case TypeTag::uuid:
      return "*orp::Uuid::from_string(" + string_literal(text) + ')';
    case TypeTag::date:
      return date_expression(Date::parse(text));
    case TypeTag::time:
      return time_expression(Time::parse(text));
    case TypeTag::timestamp:
      return timestamp_expression(Timestamp::parse(text));
    case TypeTag::timestamptz:
      return "orp::TimestampTz::from_utc(" + timestamp_expression(TimestampTz::parse(text).utc()) +
             ')';
    case TypeTag::interval:
      return interval_expression(Interval::parse(text));
    case TypeTag::json:
      return "orp::Json::trusted(" + string_literal(text) + ')';
    case TypeTag::enumeration:
      return enumerator_expression(text, enum_of(type, enums));
    default:  // the value's own text
      return std::string(type_row(*type.tag).cpp_type) + "::parse(" + string_literal(text) + ')';
  }
}

}  // namespace

std::string string_literal(std::string_view text) {
  std::string literal = "\"";
  char previous = '\0';
  std::size_t hidden = 0;  // bytes of an invisible character that are to come
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (hidden == 0) hidden = language::invisible_size(text.substr(i));
    literal += hidden > 0 ? octal(static_cast<unsigned char>(text[i])) : escaped(text[i], previous);
    if (hidden > 0) --hidden;
    previous = text[i];
  }
  return literal + '"';
}

std::string default_expression(const Column& column, const std::vector<Enum>& enums) {
  const schema::Type& type = column.type;
  std::string expression;
  if (type.is_array) {
    for (const std::string& text : column.default_literal.texts) {
      if (!expression.empty()) expression += ", ";
      expression += scalar_expression(text, type, enums);
    }
    expression = stored_type(type, enums) + '{' + expression + '}';
  } else {
    expression = scalar_expression(column.default_literal.text(), type, enums);
  }
  if (!column.custom.is_set()) return expression;
  return column.custom.converter + "::from_stored(" + expression + ')';
}

}  // namespace orp::codegen::cpp
