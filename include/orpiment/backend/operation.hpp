// SPDX-License-Identifier: MIT
// Operations that each database spells in a way of its own, and how it does.
#pragma once
#include <cstdint>
#include <string_view>

namespace orp::backend {

/// What is calculated of operands that stand in the form of our tables.
enum class Operation : std::uint8_t {
  // of integers; shifts are of 64 bits
  bitwise_and,
  bitwise_or,
  bitwise_xor,
  bitwise_not,
  shift_left,
  shift_right,
  // of texts
  regexp_match,
  regexp_imatch,  ///< capital and small letters alike
  regexp_replace,
  regexp_ireplace,
  trim,
  trim_characters,
  ltrim,
  ltrim_characters,
  rtrim,
  rtrim_characters,
  substr,
  substr_from,
  left,
  right,
  replace,
  position,
  concat_ws,   ///< of a row `({0}, ...)`
  as_pattern,  ///< of LIKE: the text as it stands, `/` before what has a meaning
  // of numbers
  floor,
  ceil,
  trunc,
  sign,
  power,
  // of values of one type, in a row `({0}, ...)`, without those that are NULL
  greatest,
  least,
  // the beginning of `{n}`, which is "year" to "second"
  truncate_date,
  truncate_timestamp,
  truncate_timestamptz,
  // parts of a date, a time or a timestamp
  extract_year,
  extract_quarter,
  extract_month,
  extract_day,
  extract_hour,
  extract_minute,
  extract_second,
  extract_microsecond,
  extract_day_of_week,
  extract_day_of_year,
  extract_iso_year,
  extract_iso_week,
  extract_epoch,
  // of json
  json_member,            ///< of an object, by a text
  json_element,           ///< of an array, by a number from 0 on
  json_element_from_end,  ///< by a number from -1 on
  json_named_member,      ///< by a text that is known when the statement runs
  json_numbered_element,  ///< by a number, below 0 from the end
  json_decimal,           ///< of `{n}`, precision and scale
  json_text,              ///< a text as it is, of another value its JSON text
  json_member_text,       ///< of an object's member; of no text where json_text will do
  json_element_text,      ///< likewise
  json_bool,
  json_int32,
  json_int64,
  json_double,
  json_contains,
  json_has_key,
  json_typeof,
  json_array_length,
  // of arrays; `{n}` of the first four is a comparison
  element_any,
  element_all,
  row_any,  ///< of the rows of a query
  row_all,
  array_contains,
  array_overlap,
  array_element,           ///< by a number from 0 on
  array_element_from_end,  ///< by a number from -1 on
  array_cardinality,
  // of ranges
  range_contains,  ///< another one, or a value
  range_contained_by,
  range_overlaps,
  range_adjacent,
  range_before,
  range_after,
  // of texts that are searched
  text_match,
  // the rows on the way of a recursion; a row is `({0}, ...)`, which stands behind the path
  path_start,
  path_step,
  path_has,
  search_start,  ///< the same of values in their order
  search_step,
  search_level,  ///< a row with its depth
  distinct_row,  ///< of a row `({0}, ...)` one value, which is never NULL and equal where those are
  // how many rows there are, DataError for fewer than none
  limit_rows,   ///< NULL: all
  offset_rows,  ///< NULL: none
  // the same on every database
  collate,
  coerce,
  custom,
};

/// How what an operation is spelled as stands beside other operators.
enum class Hold : std::uint8_t {
  call,       ///< it reads as one value
  condition,  ///< as a comparison does
  infix,      ///< only in parentheses
};

/// How a database spells an operation.
struct OperationSpelling {
  /// SQL in which `{0}` stands for the first operand, and so on, and `{n}` for an operator; empty:
  /// there is none.
  std::string_view text{};
  /// What it is beside others.
  Hold hold = Hold::call;
};

}  // namespace orp::backend
