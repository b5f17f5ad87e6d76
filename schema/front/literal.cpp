// SPDX-License-Identifier: MIT
#include "schema/front/literal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "meta/stored_as.hpp"
#include "meta/visit.hpp"
#include "schema/model/type_table.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

LiteralReading value(std::string text) { return {{{std::move(text)}}, {}, {}}; }
LiteralReading refuse(std::string problem, std::string hint = {}) {
  return {{}, std::move(problem), std::move(hint)};
}

LiteralReading wrong_kind(const json::Node& node, std::string_view expected) {
  return refuse("expected " + std::string(expected) + ", not " +
                std::string(json::in_words(node.kind)));
}

bool is_number(const json::Node& node) {
  return node.kind == json::Kind::integer || node.kind == json::Kind::real;
}

LiteralReading read_boolean(const json::Node& node) {
  if (node.kind != json::Kind::boolean) return wrong_kind(node, "true or false");
  return value(node.boolean ? "true" : "false");
}

template <class Integer>
LiteralReading read_integer(const json::Node& node) {
  if (!is_number(node)) return wrong_kind(node, "an integer");
  const bool is_whole = node.text.find_first_of(".eE") == std::string::npos;
  if (!is_whole) return refuse(node.text + " is not written as an integer");
  using Limits = std::numeric_limits<Integer>;
  if (node.kind == json::Kind::real || node.integer < Limits::min() ||
      node.integer > Limits::max()) {
    return refuse(node.text + " is out of range",
                  std::to_string(Limits::min()) + " to " + std::to_string(Limits::max()) + " fits");
  }
  return value(std::to_string(node.integer));
}

template <class Float>
LiteralReading read_float(const json::Node& node) {
  if (!is_number(node)) return wrong_kind(node, "a number");
  Float number = 0;
  const auto read = std::from_chars(node.text.data(), node.text.data() + node.text.size(), number);
  if (read.ec != std::errc())
    return refuse(node.text + " is out of range", "a double reaches 1.7e308");
  std::array<char, 32> buffer;
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return value(std::string(buffer.data(), written.ptr));
}

LiteralReading read_decimal(const json::Node& node, const schema::Type& type) {
  if (!is_number(node) && node.kind != json::Kind::string) {
    return wrong_kind(node, "a number or a string of digits");
  }
  const std::optional<Decimal> decimal = Decimal::from_string(node.text);
  if (!decimal) return refuse(in_quotes(node.text) + " is not a decimal", "as in \"12.50\"");
  const Decimal plain = decimal->normalized();
  if (type.precision == 0) return value(plain.to_string());
  const auto scale = static_cast<int>(type.scale);
  const auto whole_digits = static_cast<int>(type.precision) - scale;
  const bool fits = plain.is_zero() ||
                    (plain.scale() <= scale && plain.precision() - plain.scale() <= whole_digits);
  if (!fits) {
    return refuse(node.text + " has too many digits", std::to_string(whole_digits) +
                                                          " before the point and " +
                                                          std::to_string(scale) + " behind it fit");
  }
  return value(plain.rescaled(scale).to_string());
}

LiteralReading read_string(const json::Node& node, const schema::Type& type) {
  if (node.kind != json::Kind::string) return wrong_kind(node, "a string");
  const std::size_t length = detail::count_code_points(node.text);
  if (type.tag == TypeTag::string && type.length != 0 && length > type.length) {
    return refuse("the text has " + std::to_string(length) + " characters, the column holds " +
                      std::to_string(type.length),
                  "shorten it, or make the \"length\" greater");
  }
  return value(node.text);
}

LiteralReading read_label(const json::Node& node, const Enum& enumeration) {
  if (node.kind != json::Kind::string) return wrong_kind(node, "a label of " + enumeration.name);
  const auto is_it = [&](const EnumLabel& label) { return label.stored == node.text; };
  if (std::any_of(enumeration.labels.begin(), enumeration.labels.end(), is_it)) {
    return value(node.text);
  }
  std::vector<std::string_view> labels;
  for (const EnumLabel& label : enumeration.labels) labels.push_back(label.stored);
  return refuse(in_quotes(node.text) + " is no label of " + enumeration.name,
                suggestion(node.text, labels));
}

