// SPDX-License-Identifier: MIT
// Window functions, which look at the rows around each row:
//
//     orp::func::rank().over(orp::partition_by(Book::c.author_id),
//                            orp::order_by(Book::c.pages.desc())).label("rank_in_author")
//     orp::func::lag(Reading::c.value, 1, 0).over(orp::order_by(Reading::c.time))
//
// Aggregates become one by over(), too (aggregate.hpp). They stand in what a query selects and in
// what it is ordered by; anywhere else they are a UsageError (ORP-1229) when the statement is made.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/detail/clause_terms.hpp"
#include "orpiment/sql/frame.hpp"

namespace orp {

namespace sql {

NodeRef make_window();
/// UsageError for what is no name.
NodeRef make_named_window(std::string_view name);
/// A copy, to be changed.
NodeRef copy_window(const NodeRef& window);
void add_to_window(const NodeRef& window, const std::vector<NodeRef>& partition);
void add_to_window(const NodeRef& window, const std::vector<Ordering>& order);
void add_to_window(const NodeRef& window, const Frame& frame);
/// UsageError for a frame that no row has, or that does not go with the order.
NodeRef make_over(const NodeRef& function, const NodeRef& window);

/// UsageError unless `count` is positive.
NodeRef make_ntile(std::int32_t count);
NodeRef make_nth_value(NodeRef value, std::int32_t number);
/// lag() or lead(); `otherwise` may be empty. UsageError for an offset below zero.
NodeRef make_shifted(Function function, NodeRef value, std::int32_t offset, NodeRef otherwise);

}  // namespace sql

/// The part of a window that says which rows are together, made by partition_by().
struct PartitionBy {
  /// What they have in common.
  std::vector<sql::NodeRef> terms;
};
/// The order of rows in a window or in an aggregate, made by order_by().
template <class... Terms>
struct OrderBy {
  /// In order of weight.
  std::vector<Ordering> terms;
};

/// Rows of equal values are together.
template <class... Expressions>
PartitionBy partition_by(const Expressions&... expressions) {
  return {{detail::expression_node(expressions)...}};
}
/// Terms as those of a select: expressions, or their asc() and desc().
template <detail::OrderExpression... Terms>
OrderBy<Terms...> order_by(const Terms&... terms) {
  return {{detail::ordering_of(terms)...}};
}

namespace detail {

template <class>
inline constexpr bool is_window_part = false;
template <>
inline constexpr bool is_window_part<PartitionBy> = true;
template <>
inline constexpr bool is_window_part<Frame> = true;
template <class... Terms>
inline constexpr bool is_window_part<OrderBy<Terms...>> = true;

template <class Part>
void add_window_part(const sql::NodeRef& window, const Part& part) {
  static_assert(is_window_part<Part>,
                "over() takes partition_by(), order_by(), and one of rows(), range() and groups()");
  if constexpr (std::is_same_v<Part, Frame>)
    sql::add_to_window(window, part);
  else if constexpr (is_window_part<Part>)
    sql::add_to_window(window, part.terms);
}

template <class Part>
sql::NodeRef with_window_part(const sql::NodeRef& window, const Part& part) {
  sql::NodeRef changed = sql::copy_window(window);
  add_window_part(changed, part);
  return changed;
}

}  // namespace detail

/// A window with a name, which several functions of a select have in common: WINDOW name AS (...).
/// A value; copies are the same window of the statement, changed ones another.
///
///     auto by_author = orp::window("w").partition_by(Book::c.author_id).order_by(Book::c.pages);
///     orp::select(orp::func::rank().over(by_author),
///     orp::func::sum(Book::c.pages).over(by_author))
///
/// UsageError (ORP-1267) when two windows of a select have one name.
class Window {
 public:
  explicit Window(sql::NodeRef node) : node_(std::move(node)) {}

  /// Adds expressions: rows of equal values are together.
  template <class... Expressions>
  [[nodiscard]] Window partition_by(const Expressions&... expressions) const {
    return Window(detail::with_window_part(node_, orp::partition_by(expressions...)));
  }
  /// Adds terms, as those of a select.
  template <detail::OrderExpression... Terms>
  [[nodiscard]] Window order_by(const Terms&... terms) const {
    return Window(detail::with_window_part(node_, orp::order_by(terms...)));
  }
  /// Which rows of the partition count: rows(), range() or groups(). Replaces what was said before.
  [[nodiscard]] Window frame(const Frame& frame) const {
    return Window(detail::with_window_part(node_, frame));
  }
  const sql::NodeRef& node() const { return node_; }

 private:
  sql::NodeRef node_;
};

/// A window of that name, of all rows as yet.
inline Window window(detail::GivenText name) { return Window(sql::make_named_window(name)); }

namespace detail {

/// The function as it is asked of each row, by a window of a name: OVER name.
inline sql::NodeRef over(const sql::NodeRef& function, const Window& window) {
  return sql::make_over(function, window.node());
}
/// The function as it is asked of each row: OVER (...).
template <class... Parts>
sql::NodeRef over(const sql::NodeRef& function, const Parts&... parts) {
  const sql::NodeRef window = sql::make_window();
  (add_window_part(window, parts), ...);
  return sql::make_over(function, window);
}

}  // namespace detail

/// A function of a row among others: no value before over() says which others.
template <class T>
class WindowFunction {
 public:
  explicit WindowFunction(sql::NodeRef node) : node_(std::move(node)) {}

