// SPDX-License-Identifier: MIT
// Aggregates, which make one value of many rows:
//
//     orp::func::count(Order::c.id)                             std::int64_t
//     orp::func::sum(Order::c.total)                            std::optional: NULL over no rows
//     orp::func::count(orp::distinct(User::c.name))
//     orp::func::count(orp::distinct(User::c.name, User::c.age))
//     orp::func::count(Order::c.id).filter(Order::c.total > 3)
//     orp::func::sum(Reading::c.value).over(orp::order_by(Reading::c.time))
//     orp::func::string_agg(User::c.name, ", ").order_by(User::c.name)
//     orp::func::percentile_cont(0.5).within_group(orp::order_by(Order::c.total))
#pragma once
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include "orpiment/sql/detail/cast_rules.hpp"
#include "orpiment/sql/window.hpp"

namespace orp {

namespace sql {

/// The same of the rows that meet this condition, too.
NodeRef add_filter(const NodeRef& function, NodeRef condition);
NodeRef add_function_order(const NodeRef& function, const std::vector<Ordering>& terms);
/// UsageError unless `fraction` is between 0 and 1.
NodeRef make_percentile(Function function, double fraction);
NodeRef make_within_group(const NodeRef& function, const Ordering& term);
NodeRef make_distinct_row(std::vector<NodeRef> operands);

}  // namespace sql

/// An aggregate of an order, which has no window.
template <class T>
class OrderedSetAggregate : public Expr<T> {
 public:
  explicit OrderedSetAggregate(sql::NodeRef node) : Expr<T>(std::move(node)) {}

  /// Only of the rows that meet all conditions, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] OrderedSetAggregate filter(const Conditions&... conditions) const {
    sql::NodeRef node = this->node();
    ((node = sql::add_filter(node, detail::condition_node(conditions))), ...);
    return OrderedSetAggregate(std::move(node));
  }
};

/// What makes one value of many rows. An expression as any other, which can say more of the rows.
template <class T>
class Aggregate : public Expr<T> {
 public:
  explicit Aggregate(sql::NodeRef node) : Expr<T>(std::move(node)) {}

  /// Only of the rows that meet all conditions, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Aggregate filter(const Conditions&... conditions) const {
    sql::NodeRef node = this->node();
    ((node = sql::add_filter(node, detail::condition_node(conditions))), ...);
    return Aggregate(std::move(node));
  }
  /// Of the rows in that order: terms as those of a select. UsageError (ORP-1228) when the
  /// statement is made for a database whose aggregates have none.
  template <detail::OrderExpression... Terms>
  [[nodiscard]] Aggregate order_by(const Terms&... terms) const {
    return Aggregate(sql::add_function_order(this->node(), {detail::ordering_of(terms)...}));
  }
  /// For each row, of the rows around it: partition_by(), order_by() and a frame, in any order,
  /// each where needed. UsageError of distinct values, and of those that have an order of their
  /// own.
  template <class... Parts>
  [[nodiscard]] Expr<T> over(const Parts&... parts) const {
    return Expr<T>(detail::over(this->node(), parts...));
  }
};

/// The distinct values of an expression, for an aggregate function.
template <class T>
struct Distinct {
  /// The expression.
  sql::NodeRef node;
};
template <detail::Expression X>
Distinct<typename X::value_type> distinct(const X& expression) {
  return {detail::node_of(expression)};
}

/// The distinct rows of several expressions, for count().
struct DistinctRow {
  /// The row as one value.
  sql::NodeRef node;
};
template <detail::Expression X, detail::Expression... More>
requires(sizeof...(More) > 0) DistinctRow distinct(const X& first, const More&... more) {
  return {sql::make_distinct_row({detail::node_of(first), detail::node_of(more)...})};
}

namespace detail {

/// The argument of an aggregate: an expression or its distinct values.
template <class X>
struct AggregateArgument {
  using type = std::int32_t;  // refused by aggregate()
};
template <Expression X>
struct AggregateArgument<X> {
  using type = typename X::value_type;
};
template <class T>
struct AggregateArgument<Distinct<T>> {
  using type = T;
};
template <class X>
using aggregate_value_t = value_t<typename AggregateArgument<X>::type>;

template <class Result, class X>
Aggregate<Result> aggregate(sql::Function function, const X& argument) {
  constexpr bool is_expression = Expression<X>;
  static_assert(is_expression,
                "an aggregate takes an SQL expression or distinct() of one; the number of all rows "
                "is func::count()");
  if constexpr (is_expression)
    return Aggregate<Result>(sql::make_function(function, {node_of(argument)}));
  else
    return Aggregate<Result>(sql::make_true());  // said above
}
template <class Result, class T>
Aggregate<Result> aggregate(sql::Function function, const Distinct<T>& argument) {
  return Aggregate<Result>(sql::make_function(function, {argument.node}, true));
}

template <class V>
using sum_t =
    std::conditional_t<is_integer<V>, std::int64_t, std::conditional_t<is_floating<V>, double, V>>;
template <class V>
using avg_t = std::conditional_t<is_decimal<V>, Decimal, double>;

/// Not every database knows the least and the greatest of bytes and uuids.
template <class V>
inline constexpr bool has_extremes = is_ordered<V> && !is_one_of<V, Bytes, Uuid>;

}  // namespace detail

