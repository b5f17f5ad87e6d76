// SPDX-License-Identifier: MIT
// SQL functions, casts and CASE; aggregates and window functions have headers of their own:
//
//     orp::func::call<std::string>("substr", User::c.name, 1, 3)
//     orp::cast<std::string>(User::c.id)
//     orp::type_coerce<orp::Json>(User::c.notes)
//     orp::case_().when(User::c.age < 18, "minor").else_("adult")
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/detail/cast_rules.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/detail/members.hpp"
#include "orpiment/sql/window.hpp"

#define ORPIMENT_NULL_WITHOUT_TYPE \
  "NULL has no type here: write std::optional<T>() or orp::literal(std::optional<T>())"

namespace orp::sql {

NodeRef make_round(NodeRef operand, int digits);
NodeRef make_call(std::string_view name, const SqlType& result, std::vector<NodeRef> arguments,
                  bool is_distinct = false);
NodeRef make_case(NodeRef condition, NodeRef value);
/// The same where each condition compares one expression, by ==.
NodeRef make_case_of_value(NodeRef condition, NodeRef value);
NodeRef add_branch(const NodeRef& case_when, NodeRef condition, NodeRef value);
NodeRef add_otherwise(const NodeRef& case_when, NodeRef value);
NodeRef make_cast(NodeRef operand, const SqlType& target);
/// DataError for digits that no decimal has.
NodeRef make_decimal_cast(NodeRef operand, int precision, int scale);

}  // namespace orp::sql

