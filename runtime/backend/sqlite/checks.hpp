// SPDX-License-Identifier: MIT
// What a column's CHECK says of values that the database's own type does not bound; for types.cpp,
// whose rows name them.
#pragma once
#include <cstdint>
#include <limits>
#include <string>

#include "backend/sqlite/literals.hpp"
#include "backend/sqlite/types.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite::checks {

inline std::string none(const ColumnType&, const std::string&) { return {}; }

inline std::string boolean(const ColumnType&, const std::string& operand) {
  return operand + " IN (0, 1)";
}

template <class Integer>
std::string range(const ColumnType&, const std::string& operand) {
  return operand + " BETWEEN " + std::to_string(std::numeric_limits<Integer>::min()) + " AND " +
         std::to_string(std::numeric_limits<Integer>::max());
}

inline std::string digits(const ColumnType& type, const std::string& operand) {
  if (type.precision > scaled_decimal_digits) return {};
  const std::string most(type.precision, '9');
  return operand + " BETWEEN -" + most + " AND " + most;
}

inline std::string length(const ColumnType& type, const std::string& operand) {
  return "length(" + operand + ") <= " + std::to_string(type.length);
}

inline std::string sixteen_bytes(const ColumnType&, const std::string& operand) {
  return "length(" + operand + ") = 16";
}

inline std::string json(const ColumnType&, const std::string& operand) {
  return operand + " IS NULL OR json_valid(" + operand + ")";  // of NULL it would be false
}

inline std::string labels(const ColumnType& type, const std::string& operand) {
  std::string list;
  for (const char* label : type.enumeration->labels)
    list += (list.empty() ? "" : ", ") + literals::quoted(label);
  return operand + " IN (" + list + ")";
}

inline std::string stored(const ColumnType& type, const std::string& operand) {
  const ColumnType& as = *type.conversion->stored;
  return row_of(as).check(as, operand);
}

}  // namespace orp::backend::sqlite::checks
