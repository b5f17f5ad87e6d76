// SPDX-License-Identifier: MIT
// Decimals on a database that keeps them as integers: 12.50 in a decimal(12, 2) is 1250. Adding and
// comparing needs one scale on both sides; a product has the sum of the scales. What is rounded is
// rounded by functions that the backend brings: integer division only truncates.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
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

/// Digits that a number of the type may have, its point left out.
int digits_of(const SqlType& number) {
  switch (number.tag) {
    case TypeTag::int16:
      return 5;
    case TypeTag::int32:
      return 10;
    case TypeTag::int64:
      return 19;
    default:
      return number.precision;
  }
}

/// In parentheses wherever it stands, when it is more than a name or a call.
NodeRef enclosed(NodeRef value) {
  if (as_if<BinaryNode>(value) != nullptr) own<BinaryNode>(value).in_parentheses = true;
  return value;
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
  return shifted(scaled_integer(node), digits_of(type), scale - own);
}

// Only the check of the shift is left out, not that of what is shifted.
NodeRef Lowering::scaled_or_real(const NodeRef& node, int scale) {
  const bool is_shifted = scale_of(stored_type_of(node)) < scale;
  return is_shifted ? unchecked(scaled(node, scale)) : scaled(node, scale);
}

// A value beyond all that the other side may have is as good as the first one beyond.
NodeRef Lowering::scaled_beside(const SqlType& other, const NodeRef& node, int scale) {
  const SqlType& type = stored_type_of(node);
  const int most = facts().scaled_decimal_digits;
  const bool is_beyond = is_parameter(*node) && is_text_decimal(type) &&
                         dialect_.is_scaled_decimal(other) && other.scale == scale &&
                         digits_of(other) <= most;
  if (!is_beyond) return scaled_or_real(node, scale);
  return own_call("bound", int64_type, {(*this)(node), number(std::to_string(scale))});
}

NodeRef Lowering::shifted(NodeRef value, int digits, int shift) {
  if (shift == 0) return value;
  NodeRef product = calculation(BinaryOp::multiply, std::move(value), number(power_of_ten(shift)));
  const bool always_fits = digits + shift <= facts().scaled_decimal_digits;
  return always_fits ? product : checked(std::move(product), int64_type);
}

NodeRef Lowering::scaled_as(const NodeRef& node, const SqlType& type) {
  const SqlType& stored = backend::stored_type(type);
  const SqlType& own = stored_type_of(node);
  const bool is_exact = is_decimal(own) || is_integer_type(own);
  if (dialect_.is_scaled_decimal(stored) && is_exact) return scaled(node, stored.scale);
  if (is_text_decimal(stored) && is_exact) return decimal_text(node, stored.scale, stored);
  if (differ_as_labels(own, stored)) return label_as(node, stored);
  return standard(node);
}

bool Lowering::is_text_decimal(const SqlType& type) const {
  return facts().scaled_decimal_digits != 0 && is_decimal(type) && dialect_.is_standard(type) &&
         !dialect_.is_scaled_decimal(type);
}

bool Lowering::is_text_of_others(const SqlType& type) const {
  return facts().scaled_decimal_digits != 0 && is_decimal(type) && type.stored_as == StoredAs::text;
}

NodeRef Lowering::decimal_text(const NodeRef& node, int scale, const SqlType& type,
                               std::string_view function) {
  const SqlType& own = stored_type_of(node);
  const bool is_ours = own.stored_as == StoredAs::standard;
  if (is_text_decimal(own) && is_ours && own.scale == scale) return standard(node);
  // What others keep is the value itself, also where their column has made a number of the text.
  const int own_scale = is_text_decimal(own) && !is_ours ? 0 : scale_of(own);
  return own_call(
      function, type,
      {scaled_integer(node), number(std::to_string(own_scale)), number(std::to_string(scale))});
}

NodeRef Lowering::comparable_text(const NodeRef& node, const SqlType& type) {
  return decimal_text(node, type.scale, type, "comparable_text");
}