namespace orp {

namespace detail {

/// An argument of a function: an expression as it is, a value as a literal.
template <class X>
sql::NodeRef argument_node(const X& argument) {
  if constexpr (Expression<X>) {
    return node_of(argument);
  } else {
    return literal(argument).node();
  }
}

/// The type of its values.
template <class X>
struct ArgumentValue {
  using type = literal_value_t<X>;
};
template <Expression X>
struct ArgumentValue<X> {
  using type = operand_value_t<X>;
};
template <class X>
using argument_value_t = typename ArgumentValue<X>::type;

/// One of them is a NULL that says no type.
template <class... Xs>
inline constexpr bool have_plain_null = (is_null_literal<Xs> || ...);

template <class X>
auto text_function(sql::Function function, const X& text) {
  static_assert(is_text<value_t<typename X::value_type>>, "this function takes a text");
  return Expr<typename X::value_type>(sql::make_function(function, {node_of(text)}));
}

template <class X, class... Others>
auto outermost(backend::Operation operation, const X& first, const Others&... others) {
  using V = operand_value_t<X>;
  constexpr bool fits = is_ordered<V> && (stands_for<V, Others>() && ...);
  static_assert(!have_plain_null<Others...>, ORPIMENT_NULL_WITHOUT_TYPE);
  static_assert(fits || have_plain_null<Others...>,
                "the arguments of greatest() and least() have one type with an order, the first "
                "one's, which must hold all values of the others; orp::cast() makes it wider");
  constexpr bool is_nullable = may_be_null<X> && (may_be_null<Others> && ...);
  const sql::NodeRef node = node_of(first);
  using Result = Expr<std::conditional_t<is_nullable, std::optional<V>, V>>;
  if constexpr (fits)
    return Result(sql::make_outermost(operation, {node, value_beside<V>(node, others)...}));
  else
    return Result(node);  // said above
}

}  // namespace detail

namespace func {

/// The first argument that is not NULL. All have the type of the first one.
template <detail::Expression X, class... Others>
auto coalesce(const X& first, const Others&... others) {
  using V = detail::operand_value_t<X>;
  constexpr bool fits = (detail::stands_for<V, Others>() && ...);
  static_assert(!detail::have_plain_null<Others...>, ORPIMENT_NULL_WITHOUT_TYPE);
  static_assert(fits || detail::have_plain_null<Others...>,
                "the arguments of coalesce() have one type, the first one's, which must hold all "
                "values of the others; orp::cast() makes it wider");
  constexpr bool is_nullable = detail::may_be_null<X> && (detail::may_be_null<Others> && ...);
  const sql::NodeRef node = detail::node_of(first);
  using Result = Expr<std::conditional_t<is_nullable, std::optional<V>, V>>;
  if constexpr (fits) {
    return Result(sql::make_function(sql::Function::coalesce,
                                     {node, detail::value_beside<V>(node, others)...}));
  } else {
    return Result(node);  // said above
  }
}

/// The greatest of the arguments that are not NULL, by the order of their type; likewise least().
/// They have one type, as those of coalesce(). UsageError (ORP-1210) where the database keeps the
/// type in a form without its order.
template <detail::Expression X, class... Others>
auto greatest(const X& first, const Others&... others) {
  return detail::outermost(backend::Operation::greatest, first, others...);
}
template <detail::Expression X, class... Others>
auto least(const X& first, const Others&... others) {
  return detail::outermost(backend::Operation::least, first, others...);
}

template <detail::Expression X>
auto lower(const X& text) {
  return detail::text_function(sql::Function::lower, text);
}
template <detail::Expression X>
auto upper(const X& text) {
  return detail::text_function(sql::Function::upper, text);
}
/// Characters of a text, bytes of a byte string.
template <detail::Expression X>
auto length(const X& value) {
  using V = detail::operand_value_t<X>;
  static_assert(detail::is_text<V> || std::is_same_v<V, Bytes>, "length() takes a text or bytes");
  return Expr<detail::nullable_like_t<std::int32_t, typename X::value_type>>(
      sql::make_function(sql::Function::length, {detail::node_of(value)}));
}
template <detail::Expression X>
auto abs(const X& number) {
  static_assert(detail::is_number<detail::operand_value_t<X>>, "abs() takes a number");
  return detail::promoted_like_t<X>(
      sql::make_function(sql::Function::abs, {detail::node_of(number)}));
}
/// To so many digits after the point, halves away from zero.
template <detail::Expression X>
auto round(const X& number, Given<int> digits = 0) {
  using V = detail::operand_value_t<X>;
  static_assert(detail::is_decimal<V> || std::is_same_v<V, double>,
                "round() takes a decimal or a double");
  return Expr<typename X::value_type>(sql::make_round(detail::node_of(number), digits.take()));
}
/// The time at which the transaction (on some databases the statement) began.
inline Expr<TimestampTz> now() {
  return Expr<TimestampTz>(sql::make_function(sql::Function::now, {}));
}

/// Any function of the database, by its name; `T` is what it returns, a std::optional when it may
/// return NULL. Of an aggregate also filter(), order_by() and distinct arguments; over() of one
/// that has a window. Nothing is checked. Where decimals are kept as scaled integers, which the
/// function would not know, UsageError for a decimal: cast it to a double.
template <class T, class... Arguments>
Aggregate<T> call(detail::GivenText name, const Arguments&... arguments) {
  return Aggregate<T>(sql::make_call(name, detail::raw_type_of<detail::value_t<T>>(),
                                     {detail::argument_node(arguments)...}));
}
/// The same of the distinct values of an expression.
template <class T, class X>
Aggregate<T> call(detail::GivenText name, const Distinct<X>& argument) {
  return Aggregate<T>(
      sql::make_call(name, detail::raw_type_of<detail::value_t<T>>(), {argument.node}, true));
}

}  // namespace func

/// The value as one of another type. NULL stays NULL. What does not fit is a DataError when the
/// statement runs:
///
///   - to an integer: of any number and of a bool (0 and 1). Decimals are rounded, halves away from
///     zero; floating point halves to the even neighbour.
///   - to a bool: of an integer, whether it is another than zero
///   - to a double: of any number
///   - to a std::string: of integers, decimals (with all digits of the scale), bools ("true"),
///     enumerations (the label), uuids, dates and times, as their to_string() has them
///   - between Date, Time, Timestamp and TimestampTz, where one has the parts of the other: in UTC
///
/// Any other does not compile.
template <class T, detail::Expression X>
auto cast(const X& expression) {
  static_assert(!detail::is_decimal<T>, "cast<Decimal>(expression, precision, scale)");
  constexpr bool is_castable = detail::is_castable<T, detail::operand_value_t<X>>();
  static_assert(is_castable,
                "no cast leads from the values of `X` to `T` on every database; the reference of "
                "orp::cast() says which there are");
  using Result = Expr<detail::nullable_like_t<T, typename X::value_type>>;
  if constexpr (is_castable && !detail::is_decimal<T>)
    return Result(sql::make_cast(detail::node_of(expression), detail::type_of<T>()));
  else
    return Result(detail::node_of(expression));  // said above
}
/// To a Decimal of so many digits, `scale` of them after the point: of any number. Rounded, halves
/// away from zero; of floating point fifteen digits count.
template <class T, detail::Expression X>
auto cast(const X& expression, Given<int> precision, Given<int> scale) {
  static_assert(detail::is_decimal<T>, "precision and scale belong to decimals");
  static_assert(detail::is_number<detail::operand_value_t<X>>,
                "cast<Decimal>() takes a number; the values of `X` are none");
  return Expr<detail::nullable_like_t<T, typename X::value_type>>(
      sql::make_decimal_cast(detail::node_of(expression), precision.take(), scale.take()));
}

/// The expression read as a `T`, to which nothing happens in the database: for a column whose
/// values are known to be more than its type says. A std::optional when it may be NULL. Nothing is
/// checked. Where decimals are kept as scaled integers, UsageError for a decimal.
template <class T, detail::Expression X>
Expr<T> type_coerce(const X& expression) {
  return Expr<T>(sql::make_operation(backend::Operation::coerce,
                                     detail::raw_type_of<detail::value_t<T>>(),
                                     {detail::node_of(expression)}));
}

/// A CASE of values `T`: NULL when no condition holds, unless else_() says otherwise. `Nullable`: a
/// branch can be NULL, too.
template <class T, bool Nullable>
class Case : public Expr<std::optional<T>> {
 public:
  using Expr<std::optional<T>>::Expr;

