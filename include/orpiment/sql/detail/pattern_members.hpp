// SPDX-License-Identifier: MIT
// like(), contains() and their kin, of Column and Expr.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/sql/operators.hpp"

namespace orp::detail {

/// `escape`: none, or what takes the meaning from the next character.
template <class Self, class T, class V, class... Escape>
auto match(sql::BinaryOp operation, const ExpressionMembers<Self, T>& text, const V& pattern,
           Escape... escape) {
  constexpr bool fits = is_text<value_t<T>> && goes_with<value_t<T>, V>();
  static_assert(fits, "patterns match texts: both the expression and the pattern must be text");
  using Result = Expr<condition_of_t<T, nullability_t<V>>>;
  if constexpr (fits) {
    const sql::NodeRef node = node_of(text);
    sql::NodeRef beside = operand_beside<std::string>(node, pattern);
    if constexpr (sizeof...(escape) == 0) {
      return Result(sql::make_binary(operation, node, std::move(beside)));
    } else {
      return Result(sql::make_like(operation, node, std::move(beside), escape...));
    }
  } else {
    return Result(sql::make_true());  // said above
  }
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::like(const V& pattern) const {
  return match(sql::BinaryOp::like, *this, pattern);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::like(const V& pattern, char escape) const {
  return match(sql::BinaryOp::like, *this, pattern, escape);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::not_like(const V& pattern) const {
  return match(sql::BinaryOp::not_like, *this, pattern);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::not_like(const V& pattern, char escape) const {
  return match(sql::BinaryOp::not_like, *this, pattern, escape);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::ilike(const V& pattern) const {
  return match(sql::BinaryOp::ilike, *this, pattern);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::ilike(const V& pattern, char escape) const {
  return match(sql::BinaryOp::ilike, *this, pattern, escape);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::not_ilike(const V& pattern) const {
  return match(sql::BinaryOp::not_ilike, *this, pattern);
}
template <class Self, class T>
template <class V>
auto ExpressionMembers<Self, T>::not_ilike(const V& pattern, char escape) const {
  return match(sql::BinaryOp::not_ilike, *this, pattern, escape);
}

template <class Self, class T, class V>
auto contains_text(sql::BinaryOp like, const ExpressionMembers<Self, T>& expression, const V& text,
                   sql::Match where) {
  static_assert(is_text<value_t<T>>, "texts are looked for in texts");
  if constexpr (Expression<V>) {
    static_assert(is_text<operand_value_t<V>>, "in a text a text is looked for; `V` is none");
    return Expr<condition_of_t<T, nullability_t<V>>>(
        sql::make_contains(like, node_of(expression), node_of(text), where));
  } else {
    return condition_t<T>(sql::make_contains(like, node_of(expression), GivenText(text), where));
  }
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::startswith(const auto& text) const {
  return contains_text(sql::BinaryOp::like, *this, text, sql::Match::begin);
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::endswith(const auto& text) const {
  return contains_text(sql::BinaryOp::like, *this, text, sql::Match::end);
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::contains(const auto& text) const {
  return contains_text(sql::BinaryOp::like, *this, text, sql::Match::anywhere);
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::istartswith(const auto& text) const {
  return contains_text(sql::BinaryOp::ilike, *this, text, sql::Match::begin);
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::iendswith(const auto& text) const {
  return contains_text(sql::BinaryOp::ilike, *this, text, sql::Match::end);
}
template <class Self, class T>
auto ExpressionMembers<Self, T>::icontains(const auto& text) const {
  return contains_text(sql::BinaryOp::ilike, *this, text, sql::Match::anywhere);
}

}  // namespace orp::detail
