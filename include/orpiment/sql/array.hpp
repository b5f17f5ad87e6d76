// SPDX-License-Identifier: MIT
// What is in an array, a column of a std::vector:
//
//     "news" == orp::any_(Note::c.tags)
//     orp::array(Note::c.tags).contains({"news", "sport"})
//     User::c.age > orp::all_(orp::select(other[User::c.age]))
#pragma once
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/detail/subscript_member.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/operators.hpp"

namespace orp {

namespace sql {

/// `left` compared with each element of `array`.
NodeRef make_with_elements(BinaryOp comparison, NodeRef left, NodeRef array, bool with_all);
/// `left` compared with the value of each row of `select`.
NodeRef make_with_rows(BinaryOp comparison, NodeRef left, NodeRef select, bool with_all);
/// A condition on two arrays.
NodeRef make_array_test(backend::Operation operation, NodeRef left, NodeRef right);
NodeRef make_cardinality(NodeRef array);
/// The values that are not NULL, as an array of `type`.
NodeRef make_array_agg(NodeRef value, const SqlType& type, bool distinct);

}  // namespace sql

/// What any_() and all_() give: the elements of an array or the values of the rows of a query.
/// Their type is `T`, a std::optional where one of them, or the array, may be NULL.
template <class T, bool IsArray>
struct Each {
  /// The array or the query.
  sql::NodeRef of;
  /// All of them, or any one.
  bool is_all;
};

namespace detail {

/// A C++ value that may not be there.
template <class X>
inline constexpr bool may_be_absent = !Expression<X> && may_be_null<X>;

template <bool Orders, class L, class T, bool IsArray>
auto compare_each(sql::BinaryOp operation, const L& left, const Each<T, IsArray>& right) {
  constexpr bool fits =
      goes_with<value_t<T>, L>() && !may_be_absent<L> && (!Orders || is_ordered<value_t<T>>);
  static_assert(fits,
                "any_() and all_() are compared with values of the elements' own type (one with an "
                "order for < and its kin), and with no std::optional");
  using Result = Expr<condition_of_t<nullability_t<L>, T>>;
  if constexpr (!fits) {
    return Result(sql::make_true());  // said above
  } else {
    constexpr auto make = IsArray ? &sql::make_with_elements : &sql::make_with_rows;
    if constexpr (Expression<L>)
      return Result(make(operation, node_of(left), right.of, right.is_all));
    else
      return Result(make(operation, literal(left).node(), right.of, right.is_all));
  }
}

template <class X>
auto each_of(const X& of, bool is_all) {
  constexpr bool is_known = [] {
    if constexpr (Expression<X>)
      return is_array<operand_value_t<X>>;
    else
      return QueryOfOne<X>;
  }();
  static_assert(is_known, "any_() and all_() take an array or a select of one column");
  if constexpr (!is_known) {
    return Each<int, true>{{}, is_all};  // said above
  } else if constexpr (Expression<X>) {
    using T = typename X::value_type;
    return Each<nullable_like_t<array_element_t<T>, T, array_item_t<T>>, true>{node_of(of), is_all};
  } else {
    return Each<typename X::template Element<0>::stored_type, false>{StatementAccess::node(of),
                                                                     is_all};
  }
}

}  // namespace detail

/// Any element of an array, or any row of a select of one column, on the right of a comparison:
/// `x == orp::any_(array)` holds when it does for one of them, of none never. NULL where SQL does
/// not know. UsageError (ORP-1240) of an aggregate with a select, but for `==`, when the statement
/// is made for a database that has no such comparison.
template <class X>
auto any_(const X& of) {
  return detail::each_of(of, false);
}
/// All elements or rows: it holds when it does for each of them, of none always. UsageError
/// likewise, but for `!=`.
template <class X>
auto all_(const X& of) {
  return detail::each_of(of, true);
}

template <class L, class T, bool IsArray>
auto operator==(const L& left, const Each<T, IsArray>& right) {
  return detail::compare_each<false>(sql::BinaryOp::equal, left, right);
}
template <class L, class T, bool IsArray>
auto operator!=(const L& left, const Each<T, IsArray>& right) {
  return detail::compare_each<false>(sql::BinaryOp::not_equal, left, right);
}
template <class L, class T, bool IsArray>
auto operator<(const L& left, const Each<T, IsArray>& right) {
  return detail::compare_each<true>(sql::BinaryOp::less, left, right);
}
template <class L, class T, bool IsArray>
auto operator<=(const L& left, const Each<T, IsArray>& right) {
  return detail::compare_each<true>(sql::BinaryOp::less_equal, left, right);
}
template <class L, class T, bool IsArray>
auto operator>(const L& left, const Each<T, IsArray>& right) {
  return detail::compare_each<true>(sql::BinaryOp::greater, left, right);
}
template <class L, class T, bool IsArray>
auto operator>=(const L& left, const Each<T, IsArray>& right) {
  return detail::compare_each<true>(sql::BinaryOp::greater_equal, left, right);
}

/// An array that is asked what it holds; `T` is a std::vector, or a std::optional of one.
template <class T>
class ArrayValue : public Expr<T> {
 public:
  using Expr<T>::Expr;