  /// Where no condition before holds and this one does, the value.
  template <class X>
  [[nodiscard]] auto when(const Predicate& condition, const X& value) const {
    return Case < T,
           Nullable || detail::may_be_null < X >>
                           (sql::add_branch(this->node(), condition.node(), branch_value(value)));
  }
  /// The value where no condition holds.
  template <class X>
  [[nodiscard]] auto else_(const X& value) const {
    using Result = std::conditional_t<Nullable || detail::may_be_null<X>, std::optional<T>, T>;
    return Expr<Result>(sql::add_otherwise(this->node(), branch_value(value)));
  }

 protected:
  /// As the values of this CASE are.
  template <class X>
  sql::NodeRef branch_value(const X& value) const {
    static_assert(!detail::have_plain_null<X>, ORPIMENT_NULL_WITHOUT_TYPE);
    static_assert(detail::stands_for<T, X>() || detail::have_plain_null<X>,
                  "the values of a CASE have one type, the first one's, which must hold all values "
                  "of the others; orp::cast() makes it wider");
    if constexpr (detail::stands_for<T, X>())
      return detail::value_beside<T>(this->node(), value);
    else
      return this->node();  // said above
  }
};

/// What case_() returns: a CASE without a branch, which is not an expression yet.
struct CaseStart {
  /// The first branch; its value says the type of all.
  template <class X>
  [[nodiscard]] auto when(const Predicate& condition, const X& value) const {
    const sql::NodeRef node = detail::argument_node(value);
    return Case<detail::argument_value_t<X>, detail::may_be_null<X>>(
        sql::make_case(condition.node(), node));
  }
};
/// Begins a CASE: `case_().when(condition, value).else_(value)`.
inline CaseStart case_() { return {}; }

namespace detail {

template <Expression Of, class X>
sql::NodeRef case_condition(const Of& of, const X& equal_to) {
  constexpr bool is_value = !is_null_literal<X> && (Expression<X> || !is_optional<X>);
  static_assert(is_value, "nothing is equal to NULL; case_().when(x.is_null(), ...) asks for it");
  if constexpr (is_value)
    return (of == equal_to).node();
  else
    return {};  // said above
}

}  // namespace detail

/// A CASE of what `Of` is equal to; otherwise as Case.
template <class Of, class T, bool Nullable>
class CaseOf : public Case<T, Nullable> {
 public:
  /// As when() makes it.
  CaseOf(Of of, sql::NodeRef node) : Case<T, Nullable>(std::move(node)), of_(std::move(of)) {}

  /// Where it is equal to none of those before and to this one, the value.
  template <class X, class Y>
  [[nodiscard]] auto when(const X& equal_to, const Y& value) const {
    return CaseOf<Of, T, (Nullable || detail::may_be_null<Y>)>(
        of_, sql::add_branch(this->node(), detail::case_condition(of_, equal_to),
                             this->branch_value(value)));
  }

 private:
  Of of_;
};

/// What case_(value) returns: a CASE without a branch, which is not an expression yet.
template <class Of>
struct CaseOfStart {
  /// What the branches compare.
  Of of;

  /// The first branch; its value says the type of all.
  template <class X, class Y>
  [[nodiscard]] auto when(const X& equal_to, const Y& value) const {
    return CaseOf<Of, detail::argument_value_t<Y>, detail::may_be_null<Y>>(
        of, sql::make_case_of_value(detail::case_condition(of, equal_to),
                                    detail::argument_node(value)));
  }
};
/// Begins a CASE of a value: `case_(User::c.status).when(Status::open, "o").else_("-")`.
template <detail::Expression X>
CaseOfStart<X> case_(const X& value) {
  return {value};
}

namespace func {

/// The first argument, but NULL where it is equal to the second.
template <detail::Expression X, class Y>
auto nullif(const X& value, const Y& other) {
  return Expr<std::optional<detail::operand_value_t<X>>>(
      case_().when(value.is_distinct_from(other), value).node());
}

}  // namespace func

}  // namespace orp

#undef ORPIMENT_NULL_WITHOUT_TYPE
