// SPDX-License-Identifier: MIT
// Parts of dates and times are cut out of their texts, `2024-03-01 12:30:00.000000`: the library's
// own functions know three digits of a second, and round the others into the next one.
#include "backend/sqlite/operations.hpp"

namespace orp::backend::sqlite {

// Of a year the week is the one of its Thursday, ISO 8601 says.
#define ORPIMENT_THURSDAY "substr({0}, 1, 10), '-3 days', 'weekday 4'"

// The library's own path of a bare name takes `1` for a number and `a.b` for two names.
#define ORPIMENT_MEMBER "'$.\"' || {1} || '\"'"
#define ORPIMENT_INTEGER                                 \
  "CASE json_type({0}) WHEN 'integer' THEN {0} ->> '$' " \
  "WHEN 'real' THEN orpiment_whole(round({0} ->> '$')) END"

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
    case Operation::regexp_match:
      return {"orpiment_regexp({0}, {1}, 0)"};
    case Operation::regexp_imatch:
      return {"orpiment_regexp({0}, {1}, 1)"};
    case Operation::regexp_replace:
      return {"orpiment_regexp_replace({0}, {1}, {2}, 0)"};
    case Operation::regexp_ireplace:
      return {"orpiment_regexp_replace({0}, {1}, {2}, 1)"};
    case Operation::trim:
      return {"trim({0})"};
    case Operation::trim_characters:
      return {"trim({0}, {1})"};
    case Operation::ltrim:
      return {"ltrim({0})"};
    case Operation::ltrim_characters:
      return {"ltrim({0}, {1})"};
    case Operation::rtrim:
      return {"rtrim({0})"};
    case Operation::rtrim_characters:
      return {"rtrim({0}, {1})"};
    case Operation::substr:
      return {"orpiment_substr({0}, {1}, {2})"};
    case Operation::substr_from:
      return {"orpiment_substr({0}, {1}, 2147483647)"};
    case Operation::left:
      return {"orpiment_left({0}, {1})"};
    case Operation::right:
      return {"orpiment_right({0}, {1})"};
    case Operation::replace:
      return {"replace({0}, {1}, {2})"};
    case Operation::position:
      return {"instr({0}, {1})"};
    case Operation::concat_ws:
      return {"orpiment_concat_ws{0}"};
    case Operation::as_pattern:
      return {"replace(replace(replace({0}, '/', '//'), '%', '/%'), '_', '/_')"};
    case Operation::floor:
      return {"orpiment_floor({0})"};
    case Operation::ceil:
      return {"orpiment_ceil({0})"};
    case Operation::trunc:
      return {"orpiment_trunc({0})"};
    case Operation::sign:
      return {"({0} > 0) - ({0} < 0)", Hold::infix};
    case Operation::power:
      return {"orpiment_power({0}, {1})"};
    case Operation::greatest:
      return {"orpiment_greatest{0}"};
    case Operation::least:
      return {"orpiment_least{0}"};
    case Operation::truncate_date:
    case Operation::truncate_timestamp:
    case Operation::truncate_timestamptz:
      return {"orpiment_date_trunc({0}, '{n}')"};
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
    case Operation::json_member:
      return {"{0} -> (" ORPIMENT_MEMBER ")", Hold::infix};
    case Operation::json_element:
      return {"{0} -> {1}", Hold::infix};
    case Operation::json_element_from_end:
      return {"{0} -> ('$[#' || {1} || ']')", Hold::infix};
    case Operation::json_named_member:
      return {"{0} -> orpiment_json_path({1})", Hold::infix};
    case Operation::json_numbered_element:
      return {"{0} -> ('$[' || CASE WHEN {1} < 0 THEN '#' ELSE '' END || {1} || ']')", Hold::infix};
    case Operation::json_decimal:
      return {
          "CASE WHEN json_type({0}) IN ('integer', 'real') THEN orpiment_json_decimal({0} -> '$', "
          "{n}) END"};
    case Operation::json_text:
      return {
          "CASE json_type({0}) WHEN 'text' THEN {0} ->> '$' WHEN 'null' THEN NULL "
          "ELSE {0} -> '$' END"};
    case Operation::json_bool:
      return {"CASE json_type({0}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"};
    case Operation::json_int32:
      return {"orpiment_int32(" ORPIMENT_INTEGER ")"};
    case Operation::json_int64:
      return {"orpiment_int64(" ORPIMENT_INTEGER ")"};
    case Operation::json_double:
      return {"CASE WHEN json_type({0}) IN ('integer', 'real') THEN CAST({0} ->> '$' AS REAL) END"};
    case Operation::json_contains:
      return {"orpiment_json_contains({0}, {1})"};
    case Operation::json_has_key:
      return {"CASE json_type({0}) WHEN 'object' THEN json_type({0}, " ORPIMENT_MEMBER
              ") IS NOT NULL WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each({0}) AS element "
              "WHERE element.type = 'text' AND element.value = {1}) "
              "WHEN 'text' THEN {0} ->> '$' = {1} ELSE json_type({0}) IS NULL AND NULL END"};
    case Operation::json_typeof:
      return {
          "CASE json_type({0}) WHEN 'text' THEN 'string' WHEN 'integer' THEN 'number' "
          "WHEN 'real' THEN 'number' WHEN 'true' THEN 'boolean' WHEN 'false' THEN 'boolean' "
          "ELSE json_type({0}) END"};
    case Operation::json_array_length:
      return {"CASE json_type({0}) WHEN 'array' THEN json_array_length({0}) END"};
    case Operation::element_any:
      return {
          "CASE json_array_length({1}) WHEN 0 THEN 0 ELSE (SELECT max({0} {n} element.value) "
          "FROM json_each({1}) AS element) END"};
    case Operation::element_all:
      return {
          "CASE json_array_length({1}) WHEN 0 THEN 1 ELSE (SELECT min({0} {n} element.value) "
          "FROM json_each({1}) AS element) END"};
    case Operation::array_contains:
      return {
          "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN NOT EXISTS (SELECT 1 FROM "
          "json_each({1}) AS element WHERE element.value NOT IN (SELECT own.value FROM "
          "json_each({0}) AS own)) END"};
    case Operation::array_overlap:
      return {
          "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN EXISTS (SELECT 1 FROM "
          "json_each({1}) AS element WHERE element.value IN (SELECT own.value FROM "
          "json_each({0}) AS own)) END"};
    case Operation::array_element:
      return {"(SELECT element.value FROM json_each({0}) AS element WHERE element.key = {1})"};
    case Operation::array_element_from_end:
      return {
          "(SELECT element.value FROM json_each({0}) AS element WHERE element.key = "
          "json_array_length({0}) + {1})"};
    case Operation::array_cardinality:
      return {"json_array_length({0})"};
    case Operation::path_start:
    case Operation::search_start:
    case Operation::search_level:
    case Operation::distinct_row:
      return {"orpiment_step{0}"};
    case Operation::limit_rows:
      return {"orpiment_limit({0})"};
    case Operation::offset_rows:
      return {"orpiment_offset({0})"};
    case Operation::path_step:
    case Operation::search_step:
      return {"{0} || orpiment_step{1}", Hold::infix};
    case Operation::path_has:
      return {"instr('/' || {0}, '/' || orpiment_step{1}) > 0", Hold::condition};
    case Operation::range_contains:
    case Operation::range_contained_by:
    case Operation::range_overlaps:
    case Operation::range_adjacent:
    case Operation::range_before:
    case Operation::range_after:
    case Operation::text_match:
    case Operation::row_any:
    case Operation::row_all:
    case Operation::json_member_text:
    case Operation::json_element_text:
    case Operation::collate:
    case Operation::coerce:
    case Operation::custom:
      break;
  }
  return {};
}

