// SPDX-License-Identifier: MIT
// Decimals on a database that keeps them as integers: 12.50 in a decimal(12, 2) is 1250. Adding and
// comparing needs one scale on both sides; a product has the sum of the scales. Integer division
// only truncates there, and decimals round halves away from zero.
#include <cstddef>
#include <string>
#include <utility>

#include "meta/key_value.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/base/error.hpp"
#include "sql/lowering.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

bool is_decimal(const SqlType& type) { return type.tag == TypeTag::decimal; }

/// "100" for 2.
std::string power_of_ten(int exponent) {
  return '1' + std::string(static_cast<std::size_t>(exponent), '0');
}

/// A calculation with what stands for decimals. What becomes of it elsewhere follows from the types
/// of the original, so one type serves for all.
NodeRef calculation(BinaryOp operation, NodeRef left, NodeRef right) {
  return make<BinaryNode>(operation, &int64_type, std::move(left), std::move(right));
}
NodeRef product(NodeRef left, NodeRef right) {
  return calculation(BinaryOp::multiply, std::move(left), std::move(right));
}
NodeRef shifted(NodeRef value, int digits) {
  return digits == 0 ? value : product(std::move(value), number(power_of_ten(digits)));
}

/// In parentheses wherever it stands, when it is more than a name or a call.
NodeRef enclosed(NodeRef value) {
  if (as_if<BinaryNode>(value) != nullptr) own<BinaryNode>(value).in_parentheses = true;
  return value;
}

NodeRef call(Function function, NodeRef argument) {
  auto* const node = new FunctionNode(function, int64_type);
  NodeRef result = NodeRef::adopt(node);
  node->arguments.push_back(std::move(argument));
  return result;
}

/// CASE WHEN value < 0 THEN negative ELSE positive END
NodeRef by_sign(NodeRef value, NodeRef negative, NodeRef positive) {
  auto* const node = new CaseNode(int64_type);
  NodeRef result = NodeRef::adopt(node);
  node->branches.push_back(
      {make<BinaryNode>(BinaryOp::less, &boolean_type, std::move(value), number("0")),
       std::move(negative)});
  node->otherwise = std::move(positive);
  return result;
}

/// round(value / 10^digits)
NodeRef rounded_off(const NodeRef& value, int digits) {
  const std::string half = '5' + std::string(static_cast<std::size_t>(digits) - 1, '0');
  NodeRef sum = calculation(BinaryOp::add, value, by_sign(value, number('-' + half), number(half)));
  return enclosed(calculation(BinaryOp::divide, std::move(sum), number(power_of_ten(digits))));
}

/// round(numerator / denominator): twice the numerator plus or minus the denominator, by twice the
/// denominator.
NodeRef rounded_quotient(NodeRef twice_numerator, NodeRef numerator, const NodeRef& denominator) {
  NodeRef half =
      by_sign(std::move(numerator),
              make<UnaryNode>(UnaryOp::negate, &int64_type, call(Function::abs, denominator)),
              call(Function::abs, denominator));
  return enclosed(calculation(
      BinaryOp::divide, calculation(BinaryOp::add, std::move(twice_numerator), std::move(half)),
      product(number("2"), denominator)));
}

}  // namespace

bool Lowering::are_scaled(const SqlType& left, const SqlType& right) const {
  if (facts().scaled_decimal_digits == 0) return false;
  const SqlType& a = backend::stored_type(left);
  const SqlType& b = backend::stored_type(right);
  const auto is_wide = [this](const SqlType& type) {
    return is_decimal(type) && type.precision > exact_digits(type);
  };
  if (is_wide(a) && is_wide(b)) return false;  // texts, which are equal or not
  return is_decimal(a) || is_decimal(b);
}

int Lowering::exact_digits(const SqlType& type) const {
  return dialect_.is_standard(type) ? facts().scaled_decimal_digits : most_digits(StoredAs::real);
}

void Lowering::check_digits(const SqlType& type) const {
  const int limit = exact_digits(type);
  if (facts().scaled_decimal_digits == 0 || !is_decimal(type) || type.precision <= limit) return;
  throw UsageError({.code = "ORP-1211",
                    .message = std::string(facts().name) + " calculates with decimals of at most " +
                               std::to_string(limit) + " digits",
                    .hint = "calculate in the program, or make the columns narrower"});
}

