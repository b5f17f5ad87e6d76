// SPDX-License-Identifier: MIT
// Bits, collations, regular expressions and operators of the program's own, of Column and Expr.
#pragma once
#include <string>
#include <utility>

#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/operators.hpp"

namespace orp::detail {

template <class L, class R>
constexpr bool are_integers() {
  return are_numbers<L, R>() && is_integer<operand_value_t<L>> && is_integer<operand_value_t<R>>;
}

template <class L, class R>
auto bitwise(backend::Operation operation, const L& left, const R& right) {
  static_assert(are_integers<L, R>(),
                "bits are those of integers, and an operand of a bitwise operator is none");
  if constexpr (are_integers<L, R>()) {
    NodePair nodes = nodes_of(left, in_arithmetic<L>(right));
    return arithmetic_t<L, R>(
        sql::make_bitwise(operation, std::move(nodes.left), std::move(nodes.right)));
  } else {
    return true_();  // said above
  }
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::bitwise_and(const V& other) const {
  return bitwise(backend::Operation::bitwise_and, static_cast<const Self&>(*this), other);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::bitwise_or(const V& other) const {
  return bitwise(backend::Operation::bitwise_or, static_cast<const Self&>(*this), other);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::bitwise_xor(const V& other) const {
  return bitwise(backend::Operation::bitwise_xor, static_cast<const Self&>(*this), other);
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::bitwise_not() const {
  static_assert(is_integer<value_t<T>>, "bits are those of integers");
  return promoted_like_t<Self>(sql::make_bitwise_not(node_of(*this)));
}

template <class L, class R>
auto shift(backend::Operation operation, const L& shifted, const R& places) {
  static_assert(are_integers<L, R>(),
                "bits are those of integers, and an operand of a bitwise operator is none");
  using Result = Expr<nullable_like_t<std::int64_t, nullability_t<L>, nullability_t<R>>>;
  if constexpr (!are_integers<L, R>()) {
    return true_();  // said above
  } else if constexpr (Expression<R>) {
    return Result(sql::make_shift(operation, node_of(shifted), node_of(places)));
  } else {
    return Result(sql::make_shift(operation, node_of(shifted), literal_cast<std::int64_t>(places)));
  }
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::bitwise_lshift(const V& places) const {
  return shift(backend::Operation::shift_left, static_cast<const Self&>(*this), places);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::bitwise_rshift(const V& places) const {
  return shift(backend::Operation::shift_right, static_cast<const Self&>(*this), places);
}

template <class Self, class T>
Expr<T> ExpressionMembers<Self, T>::collate(GivenText name) const {
  static_assert(is_text<value_t<T>>, "only texts have collations");
  return Expr<T>(sql::make_collate(node_of(*this), name));
}

/// What op() gives: an operator that waits for its right side.
template <class R>
class CustomOperator {
 public:
  CustomOperator(sql::NodeRef left, std::string symbol)
      : left_(std::move(left)), symbol_(std::move(symbol)) {}

  /// The operator between the two; a value is a literal of its own C++ type.
  template <class X>
  Expr<R> operator()(const X& right) const {
    const SqlType& type = raw_type_of<value_t<R>>();
    if constexpr (Expression<X>)
      return Expr<R>(sql::make_custom(symbol_, type, left_, node_of(right)));
    else
      return Expr<R>(sql::make_custom(symbol_, type, left_, literal(right).node()));
  }

 private:
  sql::NodeRef left_;
  std::string symbol_;
};
template <class Self, class T>
template <class R>
auto ExpressionMembers<Self, T>::op(GivenText symbol) const {
  return CustomOperator<R>(node_of(*this), std::string(std::string_view(symbol)));
}

template <class T, class... Vs>
constexpr bool are_pattern_operands = is_text<value_t<T>> && (goes_with<value_t<T>, Vs>() && ...);

template <class Self, class T, class V>
auto match_regexp(backend::Operation operation, const ExpressionMembers<Self, T>& text,
                  const V& pattern) {
  constexpr bool fits = are_pattern_operands<T, V>;
  static_assert(fits, "patterns match texts: both the expression and the pattern must be text");
  using Result = Expr<condition_of_t<T, nullability_t<V>>>;
  if constexpr (fits) {
    const sql::NodeRef node = node_of(text);
    return Result(sql::make_regexp(operation, node, operand_beside<std::string>(node, pattern)));
  } else {
    return Result(sql::make_true());  // said above
  }
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::regexp_match(const V& pattern) const {
  return match_regexp(backend::Operation::regexp_match, *this, pattern);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::regexp_imatch(const V& pattern) const {
  return match_regexp(backend::Operation::regexp_imatch, *this, pattern);
}

template <class Self, class T, class V, class W>
auto replace_regexp(backend::Operation operation, const ExpressionMembers<Self, T>& text,
                    const V& pattern, const W& replacement) {
  constexpr bool fits = are_pattern_operands<T, V, W>;
  static_assert(fits,
                "patterns match texts: the expression, the pattern and what comes in its "
                "place must be text");
  using Result = Expr<nullable_like_t<std::string, T, nullability_t<V>, nullability_t<W>>>;
  const sql::NodeRef node = node_of(text);
  if constexpr (fits) {
    return Result(sql::make_regexp_replace(operation, node,
                                           operand_beside<std::string>(node, pattern),
                                           operand_beside<std::string>(node, replacement)));
  } else {
    return Result(node);  // said above
  }
}
template <class Self, class T>
template <class V, class W>
auto ExpressionMembers<Self, T>::regexp_replace(const V& pattern, const W& replacement) const {
  return replace_regexp(backend::Operation::regexp_replace, *this, pattern, replacement);
}
template <class Self, class T>
template <class V, class W>
auto ExpressionMembers<Self, T>::regexp_ireplace(const V& pattern, const W& replacement) const {
  return replace_regexp(backend::Operation::regexp_ireplace, *this, pattern, replacement);
}

}  // namespace orp::detail
