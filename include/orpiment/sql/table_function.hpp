// SPDX-License-Identifier: MIT
// Functions that give rows, in a FROM, typed:
//
//     auto hours = orp::generate_series(0, 23);
//     orp::select(hours.value(), orp::func::count(Visit::c.id)).select_from(hours)
//         .outerjoin(Visit::c.hour == hours.value()).group_by(hours.value())
//
//     auto day = orp::generate_series("2024-01-01"_date, "2024-12-31"_date, std::chrono::days(1));
//
//     auto tag = orp::unnest(Note::c.tags);
//     orp::select(Note::c.id, tag.value()).join(tag, orp::true_())
//
// Their arguments may name what stands before them in the FROM.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/backend/table_function.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/sql/derived.hpp"
#include "orpiment/sql/functions.hpp"

namespace orp {

namespace sql {

/// A column of what a function gives.
struct TableColumn {
  std::string_view name;
  ColumnType type;
};
/// `name` of a function of the database; of any other it is empty.
NodeRef make_table_function(backend::TableFunction function, std::string_view name,
                            std::vector<NodeRef> arguments,
                            const std::vector<TableColumn>& columns);
NodeRef make_series(NodeRef first, NodeRef last, NodeRef step, const SqlType& type,
                    FieldType field);
/// UsageError (ORP-1246) for a step of 0.
void check_step(std::int64_t step);
void check_step(const Interval& step);
/// The elements of an array, whose type the database is told by the array's.
NodeRef make_unnest(NodeRef array, FieldType field);
NodeRef make_table_column(const NodeRef& rows, std::size_t position);

}  // namespace sql

/// Rows of `Ts...` that a function gives. A value; copies are the same rows of the statement.
template <class... Ts>
class TableFunction : public Derived<Ts...> {
 public:
  using Derived<Ts...>::Derived;

