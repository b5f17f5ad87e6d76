// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "meta/key_value.hpp"
#include "orpiment/base/error.hpp"
#include "sql/lowering.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

const SqlType& argument_type(const NodeRef& node) {
  return stored_type_of(as<FunctionNode>(node).arguments.front());
}

/// The first row of the window's frames is another one for one row than for another.
bool moves(const NodeRef& window) {
  if (!window) return false;
  const std::optional<Frame>& frame = as<WindowNode>(window).frame;
  return frame && frame->start.edge != unbounded_preceding;
}

/// Where booleans are numbers: JSON has words for them.
NodeRef json_boolean(NodeRef value) {
  auto* const word = new CaseNode(text_type);
  NodeRef words = NodeRef::adopt(word);
  word->operand = std::move(value);
  for (const auto& [digit, name] : {std::pair("0", "false"), std::pair("1", "true")})
    word->branches.push_back({number(digit), make<ConstantNode>(Constant::text, &text_type, name)});
  auto* const call = new FunctionNode(Function::named, boolean_type);
  NodeRef result = NodeRef::adopt(call);
  call->name = "json";
  call->arguments.push_back(std::move(words));
  return result;
}

}  // namespace

NodeRef number(std::string digits) {
  return make<ConstantNode>(Constant::number, &int64_type, std::move(digits));
}

NodeRef rounded(NodeRef value, const SqlType& type, int digits) {
  auto* const node = new FunctionNode(Function::round, type);
  NodeRef result = NodeRef::adopt(node);
  node->arguments.push_back(std::move(value));
  node->digits = digits;
  return result;
}

NodeRef Lowering::function(const NodeRef& node) {
  const auto& of = as<FunctionNode>(node);
  check_function(of);
  switch (of.function) {
    case Function::array_agg:
      return array_aggregate(node);
    case Function::sum:
      return sum(node);
    case Function::avg:
      return average(node);
    case Function::min:
    case Function::max:
      return extreme(node);
    case Function::round:
      return round(node);
    case Function::coalesce:
      return alike_arguments(node, of.arguments.size());
    case Function::lag:
    case Function::lead:
    case Function::first_value:
    case Function::last_value:
    case Function::nth_value:
      return alike_arguments(node, 1);
    case Function::percentile_cont:
    case Function::percentile_disc:
    case Function::mode:
      return ordered_set(node);
    case Function::abs:
      return magnitude(node);
    case Function::count:
    case Function::string_agg:
    case Function::row_number:
    case Function::rank:
    case Function::dense_rank:
    case Function::percent_rank:
    case Function::cume_dist:
    case Function::ntile:
    case Function::lower:
    case Function::upper:
    case Function::length:
    case Function::now:
      return with_arguments(node, [this](const NodeRef& argument) { return standard(argument); });
    case Function::named:
      check_call(of);
      return standard_operands(node);
  }
  return node;
}

NodeRef Lowering::alike_arguments(const NodeRef& node, std::size_t apart) {
  const auto& of = as<FunctionNode>(node);
  std::size_t number = 0;
  return with_arguments(node, [&](const NodeRef& argument) {
    return number++ == apart ? (*this)(argument) : scaled_as(argument, of.own_type);
  });
}

// Where the first row of a frame moves on, what is subtracted again would leave its traces.
NodeRef Lowering::real_total(const NodeRef& node, std::string_view name) {
  const auto& of = as<FunctionNode>(node);
  if (facts().own_functions.empty())
    return with_arguments(node, [this](const NodeRef& argument) { return operand(argument); });
  const std::string own_name = (moves(of.window) ? "moving_" : "") + std::string(name);
  return same_rows(own_call(own_name, float64_type, {operand(of.arguments.front())}), of);
}

