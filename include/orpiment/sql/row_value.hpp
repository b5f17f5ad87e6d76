// SPDX-License-Identifier: MIT
// Several values that are compared as one, the first that differs decides:
//
//     orp::tuple(Order::c.total, Order::c.id) > orp::tuple(last_total, last_id)
//     orp::tuple(Item::c.order_id, Item::c.position).in_({{1, 2}, {1, 3}})
#pragma once
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/meta/given.hpp"
#include "orpiment/sql/detail/members.hpp"

namespace orp {

namespace sql {

/// `left` and `right` have as many operands, of which each two meet.
NodeRef make_row_comparison(BinaryOp operation, std::vector<NodeRef> left,
                            std::vector<NodeRef> right);
/// Of conditions `x IN list`, whose lists are as long: all in one row.
NodeRef make_row_in(const std::vector<NodeRef>& conditions, bool negated);
}  // namespace sql

namespace detail {

/// How a row keeps a value until it is known what it stands beside.
template <class X>
using row_element_t =
    std::conditional_t<Expression<X>, X,
                       std::conditional_t<is_text_literal<X>, std::string, std::decay_t<X>>>;

/// What a program gives to be compared with an `X`.
template <class X>
using listed_t =
    Given<std::conditional_t<is_integer<operand_value_t<X>>, std::int64_t, operand_value_t<X>>>;

template <class X>
struct IsTuple : std::false_type {};
template <class... Ts>
struct IsTuple<std::tuple<Ts...>> : std::true_type {};

template <std::size_t Size, class X>
struct IsTupleOf : std::false_type {};
template <class... Ts>
struct IsTupleOf<sizeof...(Ts), std::tuple<Ts...>> : std::true_type {};

/// A std::tuple has a value beside each of the expressions.
template <class Row, class... Xs>
inline constexpr bool rows_fit = false;
template <class... Ts, class... Xs>
requires(sizeof...(Ts) == sizeof...(Xs)) inline constexpr bool rows_fit<std::tuple<Ts...>, Xs...> =
    (comparable<operand_value_t<Xs>, Ts> && ...);

template <class L, class R>
constexpr bool may_meet() {
  if constexpr (Operands<L, R> && are_there<L, R>)
    return go_together<L, R>();
  else
    return false;
}
template <class L, class R>
constexpr bool may_be_ordered() {
  if constexpr (may_meet<L, R>())
    return have_order<L, R>();
  else
    return false;
}

}  // namespace detail

/// A row of expressions and values, which orp::tuple() makes. It is compared with another row of as
/// many, or looked for among several.
template <class... Xs>
class RowValue {
 public:
  /// Of these; orp::tuple() is shorter.
  explicit RowValue(std::tuple<Xs...> elements) : elements_(std::move(elements)) {}

  /// Among rows: `{{1, 2}, {3, 4}}`. Among none: false.
  auto in_(std::initializer_list<std::tuple<detail::listed_t<Xs>...>> rows) const {
    return among_given(rows, false);
  }
  /// Among the std::tuples of a range, or the rows of a select of as many columns.
  template <class... Rows>
  auto in_(const Rows&... rows) const {
    return among_one(false, rows...);
  }
  /// Not among them. Among none: true.
  auto not_in(std::initializer_list<std::tuple<detail::listed_t<Xs>...>> rows) const {
    return among_given(rows, true);
  }
  /// @overload
  template <class... Rows>
  auto not_in(const Rows&... rows) const {
    return among_one(true, rows...);
  }

  /// The expressions and values.
  const std::tuple<Xs...>& elements() const { return elements_; }

 private:
  static constexpr bool are_expressions = (detail::Expression<Xs> && ...);
  using Numbers = std::index_sequence_for<Xs...>;
  using Condition = Expr<detail::condition_of_t<detail::nullability_t<Xs>...>>;

