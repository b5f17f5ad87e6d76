// SPDX-License-Identifier: MIT
// The operators of typed expressions, either operand first. Each is one template for all operands,
// so that a wrong operand is told in one sentence instead of a list of candidates.
#pragma once
#include "orpiment/sql/expr.hpp"

#define ORPIMENT_WANTS_SCALAR "a select is no value; its only one is select(...).scalar_subquery()"

namespace orp {
namespace detail {

template <class L, class R>
concept Operands = Expression<L> || Expression<R>;

/// One of the two is an expression; the other goes with its values.
template <class L, class R>
constexpr bool go_together() {
  if constexpr ((Expression<L> && is_null_literal<R>) || (Expression<R> && is_null_literal<L>))
    return true;
  else if constexpr (Expression<L>)
    return goes_with<operand_value_t<L>, R>();
  else
    return goes_with<operand_value_t<R>, L>();
}
/// A select, whose value there is by scalar_subquery() alone.
template <class X>
inline constexpr bool is_query = std::is_base_of_v<Executable, X>;
template <class L, class R>
inline constexpr bool has_query = is_query<L> || is_query<R>;

/// Neither side may be empty in C++, and the values have an order.
template <class L, class R>
constexpr bool have_order() {
  if constexpr (Expression<L>) {
    return is_ordered<operand_value_t<L>> && (Expression<R> || std::is_same_v<R, value_t<R>>);
  } else {
    return have_order<R, L>();
  }
}

/// What the operand contributes to the nullability of a result.
template <class X>
struct OperandNullability {
  using type = value_t<X>;
};
template <Expression X>
struct OperandNullability<X> {
  using type = typename X::value_type;
};
template <class X>
using nullability_t = typename OperandNullability<X>::type;
template <class L, class R>
using comparison_t = Expr<condition_of_t<nullability_t<L>, nullability_t<R>>>;

using NodeMaker = sql::NodeRef (*)(sql::NodeRef, sql::NodeRef);

/// Both operands as nodes, the literal fitted to the expression.
struct NodePair {
  sql::NodeRef left;
  sql::NodeRef right;
};
template <class L, class R>
NodePair nodes_of(const L& left, const R& right) {
  if constexpr (Expression<L>) {
    sql::NodeRef node = node_of(left);
    sql::NodeRef other = operand_beside<operand_value_t<L>>(node, right);
    return {std::move(node), std::move(other)};
  } else {
    sql::NodeRef node = node_of(right);
    sql::NodeRef other = literal_beside<operand_value_t<R>>(node, left);
    return {std::move(other), std::move(node)};
  }
}

template <class L, class R>
comparison_t<L, R> compare(sql::BinaryOp operation, const L& left, const R& right) {
  NodePair nodes = nodes_of(left, right);
  return comparison_t<L, R>(
      sql::make_binary(operation, std::move(nodes.left), std::move(nodes.right)));
}

/// == and !=, where a C++ value may be absent.
template <class L, class R>
auto compare_equality(sql::BinaryOp operation, const L& left, const R& right) {
  static_assert(!has_query<L, R>, ORPIMENT_WANTS_SCALAR);
  static_assert(go_together<L, R>() || has_query<L, R>,
                "an SQL expression is compared with a value of another type; the two types stand "
                "in `L` and `R`");
  using Result = comparison_t<L, R>;
  const auto null_test = [operation](const auto& expression) {
    const bool is_equal = operation == sql::BinaryOp::equal;
    return Result(sql::make_unary(is_equal ? sql::UnaryOp::is_null : sql::UnaryOp::is_not_null,
                                  node_of(expression)));
  };
  if constexpr (!go_together<L, R>()) {
    return true_();  // said above
  } else if constexpr (is_null_literal<R>) {
    return null_test(left);
  } else if constexpr (is_null_literal<L>) {
    return null_test(right);
  } else if constexpr (is_optional<R>) {
    return right ? Result(compare(operation, left, *right)) : null_test(left);
  } else if constexpr (is_optional<L>) {
    return left ? Result(compare(operation, *left, right)) : null_test(right);
  } else {
    return compare(operation, left, right);
  }
}

template <class L, class R>
auto compare_order(sql::BinaryOp operation, const L& left, const R& right) {
  static_assert(!has_query<L, R>, ORPIMENT_WANTS_SCALAR);
  static_assert(go_together<L, R>() || has_query<L, R>,
                "an SQL expression is compared with a value of another type; the two types stand "
                "in `L` and `R`");
  static_assert(have_order<L, R>() || !go_together<L, R>(),
                "<, <=, > and >= need values that SQL orders (not json, not arrays) and that are "
                "there (not a std::optional)");
  if constexpr (go_together<L, R>() && have_order<L, R>()) {
    return compare(operation, left, right);
  } else {
    return true_();  // said above
  }
}

template <class L, class R>
auto combine(NodeMaker make, const L& left, const R& right) {
  constexpr bool are_conditions = Expression<L> && Expression<R> &&
                                  is_boolean<operand_value_t<L>> && is_boolean<operand_value_t<R>>;
  static_assert(are_conditions,
                "&& and || combine SQL conditions; one of the operands, `L` or `R`, is none");
  if constexpr (are_conditions) {
    return comparison_t<L, R>(make(node_of(left), node_of(right)));
  } else {
    return true_();  // said above
  }
}

/// As in C++ nothing is calculated in fewer than 32 bits.
template <class V>
using promoted_t = std::conditional_t<std::is_same_v<V, std::int16_t>, std::int32_t, V>;

/// The C++ type of arithmetic on SQL values of `A` and `B`. Floating point is calculated in
/// doubles.
template <class A, class B>
using arithmetic_value_t = std::conditional_t<
    is_decimal<A> || is_decimal<B>, Decimal,
    std::conditional_t<is_floating<A> || is_floating<B>, double,
                       promoted_t<std::conditional_t<(sizeof(A) >= sizeof(B)), A, B>>>>;

/// The same for an expression of `V` and a C++ value, which adapts to it; but 64 bits stay.
template <class V, class X>
using adapted_value_t =
    std::conditional_t<is_integer<V> && is_integer<X> && (sizeof(literal_value_t<X>) > 4),
                       std::int64_t, arithmetic_value_t<V, V>>;

template <class L, class R>
struct ArithmeticResult {
  using A = operand_value_t<L>;
  using B = operand_value_t<R>;
  using type = std::conditional_t<
      Expression<L> && Expression<R>, arithmetic_value_t<A, B>,
      std::conditional_t<Expression<L>, adapted_value_t<A, B>, adapted_value_t<B, A>>>;
};
template <class L, class R>
using arithmetic_t = Expr<
    nullable_like_t<typename ArithmeticResult<L, R>::type, nullability_t<L>, nullability_t<R>>>;

/// What has the value of `X` with another sign.
template <class X>
using promoted_like_t =
    Expr<nullable_like_t<promoted_t<operand_value_t<X>>, typename X::value_type>>;

/// Neither side is a C++ value that may be absent.
template <class L, class R>
inline constexpr bool are_there =
    !is_optional<L> && !is_optional<R> && !is_null_literal<L> && !is_null_literal<R>;

template <class L, class R>
constexpr bool are_numbers() {
  return are_there<L, R> && numbers_mix<operand_value_t<L>, operand_value_t<R>> &&
         go_together<L, R>();
}
template <class L, class R>
constexpr bool are_texts() {
  if constexpr (Expression<L>)
    return are_there<L, R> && is_text<operand_value_t<L>> && go_together<L, R>();
  else
    return are_there<L, R> && is_text<operand_value_t<R>> && go_together<L, R>();
}

/// `operand`, which stands beside a `Beside`. An integer of 64 bits is one in SQL, too, however
/// small it is: so the result has them.
template <class Beside, class X>
decltype(auto) in_arithmetic(const X& operand) {
  if constexpr (is_integer<X> && is_integer<operand_value_t<Beside>>) {
    if constexpr (sizeof(literal_value_t<X>) > 4)
      return literal(operand);
    else
      return (operand);
  } else {
    return (operand);
  }
}

template <class L, class R>
auto calculate(sql::BinaryOp operation, const L& left, const R& right) {
  static_assert(!has_query<L, R>, ORPIMENT_WANTS_SCALAR);
  static_assert(are_numbers<L, R>() || has_query<L, R>,
                "arithmetic takes numbers that mix: integers with any, never a double with a "
                "decimal, nor a std::optional of C++; the two types stand in `L` and `R`");
  if constexpr (are_numbers<L, R>()) {
    NodePair nodes = nodes_of(in_arithmetic<R>(left), in_arithmetic<L>(right));
    return arithmetic_t<L, R>(
        sql::make_binary(operation, std::move(nodes.left), std::move(nodes.right)));
  } else {
    return true_();  // said above
  }
}

}  // namespace detail

template <class L, class R>
requires detail::Operands<L, R>
auto operator==(const L& left, const R& right) {
  return detail::compare_equality(sql::BinaryOp::equal, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator!=(const L& left, const R& right) {
  return detail::compare_equality(sql::BinaryOp::not_equal, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator<(const L& left, const R& right) {
  return detail::compare_order(sql::BinaryOp::less, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator<=(const L& left, const R& right) {
  return detail::compare_order(sql::BinaryOp::less_equal, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator>(const L& left, const R& right) {
  return detail::compare_order(sql::BinaryOp::greater, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator>=(const L& left, const R& right) {
  return detail::compare_order(sql::BinaryOp::greater_equal, left, right);
}

template <class L, class R>
requires detail::Operands<L, R>
auto operator&&(const L& left, const R& right) {
  return detail::combine(&sql::make_and, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator||(const L& left, const R& right) {
  return detail::combine(&sql::make_or, left, right);
}
template <detail::Expression X>
auto operator!(const X& condition) {
  static_assert(detail::is_boolean<detail::operand_value_t<X>>, "! takes an SQL condition");
  return Expr<typename X::value_type>(sql::make_not(detail::node_of(condition)));
}

/// Adds numbers, or joins texts.
template <class L, class R>
requires detail::Operands<L, R>
auto operator+(const L& left, const R& right) {
  if constexpr (detail::are_texts<L, R>()) {
    detail::NodePair nodes = detail::nodes_of(left, right);
    using Result =
        detail::nullable_like_t<std::string, detail::nullability_t<L>, detail::nullability_t<R>>;
    return Expr<Result>(
        sql::make_binary(sql::BinaryOp::concat, std::move(nodes.left), std::move(nodes.right)));
  } else {
    return detail::calculate(sql::BinaryOp::add, left, right);
  }
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator-(const L& left, const R& right) {
  return detail::calculate(sql::BinaryOp::subtract, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator*(const L& left, const R& right) {
  return detail::calculate(sql::BinaryOp::multiply, left, right);
}
/// A quotient of integers is an integer, as in C++; of decimals it is rounded to six digits after
/// the point, or to as many as its operands have when that is more.
template <class L, class R>
requires detail::Operands<L, R>
auto operator/(const L& left, const R& right) {
  return detail::calculate(sql::BinaryOp::divide, left, right);
}
template <class L, class R>
requires detail::Operands<L, R>
auto operator%(const L& left, const R& right) {
  static_assert(!detail::is_floating<detail::operand_value_t<L>> &&
                    !detail::is_floating<detail::operand_value_t<R>>,
                "% takes integers and decimals");
  return detail::calculate(sql::BinaryOp::modulo, left, right);
}
template <detail::Expression X>
auto operator-(const X& number) {
  static_assert(detail::is_number<detail::operand_value_t<X>>, "unary - takes a number");
  return detail::promoted_like_t<X>(sql::make_unary(sql::UnaryOp::negate, detail::node_of(number)));
}

}  // namespace orp

#undef ORPIMENT_WANTS_SCALAR