// JSON of no values is an empty array; NULL is what SQL says.
NodeRef Lowering::array_aggregate(const NodeRef& node) {
  const auto& of = as<FunctionNode>(node);
  const SqlType& type = argument_type(node);
  if (facts().array_aggregate.empty())
    throw UsageError({.code = "ORP-1240",
                      .message = std::string(facts().name) + " has no array_agg()",
                      .hint = "select the values, a row each"});
  const bool has_json_words = type.tag == TypeTag::boolean && !facts().has_arrays;
  NodeRef result = with_arguments(node, [&](const NodeRef& child) {
    return has_json_words ? json_boolean(standard(child)) : as_element(child);
  });
  if (facts().has_arrays) return result;
  check_elements(type, false);
  auto* const call = new FunctionNode(Function::named, of.own_type);
  NodeRef or_null = NodeRef::adopt(call);
  call->name = "nullif";
  call->arguments = {std::move(result), make<ConstantNode>(Constant::text, &text_type, "[]")};
  return or_null;
}

NodeRef Lowering::sum(const NodeRef& node) {
  const SqlType& type = argument_type(node);
  check_digits(type);
  if (is_floating(type)) return real_total(node, "sum");
  NodeRef result =
      with_arguments(node, [this](const NodeRef& argument) { return operand(argument); });
  if (!facts().widens_integers || type.tag != TypeTag::int64) return result;
  return make<CastNode>(as<FunctionNode>(node).own_type, std::move(result));
}

NodeRef Lowering::magnitude(const NodeRef& node) {
  const SqlType& type = argument_type(node);
  check_digits(type);
  if (!is_integer_type(type)) return standard_operands(node);
  return checked(
      with_children(node, [this](const NodeRef& child) { return promoted_operand(child); }),
      as<FunctionNode>(node).own_type);
}

NodeRef Lowering::average(const NodeRef& node) {
  const auto& of = as<FunctionNode>(node);
  const SqlType& type = argument_type(node);
  check_digits(type);
  if (is_scaled(type)) return scaled_average(of);
  if (is_floating(type)) return real_total(node, "avg");
  const bool may_overflow = type.tag == TypeTag::int64 && !facts().widens_integers;
  if (may_overflow && !facts().own_functions.empty())
    return same_rows(own_call("int64_avg", float64_type, {operand(of.arguments.front())}), of);
  if (type.tag == TypeTag::decimal && !is_unbounded(type)) {
    NodeRef exact = with_arguments(
        node, [&](const NodeRef& argument) { return dividend(argument, int64_type, of.own_type); });
    return rounded(std::move(exact), of.own_type, of.own_type.scale);
  }
  NodeRef result =
      with_arguments(node, [this](const NodeRef& argument) { return (*this)(argument); });
  if (!facts().widens_integers || !is_integer_type(type)) return result;
  return make<CastNode>(of.own_type, std::move(result));
}

// The least and greatest label of an enumeration kept as text: by position, and back.
NodeRef Lowering::extreme(const NodeRef& node) {
  const auto& of = as<FunctionNode>(node);
  const SqlType& type = argument_type(node);
  if (type.tag == TypeTag::boolean && !facts().has_boolean_extremes) {
    auto* const found = new FunctionNode(of.function, int32_type);
    NodeRef result = NodeRef::adopt(found);
    found->arguments.push_back(make<CastNode>(int32_type, (*this)(of.arguments.front())));
    return make<CastNode>(boolean_type, same_rows(std::move(result), of));
  }
  if (order_of(type) != backend::Order::by_position) {
    return with_arguments(node, [&](const NodeRef& argument) {
      return dialect_.is_standard(type) ? ordered(argument) : standard(argument);
    });
  }
  auto* const found = new FunctionNode(of.function, int32_type);
  NodeRef place = NodeRef::adopt(found);
  found->arguments.push_back(position(of.arguments.front(), *type.enumeration));
  return label_at(same_rows(std::move(place), of), of.own_type);
}

NodeRef Lowering::round(const NodeRef& node) {
  const auto& of = as<FunctionNode>(node);
  const SqlType& type = argument_type(node);
  check_digits(type);
  if (is_scaled(type)) return scaled_round(of);
  if (type.tag == TypeTag::decimal) return operands(node);
  if (!facts().own_functions.empty()) {
    return own_call("round", of.own_type,
                    {(*this)(of.arguments.front()), number(std::to_string(of.digits))});
  }
  if (!facts().rounds_only_decimals) return operands(node);
  NodeRef decimal = make<CastNode>(any_decimal_type, (*this)(of.arguments.front()));
  return make<CastNode>(of.own_type, rounded(std::move(decimal), any_decimal_type, of.digits));
}

}  // namespace orp::sql
