// SPDX-License-Identifier: MIT
#include "backend/postgres/operations.hpp"

namespace orp::backend::postgres {

OperationSpelling spelling_of(Operation operation) {
  switch (operation) {
    case Operation::bitwise_and:
      return {"{0} & {1}", Hold::infix};
    case Operation::bitwise_or:
      return {"{0} | {1}", Hold::infix};
    case Operation::bitwise_xor:
      return {"{0} # {1}", Hold::infix};
    case Operation::bitwise_not:
      return {"~{0}", Hold::infix};
    case Operation::shift_left:
      return {"{0} << {1}", Hold::infix};
    case Operation::shift_right:
      return {"{0} >> {1}", Hold::infix};
    case Operation::regexp_match:
      return {"{0} ~ {1}", Hold::condition};
    case Operation::regexp_imatch:
      return {"{0} ~* {1}", Hold::condition};
    case Operation::regexp_replace:
      return {"regexp_replace({0}, {1}, {2}, 'g')"};
    case Operation::regexp_ireplace:
      return {"regexp_replace({0}, {1}, {2}, 'gi')"};
    case Operation::trim:
      return {"btrim({0})"};
    case Operation::trim_characters:
      return {"btrim({0}, {1})"};
    case Operation::ltrim:
      return {"ltrim({0})"};
    case Operation::ltrim_characters:
      return {"ltrim({0}, {1})"};
    case Operation::rtrim:
      return {"rtrim({0})"};
    case Operation::rtrim_characters:
      return {"rtrim({0}, {1})"};
    case Operation::substr:
      return {"substr({0}, {1}, {2})"};
    case Operation::substr_from:
      return {"substr({0}, {1})"};
    case Operation::left:
      return {"left({0}, {1})"};
    case Operation::right:
      return {"right({0}, {1})"};
    case Operation::replace:
      return {"replace({0}, {1}, {2})"};
    case Operation::position:
      return {"strpos({0}, {1})"};
    case Operation::concat_ws:
      return {"concat_ws{0}"};
    case Operation::as_pattern:
      return {"replace(replace(replace({0}, '/', '//'), '%', '/%'), '_', '/_')"};
    case Operation::floor:
      return {"floor({0})"};
    case Operation::ceil:
      return {"ceil({0})"};
    case Operation::trunc:
      return {"trunc({0})"};
    case Operation::sign:
      return {"CAST(sign({0}) AS integer)"};
    case Operation::power:
      return {"power({0}, {1})"};
    case Operation::greatest:
      return {"greatest{0}"};
    case Operation::least:
      return {"least{0}"};
    case Operation::truncate_date:
      return {"CAST(date_trunc('{n}', CAST({0} AS timestamp)) AS date)"};
    case Operation::truncate_timestamp:
      return {"date_trunc('{n}', {0})"};
    case Operation::truncate_timestamptz:
      return {"date_trunc('{n}', {0}, 'UTC')"};
    case Operation::extract_year:
      return {"CAST(extract(year FROM {0}) AS integer)"};
    case Operation::extract_quarter:
      return {"CAST(extract(quarter FROM {0}) AS integer)"};
    case Operation::extract_month:
      return {"CAST(extract(month FROM {0}) AS integer)"};
    case Operation::extract_day:
      return {"CAST(extract(day FROM {0}) AS integer)"};
    case Operation::extract_hour:
      return {"CAST(extract(hour FROM {0}) AS integer)"};
    case Operation::extract_minute:
      return {"CAST(extract(minute FROM {0}) AS integer)"};
    case Operation::extract_second:
      return {"CAST(floor(extract(second FROM {0})) AS integer)"};
    case Operation::extract_microsecond:
      return {"CAST(extract(microseconds FROM {0}) AS integer) % 1000000", Hold::infix};
    case Operation::extract_day_of_week:
      return {"CAST(extract(dow FROM {0}) AS integer)"};
    case Operation::extract_day_of_year:
      return {"CAST(extract(doy FROM {0}) AS integer)"};
    case Operation::extract_iso_year:
      return {"CAST(extract(isoyear FROM {0}) AS integer)"};
    case Operation::extract_iso_week:
      return {"CAST(extract(week FROM {0}) AS integer)"};
    case Operation::extract_epoch:
      return {"CAST(floor(extract(epoch FROM {0})) AS bigint)"};
    case Operation::json_member:
    case Operation::json_element:
    case Operation::json_element_from_end:
    case Operation::json_named_member:
    case Operation::json_numbered_element:
      return {"{0} -> {1}", Hold::infix};
    case Operation::json_text:
      return {"{0} #>> '{}'", Hold::infix};
    case Operation::json_member_text:
    case Operation::json_element_text:
      return {"{0} ->> {1}", Hold::infix};
    case Operation::json_bool:
      return {"CASE jsonb_typeof({0}) WHEN 'boolean' THEN CAST({0} AS boolean) END"};
    case Operation::json_int32:
      return {"CASE jsonb_typeof({0}) WHEN 'number' THEN CAST({0} AS integer) END"};
    case Operation::json_int64:
      return {"CASE jsonb_typeof({0}) WHEN 'number' THEN CAST({0} AS bigint) END"};
    case Operation::json_double:
      return {"CASE jsonb_typeof({0}) WHEN 'number' THEN CAST({0} AS double precision) END"};
    case Operation::json_decimal:
      return {"CASE jsonb_typeof({0}) WHEN 'number' THEN CAST({0} AS numeric({n})) END"};
    case Operation::json_contains:
      return {"{0} @> {1}", Hold::condition};
    case Operation::json_has_key:
      return {"{0} ? {1}", Hold::condition};
    case Operation::json_typeof:
      return {"jsonb_typeof({0})"};
    case Operation::json_array_length:
      return {"CASE jsonb_typeof({0}) WHEN 'array' THEN jsonb_array_length({0}) END"};
    case Operation::element_any:
      return {"{0} {n} ANY ({1})", Hold::condition};
    case Operation::element_all:
      return {"{0} {n} ALL ({1})", Hold::condition};
    case Operation::row_any:
      return {"{0} {n} ANY {1}", Hold::condition};
    case Operation::row_all:
      return {"{0} {n} ALL {1}", Hold::condition};
    case Operation::array_contains:
      return {"{0} @> {1}", Hold::condition};
    case Operation::array_overlap:
      return {"{0} && {1}", Hold::condition};
    case Operation::array_element:
      return {"({0})[{1} + 1]"};
    case Operation::array_element_from_end:
      return {"({0})[cardinality({0}) + 1 + {1}]"};
    case Operation::array_cardinality:
      return {"cardinality({0})"};
    case Operation::range_contains:
      return {"{0} @> {1}", Hold::condition};
    case Operation::range_contained_by:
      return {"{0} <@ {1}", Hold::condition};
    case Operation::range_overlaps:
      return {"{0} && {1}", Hold::condition};
    case Operation::range_adjacent:
      return {"{0} -|- {1}", Hold::condition};
    case Operation::range_before:
      return {"{0} << {1}", Hold::condition};
    case Operation::range_after:
      return {"{0} >> {1}", Hold::condition};
    case Operation::text_match:
      return {"{0} @@ plainto_tsquery({1})", Hold::condition};
    case Operation::path_start:
    case Operation::search_start:
      return {"ARRAY[ROW{0}]"};
    case Operation::path_step:
    case Operation::search_step:
      return {"array_append({0}, ROW{1})"};
    case Operation::path_has:
      return {"ROW{1} = ANY ({0})", Hold::condition};
    case Operation::search_level:
    case Operation::distinct_row:
      return {"ROW{0}"};
    case Operation::limit_rows:
    case Operation::offset_rows:
      return {"{0}"};
    case Operation::collate:
    case Operation::coerce:
    case Operation::custom:
      break;
  }
  return {};
}

TableFunctionSpelling spelling_of(TableFunction function) {
  switch (function) {
    case TableFunction::series:
      return {"generate_series({0}, {1}, {2})"};
    case TableFunction::dates:
      return {"generate_series(CAST({0} AS timestamp), CAST({1} AS timestamp), {2})",
              {"CAST({0}.\"value\" AS date)"}};
    case TableFunction::timestamps:
      return {"generate_series({0}, {1}, {2})"};
    case TableFunction::points_in_time:  // whatever the zone of the session
      return {"generate_series(timezone('UTC', {0}), timezone('UTC', {1}), {2})",
              {"timezone('UTC', {0}.\"value\")"}};
    case TableFunction::array_elements:
      return {"unnest({0}) WITH ORDINALITY"};
    case TableFunction::json_members:
      return {"jsonb_each(CASE jsonb_typeof({0}) WHEN 'object' THEN {0} END)"};
    case TableFunction::json_elements:
      return {
          "jsonb_array_elements(CASE jsonb_typeof({0}) WHEN 'array' THEN {0} END) "
          "WITH ORDINALITY"};
    case TableFunction::named:
      break;
  }
  return {};
}

}  // namespace orp::backend::postgres
