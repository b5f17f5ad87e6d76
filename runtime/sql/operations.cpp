// SPDX-License-Identifier: MIT
// Operations that databases spell in ways of their own, as nodes.
#include "sql/operations.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "meta/key_value.hpp"
#include "meta/type_word.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/number_functions.hpp"
#include "sql/conversion_check.hpp"
#include "sql/names.hpp"
#include "sql/node.hpp"
#include "sql/operation_node.hpp"
#include "sql/own.hpp"
#include "sql/row_node.hpp"
#include "sql/types.hpp"

namespace orp::sql {

using backend::Operation;

namespace {

constexpr SqlType local_timestamp_type{.tag = TypeTag::timestamp};

[[noreturn]] void throw_no_operator(std::string_view symbol) {
  throw UsageError({.code = "ORP-1242",
                    .message = '"' + std::string(symbol) + "\" is no operator",
                    .hint = "one of + - * / < > = ~ ! @ # % ^ & | ? and several of them, but no "
                            "comment; or words: op<T>(\"@@\"), op<T>(\"IS OF\")"});
}

bool is_symbol(char c) {
  constexpr std::string_view symbols = "+-*/<>=~!@#%^&|?";
  return symbols.find(c) != std::string_view::npos;
}
bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ' ';
}

/// Nothing that would end where it stands, or begin a comment.
bool is_operator(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (std::all_of(text.begin(), text.end(), is_word_character)) return true;
  return std::all_of(text.begin(), text.end(), is_symbol) &&
         text.find("--") == std::string_view::npos && text.find("/*") == std::string_view::npos;
}

constexpr std::int64_t most_places = 63;

void check_places(std::int64_t places) {
  if (places >= 0 && places <= most_places) return;
  throw UsageError({.code = "ORP-1241",
                    .message = "a shift by " + std::to_string(places) + " places",
                    .hint = "from 0 to 63: the integer has 64 bits"});
}

bool is_of_day(Operation part) {
  return part == Operation::extract_hour || part == Operation::extract_minute ||
         part == Operation::extract_second || part == Operation::extract_microsecond;
}

void check_part(Operation part, TypeTag tag) {
  const bool is_there = tag == TypeTag::date   ? !is_of_day(part)
                        : tag == TypeTag::time ? is_of_day(part)
                                               : true;
  if (is_there) return;
  throw UsageError({.code = "ORP-1243",
                    .message = std::string("a ") + type_word(tag) + " has no " + name_of(part),
                    .hint = "a date has no time of day, and a time of day no date"});
}

}  // namespace