#undef ORPIMENT_INTEGER
#undef ORPIMENT_MEMBER
#undef ORPIMENT_THURSDAY

// A row has the value as SQL has it, which of JSON is not yet JSON again.
#define ORPIMENT_JSON                                                             \
  "CASE {0}.type WHEN 'text' THEN json_quote({0}.value) WHEN 'true' THEN 'true' " \
  "WHEN 'false' THEN 'false' WHEN 'null' THEN 'null' ELSE CAST({0}.value AS TEXT) END"

TableFunctionSpelling spelling_of(TableFunction function) {
  switch (function) {
    case TableFunction::series:
      return {"orpiment_series({0}, {1}, {2})"};
    case TableFunction::dates:
    case TableFunction::timestamps:
    case TableFunction::points_in_time:
      return {"orpiment_moments({0}, {1}, {2})"};
    case TableFunction::array_elements:
      return {"json_each({0})", {"", "({0}.key + 1)"}};
    case TableFunction::json_members:
      return {"json_each(CASE json_type({0}) WHEN 'object' THEN {0} END)", {"", ORPIMENT_JSON}};
    case TableFunction::json_elements:
      return {"json_each(CASE json_type({0}) WHEN 'array' THEN {0} END)",
              {ORPIMENT_JSON, "({0}.key + 1)"}};
    case TableFunction::named:
      break;
  }
  return {};
}

#undef ORPIMENT_JSON

}  // namespace orp::backend::sqlite
