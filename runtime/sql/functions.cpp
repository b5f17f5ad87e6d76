// SPDX-License-Identifier: MIT
// Functions, CASE, CAST, labels and subqueries as nodes.
#include <algorithm>
#include <string>
#include <utility>

#include "meta/key_value.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/functions.hpp"
#include "sql/conversion_check.hpp"
#include "sql/names.hpp"
#include "sql/node.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

SqlType sum_type(const SqlType& of) {
  if (is_unbounded(of)) return any_decimal_type;
  if (of.tag == TypeTag::decimal) return decimal_type(is_narrow(of), of.scale);
  return is_integer_type(of) ? int64_type : float64_type;
}

SqlType average_type(const SqlType& of) {
  if (of.tag != TypeTag::decimal) return float64_type;
  if (is_unbounded(of)) return any_decimal_type;
  return decimal_type(is_narrow(of), std::max(of.scale, quotient_scale));
}

SqlType function_type(Function function, const std::vector<NodeRef>& arguments) {
  const SqlType& first = arguments.empty() ? int64_type : *expression(arguments[0]).type;
  switch (function) {
    case Function::count:
    case Function::row_number:
    case Function::rank:
    case Function::dense_rank:
      return static_cast<const SqlType&>(int64_type);
    case Function::percent_rank:
    case Function::cume_dist:
    case Function::percentile_cont:
      return float64_type;
    case Function::ntile:
      return int32_type;
    case Function::sum:
      return sum_type(first);
    case Function::avg:
      return average_type(first);
    case Function::string_agg:
    case Function::lower:
    case Function::upper:
      return text_type;
    case Function::length:
      return int32_type;
    case Function::now:
      return timestamptz_type;
    case Function::coalesce: {
      SqlType type = standard_form(first);
      for (const NodeRef& argument : arguments)
        type = common_type(type, *expression(argument).type);
      return type;
    }
    case Function::abs:
      return promoted(standard_form(first));
    case Function::min:
    case Function::max:
    case Function::percentile_disc:
    case Function::mode:
    case Function::lag:
    case Function::lead:
    case Function::first_value:
    case Function::last_value:
    case Function::nth_value:
    case Function::array_agg:
    case Function::round:
    case Function::named:
      break;
  }
  return standard_form(first);
}

/// A copy of a CASE that may be changed.
CaseNode* copy_case(const NodeRef& node) { return new CaseNode(as<CaseNode>(node)); }

void take_type(CaseNode& node, const NodeRef& value) {
  check_same_storage(node.own_type, *expression(value).type);
  node.own_type = common_type(node.own_type, *expression(value).type);
}

}  // namespace

NodeRef make_function(Function function, std::vector<NodeRef> arguments, bool distinct) {
  for (const NodeRef& argument : arguments) check_same_storage(arguments.front(), argument);
  auto* const node = new FunctionNode(function, function_type(function, arguments));
  node->arguments = std::move(arguments);
  node->distinct = distinct;
  return NodeRef::adopt(node);
}

NodeRef make_round(NodeRef operand, int digits) {
  digits = std::clamp<int>(digits, -narrow_precision, narrow_precision);
  SqlType type = standard_form(*expression(operand).type);
  if (type.tag == TypeTag::decimal) {
    const int most = is_unbounded(type) ? Decimal::max_scale : type.scale;
    type = decimal_type(is_narrow(type), std::clamp<int>(digits, 0, most));
  }
  auto* const node = new FunctionNode(Function::round, type);
  node->arguments.push_back(std::move(operand));
  node->digits = digits;
  return NodeRef::adopt(node);
}

NodeRef make_call(std::string_view name, const SqlType& result, std::vector<NodeRef> arguments,
                  bool is_distinct) {
  auto* const node = new FunctionNode(Function::named, result);
  node->name = name;
  node->arguments = std::move(arguments);
  node->distinct = is_distinct;
  return NodeRef::adopt(node);
}

NodeRef make_case(NodeRef condition, NodeRef value) {
  auto* const node = new CaseNode(standard_form(*expression(value).type));
  NodeRef result = NodeRef::adopt(node);
  node->branches.push_back({std::move(condition), std::move(value)});
  return result;
}

NodeRef make_case_of_value(NodeRef condition, NodeRef value) {
  NodeRef result = make_case(std::move(condition), std::move(value));
  own<CaseNode>(result).is_of_value = true;
  return result;
}

NodeRef add_branch(const NodeRef& case_when, NodeRef condition, NodeRef value) {
  CaseNode* const node = copy_case(case_when);
  NodeRef result = NodeRef::adopt(node);
  take_type(*node, value);
  node->branches.push_back({std::move(condition), std::move(value)});
  return result;
}

NodeRef add_otherwise(const NodeRef& case_when, NodeRef value) {
  CaseNode* const node = copy_case(case_when);
  NodeRef result = NodeRef::adopt(node);
  take_type(*node, value);
  node->otherwise = std::move(value);
  return result;
}

NodeRef make_cast(NodeRef operand, const SqlType& target) {
  return make<CastNode>(target, std::move(operand));
}

SqlType decimal_of(int precision, int scale) {
  if (precision < 1 || precision > Decimal::max_precision || scale < 0 || scale > precision)
    throw DataError({.code = "ORP-2002",
                     .message = "a statement asks for a decimal(" + std::to_string(precision) +
                                ", " + std::to_string(scale) + ')',
                     .hint = "a precision of 1 to 38, and a scale from 0 to the precision"});
  SqlType type{.tag = TypeTag::decimal};
  type.precision = static_cast<std::uint8_t>(precision);
  type.scale = static_cast<std::uint8_t>(scale);
  return type;
}

NodeRef make_decimal_cast(NodeRef operand, int precision, int scale) {
  return make_cast(std::move(operand), decimal_of(precision, scale));
}

NodeRef make_label(NodeRef operand, std::string_view name) {
  check_given_name(name, "label");
  return make<LabelNode>(std::move(operand), std::string(name));
}

NodeRef make_exists(NodeRef select) {
  return make<ExistsNode>(&boolean_type, std::move(select), false);
}

NodeRef make_subquery(NodeRef select) {
  const SqlType type =
      static_cast<const SqlType&>(as<QueryNode>(select).result_elements().at(0).type);
  return make<SubqueryNode>(type, std::move(select));
}

}  // namespace orp::sql