  /// The same rows once more in a statement, with a name of their own.
  TableFunction alias(detail::GivenText name = "") const {
    return TableFunction(sql::make_second(this->node(), name));
  }
  /// Column `I`, counted from 0.
  template <std::size_t I>
  auto column() const {
    constexpr bool is_there = I < sizeof...(Ts);
    static_assert(is_there, "the function gives fewer columns");
    using T = std::tuple_element_t<is_there ? I : 0, std::tuple<Ts...>>;
    return Expr<T>(sql::make_table_column(this->node(), I));
  }
};

/// What generate_series() gives.
template <class T>
class Series : public TableFunction<T> {
 public:
  using TableFunction<T>::TableFunction;
  /// The same rows once more in a statement, with a name of their own.
  Series alias(detail::GivenText name = "") const {
    return Series(sql::make_second(this->node(), name));
  }
  /// The number, date or timestamp.
  Expr<T> value() const { return this->template column<0>(); }
};

/// What unnest() and json_array_elements() give: values, each with its place.
template <class V>
class Unnested : public TableFunction<V, std::int64_t> {
 public:
  using TableFunction<V, std::int64_t>::TableFunction;
  /// The same rows once more in a statement, with a name of their own.
  Unnested alias(detail::GivenText name = "") const {
    return Unnested(sql::make_second(this->node(), name));
  }
  /// The element.
  Expr<V> value() const { return this->template column<0>(); }
  /// Its place, from 1 on.
  Expr<std::int64_t> ordinality() const { return this->template column<1>(); }
};

/// What json_each() gives: the members of objects.
class JsonMembers : public TableFunction<std::string, Json> {
 public:
  using TableFunction<std::string, Json>::TableFunction;
  /// The same rows once more in a statement, with a name of their own.
  JsonMembers alias(detail::GivenText name = "") const {
    return JsonMembers(sql::make_second(node(), name));
  }
  /// The name of the member.
  Expr<std::string> key() const { return column<0>(); }
  /// Its value.
  Expr<Json> value() const { return column<1>(); }
};

namespace detail {

template <class T>
ColumnType column_type_of() {
  return {type_of<value_t<T>>(), FieldType::of<T>()};
}

template <class X>
using series_number_t = argument_value_t<X>;

template <class... Xs>
using series_t =
    std::conditional_t<((sizeof(series_number_t<Xs>) > 4) || ...), std::int64_t, std::int32_t>;

/// An argument of a series of `T`.
template <class T, class X>
sql::NodeRef series_argument(const X& argument) {
  if constexpr (Expression<X>)
    return node_of(argument);
  else
    return literal(literal_cast<T>(argument)).node();
}

template <class V>
inline constexpr bool is_moment = is_one_of<V, Date, Timestamp, TimestampTz>;

/// std::chrono::duration, whose header costs much.
template <class X>
concept Duration = requires(const X& duration) {
  duration.count();
  X::period::num;
};

/// What a series of dates or timestamps goes by.
template <class Step>
sql::NodeRef moment_step(const Step& step) {
  if constexpr (Expression<Step>) {
    return node_of(step);
  } else if constexpr (Duration<Step>) {
    constexpr std::intmax_t microseconds = Step::period::num * 1'000'000 / Step::period::den;
    static_assert(microseconds > 0, "a step is of microseconds at least");
    std::int64_t length = 0;
    if (__builtin_mul_overflow(step.count(), microseconds, &length)) throw_interval_overflow();
    return moment_step(Interval::of_microseconds(length));
  } else {
    sql::check_step(step);
    return literal(step).node();
  }
}

template <class First, class Last, class Step>
auto series_of_moments(const First& first, const Last& last, const Step& step) {
  using V = operand_value_t<First>;
  constexpr bool fits = std::is_same_v<operand_value_t<Last>, V> &&
                        (std::is_same_v<operand_value_t<Step>, Interval> || Duration<Step>);
  static_assert(fits,
                "generate_series() of dates or timestamps ends with another one, and goes by an "
                "orp::Interval or a std::chrono::duration");
  if constexpr (fits)
    return Series<V>(sql::make_series(argument_node(first), argument_node(last), moment_step(step),
                                      type_of<V>(), FieldType::of<V>()));
  else
    return Series<V>(sql::NodeRef());  // said above
}

}  // namespace detail

/// The integers from `first` to `last`, each `step` greater than the one before: none where the
/// step leads away from `last`, or where one of the three is NULL. Likewise Dates, Timestamps and
/// TimestampTzs by an Interval or a std::chrono::duration: of months one after the other, so that
/// what follows the 31st may stay at the 28th; of a TimestampTz in UTC. UsageError (ORP-1246) for a
/// step of 0.
template <class First, class Last, class Step = int>
auto generate_series(const First& first, const Last& last, const Step& step = 1) {
  constexpr bool are_integers = (detail::is_integer<detail::operand_value_t<First>> &&
                                 detail::is_integer<detail::operand_value_t<Last>> &&
                                 detail::is_integer<detail::operand_value_t<Step>>);
  constexpr bool are_moments = detail::is_moment<detail::operand_value_t<First>>;
  static_assert(are_integers || are_moments,
                "generate_series() goes by integers, dates or timestamps");
  if constexpr (are_moments) {
    return detail::series_of_moments(first, last, step);
  } else if constexpr (!are_integers) {
    return Series<std::int32_t>(sql::NodeRef());  // said above
  } else {
    using T = detail::series_t<First, Last, Step>;
    if constexpr (!detail::Expression<Step>)
      sql::check_step(detail::literal_cast<std::int64_t>(step));
    return Series<T>(sql::make_series(
        detail::series_argument<T>(first), detail::series_argument<T>(last),
        detail::series_argument<T>(step), detail::type_of<T>(), FieldType::of<T>()));
  }
}

/// The elements of an array, a row each; of no array none. UsageError (ORP-1245) for json and
/// the like when the statement is made for a database that keeps arrays as JSON.
template <detail::Expression X>
auto unnest(const X& array) {
  constexpr bool is_of_array = detail::is_array<detail::operand_value_t<X>>;
  static_assert(is_of_array, "unnest() takes an array");
  if constexpr (is_of_array) {
    using V = detail::array_item_t<typename X::value_type>;
    return Unnested<V>(sql::make_unnest(detail::node_of(array), FieldType::of<V>()));
  } else {
    return Unnested<int>(sql::NodeRef());  // said above
  }
}

/// The members of a JSON object, a row each; of anything else none.
template <detail::Expression X>
JsonMembers json_each(const X& json) {
  static_assert(detail::is_json<X>, "json_each() takes json");
  return JsonMembers(sql::make_table_function(
      backend::TableFunction::json_members, {}, {detail::node_of(json)},
      {{"key", detail::column_type_of<std::string>()}, {"value", detail::column_type_of<Json>()}}));
}
/// The elements of a JSON array, a row each; of anything else none.
template <detail::Expression X>
Unnested<Json> json_array_elements(const X& json) {
  static_assert(detail::is_json<X>, "json_array_elements() takes json");
  return Unnested<Json>(
      sql::make_table_function(backend::TableFunction::json_elements, {}, {detail::node_of(json)},
                               {{"value", detail::column_type_of<Json>()},
                                {"ordinality", detail::column_type_of<std::int64_t>()}}));
}

namespace func {

/// Any function of the database that gives rows, by its name; its columns have these names, in this
/// order, and are read as `Ts`. Nothing is checked. UsageError for what is no name of a function.
template <class... Ts, class... Arguments>
TableFunction<Ts...> table(detail::GivenText name,
                           const std::array<std::string_view, sizeof...(Ts)>& columns,
                           const Arguments&... arguments) {
  std::vector<sql::TableColumn> described;
  const std::array<ColumnType, sizeof...(Ts)> types{detail::raw_field_type<Ts>()...};
  for (std::size_t i = 0; i < types.size(); ++i) described.push_back({columns[i], types[i]});
  return TableFunction<Ts...>(sql::make_table_function(
      backend::TableFunction::named, name, {detail::argument_node(arguments)...}, described));
}

}  // namespace func

}  // namespace orp
