// SPDX-License-Identifier: MIT
#include "model/type_table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace orp::codegen {
namespace {

// In the order of TypeKind, which type_row relies on.
constexpr std::array<TypeRow, 18> table{{
    // kind, schema, C++, header, tag, by value, key
    {TypeKind::boolean, "bool", "bool", "", "boolean", true, true},
    {TypeKind::int16, "int16", "std::int16_t", "<cstdint>", "int16", true, true},
    {TypeKind::int32, "int32", "std::int32_t", "<cstdint>", "int32", true, true},
    {TypeKind::int64, "int64", "std::int64_t", "<cstdint>", "int64", true, true},
    {TypeKind::float32, "float", "float", "", "float32", true, false},
    {TypeKind::float64, "double", "double", "", "float64", true, false},
    {TypeKind::decimal, "decimal", "orp::Decimal", "<orpiment/base/decimal.hpp>", "decimal", false,
     true},
    {TypeKind::string, "string", "std::string", "<string>", "string", false, true},
    {TypeKind::text, "text", "std::string", "<string>", "text", false, true},
    {TypeKind::bytes, "bytes", "orp::Bytes", "<orpiment/base/bytes.hpp>", "bytes", false, true},
    {TypeKind::uuid, "uuid", "orp::Uuid", "<orpiment/base/uuid.hpp>", "uuid", false, true},
    {TypeKind::date, "date", "orp::Date", "<orpiment/base/date.hpp>", "date", true, true},
    {TypeKind::time, "time", "orp::Time", "<orpiment/base/time.hpp>", "time", true, true},
    {TypeKind::timestamp, "timestamp", "orp::Timestamp", "<orpiment/base/timestamp.hpp>",
     "timestamp", true, true},
    {TypeKind::timestamptz, "timestamptz", "orp::TimestampTz", "<orpiment/base/timestamp_tz.hpp>",
     "timestamptz", true, true},
    {TypeKind::interval, "interval", "orp::Interval", "<orpiment/base/interval.hpp>", "interval",
     false, false},
    {TypeKind::json, "json", "orp::Json", "<orpiment/base/json_text.hpp>", "json", false, false},
    {TypeKind::enumeration, "", "", "", "enumeration", true, true},
}};

static_assert([] {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].kind) != i + 1) return false;
  }
  return true;
}());

std::string scalar_name(const Type& type, const std::vector<Enum>& enums) {
  switch (type.kind) {
    case TypeKind::unknown:
      return "unknown";
    case TypeKind::enumeration:
      return enums[type.enumeration].name;
    case TypeKind::string:
      return "string(" + std::to_string(type.length) + ')';
    case TypeKind::decimal:
      return "decimal(" + std::to_string(type.precision) + ',' + std::to_string(type.scale) + ')';
    default:
      return std::string(type_row(type.kind).name);
  }
}

}  // namespace

const TypeRow& type_row(TypeKind kind) { return table[static_cast<std::size_t>(kind) - 1]; }

std::optional<TypeKind> find_type(std::string_view name) {
  const auto row =
      std::find_if(table.begin(), table.end(), [&](const TypeRow& r) { return r.name == name; });
  if (name.empty() || row == table.end()) return std::nullopt;
  return row->kind;
}

const std::vector<std::string_view>& type_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> result;
    for (const TypeRow& row : table) {
      if (!row.name.empty()) result.push_back(row.name);
    }
    return result;
  }();
  return names;
}

bool is_integer_kind(TypeKind kind) {
  return kind == TypeKind::int16 || kind == TypeKind::int32 || kind == TypeKind::int64;
}

std::string_view current_moment(TypeKind kind) {
  switch (kind) {
    case TypeKind::date:
      return "today";
    case TypeKind::time:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
      return "now";
    default:
      return {};
  }
}

std::string type_text(const Type& type, const std::vector<Enum>& enums) {
  std::string text = scalar_name(type, enums);
  if (type.is_array) text += "[]";
  if (type.custom.is_set()) text += " [" + type.custom.type + ']';
  return text;
}

}  // namespace orp::codegen
