// SPDX-License-Identifier: MIT
// Arithmetic gives what its type holds, or an error. A database whose numbers have widths says so
// itself, once none is calculated in fewer bits than the type of the result has. Where integers
// have no width, and one beyond 64 bits becomes a real number in silence, functions of ours look.
#include <algorithm>
#include <string>
#include <utility>

#include "meta/type_word.hpp"
#include "orpiment/base/decimal.hpp"
#include "sql/lowering.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

const char* real_operation(BinaryOp operation) {
  switch (operation) {
    case BinaryOp::add:
      return "add";
    case BinaryOp::subtract:
      return "subtract";
    case BinaryOp::multiply:
      return "multiply";
    default:
      return "divide";
  }
}

/// How many integers of 64 bits are multiplied at most.
int factors(const NodeRef& value) {
  if (const auto* const sign = as_if<UnaryNode>(value)) return factors(sign->operand);
  const auto* const of = as_if<BinaryNode>(value);
  if (of == nullptr) return 1;
  const int left = factors(of->left);
  const int right = factors(of->right);
  return of->operation == BinaryOp::multiply ? left + right : std::max(left, right);
}

bool divides(BinaryOp operation) {
  return operation == BinaryOp::divide || operation == BinaryOp::modulo;
}

}  // namespace

NodeRef Lowering::own_call(std::string_view name, const SqlType& type,
                           std::vector<NodeRef> arguments) {
  auto* const node = new FunctionNode(Function::named, type);
  NodeRef result = NodeRef::adopt(node);
  node->name = facts().own_functions;
  node->name += name;
  node->arguments = std::move(arguments);
  return result;
}

NodeRef Lowering::checked(NodeRef value, const SqlType& type) {
  const bool is_kept_as_integer = is_integer_type(type) || type.tag == TypeTag::decimal;
  if (facts().own_functions.empty() || !is_kept_as_integer) return value;
  if (as_if<BinaryNode>(value) != nullptr) own<BinaryNode>(value).in_parentheses = false;
  const TypeTag width = is_integer_type(type) ? type.tag : TypeTag::int64;
  return own_call(type_word(width), type, {std::move(value)});
}

// What has become a real number stays one through + - * and /, so of several calculations in 64
// bits the last is looked at.
NodeRef Lowering::unchecked(NodeRef value) const {
  const auto* const call = as_if<FunctionNode>(value);
  const bool is_check = call != nullptr && !facts().own_functions.empty() &&
                        call->name == std::string(facts().own_functions) + "int64";
  return is_check ? call->arguments.front() : value;
}

// That holds up to 10^308: of fifteen factors of 64 bits no product, and no sum that a text could
// hold, is beyond.
NodeRef Lowering::bounded(NodeRef calculation) {
  constexpr int most_factors = 15;
  if (facts().own_functions.empty() || factors(calculation) <= most_factors) return calculation;
  return with_children(calculation, [this](const NodeRef& side) {
    return factors(side) > 1 ? checked(side, int64_type) : side;
  });
}

NodeRef Lowering::operand(const NodeRef& node) {
  const bool is_narrow =
      facts().calculates_narrowly && stored_type_of(node).tag == TypeTag::float32;
  return is_narrow ? make<CastNode>(float64_type, standard(node)) : standard(node);
}

NodeRef Lowering::promoted_operand(const NodeRef& node) {
  const bool is_narrow = facts().calculates_narrowly && stored_type_of(node).tag == TypeTag::int16;
  return is_narrow ? make<CastNode>(int32_type, standard(node)) : operand(node);
}

NodeRef Lowering::arithmetic(const NodeRef& node) {
  const auto& of = as<BinaryNode>(node);
  const SqlType& left = stored_type_of(of.left);
  const SqlType& right = stored_type_of(of.right);
  if (are_scaled(left, right)) return scaled_arithmetic(node);
  check_digits(*of.type);
  if (is_floating(*of.type) && !facts().own_functions.empty()) return float_arithmetic(of);
  const bool are_small = left.tag == TypeTag::int16 && right.tag == TypeTag::int16;
  const auto side = [&](const NodeRef& child) {
    return unchecked(are_small && child == of.left ? promoted_operand(child) : operand(child));
  };
  if (divides(of.operation) && !facts().own_functions.empty()) {
    const bool is_quotient = of.operation == BinaryOp::divide;
    NodeRef call = own_call(is_quotient ? "div" : "mod", *of.type, {side(of.left), side(of.right)});
    return is_quotient ? checked(std::move(call), *of.type) : call;
  }
  if (of.operation == BinaryOp::divide && of.type->tag == TypeTag::decimal)
    return decimal_quotient(node);
  return checked(bounded(with_children(node, side)), *of.type);
}

// A database that rounds the quotient itself keeps as many digits behind the point as the dividend
// has, and of a large quotient no more.
NodeRef Lowering::decimal_quotient(const NodeRef& quotient) {
  const auto& of = as<BinaryNode>(quotient);
  if (is_unbounded(*of.type))
    return with_children(quotient, [this](const NodeRef& side) { return operand(side); });
  NodeRef result =
      make<BinaryNode>(of.operation, of.type, dividend(of.left, stored_type_of(of.right), *of.type),
                       operand(of.right));
  return rounded(std::move(result), *of.type, of.type->scale);
}

// a / 10^s / (b / 10^t) is a half of 10^-u, or away from one by 1 / (2 * 10^u * 10^s * b) and more:
// rounded to u + s digits and as many as b has, it has not come to the half.
NodeRef Lowering::dividend(const NodeRef& node, const SqlType& divisor, const SqlType& result) {
  constexpr int integer_digits = 19;
  const bool is_integer = divisor.tag != TypeTag::decimal;
  const int digits = is_integer ? integer_digits : Decimal::max_precision;
  return rounded(operand(node), any_decimal_type,
                 result.scale + digits + scale_of(stored_type_of(node)));
}

NodeRef Lowering::float_arithmetic(const BinaryNode& node) {
  return own_call(real_operation(node.operation), float64_type,
                  {standard(node.left), standard(node.right)});
}

NodeRef Lowering::negation(const NodeRef& node) {
  const auto& of = as<UnaryNode>(node);
  check_digits(stored_type_of(of.operand));
  NodeRef result = with_children(node, [this](const NodeRef& child) {
    return unchecked(is_integer_type(stored_type_of(child)) ? promoted_operand(child)
                                                            : standard(child));
  });
  return checked(std::move(result), *of.type);
}

}  // namespace orp::sql