const char* name_of(Operation operation) {
  switch (operation) {
    case Operation::bitwise_and:
      return "bitwise_and()";
    case Operation::bitwise_or:
      return "bitwise_or()";
    case Operation::bitwise_xor:
      return "bitwise_xor()";
    case Operation::bitwise_not:
      return "bitwise_not()";
    case Operation::shift_left:
      return "bitwise_lshift()";
    case Operation::shift_right:
      return "bitwise_rshift()";
    case Operation::regexp_match:
      return "regexp_match()";
    case Operation::regexp_imatch:
      return "regexp_imatch()";
    case Operation::regexp_replace:
      return "regexp_replace()";
    case Operation::regexp_ireplace:
      return "regexp_ireplace()";
    case Operation::trim:
    case Operation::trim_characters:
      return "trim()";
    case Operation::ltrim:
    case Operation::ltrim_characters:
      return "ltrim()";
    case Operation::rtrim:
    case Operation::rtrim_characters:
      return "rtrim()";
    case Operation::substr:
    case Operation::substr_from:
      return "substr()";
    case Operation::left:
      return "left()";
    case Operation::right:
      return "right()";
    case Operation::replace:
      return "replace()";
    case Operation::position:
      return "position()";
    case Operation::concat_ws:
      return "concat_ws()";
    case Operation::as_pattern:
      return "contains() of an expression";
    case Operation::floor:
      return "floor()";
    case Operation::ceil:
      return "ceil()";
    case Operation::trunc:
      return "trunc()";
    case Operation::sign:
      return "sign()";
    case Operation::power:
      return "power()";
    case Operation::greatest:
      return "greatest()";
    case Operation::least:
      return "least()";
    case Operation::truncate_date:
    case Operation::truncate_timestamp:
    case Operation::truncate_timestamptz:
      return "date_trunc()";
    case Operation::extract_year:
      return "year";
    case Operation::extract_quarter:
      return "quarter";
    case Operation::extract_month:
      return "month";
    case Operation::extract_day:
      return "day";
    case Operation::extract_hour:
      return "hour";
    case Operation::extract_minute:
      return "minute";
    case Operation::extract_second:
      return "second";
    case Operation::extract_microsecond:
      return "microsecond";
    case Operation::extract_day_of_week:
      return "day of the week";
    case Operation::extract_day_of_year:
      return "day of the year";
    case Operation::extract_iso_year:
      return "ISO year";
    case Operation::extract_iso_week:
      return "ISO week";
    case Operation::extract_epoch:
      return "epoch";
    case Operation::json_member:
    case Operation::json_element:
    case Operation::json_named_member:
    case Operation::json_numbered_element:
    case Operation::json_element_from_end:
      return "[] of json";
    case Operation::json_text:
    case Operation::json_member_text:
    case Operation::json_element_text:
      return "as<std::string>() of json";
    case Operation::json_decimal:
      return "as<Decimal>() of json";
    case Operation::json_bool:
      return "as<bool>() of json";
    case Operation::json_int32:
      return "as<std::int32_t>() of json";
    case Operation::json_int64:
      return "as<std::int64_t>() of json";
    case Operation::json_double:
      return "as<double>() of json";
    case Operation::json_contains:
      return "contains() of json";
    case Operation::json_has_key:
      return "has_key() of json";
    case Operation::json_typeof:
      return "json_typeof()";
    case Operation::json_array_length:
      return "json_array_length()";
    case Operation::element_any:
    case Operation::row_any:
      return "any_()";
    case Operation::element_all:
    case Operation::row_all:
      return "all_()";
    case Operation::array_contains:
      return "contains() of an array";
    case Operation::array_overlap:
      return "overlap() of an array";
    case Operation::array_element:
    case Operation::array_element_from_end:
      return "[] of an array";
    case Operation::array_cardinality:
      return "cardinality()";
    case Operation::range_contains:
      return "contains() of a range";
    case Operation::range_contained_by:
      return "contained_by() of a range";
    case Operation::range_overlaps:
      return "overlaps() of a range";
    case Operation::range_adjacent:
      return "adjacent_to() of a range";
    case Operation::range_before:
      return "strictly_left_of() of a range";
    case Operation::range_after:
      return "strictly_right_of() of a range";
    case Operation::text_match:
      return "match()";
    case Operation::path_start:
    case Operation::path_step:
    case Operation::path_has:
      return "cycle()";
    case Operation::search_start:
    case Operation::search_step:
      return "depth_first()";
    case Operation::search_level:
      return "breadth_first()";
    case Operation::distinct_row:
      return "count() of distinct rows";
    case Operation::limit_rows:
      return "limit() of an expression";
    case Operation::offset_rows:
      return "offset() of an expression";
    case Operation::collate:
      return "collate()";
    case Operation::coerce:
      return "type_coerce()";
    case Operation::custom:
      return "op()";
  }
  return "operation";
}

NodeRef make_operation(Operation operation, const SqlType& result, std::vector<NodeRef> operands) {
  auto* const node = new OperationNode(operation, result);
  NodeRef made = NodeRef::adopt(node);
  node->operands = std::move(operands);
  return made;
}

NodeRef make_variadic(Operation operation, const SqlType& result, std::vector<NodeRef> operands) {
  return make_operation(operation, result, {make<RowNode>(std::move(operands))});
}

