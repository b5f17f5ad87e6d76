// SPDX-License-Identifier: MIT
// Parts of dates and times are cut out of their texts, `2024-03-01 12:30:00.000000`: the library's
// own functions know three digits of a second, and round the others into the next one.
#include "backend/sqlite/operations.hpp"

namespace orp::backend::sqlite {

// Of a year the week is the one of its Thursday, ISO 8601 says.
#define ORPIMENT_THURSDAY "substr({0}, 1, 10), '-3 days', 'weekday 4'"

OperationSpelling spelling_of(Operation operation) {
  switch (operation) {
    case Operation::bitwise_and:
      return {"{0} & {1}", Hold::infix};
    case Operation::bitwise_or:
      return {"{0} | {1}", Hold::infix};
    case Operation::bitwise_xor:
      return {"({0} | {1}) - ({0} & {1})", Hold::infix};
    case Operation::bitwise_not:
      return {"~{0}", Hold::infix};
    case Operation::shift_left:
      return {"{0} << {1}", Hold::infix};
    case Operation::shift_right:
      return {"{0} >> {1}", Hold::infix};
    case Operation::extract_year:
      return {"CAST(substr({0}, 1, 4) AS INTEGER)"};
    case Operation::extract_quarter:
      return {"(CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3", Hold::infix};
    case Operation::extract_month:
      return {"CAST(substr({0}, 6, 2) AS INTEGER)"};
    case Operation::extract_day:
      return {"CAST(substr({0}, 9, 2) AS INTEGER)"};
    case Operation::extract_hour:
      return {"CAST(substr({0}, -15, 2) AS INTEGER)"};
    case Operation::extract_minute:
      return {"CAST(substr({0}, -12, 2) AS INTEGER)"};
    case Operation::extract_second:
      return {"CAST(substr({0}, -9, 2) AS INTEGER)"};
    case Operation::extract_microsecond:
      return {"CAST(substr({0}, -6) AS INTEGER)"};
    case Operation::extract_day_of_week:
      return {"CAST(strftime('%w', substr({0}, 1, 10)) AS INTEGER)"};
    case Operation::extract_day_of_year:
      return {"CAST(strftime('%j', substr({0}, 1, 10)) AS INTEGER)"};
    case Operation::extract_iso_year:
      return {"CAST(strftime('%Y', " ORPIMENT_THURSDAY ") AS INTEGER)"};
    case Operation::extract_iso_week:
      return {"(CAST(strftime('%j', " ORPIMENT_THURSDAY ") AS INTEGER) + 6) / 7", Hold::infix};
    case Operation::extract_epoch:
      return {"CAST(strftime('%s', substr({0}, 1, 19)) AS INTEGER)"};
    case Operation::regexp_match:
    case Operation::regexp_imatch:
    case Operation::regexp_replace:
    case Operation::regexp_ireplace:
    case Operation::collate:
    case Operation::coerce:
    case Operation::custom:
      break;
  }
  return {};
}

#undef ORPIMENT_THURSDAY

}  // namespace orp::backend::sqlite
