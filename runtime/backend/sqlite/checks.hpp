// SPDX-License-Identifier: MIT
// What a column's CHECK says of values that the database's own type does not bound; for types.cpp,
// whose rows name them.
#pragma once
#include <cstdint>
#include <limits>
#include <string>

#include "backend/sqlite/literals.hpp"
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
  if (!is_scaled(type.precision)) return {};
  const std::string most(type.precision, '9');
  return operand + " BETWEEN -" + most + " AND " + most;
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