NodeRef Lowering::scaled(const NodeRef& node, int scale) {
  const SqlType& type = stored_type_of(node);
  check_digits(type);
  const int own = scale_of(type);
  if (own > scale) return rounded_off(scaled_integer(node), own - scale);
  return shifted(scaled_integer(node), scale - own);
}

NodeRef Lowering::scaled_as(const NodeRef& node, const SqlType& type) {
  const SqlType& stored = backend::stored_type(type);
  const SqlType& own = stored_type_of(node);
  const bool is_exact = is_decimal(own) || is_integer_type(own);
  if (dialect_.is_scaled_decimal(stored) && is_exact) return scaled(node, stored.scale);
  return standard(node);
}

NodeRef Lowering::scaled_arithmetic(const NodeRef& node) {
  const auto& of = as<BinaryNode>(node);
  check_digits(*of.type);
  if (of.operation == BinaryOp::divide) return scaled_quotient(of);
  const bool is_product = of.operation == BinaryOp::multiply;
  return with_children(node, [&](const NodeRef& side) {
    return scaled(side, is_product ? scale_of(stored_type_of(side)) : of.type->scale);
  });
}

// a / 10^s / (b / 10^t) = q / 10^u, so q = a * 10^(u + t - s) / b.
NodeRef Lowering::scaled_quotient(const BinaryNode& node) {
  const SqlType& left = stored_type_of(node.left);
  const SqlType& right = stored_type_of(node.right);
  check_digits(left);
  check_digits(right);
  const int shift = node.type->scale + scale_of(right) - scale_of(left);
  const NodeRef numerator = scaled_integer(node.left);
  return rounded_quotient(shifted(product(number("2"), numerator), shift),
                          shifted(numerator, shift), scaled_integer(node.right));
}

NodeRef Lowering::scaled_average(const FunctionNode& node) {
  const auto of_all = [&](Function function) {
    auto* const aggregate = new FunctionNode(function, int64_type);
    NodeRef result = NodeRef::adopt(aggregate);
    aggregate->distinct = node.distinct;
    aggregate->arguments.push_back(scaled_integer(node.arguments.front()));
    return result;
  };
  const int shift = node.own_type.scale - scale_of(stored_type_of(node.arguments.front()));
  const NodeRef sum = shifted(of_all(Function::sum), shift);
  return rounded_quotient(product(number("2"), sum), sum, of_all(Function::count));
}

NodeRef Lowering::scaled_round(const FunctionNode& node) {
  const NodeRef& argument = node.arguments.front();
  if (node.digits >= 0) return enclosed(scaled(argument, node.own_type.scale));
  const int places = -node.digits;
  return enclosed(shifted(
      rounded_off(scaled_integer(argument), stored_type_of(argument).scale + places), places));
}

NodeRef Lowering::scaled_cast(const CastNode& node) {
  const SqlType& from = stored_type_of(node.operand);
  const SqlType& to = backend::stored_type(node.own_type);
  check_digits(from);
  check_digits(to);
  const bool is_exact = is_decimal(from) || is_integer_type(from);
  if (is_exact && (is_decimal(to) || is_integer_type(to))) {
    return enclosed(scaled(node.operand, scale_of(to)));
  }
  if (is_decimal(to) && is_floating(from)) {
    auto* const round = new FunctionNode(Function::named, float64_type);
    NodeRef whole = NodeRef::adopt(round);
    round->name = "round";
    round->arguments.push_back(
        product((*this)(node.operand), number(power_of_ten(to.scale) + ".0")));
    return make<CastNode>(to, std::move(whole));
  }
  if (is_floating(to)) {
    return enclosed(calculation(BinaryOp::divide, make<CastNode>(to, scaled_integer(node.operand)),
                                number(power_of_ten(from.scale) + ".0")));
  }
  throw UsageError(
      {.code = "ORP-1211",
       .message = std::string(facts().name) + " casts decimals to and from numbers only",
       .hint = "convert the value in the program"});
}

}  // namespace orp::sql
