// SPDX-License-Identifier: MIT
// What a column's CHECK says of values that the database's own type does not bound; for types.cpp,
// whose rows name them.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "backend/sqlite/literals.hpp"
#include "backend/sqlite/timestamp_forms.hpp"
#include "backend/sqlite/types.hpp"
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

inline std::string digits(const schema::Type& type, const std::string& operand) {
  if (!is_scaled(type)) return {};
  const std::string most(type.precision, '9');
  return operand + " BETWEEN -" + most + " AND " + most;
}

// A day that the calendar has is what the database's function makes of it; else that is another
// one, or NULL. With nothing to add the function would repeat the 30th of February.
inline std::string normalized(const char* begin, const std::string& operand) {
  return begin + operand + ", '+0 days') IS ";
}

inline std::string date(const schema::Type&, const std::string& operand) {
  return normalized("date(", operand) + operand;
}

inline std::string digits_of_second(const std::string& operand, std::size_t place,
                                    std::size_t digits) {
  std::string pattern = ".";
  for (std::size_t i = 0; i < digits; ++i) pattern += "[0-9]";
  return "substr(" + operand + ", " + std::to_string(place) + ") GLOB '" + pattern + '\'';
}

inline std::string time(const schema::Type&, const std::string& operand) {
  return normalized("time(", operand) + "substr(" + operand + ", 1, 8) AND " +
         digits_of_second(operand, 9, 6);
}

inline std::string moment(const schema::Type& type, const std::string& operand) {
  const std::optional<TimestampText> form = text_form(type.stored_as);
  if (!form) return {};
  const bool is_iso = form->separator == 'T';
  const bool has_zone = form->has_zone_in_utc && type.tag == TypeTag::timestamptz;
  if (form->digits == 0 && !is_iso) return normalized("datetime(", operand) + operand;
  std::string check = normalized(is_iso ? "strftime('%Y-%m-%dT%H:%M:%S', " : "datetime(", operand) +
                      "substr(" + operand + ", 1, 19)";
  if (form->digits > 0) check += " AND " + digits_of_second(operand, 20, form->digits);
  if (form->digits == 0) check += " AND substr(" + operand + ", 20) = '" + (has_zone ? "Z'" : "'");
  if (form->digits > 0 && has_zone) check.insert(check.size() - 1, "Z");
  return check;
}

inline std::string length(const schema::Type& type, const std::string& operand) {
  return "length(" + operand + ") <= " + std::to_string(type.length);
}

inline std::string sixteen_bytes(const schema::Type&, const std::string& operand) {
  return "length(" + operand + ") = 16";
}

inline std::string json(const schema::Type&, const std::string& operand) {
  return operand + " IS NULL OR json_valid(" + operand + ")";  // of NULL it would be false
}

inline std::string labels(const schema::Type& type, const std::string& operand) {
  std::string list;
  for (const std::string& label : type.enumeration.labels)
    list += (list.empty() ? "" : ", ") + literals::quoted(label);
  return operand + " IN (" + list + ")";
}

}  // namespace orp::backend::sqlite::checks
