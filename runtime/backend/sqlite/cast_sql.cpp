// SPDX-License-Identifier: MIT
// CAST takes the number that a text begins with, cuts the digits behind the point and knows no
// widths: what SQL means by a cast is said otherwise.
#include "backend/sqlite/cast_sql.hpp"

#include "backend/sqlite/functions.hpp"
#include "meta/type_word.hpp"

namespace orp::backend::sqlite {

namespace {

std::string own_call(const std::string& name, std::string_view operand) {
  return std::string(functions_prefix) + name + '(' + std::string(operand) + ')';
}

std::string cast_to_integer(std::string_view operand, TypeTag from, TypeTag to) {
  if (is_floating(from)) return own_call(type_word(to), own_call("whole", operand));
  return is_integer(from) && from > to ? own_call(type_word(to), operand) : std::string();
}

std::string cast_to_text(std::string_view operand, TypeTag from) {
  const std::string value(operand);
  switch (from) {
    case TypeTag::boolean:
      return "CASE " + value + " WHEN 0 THEN 'false' WHEN 1 THEN 'true' END";
    case TypeTag::uuid:
      return own_call("uuid_text", operand);
    case TypeTag::timestamptz:
      return '(' + value + " || '+00')";
    default:
      return {};
  }
}

/// Dates and times are texts of fixed width, of which a cast takes a part.
std::string part(std::string_view operand, const char* range) {
  return "substr(" + std::string(operand) + ", " + range + ')';
}

}  // namespace

std::string cast_of(std::string_view operand, const SqlType& from, const SqlType& to) {
  const bool has_day = from.tag == TypeTag::timestamp || from.tag == TypeTag::timestamptz;
  switch (to.tag) {
    case TypeTag::boolean:
      return '(' + std::string(operand) + " <> 0)";
    case TypeTag::int16:
    case TypeTag::int32:
    case TypeTag::int64:
      return cast_to_integer(operand, from.tag, to.tag);
    case TypeTag::string:
    case TypeTag::text:
      return cast_to_text(operand, from.tag);
    case TypeTag::date:
      return has_day ? part(operand, "1, 10") : std::string();
    case TypeTag::time:
      return has_day ? part(operand, "12, 15") : std::string();
    case TypeTag::timestamp:
    case TypeTag::timestamptz:
      return from.tag == TypeTag::date ? '(' + std::string(operand) + " || ' 00:00:00.000000')"
                                       : std::string();
    default:
      return {};
  }
}

}  // namespace orp::backend::sqlite