NodeRef make_outermost(Operation operation, std::vector<NodeRef> operands) {
  SqlType type = standard_form(value_type_of(operands.front()));
  for (const NodeRef& operand : operands) {
    check_same_storage(operands.front(), operand);
    type = common_type(type, value_type_of(operand));
  }
  return make_variadic(operation, type, std::move(operands));
}

NodeRef make_distinct_row(std::vector<NodeRef> operands) {
  return make_variadic(Operation::distinct_row, text_type, std::move(operands));
}

NodeRef make_whole(Operation operation, NodeRef operand) {
  SqlType type = standard_form(value_type_of(operand));
  if (type.tag == TypeTag::decimal) type = decimal_type(is_narrow(type), 0);
  return make_operation(operation, type, {std::move(operand)});
}

NodeRef make_bitwise(Operation operation, NodeRef left, NodeRef right) {
  const SqlType& type = result_type(BinaryOp::add, value_type_of(left), value_type_of(right));
  return make_operation(operation, type, {std::move(left), std::move(right)});
}

NodeRef make_bitwise_not(NodeRef operand) {
  const SqlType& type = promoted(standard_form(value_type_of(operand)));
  return make_operation(Operation::bitwise_not, type, {std::move(operand)});
}

NodeRef make_shift(Operation operation, NodeRef operand, std::int64_t places) {
  check_places(places);
  const auto same = static_cast<std::int32_t>(places);
  return make_shift(operation, std::move(operand),
                    literal_of(int32_type, FieldType::of<std::int32_t>(), &same));
}

NodeRef make_shift(Operation operation, NodeRef operand, NodeRef places) {
  return make_operation(operation, int64_type, {std::move(operand), std::move(places)});
}

NodeRef make_regexp(Operation operation, NodeRef text, NodeRef pattern) {
  return make_operation(operation, boolean_type, {std::move(text), std::move(pattern)});
}

NodeRef make_regexp_replace(Operation operation, NodeRef text, NodeRef pattern,
                            NodeRef replacement) {
  return make_operation(operation, text_type,
                        {std::move(text), std::move(pattern), std::move(replacement)});
}

NodeRef make_collate(NodeRef operand, std::string_view collation) {
  check_given_name(collation, "collation");
  NodeRef node = make_operation(Operation::collate, text_type, {std::move(operand)});
  own<OperationNode>(node).name = collation;
  return node;
}

NodeRef make_custom(std::string_view symbol, const SqlType& result, NodeRef left, NodeRef right) {
  if (!is_operator(symbol)) throw_no_operator(symbol);
  NodeRef node = make_operation(Operation::custom, result, {std::move(left), std::move(right)});
  own<OperationNode>(node).name = symbol;
  return node;
}

NodeRef make_extract(Operation part, NodeRef operand) {
  const TypeTag tag = backend::stored_type(value_type_of(operand)).tag;
  check_part(part, tag);
  if (tag == TypeTag::timestamptz)  // in UTC, whatever the zone of the session
    operand = make<CastNode>(local_timestamp_type, std::move(operand));
  const SqlType& type =
      part == Operation::extract_epoch ? static_cast<const SqlType&>(int64_type) : int32_type;
  return make_operation(part, type, {std::move(operand)});
}

NodeRef make_date_trunc(std::string_view unit, NodeRef operand) {
  const SqlType& type = standard_form(value_type_of(operand));
  const TypeTag tag = backend::stored_type(type).tag;
  const bool is_of_day = unit == "hour" || unit == "minute" || unit == "second";
  if (tag == TypeTag::date && is_of_day)
    throw UsageError({.code = "ORP-1243",
                      .message = "a date has no " + std::string(unit),
                      .hint = "a date has no time of day, and a time of day no date"});
  const Operation operation = tag == TypeTag::date          ? Operation::truncate_date
                              : tag == TypeTag::timestamptz ? Operation::truncate_timestamptz
                                                            : Operation::truncate_timestamp;
  NodeRef node = make_operation(operation, type, {std::move(operand)});
  own<OperationNode>(node).name = unit;
  return node;
}

}  // namespace orp::sql
