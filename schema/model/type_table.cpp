// SPDX-License-Identifier: MIT
#include "schema/model/type_table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "meta/type_word.hpp"

namespace orp::language {
namespace {

// In the order of TypeTag, which type_row relies on; the tags behind these are of no scalars.
// clang-format off
constexpr std::array<TypeRow, 18> table{{
    // tag, C++, header, fact, by value, key, phrase, example
    {TypeTag::boolean, "bool", "", "boolean", true, true},
    {TypeTag::int16, "std::int16_t", "<cstdint>", "int16", true, true},
    {TypeTag::int32, "std::int32_t", "<cstdint>", "int32", true, true},
    {TypeTag::int64, "std::int64_t", "<cstdint>", "int64", true, true},
    {TypeTag::float32, "float", "", "float32", true, false},
    {TypeTag::float64, "double", "", "float64", true, false},
    {TypeTag::decimal, "orp::Decimal", "<orpiment/base/decimal.hpp>", "decimal", false, true},
    {TypeTag::string, "std::string", "<string>", "string", false, true},
    {TypeTag::text, "std::string", "<string>", "text", false, true},
    {TypeTag::bytes, "orp::Bytes", "<orpiment/base/bytes.hpp>", "bytes", false, true, "bytes", "C0FFEE"},
    {TypeTag::uuid, "orp::Uuid", "<orpiment/base/uuid.hpp>", "uuid", false, true, "a uuid", "8c5a1f9e-2f0b-4d3a-9a57-0c1d2e3f4a5b"},
    {TypeTag::date, "orp::Date", "<orpiment/base/date.hpp>", "date", true, true, "a date", "2026-11-20"},
    {TypeTag::time, "orp::Time", "<orpiment/base/time.hpp>", "time", true, true, "a time", "19:54:00"},
    {TypeTag::timestamp, "orp::Timestamp", "<orpiment/base/timestamp.hpp>", "timestamp", true, true, "a timestamp", "2026-11-20 19:54:00"},
    {TypeTag::timestamptz, "orp::TimestampTz", "<orpiment/base/timestamp_tz.hpp>", "timestamptz", true, true, "a timestamp with offset", "2026-11-20 19:54:00+01:00"},
    {TypeTag::interval, "orp::Interval", "<orpiment/base/interval.hpp>", "interval", false, false, "an interval", "P1M2DT3H"},
    {TypeTag::json, "orp::Json", "<orpiment/base/json_text.hpp>", "json", false, false},
    {TypeTag::enumeration, "", "", "enumeration", true, true},
}};
// clang-format on

// Enumerations have the names that the schema gives them.
bool has_word(const TypeRow& row) { return row.tag != TypeTag::enumeration; }

static_assert([] {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].tag) != i) return false;
  }
  return true;
}());

}  // namespace

const TypeRow& type_row(TypeTag tag) { return table[static_cast<std::size_t>(tag)]; }

std::optional<TypeTag> find_type(std::string_view name) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const TypeRow& r) {
    return has_word(r) && type_word(r.tag) == name;
  });
  if (row == table.end()) return std::nullopt;
  return row->tag;
}

const std::vector<std::string_view>& type_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> result;
    for (const TypeRow& row : table) {
      if (has_word(row)) result.push_back(type_word(row.tag));
    }
    return result;
  }();
  return names;
}

bool is_integer_type(const schema::Type& type) {
  return type.tag && !type.is_array && is_integer(*type.tag);
}

std::string_view current_moment(const schema::Type& type) {
  if (!type.tag) return {};
  switch (*type.tag) {
    case TypeTag::date:
      return "today";
    case TypeTag::time:
    case TypeTag::timestamp:
    case TypeTag::timestamptz:
      return "now";
    default:
      return {};
  }
}

std::string type_text(const schema::Type& type, const std::vector<Enum>& enums) {
  if (type.tag != TypeTag::enumeration) return type.to_string();
  return enum_of(type, enums).name + (type.is_array ? "[]" : "");
}

std::string type_text(const Column& column, const std::vector<Enum>& enums) {
  const std::string text = type_text(column.type, enums);
  return column.custom.is_set() ? text + " [" + column.custom.type + ']' : text;
}

}  // namespace orp::language