/// percentile_cont() before within_group() says of what: no value yet.
class ContinuousPercentile {
 public:
  explicit ContinuousPercentile(sql::NodeRef node) : node_(std::move(node)) {}

  /// Of the numbers of one expression: `order_by(x)`. NULL over no rows.
  template <class X>
  [[nodiscard]] auto within_group(const OrderBy<X>& values) const {
    static_assert(detail::Expression<X> && detail::is_number<detail::operand_value_t<X>>,
                  "percentile_cont() is within_group(order_by(x)) of a number, from the least on");
    return OrderedSetAggregate<std::optional<double>>(
        sql::make_within_group(node_, values.terms.front()));
  }

 private:
  sql::NodeRef node_;
};

/// percentile_disc() or mode() before within_group() says of what: no value yet.
class ChosenValue {
 public:
  explicit ChosenValue(sql::NodeRef node) : node_(std::move(node)) {}

  /// Of the values of one expression: `order_by(x)`. NULL over no rows.
  template <class X>
  [[nodiscard]] auto within_group(const OrderBy<X>& values) const {
    constexpr bool is_expression = detail::Expression<X>;
    static_assert(is_expression,
                  "percentile_disc() and mode() are within_group(order_by(x)), from the least on");
    return OrderedSetAggregate<std::optional<detail::operand_value_t<X>>>(
        sql::make_within_group(node_, values.terms.front()));
  }

 private:
  sql::NodeRef node_;
};

namespace func {

/// Number of rows.
inline Aggregate<std::int64_t> count() {
  return Aggregate<std::int64_t>(sql::make_function(sql::Function::count, {}));
}
/// Number of rows where the expression is not NULL, or of its distinct values.
template <class X>
Aggregate<std::int64_t> count(const X& argument) {
  return detail::aggregate<std::int64_t>(sql::Function::count, argument);
}
/// Number of distinct rows of several expressions, `count(distinct(a, b))`: NULL is a value of
/// them like any other, so that a row of NULLs counts.
inline Aggregate<std::int64_t> count(const DistinctRow& row) {
  return Aggregate<std::int64_t>(sql::make_function(sql::Function::count, {row.node}, true));
}
/// Integers give 64 bits, floating point a double, decimals a decimal of their scale.
template <class X>
auto sum(const X& argument) {
  using V = detail::aggregate_value_t<X>;
  static_assert(detail::is_number<V>, "sum() takes a number");
  return detail::aggregate<std::optional<detail::sum_t<V>>>(sql::Function::sum, argument);
}
/// A double; of decimals a decimal of six digits after the point, or its own scale when greater.
template <class X>
auto avg(const X& argument) {
  using V = detail::aggregate_value_t<X>;
  static_assert(detail::is_number<V>, "avg() takes a number");
  return detail::aggregate<std::optional<detail::avg_t<V>>>(sql::Function::avg, argument);
}
template <class X>
auto min(const X& argument) {
  using V = detail::aggregate_value_t<X>;
  static_assert(detail::has_extremes<V>,
                "min() takes values that have an order in SQL, and no bytes or uuids");
  return detail::aggregate<std::optional<V>>(sql::Function::min, argument);
}
template <class X>
auto max(const X& argument) {
  using V = detail::aggregate_value_t<X>;
  static_assert(detail::has_extremes<V>,
                "max() takes values that have an order in SQL, and no bytes or uuids");
  return detail::aggregate<std::optional<V>>(sql::Function::max, argument);
}
/// The texts that are not NULL one behind the other, `separator` between them; NULL where there is
/// none. In no order unless order_by() says one.
template <detail::Expression X>
auto string_agg(const X& text, detail::GivenText separator) {
  static_assert(detail::is_text<detail::operand_value_t<X>>, "string_agg() takes a text");
  return Aggregate<std::optional<std::string>>(sql::make_function(
      sql::Function::string_agg, {detail::node_of(text), sql::literal_text(separator)}));
}

/// The same of each text once. UsageError (ORP-1228) when the statement is made for a database
/// whose DISTINCT takes no separator.
template <class T>
auto string_agg(const Distinct<T>& text, detail::GivenText separator) {
  static_assert(detail::is_text<detail::value_t<T>>, "string_agg() takes a text");
  return Aggregate<std::optional<std::string>>(sql::make_function(
      sql::Function::string_agg, {text.node, sql::literal_text(separator)}, true));
}

/// The number below which `fraction` of the values are, between two of them if need be:
/// `percentile_cont(0.5).within_group(orp::order_by(x))` is the median. UsageError
/// (ORP-1228) when the statement is made for a database that has none.
inline ContinuousPercentile percentile_cont(Given<double> fraction) {
  return ContinuousPercentile(
      sql::make_percentile(sql::Function::percentile_cont, fraction.take()));
}
/// The same, but always one of the values.
inline ChosenValue percentile_disc(Given<double> fraction) {
  return ChosenValue(sql::make_percentile(sql::Function::percentile_disc, fraction.take()));
}
/// The most frequent value, any one of several. UsageError likewise.
inline ChosenValue mode() { return ChosenValue(sql::make_function(sql::Function::mode, {})); }

}  // namespace func
}  // namespace orp
