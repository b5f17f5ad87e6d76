// SPDX-License-Identifier: MIT
// Typed SQL expressions. Expr<T> is a handle on a tree; T is the C++ type of the value, a
// std::optional when it may be NULL. Operators check their operands when the program compiles:
//
//   - texts with texts, dates with dates, and so on
//   - integers with integers, floating point and decimal numbers; never doubles with decimals
//   - an empty std::optional or std::nullopt: == means IS NULL, != means IS NOT NULL
#pragma once
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/column.hpp"
#include "orpiment/sql/detail/given_text.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "orpiment/sql/detail/value_rules.hpp"
#include "orpiment/sql/ordering.hpp"

namespace orp {

/// An SQL expression of C++ type `T`, a std::optional where it may be NULL. A value: copies share
/// an immutable tree.
template <class T>
class Expr : public detail::ExpressionMembers<Expr<T>, T> {
 public:
  /// The C++ type of its values.
  using value_type = T;

  explicit Expr(sql::NodeRef node) : node_(std::move(node)) {}
  /// The column itself.
  template <class E>
  Expr(const Column<E, T>& column)  // NOLINT: a column is an expression
      : node_(sql::make_column(*column.entity, column.index)) {}
  /// A value that is never NULL where NULL would be allowed; a condition whose NULL counts as
  /// false.
  template <class U>
  requires(detail::widens_to<U, T>)
      Expr(const Expr<U>& other)  // NOLINT: conversions that lose nothing
      : node_(other.node()) {}
  /// @overload
  template <class E, class U>
  requires(detail::widens_to<U, T>) Expr(const Column<E, U>& column)  // NOLINT: the same
      : node_(sql::make_column(*column.entity, column.index)) {}

  const sql::NodeRef& node() const { return node_; }

  template <class Bool>
  requires std::same_as<Bool, bool>
  explicit operator Bool() const {
    static_assert(detail::never<Bool>,
                  "an SQL expression has no truth value in C++; it becomes one row by row, in the "
                  "database");
    return false;
  }

 private:
  sql::NodeRef node_;
};

namespace detail {

template <class E, class T>
sql::NodeRef node_of(const Column<E, T>& column) {
  return sql::make_column(*column.entity, column.index);
}
template <class T>
const sql::NodeRef& node_of(const Expr<T>& expression) {
  return expression.node();
}
template <class Self, class T>
decltype(auto) node_of(const ExpressionMembers<Self, T>& members) {
  return node_of(static_cast<const Self&>(members));
}

/// `value` as a bound parameter that stands beside `like`, an expression of `V`.
template <class V, class X>
sql::NodeRef literal_beside(const sql::NodeRef& like, const X& value) {
  if constexpr ((is_integer<V> || is_decimal<V>)&&is_integer<X>) {
    return sql::literal_integer(like, literal_cast<std::int64_t>(value));
  } else if constexpr (is_decimal<V>) {
    return sql::literal_decimal(like, value);
  } else if constexpr (is_text<V>) {
    return sql::literal_text(like, GivenText(value));
  } else {
    const V same = literal_cast<V>(value);
    return sql::literal_value(like, FieldType::of<V>(), &same);
  }
}

/// `value`, an expression or a C++ value, as a node that stands beside `like`.
template <class V, class X>
sql::NodeRef operand_beside(const sql::NodeRef& like, const X& value) {
  if constexpr (Expression<X>) {
    return node_of(value);
  } else {
    return literal_beside<V>(like, value);
  }
}

/// The same of a value that may be a std::optional: NULL where it is empty.
template <class V, class X>
sql::NodeRef value_beside(const sql::NodeRef& like, const X& value) {
  if constexpr (Expression<X> || !is_optional<X>)
    return operand_beside<V>(like, value);
  else
    return value ? literal_beside<V>(like, *value)
                 : sql::literal_value(like, FieldType::of<V>(), nullptr);
}

/// bool, or std::optional<bool> when one of the operands may be NULL.
template <class... Ts>
using condition_of_t = std::conditional_t<(is_optional<Ts> || ...), std::optional<bool>, bool>;
template <class X, class... Ts>
using nullable_like_t = std::conditional_t<(is_optional<Ts> || ...), std::optional<X>, X>;

}  // namespace detail

/// A value as an SQL literal: always a bound parameter, NULL where a std::optional is empty.
template <class X>
auto literal(const X& value) {
  using V = detail::literal_value_t<X>;
  static_assert(!detail::is_null_literal<X>, "NULL has no type here: write std::optional<T>()");
  if constexpr (detail::is_null_literal<X>) {
    return Expr<bool>(sql::make_true());  // said above
  } else if constexpr (detail::is_optional<X>) {
    return Expr<std::optional<V>>(
        value ? literal(*value).node()
              : sql::literal_of(detail::type_of<V>(), FieldType::of<V>(), nullptr));
  } else if constexpr (detail::is_decimal<V>) {
    return Expr<V>(sql::literal_decimal(value));
  } else {
    const V same = detail::literal_cast<V>(value);
    return Expr<V>(sql::literal_of(detail::type_of<V>(), FieldType::of<V>(), &same));
  }
}

/// TRUE and FALSE, to begin a chain of conditions with; `true_() && x` is just x.
inline Predicate true_() { return Predicate(sql::make_true()); }
inline Predicate false_() { return Predicate(sql::make_false()); }

}  // namespace orp