  /// Each element of `other`, a std::vector or an expression of one, is in it, however often.
  template <class X = detail::value_t<T>>
  auto contains(const X& other) const {
    return test<X>(backend::Operation::array_contains, this->node(), beside(other));
  }
  /// Each of its elements is in `other`.
  template <class X = detail::value_t<T>>
  auto contained_by(const X& other) const {
    return test<X>(backend::Operation::array_contains, beside(other), this->node());
  }
  /// The two have an element in common.
  template <class X = detail::value_t<T>>
  auto overlap(const X& other) const {
    return test<X>(backend::Operation::array_overlap, this->node(), beside(other));
  }

 private:
  using Array = detail::value_t<T>;

  template <class X>
  sql::NodeRef beside(const X& other) const {
    constexpr bool fits =
        std::is_same_v<detail::operand_value_t<X>, Array> && !detail::may_be_absent<X>;
    static_assert(fits, "an array is compared with an array of the same type");
    if constexpr (fits)
      return detail::operand_beside<Array>(this->node(), other);
    else
      return this->node();  // said above
  }
  template <class X>
  static auto test(backend::Operation operation, sql::NodeRef left, sql::NodeRef right) {
    return Expr<detail::condition_of_t<T, detail::nullability_t<X>>>(
        sql::make_array_test(operation, std::move(left), std::move(right)));
  }
};

/// The array of an expression, to be asked what it holds.
template <detail::Expression X>
auto array(const X& expression) {
  constexpr bool is_of_array = detail::is_array<detail::operand_value_t<X>>;
  static_assert(is_of_array, "this is asked of arrays alone");
  return ArrayValue<typename X::value_type>(detail::node_of(expression));
}

namespace func {

/// How many elements an array has.
template <detail::Expression X>
auto cardinality(const X& array) {
  constexpr bool is_of_array = detail::is_array<detail::operand_value_t<X>>;
  static_assert(is_of_array, "cardinality() takes an array");
  return Expr<detail::nullable_like_t<std::int32_t, typename X::value_type>>(
      sql::make_cardinality(detail::node_of(array)));
}

/// The values that are not NULL, in an array; NULL where there is none. In no order unless
/// order_by() says one. UsageError (ORP-1245) for json and the like when the statement is made
/// for a database that keeps arrays as JSON.
template <class X>
auto array_agg(const X& argument) {
  using V = detail::aggregate_value_t<X>;
  constexpr bool is_value = !detail::is_array<V>;
  static_assert(is_value, "there are no arrays of arrays");
  using Element = std::conditional_t<is_value, V, int>;
  using Result = Aggregate<std::optional<std::vector<Element>>>;
  constexpr bool is_distinct = !detail::Expression<X>;
  const SqlType& type = detail::type_of<std::vector<Element>>();
  if constexpr (is_distinct)
    return Result(sql::make_array_agg(argument.node, type, true));
  else
    return Result(sql::make_array_agg(detail::node_of(argument), type, false));
}

}  // namespace func

}  // namespace orp