NodeRef Lowering::comparable(const NodeRef& node, const SqlType& type) {
  const SqlType& stored = backend::stored_type(type);
  if (is_text_decimal(stored) && is_text_decimal(stored_type_of(node)))
    return comparable_text(node, stored);
  const bool is_exact = is_decimal(stored_type_of(node)) || is_integer_type(stored_type_of(node));
  return dialect_.is_scaled_decimal(stored) && is_exact ? scaled_or_real(node, stored.scale)
                                                        : as_kept(node, type);
}

NodeRef Lowering::one_spelling(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  return is_text_of_others(type) ? decimal_text(node, type.scale, type) : as_one_number(node);
}

NodeRef Lowering::scaled_arithmetic(const NodeRef& node) {
  const auto& of = as<BinaryNode>(node);
  check_digits(*of.type);
  switch (of.operation) {
    case BinaryOp::divide:
      return scaled_quotient(of);
    case BinaryOp::modulo:
      return own_call(
          "mod", *of.type,
          {scaled_or_real(of.left, of.type->scale), scaled_or_real(of.right, of.type->scale)});
    default:
      return checked(
          bounded(with_children(node,
                                [&](const NodeRef& side) {
                                  const bool keeps_scale = of.operation == BinaryOp::multiply;
                                  const int scale =
                                      keeps_scale ? scale_of(stored_type_of(side)) : of.type->scale;
                                  return unchecked(scaled(side, scale));
                                })),
          *of.type);
  }
}

// a / 10^s / (b / 10^t) = q / 10^u, so q = a * 10^(u + t - s) / b.
NodeRef Lowering::scaled_quotient(const BinaryNode& node) {
  const SqlType& left = stored_type_of(node.left);
  const SqlType& right = stored_type_of(node.right);
  check_digits(left);
  check_digits(right);
  return quotient(scaled_integer(node.left), scaled_integer(node.right),
                  node.type->scale + scale_of(right) - scale_of(left), *node.type);
}

NodeRef Lowering::quotient(NodeRef numerator, NodeRef denominator, int shift, const SqlType& type) {
  return own_call("quotient", type,
                  {std::move(numerator), std::move(denominator), number(std::to_string(shift))});
}

NodeRef Lowering::rounded_off(NodeRef value, int digits) {
  return own_call("rounded", int64_type, {std::move(value), number(std::to_string(digits))});
}

NodeRef Lowering::scaled_average(const FunctionNode& node) {
  const auto of_all = [&](Function function) {
    auto* const aggregate = new FunctionNode(function, int64_type);
    NodeRef result = NodeRef::adopt(aggregate);
    aggregate->arguments.push_back(scaled_integer(node.arguments.front()));
    return same_rows(std::move(result), node);
  };
  return quotient(of_all(Function::sum), of_all(Function::count),
                  node.own_type.scale - scale_of(stored_type_of(node.arguments.front())),
                  node.own_type);
}

NodeRef Lowering::scaled_round(const FunctionNode& node) {
  const NodeRef& argument = node.arguments.front();
  if (node.digits >= 0) return scaled(argument, node.own_type.scale);
  const SqlType& type = stored_type_of(argument);
  const int places = -node.digits;
  const int dropped = type.scale + places;
  const int rest = std::max(0, digits_of(type) - dropped) + 1;  // 99 becomes 100
  return enclosed(shifted(rounded_off(scaled_integer(argument), dropped), rest, places));
}

NodeRef Lowering::scaled_cast(const CastNode& node) {
  const SqlType& from = stored_type_of(node.operand);
  const SqlType& to = backend::stored_type(node.own_type);
  if (is_same_sql_type(to, text_type)) return decimal_text(node.operand, from.scale, to);
  if (is_text_decimal(from) && is_floating(to)) return make<CastNode>(to, standard(node.operand));
  check_digits(from);
  check_digits(to);
  const NodeRef digits = number(std::to_string(to.precision));
  if (is_decimal(to) && is_floating(from)) {
    return own_call("decimal", to,
                    {(*this)(node.operand), digits, number(std::to_string(to.scale))});
  }
  if (is_decimal(to))
    return own_call("digits", to, {scaled_or_real(node.operand, to.scale), digits});
  if (is_integer_type(to)) return checked(scaled(node.operand, 0), to);
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
