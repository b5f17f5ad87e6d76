// SPDX-License-Identifier: MIT
// Decimals on a database that keeps them as integers: 12.50 in a decimal(12, 2) is 1250. Adding and
// comparing needs one scale on both sides; a product has the sum of the scales.
#include <algorithm>
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/renderer.hpp"
#include "sql/scaled_sql.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

const ColumnType& type_of(const NodeRef& node) {
  return backend::stored_type(*as<Expression>(node).type);
}

bool is_decimal(const ColumnType& type) { return type.tag == TypeTag::decimal; }
bool is_float(const ColumnType& type) {
  return type.tag == TypeTag::float32 || type.tag == TypeTag::float64;
}
int scale_of(const ColumnType& type) { return is_decimal(type) ? type.scale : 0; }

}  // namespace

bool Renderer::are_scaled(const ColumnType& left, const ColumnType& right) const {
  if (facts().scaled_decimal_digits == 0) return false;
  const ColumnType& a = backend::stored_type(left);
  const ColumnType& b = backend::stored_type(right);
  const auto is_wide = [this](const ColumnType& type) {
    return is_decimal(type) && !dialect_.is_scaled_decimal(type);
  };
  if (is_wide(a) && is_wide(b)) return false;  // texts, which are equal or not
  return is_decimal(a) || is_decimal(b);
}

void Renderer::check_digits(const ColumnType& type) const {
  const int limit = facts().scaled_decimal_digits;
  if (limit == 0 || !is_decimal(type) || dialect_.is_scaled_decimal(type)) return;
  throw UsageError({.code = "ORP-1211",
                    .message = std::string(facts().name) + " calculates with decimals of at most " +
                               std::to_string(limit) + " digits",
                    .hint = "calculate in the program, or make the columns narrower"});
}

void Renderer::scaled(const NodeRef& node, int scale, Place place) {
  const ColumnType& type = type_of(node);
  check_digits(type);
  const int own = scale_of(type);
  if (own == scale) return expression(node, place);
  if (own > scale) {
    return rounded_off([this, &node](Place inner) { expression(node, inner); }, own - scale);
  }
  open(place > Place::product);
  expression(node, Place::product);
  out_ += " * " + power_of_ten(scale - own);
  close(place > Place::product);
}

void Renderer::scaled_as(const NodeRef& node, const ColumnType& type, Place place) {
  const ColumnType& stored = backend::stored_type(type);
  const ColumnType& own = type_of(node);
  const bool is_exact = is_decimal(own) || is_integer(own);
  if (dialect_.is_scaled_decimal(stored) && is_exact) return scaled(node, stored.scale, place);
  expression(node, place);
}

void Renderer::scaled_arithmetic(const BinaryNode& node, Place place) {
  check_digits(*node.type);
  const int scale = node.type->scale;
  switch (node.operation) {
    case BinaryOp::add:
    case BinaryOp::subtract:
      open(place > Place::sum);
      scaled(node.left, scale, Place::sum);
      out_ += node.operation == BinaryOp::add ? " + " : " - ";
      scaled(node.right, scale, Place::product);
      return close(place > Place::sum);
    case BinaryOp::divide:
      return scaled_quotient(node);
    default: {
      const bool is_product = node.operation == BinaryOp::multiply;
      open(place > Place::product);
      scaled(node.left, is_product ? scale_of(type_of(node.left)) : scale, Place::product);
      out_ += is_product ? " * " : " % ";
      scaled(node.right, is_product ? scale_of(type_of(node.right)) : scale, Place::sign);
      return close(place > Place::product);
    }
  }
}

// a / 10^s / (b / 10^t) = q / 10^u, so q = a * 10^(u + t - s) / b.
void Renderer::scaled_quotient(const BinaryNode& node) {
  const ColumnType& left = type_of(node.left);
  const ColumnType& right = type_of(node.right);
  check_digits(left);
  check_digits(right);
  const int shift = node.type->scale + scale_of(right) - scale_of(left);
  rounded_quotient(
      [&](Place place) {
        if (shift == 0) return expression(node.left, place);
        expression(node.left, Place::product);
        out_ += " * " + power_of_ten(shift);
      },
      [&](Place place) { expression(node.right, place); });
}

void Renderer::scaled_cast(const CastNode& node) {
  const ColumnType& from = type_of(node.operand);
  const ColumnType& to = backend::stored_type(node.own_type);
  check_digits(from);
  check_digits(to);
  const auto print = [this, &node](Place place) { expression(node.operand, place); };
  if (is_decimal(to) && (is_decimal(from) || is_integer(from))) {
    return scaled(node.operand, to.scale, Place::primary);
  }
  if (is_decimal(to) && is_float(from)) {
    out_ += "CAST(round(";
    print(Place::product);
    out_ += " * " + power_of_ten(to.scale) + ".0) AS " + dialect_.cast_type(to) + ')';
    return;
  }
  if (is_integer(to)) return scaled(node.operand, 0, Place::primary);
  if (is_float(to)) {
    out_ += "(CAST(";
    print(Place::none);
    out_ += " AS " + dialect_.cast_type(to) + ") / " + power_of_ten(from.scale) + ".0)";
    return;
  }
  throw UsageError(
      {.code = "ORP-1211",
       .message = std::string(facts().name) + " casts decimals to and from numbers only",
       .hint = "convert the value in the program"});
}

}  // namespace orp::sql