  /// Of the window's rows: partition_by(), order_by() and a frame, in any order, each where needed.
  /// Without a partition all rows of the query are together.
  template <class... Parts>
  [[nodiscard]] Expr<T> over(const Parts&... parts) const {
    return Expr<T>(detail::over(node_, parts...));
  }
  /// Belongs to what over() gives.
  template <class Name>
  void label(const Name&) const {
    static_assert(detail::never<Name>,
                  "a window function is no value before over() says of which rows");
  }

 private:
  sql::NodeRef node_;
};

namespace detail {

/// A window function of an expression, which may find no row.
template <class X>
using of_some_row_t = WindowFunction<std::optional<operand_value_t<X>>>;

template <Expression X>
of_some_row_t<X> shifted(sql::Function function, const X& value, Given<std::int32_t>& offset) {
  return of_some_row_t<X>(sql::make_shifted(function, node_of(value), offset.take(), {}));
}
template <Expression X, class Default>
auto shifted(sql::Function function, const X& value, Given<std::int32_t>& offset,
             const Default& otherwise) {
  using V = operand_value_t<X>;
  constexpr bool fits = stands_for<V, Default>();
  static_assert(fits, "the default of lag() and lead() has the type of the first argument");
  constexpr bool is_nullable = may_be_null<X> || may_be_null<Default>;
  using Result = WindowFunction<std::conditional_t<is_nullable, std::optional<V>, V>>;
  const sql::NodeRef node = node_of(value);
  if constexpr (fits)
    return Result(
        sql::make_shifted(function, node, offset.take(), value_beside<V>(node, otherwise)));
  else
    return Result(node);  // said above
}

}  // namespace detail

namespace func {

/// From 1, each row another number; of rows that the order does not tell apart any one.
inline WindowFunction<std::int64_t> row_number() {
  return WindowFunction<std::int64_t>(sql::make_function(sql::Function::row_number, {}));
}
/// From 1, the same for rows that the order does not tell apart, and a gap behind these.
inline WindowFunction<std::int64_t> rank() {
  return WindowFunction<std::int64_t>(sql::make_function(sql::Function::rank, {}));
}
/// The same without gaps.
inline WindowFunction<std::int64_t> dense_rank() {
  return WindowFunction<std::int64_t>(sql::make_function(sql::Function::dense_rank, {}));
}
/// (rank - 1) / (rows - 1), from 0 to 1.
inline WindowFunction<double> percent_rank() {
  return WindowFunction<double>(sql::make_function(sql::Function::percent_rank, {}));
}
/// The share of rows up to this one and those that the order does not tell from it.
inline WindowFunction<double> cume_dist() {
  return WindowFunction<double>(sql::make_function(sql::Function::cume_dist, {}));
}
/// From 1 to `count`: the rows are dealt to so many parts of one size, the first ones one larger.
inline WindowFunction<std::int32_t> ntile(Given<std::int32_t> count) {
  return WindowFunction<std::int32_t>(sql::make_ntile(count.take()));
}

/// The value so many rows before, NULL where there is none.
template <detail::Expression X>
auto lag(const X& value, Given<std::int32_t> offset = 1) {
  return detail::shifted(sql::Function::lag, value, offset);
}
/// The same, `otherwise` where there is none.
template <detail::Expression X, class Default>
auto lag(const X& value, Given<std::int32_t> offset, const Default& otherwise) {
  return detail::shifted(sql::Function::lag, value, offset, otherwise);
}
/// The value so many rows behind, NULL where there is none.
template <detail::Expression X>
auto lead(const X& value, Given<std::int32_t> offset = 1) {
  return detail::shifted(sql::Function::lead, value, offset);
}
/// The same, `otherwise` where there is none.
template <detail::Expression X, class Default>
auto lead(const X& value, Given<std::int32_t> offset, const Default& otherwise) {
  return detail::shifted(sql::Function::lead, value, offset, otherwise);
}

/// The value of the frame's first row, NULL where it has none.
template <detail::Expression X>
auto first_value(const X& value) {
  return detail::of_some_row_t<X>(
      sql::make_function(sql::Function::first_value, {detail::node_of(value)}));
}
/// The value of the frame's last row. By default the frame of an ordered window ends with the rows
/// that the order does not tell from this one; rows(unbounded_preceding, unbounded_following) is
/// the whole partition.
template <detail::Expression X>
auto last_value(const X& value) {
  return detail::of_some_row_t<X>(
      sql::make_function(sql::Function::last_value, {detail::node_of(value)}));
}
/// The value of the frame's row `number`, from 1, NULL where it has less.
template <detail::Expression X>
auto nth_value(const X& value, Given<std::int32_t> number) {
  return detail::of_some_row_t<X>(sql::make_nth_value(detail::node_of(value), number.take()));
}

}  // namespace func
}  // namespace orp
