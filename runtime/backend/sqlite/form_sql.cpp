// SPDX-License-Identifier: MIT
#include "backend/sqlite/form_sql.hpp"

#include <cstdint>
#include <optional>

#include "backend/sqlite/functions.hpp"
#include "backend/sqlite/timestamp_forms.hpp"
#include "meta/stored_as.hpp"

namespace orp::backend::sqlite {

namespace {

std::string around(std::string_view before, std::string_view operand, std::string_view behind) {
  return std::string(before).append(operand).append(behind);
}

std::string part(std::string_view operand, std::size_t size) {
  return around("substr(", operand, ", 1, " + std::to_string(size) + ')');
}

/// The digits of a second that a form has not, which the standard one has.
constexpr std::string_view zeros(std::size_t digits) {
  return std::string_view(".000000").substr(digits == 0 ? 0 : digits + 1);
}

std::string real_power_of_ten(std::uint8_t exponent) {
  return '1' + std::string(exponent, '0') + ".0";
}

std::string scaled_decimal(std::string_view operand, const SqlType& type) {
  return around(std::string(functions_prefix) + "scaled(", operand,
                ", " + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ')');
}

std::string decimal_as_kept(std::string_view operand, const SqlType& type) {
  std::string quotient =
      around("(CAST(", operand, " AS REAL) / " + real_power_of_ten(type.scale) + ')');
  if (is_floating(type.stored_as)) return quotient;
  // Of NULL printf() makes a zero. The operand stands once: it may have parameters.
  return "(SELECT printf('%." + std::to_string(type.scale) + "f', value) FROM (SELECT " + quotient +
         " AS value) WHERE value IS NOT NULL)";
}

std::string kept_uuid(std::string_view operand, StoredAs how) {
  return how == StoredAs::hex ? around("lower(hex(", operand, "))")
                              : around(std::string(functions_prefix) + "uuid_text(", operand, ")");
}

}  // namespace

void append_standard(std::string& out, std::string_view operand, const SqlType& type) {
  const StoredAs how = type.stored_as;
  if (type.tag == TypeTag::decimal) {
    out += scaled_decimal(operand, type);
  } else if (type.tag == TypeTag::uuid) {
    out += around(std::string(functions_prefix) + "uuid(", operand, ")");
  } else if (const std::optional<TimestampText> form = text_form(how)) {
    if (form->drops_zeros) {
      out += around("substr(", operand, " || '.000000', 1, 26)");
      return;
    }
    std::string text = form->separator == 'T'
                           ? around("replace(", part(operand, size_of(*form)), ", 'T', ' ')")
                           : std::string(operand);
    const std::string_view rest = zeros(form->digits);
    out += rest.empty() ? text : around("(", text, " || '" + std::string(rest) + "')");
  } else if (how == StoredAs::unix_seconds) {
    out += around("strftime('%Y-%m-%d %H:%M:%S.000000', ", operand, ", 'unixepoch')");
  } else if (how == StoredAs::unix_milliseconds) {
    out += around("strftime('%Y-%m-%d %H:%M:%f000', ", operand, " / 1000.0, 'unixepoch')");
  } else {
    out += around("strftime('%Y-%m-%d %H:%M:%f000', ", operand, ")");
  }
}

void append_kept(std::string& out, std::string_view operand, const SqlType& type) {
  const StoredAs how = type.stored_as;
  if (type.tag == TypeTag::decimal) {
    out += decimal_as_kept(operand, type);
    return;
  }
  if (type.tag == TypeTag::uuid) {
    out += kept_uuid(operand, how);
    return;
  }
  const std::string seconds = around("CAST(strftime('%s', ", operand, ") AS INTEGER)");
  if (const std::optional<TimestampText> form = text_form(how)) {
    std::string text = part(operand, size_of(*form));
    if (form->separator == 'T') text = around("replace(", text, ", ' ', 'T')");
    if (form->drops_zeros) text = around("replace(", text, ", '.000000', '')");
    const bool has_zone = form->has_zone_in_utc && type.tag == TypeTag::timestamptz;
    out += has_zone ? around("(", text, " || 'Z')") : text;
  } else if (how == StoredAs::unix_seconds) {
    out += seconds;
  } else if (how == StoredAs::unix_milliseconds) {
    out += around('(' + seconds + " * 1000 + CAST(substr(", operand, ", 21, 3) AS INTEGER))");
  } else {
    out += around("julianday(", operand, ")");
  }
}

}  // namespace orp::backend::sqlite
