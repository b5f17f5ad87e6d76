// SPDX-License-Identifier: MIT
// Values as texts, in SQL: in the form that the values of Orpiment have, which no setting of the
// session changes.
#pragma once
#include <string>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::postgres {

inline bool is_text(const SqlType& type) {
  return type.tag == TypeTag::text || type.tag == TypeTag::string;
}

/// The SQL that makes a text of `operand` (SQL), a value of type `from`.
inline std::string text_of(const std::string& operand, const SqlType& from) {
  switch (from.tag) {
    case TypeTag::decimal:  // with all digits of its scale, also where the value knows fewer
      if (from.precision == 0) return "CAST(" + operand + " AS text)";
      return "CAST(round(" + operand + ", " + std::to_string(from.scale) + ") AS text)";
    case TypeTag::date:
      return "to_char(" + operand + ", 'YYYY-MM-DD')";
    case TypeTag::time:  // of some day: a time alone is not formatted
      return "to_char(date '2000-01-01' + " + operand + ", 'HH24:MI:SS.US')";
    case TypeTag::timestamp:
      return "to_char(" + operand + ", 'YYYY-MM-DD HH24:MI:SS.US')";
    case TypeTag::timestamptz:
      return "(to_char((" + operand + ") AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00')";
    default:
      return "CAST(" + operand + " AS text)";
  }
}

}  // namespace orp::backend::postgres
