// SPDX-License-Identifier: MIT
// What the clauses of statements, aggregates and windows take: conditions, expressions, orders.
#pragma once
#include <type_traits>

#include "orpiment/sql/expr.hpp"

namespace orp::detail {

/// A condition as the clauses take it.
template <class X>
decltype(auto) condition_node(const X& condition) {
  constexpr bool is_condition = Expression<X> && is_boolean<operand_value_t<X>>;
  static_assert(!is_text_literal<X>, "raw SQL needs orp::text()");
  static_assert(
      is_condition || is_text_literal<X>,
      "a condition is needed here: an SQL expression of type bool (== compares, = assigns)");
  if constexpr (is_condition) {
    return node_of(condition);
  } else {
    return sql::NodeRef();  // said above
  }
}
template <class X>
decltype(auto) expression_node(const X& expression) {
  static_assert(!is_text_literal<X>, "raw SQL needs orp::text()");
  static_assert(Expression<X> || is_text_literal<X>, "an SQL expression is needed here");
  if constexpr (Expression<X>) {
    return node_of(expression);
  } else {
    return sql::NodeRef();  // said above
  }
}
/// What LIMIT or OFFSET is given.
template <class X>
sql::NodeRef row_count_node(const X& count) {
  static_assert(is_integer<operand_value_t<X>>, "LIMIT and OFFSET take integers");
  return node_of(count);
}
/// Anything but std::nullopt, which takes the order away.
template <class X>
concept OrderExpression = !is_null_literal<X>;

template <class X>
Ordering ordering_of(const X& term) {
  if constexpr (std::is_same_v<X, Ordering>) {
    return term;
  } else if constexpr (Expression<X>) {
    static_assert(is_ordered<operand_value_t<X>>, "json and arrays have no order in SQL");
    return {node_of(term), false};
  } else {  // said here, so that compilers say it in few lines
    static_assert(!is_text_literal<X>, "raw SQL needs orp::text()");
    static_assert(is_text_literal<X>, "an SQL expression is needed here");
    return {sql::NodeRef(), false};
  }
}

}  // namespace orp::detail
