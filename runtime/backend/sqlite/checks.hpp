// SPDX-License-Identifier: MIT
// What a column's CHECK says of values that the database's own type does not bound; for types.cpp,
// whose rows name them.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "backend/exact_real.hpp"
#include "backend/sqlite/literals.hpp"
#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/types.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp::backend::sqlite::checks {

inline std::string none(const schema::Type&, const std::string&) { return {}; }

inline std::string boolean(const schema::Type&, const std::string& operand) {
  return operand + " IN (0, 1)";
}

template <class Integer>
std::string range(const schema::Type&, const std::string& operand) {
  return operand + " BETWEEN " + std::to_string(std::numeric_limits<Integer>::min()) + " AND " +
         std::to_string(std::numeric_limits<Integer>::max());
}

inline std::string some_digits(std::size_t count) {
  std::string pattern;
  for (std::size_t i = 0; i < count; ++i) pattern += "[0-9]";
  return pattern;
}

// The one spelling that a value has here, so that texts are equal where values are.
inline std::string spelled_digits(const schema::Type& type, const std::string& operand) {
  const std::string point = type.scale > 0 ? "." : "";
  const int whole_digits = type.precision - type.scale;
  const std::size_t most_characters =
      static_cast<std::size_t>(std::max(whole_digits, 1) + type.scale) + point.size();
  const std::string rest = "ltrim(" + operand + ", '-0123456789')";
  const std::string magnitude = "ltrim(" + operand + ", '-')";

  std::string sql = rest + (point.empty() ? " = ''" : " GLOB '." + some_digits(type.scale) + '\'');
  sql += " AND " + operand + " NOT GLOB '?*-*'";
  sql += " AND " + magnitude + (whole_digits == 0 ? " GLOB '0.*'" : " GLOB '[0-9]*'");
  sql += " AND " + magnitude + " NOT GLOB '0[0-9]*'";
  sql += " AND length(" + magnitude + ") <= " + std::to_string(most_characters);
  sql += " AND " + operand + " <> '-0" + point + std::string(type.scale, '0') + '\'';
  return sql;
}

inline std::string digits(const schema::Type& type, const std::string& operand) {
  if (is_floating(type.stored_as)) {
    const std::string limit = "1e" + std::to_string(type.precision - type.scale);
    return operand + " > -" + limit + " AND " + operand + " < " + limit;
  }
  if (!is_scaled(type)) return spelled_digits(type, operand);
  const std::string most(type.precision, '9');
  return operand + " BETWEEN -" + most + " AND " + most;
}

// What the database's function makes of a text that is none is another one, or NULL.
inline std::string is_spelled(const char* function, const std::string& text) {
  return function + text + ") IS " + text;
}

// With nothing to add the function repeats the 30th of February, and with something to add it takes
// the 1st of March of the year 300 for the day before, a 29th of February (SQLite 3.40). The year 0
// is none.
inline std::string is_day(const char* function, const std::string& operand,
                          const std::string& text) {
  return is_spelled(function, text) + " AND " + operand + " > '0001' AND (substr(" + operand +
         ", 9, 2) <= '28' OR " + function + text + ", '+0 days') IS " + text + " AND " + operand +
         " NOT GLOB '0300-02-29*')";
}

inline std::string date(const schema::Type&, const std::string& operand) {
  return is_day("date(", operand, operand);
}

// The functions would round a fraction of a second, so they get whole ones.
inline std::string before(const std::string& operand, std::size_t size) {
  return "substr(" + operand + ", 1, " + std::to_string(size) + ')';
}
inline std::string and_behind(const std::string& operand, std::size_t size,
                              const std::string& pattern) {
  return " AND substr(" + operand + ", " + std::to_string(size + 1) + ") GLOB '" + pattern + '\'';
}

inline std::string digits_of_second(std::size_t digits) {
  return digits == 0 ? "" : '.' + some_digits(digits);
}

// The functions leave 24:00:00 as it is.
constexpr const char* has_hour = " < '24'";

/// `size`: of what stands before the fraction.
inline std::string fraction_of_second(const TimestampText& form, const std::string& operand,
                                      std::size_t size) {
  std::string digits = and_behind(operand, size, digits_of_second(form.digits));
  if (!form.drops_zeros) return digits;
  const std::string rest = "substr(" + operand + ", " + std::to_string(size + 1) + ')';
  return " AND (" + rest + " = '' OR " + rest + " <> '.000000'" + digits + ')';
}

inline std::string time(const schema::Type& type, const std::string& operand) {
  constexpr std::size_t size = seconds_size - day_size;
  return is_spelled("time(", before(operand, size)) + " AND " + operand + has_hour +
         fraction_of_second(*text_form(type.stored_as), operand, size);
}

inline std::string moment_number(StoredAs how, const std::string& operand) {
  const auto bound = [how](std::int64_t microseconds) {
    const Timestamp time = Timestamp::from_microseconds(microseconds);
    return how == StoredAs::julian_day ? shortest_text(julian_day_of(time))
                                       : std::to_string(units_of(time, resolution(how)));
  };
  return operand + " BETWEEN " + bound(Timestamp::min_microseconds) + " AND " +
         bound(Timestamp::max_microseconds);
}

inline std::string moment(const schema::Type& type, const std::string& operand) {
  const std::optional<TimestampText> form = text_form(type.stored_as);
  if (!form) return moment_number(type.stored_as, operand);
  const bool has_zone = form->has_zone_in_utc && type.tag == TypeTag::timestamptz;
  const char* const function =
      form->separator == 'T' ? "strftime('%Y-%m-%dT%H:%M:%S', " : "datetime(";
  return is_day(function, operand, before(operand, seconds_size)) + " AND substr(" + operand +
         ", " + std::to_string(day_size + 1) + ")" + has_hour +
         (has_zone ? and_behind(operand, seconds_size, digits_of_second(form->digits) + 'Z')
                   : fraction_of_second(*form, operand, seconds_size));
}

inline std::string length(const schema::Type& type, const std::string& operand) {
  return "length(" + operand + ") <= " + std::to_string(type.length);
}

inline std::string uuid(const schema::Type& type, const std::string& operand) {
  constexpr const char* other_than_digits = " NOT GLOB '*[^0-9a-f]*'";
  if (type.stored_as == StoredAs::hex)
    return "length(" + operand + ") = 32 AND " + operand + other_than_digits;
  if (type.stored_as == StoredAs::standard) return "length(" + operand + ") = 16";
  const std::string digits = "replace(" + operand + ", '-', '')";
  const std::string four(4, '?');
  const std::string eight = four + four;
  const std::string pattern = eight + '-' + four + '-' + four + '-' + four + '-' + eight + four;
  return operand + " GLOB '" + pattern + "' AND length(" + digits + ") = 32 AND " + digits +
         other_than_digits;
}

inline std::string json(const schema::Type&, const std::string& operand) {
  return operand + " IS NULL OR json_valid(" + operand + ")";  // of NULL it would be false
}

// One by one: for IN with more than two the database builds an index at each row, which takes
// longer than all else that an insert does. An expression may be a thousand deep.
inline std::string labels(const schema::Type& type, const std::string& operand) {
  constexpr std::size_t most_one_by_one = 500;
  const bool is_list = type.enumeration.labels.size() > most_one_by_one;
  std::string any;
  for (const std::string& label : type.enumeration.labels) {
    if (!any.empty()) any += is_list ? ", " : " OR ";
    any += (is_list ? "" : operand + " = ") + literals::quoted(label);
  }
  return is_list ? operand + " IN (" + any + ')' : any;
}

}  // namespace orp::backend::sqlite::checks