template <class Value>
bool is_too_fine(const Value& value, const schema::Type& type) {
  if constexpr (std::same_as<Value, Time> || std::same_as<Value, Timestamp> ||
                std::same_as<Value, TimestampTz>)
    return value.microseconds() % resolution(type.stored_as) != 0;
  else
    return false;
}

/// A value type of the runtime reads itself.
template <class Value>
LiteralReading read_own_text(const json::Node& node, const schema::Type& type) {
  const TypeRow& row = type_row(*type.tag);
  const std::string what(row.phrase);
  const std::string_view moment = current_moment(type);
  std::string as_in = "as in " + in_quotes(row.example);
  if (!moment.empty()) as_in += ", or " + in_quotes(moment);
  if (node.kind != json::Kind::string) return wrong_kind(node, what + ' ' + as_in);
  const std::optional<Value> read = Value::from_string(node.text);
  if (!read) return refuse(in_quotes(node.text) + " is not " + what, as_in);
  if (is_too_fine(*read, type))
    return refuse(in_quotes(node.text) +
                      " has more digits of a second than a column that is stored "
                      "as " +
                      in_quotes(stored_as_word(type.stored_as)) + " keeps",
                  "leave them out");
  return value(read->to_string());
}

template <class Value>
LiteralReading read_value(const json::Node& node, const schema::Type& type) {
  if constexpr (std::same_as<Value, bool>)
    return read_boolean(node);
  else if constexpr (std::integral<Value>)
    return read_integer<Value>(node);
  else if constexpr (std::floating_point<Value>)
    return read_float<Value>(node);
  else if constexpr (std::same_as<Value, Decimal>)
    return read_decimal(node, type);
  else if constexpr (std::same_as<Value, std::string>)
    return read_string(node, type);
  else if constexpr (std::same_as<Value, Json>)
    return value(json::to_text(node));
  else
    return read_own_text<Value>(node, type);
}

LiteralReading read_scalar(const json::Node& node, const schema::Type& type,
                           const std::vector<Enum>& enums) {
  return visit_type(
      *type.tag,
      [&]<class Value>(std::type_identity<Value>) { return read_value<Value>(node, type); },
      [&] { return read_label(node, enum_of(type, enums)); });
}

LiteralReading read_array(const json::Node& node, const schema::Type& type,
                          const std::vector<Enum>& enums) {
  if (node.kind != json::Kind::array) return wrong_kind(node, "a list");
  LiteralReading array;
  for (const json::Node& item : node.items) {
    LiteralReading element = read_scalar(item, type, enums);
    if (!element.problem.empty()) return element;
    array.literal.texts.push_back(std::move(element.literal.texts.front()));
  }
  return array;
}

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      constexpr const char* digits = "0123456789abcdef";
      json += std::string("\\u00") + digits[c >> 4] + digits[c & 15];
    } else {
      if (c == '"' || c == '\\') json += '\\';
      json += c;
    }
  }
  return json + '"';
}

}  // namespace

std::string stored_text(const Literal& literal, const schema::Type& type) {
  if (literal.texts.empty() && !type.is_array) return {};
  if (!type.is_array) return literal.text();
  const TypeTag element = *type.tag;
  const bool is_bare = is_arithmetic(element);
  std::string json;
  for (const std::string& text : literal.texts) {
    json += json.empty() ? '[' : ',';
    json += is_bare ? text : json_string(text);
  }
  return json.empty() ? "[]" : json + ']';
}

LiteralReading read_literal(const json::Node& node, const schema::Type& type,
                            const std::vector<Enum>& enums) {
  if (node.kind == json::Kind::null) {
    return refuse("null is no default", "leave it out, and make the column nullable");
  }
  return type.is_array ? read_array(node, type, enums) : read_scalar(node, type, enums);
}

}  // namespace orp::language