  template <class Rows, std::size_t... Is>
  Condition among_lists(const Rows& rows, bool negated, std::index_sequence<Is...>) const {
    return Condition(sql::make_row_in({list<Is>(rows)...}, negated));
  }
  /// One element among its values in all rows.
  template <std::size_t I, class Rows>
  sql::NodeRef list(const Rows& rows) const {
    using X = std::tuple_element_t<I, std::tuple<Xs...>>;
    if constexpr (detail::LaterList<Rows>) {
      return sql::make_in_parameter(detail::node_of(std::get<I>(elements_)), rows.node(I), false);
    } else {
      std::vector<std::remove_cvref_t<decltype(std::get<I>(*std::begin(rows)))>> values;
      for (const auto& row : rows) values.push_back(std::get<I>(row));
      return detail::among<typename X::value_type>(detail::node_of(std::get<I>(elements_)), values,
                                                   false)
          .node();
    }
  }
  template <std::size_t... Is>
  static auto taken(std::tuple<detail::listed_t<Xs>...> row, std::index_sequence<Is...>) {
    return std::make_tuple(std::get<Is>(row).take()...);
  }
  auto among_given(std::initializer_list<std::tuple<detail::listed_t<Xs>...>> rows,
                   bool negated) const {
    std::vector<decltype(taken(*rows.begin(), Numbers()))> values;
    for (const auto& row : rows) values.push_back(taken(row, Numbers()));
    return among(values, negated);
  }

  template <class... Rows>
  auto among_one(bool negated, const Rows&... rows) const {
    static_assert(
        sizeof...(Rows) == 1,
        "in_() of a row takes several rows in braces, in_({{1, 2}, {3, 4}}), or a range, a "
        "select or a bindparam_list");
    if constexpr (sizeof...(Rows) == 1)
      return among(rows..., negated);
    else
      return true_();  // said above
  }
  template <class Rows>
  auto among(const Rows& rows, bool negated) const {
    static_assert(are_expressions, "a row that is looked for consists of SQL expressions");
    if constexpr (!are_expressions) {
      return true_();  // said above
    } else if constexpr (detail::LaterList<Rows>) {
      constexpr bool fits = detail::rows_fit<typename Rows::listed_type, Xs...>;
      static_assert(fits,
                    "in_() of a row takes a list of rows of as many values of the same types");
      if constexpr (fits)
        return among_lists(rows, negated, Numbers());
      else
        return true_();  // said above
    } else if constexpr (std::is_base_of_v<Executable, Rows>) {
      return among_rows(rows, negated, Numbers());
    } else {
      constexpr bool has_tuples = [] {
        if constexpr (detail::Range<Rows>) {
          using Row = std::remove_cvref_t<decltype(*std::begin(std::declval<const Rows&>()))>;
          return detail::IsTupleOf<sizeof...(Xs), Row>::value;
        }
        return false;
      }();
      static_assert(has_tuples, "in_() of a row takes std::tuples of as many values, or a select");
      if constexpr (has_tuples)
        return among_lists(rows, negated, Numbers());
      else
        return true_();  // said above
    }
  }
  template <class Rows, std::size_t... Is>
  Condition among_rows(const Rows& rows, bool negated, std::index_sequence<Is...>) const {
    constexpr bool fits = [] {
      if constexpr (Rows::width == sizeof...(Xs))
        return (
            detail::comparable<detail::operand_value_t<Xs>,
                               detail::value_t<typename Rows::template Element<Is>::stored_type>> &&
            ...);
      return false;
    }();
    static_assert(fits, "in_() of a row takes a select of as many columns of the same types");
    return Condition(sql::make_in_select({detail::node_of(std::get<Is>(elements_))...},
                                         StatementAccess::node(rows), negated));
  }

