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

std::string real_power_of_ten(std::uint8_t exponent) {
  return '1' + std::string(exponent, '0') + ".0";
}

/// One of functions.hpp.
template <class... Numbers>
std::string own_call(const char* name, std::string_view operand, Numbers... numbers) {
  std::string call = around(std::string(functions_prefix) + name + '(', operand, "");
  (call.append(", ").append(std::to_string(numbers)), ...);
  return call + ')';
}

std::string decimal_as_kept(std::string_view operand, const SqlType& type) {
  std::string quotient =
      around("(CAST(", operand, " AS REAL) / " + real_power_of_ten(type.scale) + ')');
  if (is_floating(type.stored_as)) return quotient;
  // Of NULL printf() makes a zero. The operand stands once: it may have parameters.
  return "(SELECT printf('%." + std::to_string(type.scale) + "f', value) FROM (SELECT " + quotient +
         " AS value) WHERE value IS NOT NULL)";
}

/// A time of day has no day before it.
std::size_t size_of(const TimestampText& form, const SqlType& type) {
  return size_of(form) - (type.tag == TypeTag::time ? day_size : 0);
}

/// What is of another form is an error, as it is where it is read.
std::string of_text(std::string_view operand, const SqlType& type) {
  const std::string form = ", '" + std::string(stored_as_word(type.stored_as)) + '\'';
  const std::string function(functions_prefix);
  if (type.tag == TypeTag::time) return around(function + "time_of_text(", operand, form + ')');
  const char* const is_point = type.tag == TypeTag::timestamptz ? ", 1)" : ", 0)";
  return around(function + "timestamp_of_text(", operand, form + is_point);
}

std::string kept_uuid(std::string_view operand, StoredAs how) {
  return how == StoredAs::hex ? around("lower(hex(", operand, "))")
                              : own_call("uuid_text", operand);
}

}  // namespace

void append_standard(std::string& out, std::string_view operand, const SqlType& type) {
  const StoredAs how = type.stored_as;
  if (type.tag == TypeTag::decimal) {
    out += own_call("scaled", operand, type.precision, type.scale);
  } else if (type.tag == TypeTag::uuid) {
    out += own_call("uuid", operand);
  } else if (text_form(how)) {
    out += of_text(operand, type);
  } else if (how == StoredAs::julian_day) {
    out += own_call("timestamp_of_julian_day", operand);
  } else {
    out += own_call("timestamp", operand, resolution(how));
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
  if (const std::optional<TimestampText> form = text_form(how)) {
    std::string text = part(operand, size_of(*form, type));
    if (form->separator == 'T') text = around("replace(", text, ", ' ', 'T')");
    if (form->drops_zeros) text = around("replace(", text, ", '.000000', '')");
    const bool has_zone = form->has_zone_in_utc && type.tag == TypeTag::timestamptz;
    out += has_zone ? around("(", text, " || 'Z')") : text;
  } else if (how == StoredAs::julian_day) {
    out += own_call("julian_day", operand);
  } else {
    out += own_call("units", operand, resolution(how));
  }
}

}  // namespace orp::backend::sqlite
