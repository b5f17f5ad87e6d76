// SPDX-License-Identifier: MIT
// Functions of numbers beside abs() and round(), the same on every database:
//
//     orp::func::floor(Order::c.total)
//     orp::func::power(Item::c.weight, 2)
#pragma once
#include <cstdint>
#include <type_traits>

#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/functions.hpp"

namespace orp {

namespace sql {

/// To whole numbers, of the operand's kind.
NodeRef make_whole(backend::Operation operation, NodeRef operand);

}  // namespace sql

namespace detail {

template <class X>
auto whole(backend::Operation operation, const X& number) {
  using V = operand_value_t<X>;
  constexpr bool fits = Expression<X> && (is_decimal<V> || std::is_same_v<V, double>);
  static_assert(fits, "floor(), ceil() and trunc() take a decimal or a double");
  if constexpr (fits)
    return Expr<typename X::value_type>(sql::make_whole(operation, node_of(number)));
  else
    return literal(0);  // said above
}

/// A number as a double.
template <class X>
sql::NodeRef double_node(const X& number) {
  if constexpr (!Expression<X>)
    return literal(static_cast<double>(number)).node();
  else if constexpr (std::is_same_v<operand_value_t<X>, double>)
    return node_of(number);
  else
    return sql::make_cast(node_of(number), type_of<double>());
}

template <class X>
inline constexpr bool has_powers = (is_integer<operand_value_t<X>> ||
                                    is_floating<operand_value_t<X>>)&&(Expression<X> ||
                                                                       !may_be_null<X>);

}  // namespace detail

namespace func {

/// The greatest whole number that is not above the number.
template <class X>
auto floor(const X& number) {
  return detail::whole(backend::Operation::floor, number);
}
/// The least one that is not below.
template <class X>
auto ceil(const X& number) {
  return detail::whole(backend::Operation::ceil, number);
}
/// Without what stands behind the point.
template <class X>
auto trunc(const X& number) {
  return detail::whole(backend::Operation::trunc, number);
}
/// -1, 0 or 1. UsageError (ORP-1211) of decimals with which the database does not calculate.
template <detail::Expression X>
auto sign(const X& number) {
  static_assert(detail::is_number<detail::operand_value_t<X>>, "sign() takes a number");
  return Expr<detail::nullable_like_t<std::int32_t, typename X::value_type>>(sql::make_operation(
      backend::Operation::sign, detail::type_of<std::int32_t>(), {detail::node_of(number)}));
}
/// A number to the power of another, as doubles. DataError where there is none, and for what no
/// double holds, when the statement runs.
template <class X, class Y>
auto power(const X& base, const Y& exponent) {
  constexpr bool fits = detail::has_powers<X> && detail::has_powers<Y>;
  static_assert(fits, "power() takes integers and doubles; orp::cast<double>() of a decimal");
  if constexpr (fits)
    return Expr<
        detail::nullable_like_t<double, detail::nullability_t<X>, detail::nullability_t<Y>>>(
        sql::make_operation(backend::Operation::power, detail::type_of<double>(),
                            {detail::double_node(base), detail::double_node(exponent)}));
  else
    return literal(0.0);  // said above
}

}  // namespace func

}  // namespace orp