  std::tuple<Xs...> elements_;
};

/// A row of expressions and values. Rows have as many elements, each two of one type, and no
/// std::optionals of C++. As in SQL a comparison is NULL where NULL decides: `(1, NULL) = (2, 3)`
/// is false, `(1, NULL) = (1, 3)` NULL, `(1, NULL) < (2, 3)` true.
template <class... Xs>
auto tuple(const Xs&... elements) {
  static_assert(sizeof...(Xs) > 1, "a row has several elements; one is compared as it is");
  return RowValue<detail::row_element_t<Xs>...>(
      std::tuple<detail::row_element_t<Xs>...>(elements...));
}

namespace detail {

/// What a row is compared with: another one, or the values of a std::tuple.
template <class X>
struct IsRow : IsTuple<X> {};
template <class... Xs>
struct IsRow<RowValue<Xs...>> : std::true_type {};

template <class... Xs>
const std::tuple<Xs...>& elements_of(const RowValue<Xs...>& row) {
  return row.elements();
}
template <class... Xs>
const std::tuple<Xs...>& elements_of(const std::tuple<Xs...>& row) {
  return row;
}

template <bool Orders, class... Ls, class... Rs>
constexpr bool rows_meet(const std::tuple<Ls...>*, const std::tuple<Rs...>*) {
  if constexpr (sizeof...(Ls) != sizeof...(Rs))
    return false;
  else
    return ((Orders ? may_be_ordered<Ls, Rs>() : may_meet<Ls, Rs>()) && ...);
}

template <class... Ls, class... Rs, std::size_t... Is>
auto rows_compared(sql::BinaryOp operation, const std::tuple<Ls...>& left,
                   const std::tuple<Rs...>& right, std::index_sequence<Is...>) {
  std::vector<sql::NodeRef> lefts;
  std::vector<sql::NodeRef> rights;
  const auto add = [&](const auto& l, const auto& r) {
    NodePair nodes = nodes_of(l, r);
    lefts.push_back(std::move(nodes.left));
    rights.push_back(std::move(nodes.right));
  };
  (add(std::get<Is>(left), std::get<Is>(right)), ...);
  return Expr<condition_of_t<typename comparison_t<Ls, Rs>::value_type...>>(
      sql::make_row_comparison(operation, std::move(lefts), std::move(rights)));
}

template <bool Orders, class Left, class Right>
auto compare_rows(sql::BinaryOp operation, const Left& left, const Right& right) {
  constexpr bool fits =
      rows_meet<Orders>(static_cast<const Left*>(nullptr), static_cast<const Right*>(nullptr));
  static_assert(fits,
                "two rows are compared that have not as many elements, each two of one type (with "
                "an order for < and its kin), an expression among them, and no std::optional");
  if constexpr (fits)
    return rows_compared(operation, left, right,
                         std::make_index_sequence<std::tuple_size_v<Left>>());
  else
    return true_();  // said above
}

}  // namespace detail

template <class... Ls, class Row>
requires detail::IsRow<Row>::value auto operator==(const RowValue<Ls...>& left, const Row& right) {
  return detail::compare_rows<false>(sql::BinaryOp::equal, left.elements(),
                                     detail::elements_of(right));
}
template <class... Ls, class Row>
requires detail::IsRow<Row>::value auto operator!=(const RowValue<Ls...>& left, const Row& right) {
  return detail::compare_rows<false>(sql::BinaryOp::not_equal, left.elements(),
                                     detail::elements_of(right));
}
template <class... Ls, class Row>
requires detail::IsRow<Row>::value auto operator<(const RowValue<Ls...>& left, const Row& right) {
  return detail::compare_rows<true>(sql::BinaryOp::less, left.elements(),
                                    detail::elements_of(right));
}
template <class... Ls, class Row>
requires detail::IsRow<Row>::value auto operator<=(const RowValue<Ls...>& left, const Row& right) {
  return detail::compare_rows<true>(sql::BinaryOp::less_equal, left.elements(),
                                    detail::elements_of(right));
}
template <class... Ls, class Row>
requires detail::IsRow<Row>::value auto operator>(const RowValue<Ls...>& left, const Row& right) {
  return detail::compare_rows<true>(sql::BinaryOp::greater, left.elements(),
                                    detail::elements_of(right));
}
template <class... Ls, class Row>
requires detail::IsRow<Row>::value auto operator>=(const RowValue<Ls...>& left, const Row& right) {
  return detail::compare_rows<true>(sql::BinaryOp::greater_equal, left.elements(),
                                    detail::elements_of(right));
}

}  // namespace orp
