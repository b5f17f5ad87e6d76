// SPDX-License-Identifier: MIT
// The members of Column and Expr: label(), in_(), between() and the others declared in column.hpp.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/detail/operation_members.hpp"
#include "orpiment/sql/detail/pattern_members.hpp"
#include "orpiment/sql/detail/subscript_member.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/operators.hpp"

namespace orp::detail {

template <class Self, class T>
Ordering ExpressionMembers<Self, T>::nulls_first() const {
  return asc().nulls_first();
}
template <class Self, class T>
Ordering ExpressionMembers<Self, T>::nulls_last() const {
  return asc().nulls_last();
}
template <class Self, class T>
Ordering ExpressionMembers<Self, T>::asc() const {
  return {node_of(*this), false};
}
template <class Self, class T>
Ordering ExpressionMembers<Self, T>::desc() const {
  return {node_of(*this), true};
}
template <class Self, class T>
Expr<T> ExpressionMembers<Self, T>::label(GivenText name) const {
  return Expr<T>(sql::make_label(node_of(*this), name));
}
template <class Self, class T>
template <class U>
Expr<std::optional<U>> ExpressionMembers<Self, T>::or_null() const {
  static_assert(!is_optional<U>, "this expression may be NULL as it is");
  return Expr<std::optional<U>>(node_of(*this));
}

template <class Self, class T>
Predicate ExpressionMembers<Self, T>::is_null() const {
  return Predicate(sql::make_unary(sql::UnaryOp::is_null, node_of(*this)));
}
template <class Self, class T>
Predicate ExpressionMembers<Self, T>::is_not_null() const {
  return Predicate(sql::make_unary(sql::UnaryOp::is_not_null, node_of(*this)));
}

template <class L, class R>
Predicate compare_distinct(bool is_distinct, const L& left, const R& right) {
  static_assert(go_together<L, R>(),
                "an SQL expression is compared with a value of another type; the two types stand "
                "in `L` and `R`");
  using sql::BinaryOp;
  using sql::UnaryOp;
  if constexpr (!go_together<L, R>()) {
    return true_();  // said above
  } else if constexpr (is_null_literal<R>) {
    return Predicate(
        sql::make_unary(is_distinct ? UnaryOp::is_not_null : UnaryOp::is_null, node_of(left)));
  } else if constexpr (is_optional<R>) {
    return right ? compare_distinct(is_distinct, left, *right)
                 : compare_distinct(is_distinct, left, std::nullopt);
  } else {
    return Predicate(
        compare(is_distinct ? BinaryOp::is_distinct : BinaryOp::is_not_distinct, left, right)
            .node());
  }
}
template <class Self, class T>
template <class V>
Predicate ExpressionMembers<Self, T>::is_distinct_from(const V& value) const {
  return compare_distinct(true, static_cast<const Self&>(*this), value);
}
template <class Self, class T>
template <class V>
Predicate ExpressionMembers<Self, T>::is_not_distinct_from(const V& value) const {
  return compare_distinct(false, static_cast<const Self&>(*this), value);
}

/// The values of a range, converted so that they stand in a row in memory.
template <class V, class Values>
sql::NodeRef among_values(sql::NodeRef&& operand, const Values& values, bool negated) {
  // std::vector<bool> has no bools in memory; a struct of one has.
  struct Item {
    V value;
  };
  std::vector<Item> items;
  for (const auto& value : values) items.push_back({literal_cast<V>(value)});
  return sql::make_in_values(std::move(operand), FieldOpsOf<V>::value, items.data(), items.size(),
                             negated);
}

template <class Values>
concept Range = requires(const Values& values) {
  std::begin(values);
  std::end(values);
};

/// The rows of a subquery or CTE.
template <class Values>
concept NamedRows = requires(const Values& values) {
  query_of(values);
};

/// A list that is given when the statement runs (bindparam_list.hpp).
struct LaterListTag {};
template <class Values>
concept LaterList = std::is_base_of_v<LaterListTag, Values>;

/// What in_() takes: one list of values, or rows.
template <class... Xs>
inline constexpr bool is_list = false;
template <class X>
inline constexpr bool is_list<X> =
    Range<X> || LaterList<X> || NamedRows<X> || std::is_base_of_v<Executable, X>;

/// Requires: is_list<Values>.
template <class T, class Values>
condition_t<T> among(sql::NodeRef operand, const Values& values, bool negated) {
  using V = value_t<T>;
  if constexpr (LaterList<Values>) {
    static_assert(comparable<V, typename Values::listed_type>,
                  "in_() takes a list of values of the expression's own type; `Values` has others");
    return condition_t<T>(sql::make_in_parameter(std::move(operand), values.node(), negated));
  } else if constexpr (NamedRows<Values>) {
    return among<T>(std::move(operand), query_of(values), negated);
  } else if constexpr (std::is_base_of_v<Executable, Values>) {
    using Only = typename Values::template Element<0>::stored_type;
    static_assert(Values::width == 1 && comparable<V, value_t<Only>>,
                  "in_() takes a select of one column of the same type");
    return condition_t<T>(
        sql::make_in_select({std::move(operand)}, StatementAccess::node(values), negated));
  } else {
    using X = std::remove_cvref_t<decltype(*std::begin(values))>;
    static_assert(literal_fits<V, X>(),
                  "in_() takes values of the expression's own type; theirs is another");
    static_assert(!is_array<V>, "in_() takes no arrays: not every database has lists of them");
    if constexpr (!literal_fits<V, X>() || is_array<V>) {
      return condition_t<T>(sql::make_true());  // said above
    } else if constexpr (is_integer<V> || (is_decimal<V> && is_integer<X>)) {
      std::vector<std::int64_t> integers;
      for (const auto& value : values) integers.push_back(literal_cast<std::int64_t>(value));
      return condition_t<T>(sql::make_in_integers(std::move(operand), view_of(integers), negated));
    } else if constexpr (is_decimal<V>) {
      const std::vector<Decimal> decimals(std::begin(values), std::end(values));
      return condition_t<T>(sql::make_in_decimals(std::move(operand), view_of(decimals), negated));
    } else {
      return condition_t<T>(among_values<V>(std::move(operand), values, negated));
    }
  }
}

template <class T, class... Values>
condition_t<T> among_given(sql::NodeRef operand, bool negated, const Values&... values) {
  constexpr bool fits = is_list<Values...>;
  static_assert(fits,
                "in_() takes several values in braces, in_({1, 2}), or a range, a select or a "
                "bindparam_list");
  if constexpr (fits)
    return among<T>(std::move(operand), values..., negated);
  else
    return condition_t<T>(sql::make_true());  // said above
}

template <class Self, class T>
template <class... Values>
condition_t<T> ExpressionMembers<Self, T>::in_(const Values&... values) const {
  return among_given<T>(node_of(*this), false, values...);
}
template <class Self, class T>
template <class V>
condition_t<T> ExpressionMembers<Self, T>::in_(std::initializer_list<V> values) const {
  return among<T>(node_of(*this), values, false);
}
template <class Self, class T>
template <class... Values>
condition_t<T> ExpressionMembers<Self, T>::not_in(const Values&... values) const {
  return among_given<T>(node_of(*this), true, values...);
}
template <class Self, class T>
template <class V>
condition_t<T> ExpressionMembers<Self, T>::not_in(std::initializer_list<V> values) const {
  return among<T>(node_of(*this), values, true);
}

using BetweenMaker = sql::NodeRef (*)(sql::NodeRef, sql::NodeRef, sql::NodeRef);

template <class Self, class T, class Low, class High>
auto between_ends(BetweenMaker make, const ExpressionMembers<Self, T>& of, const Low& low,
                  const High& high) {
  using V = value_t<T>;
  constexpr bool fits = goes_with<V, Low>() && goes_with<V, High>() && is_ordered<V> &&
                        have_order<Self, Low>() && have_order<Self, High>();
  static_assert(fits, "between() takes two values of the expression's own, ordered type");
  using Result = Expr<condition_of_t<T, nullability_t<Low>, nullability_t<High>>>;
  const sql::NodeRef node = node_of(of);
  if constexpr (fits) {
    return Result(make(node, operand_beside<V>(node, low), operand_beside<V>(node, high)));
  } else {
    return Result(node);  // said above
  }
}
template <class Self, class T>
template <class Low, class High>
auto ExpressionMembers<Self, T>::between(const Low& low, const High& high) const {
  return between_ends(&sql::make_between, *this, low, high);
}
template <class Self, class T>
template <class Low, class High>
auto ExpressionMembers<Self, T>::between_symmetric(const Low& low, const High& high) const {
  return between_ends(&sql::make_between_symmetric, *this, low, high);
}

}  // namespace orp::detail
