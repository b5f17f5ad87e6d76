// SPDX-License-Identifier: MIT
// Lists of compiled statements: of any length, which is another one each time, by the same SQL:
//
//     const auto ids = orp::bindparam_list<std::int64_t>("ids");
//     const auto some = orp::compile(orp::select<User>().where(User::c.id.in_(ids)));
//     session.scalars(some.bind(ids = {1, 2, 3}))
//
//     const auto keys = orp::bindparam_list("keys", Item::c.order_id, Item::c.position);
//     orp::tuple(Item::c.order_id, Item::c.position).in_(keys)    // a list of std::tuples
#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/bindparam.hpp"
#include "orpiment/sql/detail/members.hpp"
#include "orpiment/sql/row_value.hpp"

namespace orp {

namespace sql {

/// The values of one element of the rows of a list, number `part`.
NodeRef make_list_parameter(std::string_view name, const SqlType& element, FieldType field,
                            std::size_t part);
/// `count` values of the C++ type that `ops` handles, one after the other, in the parameter's form;
/// copied.
NodeRef make_list_value(const NodeRef& parameter, const FieldOps& ops, const void* first,
                        std::size_t count);
/// Lists of one length, one an element of a row.
NodeRef make_rows_value(std::vector<NodeRef> lists);

}  // namespace sql

namespace detail {

/// The values that a program lists, as they stand in a row in memory.
template <class V>
struct Listed {
  V value;
};

template <class V, class Values, class Get>
sql::NodeRef list_value(const sql::NodeRef& parameter, const Values& values, const Get& get) {
  using X = std::remove_cvref_t<decltype(get(*std::begin(values)))>;
  static_assert(literal_fits<V, X>(),
                "a list is given values of another type, or NULL; `V` and `X` are the two types");
  std::vector<Listed<V>> listed;
  if constexpr (literal_fits<V, X>())
    for (const auto& value : values) listed.push_back({literal_cast<V>(get(value))});
  return sql::make_list_value(parameter, FieldOpsOf<V>::value, listed.data(), listed.size());
}

template <class T>
constexpr bool is_listable() {
  if constexpr (IsTuple<T>::value)
    return std::tuple_size_v<T> > 1;
  else
    return !is_optional<T> && !is_array<T>;
}

}  // namespace detail

/// A list of values `T` that is given when the statement runs, for in_() and not_in(); of rows `T`
/// is a std::tuple. Parameters of one name are one.
template <class T>
class ListParameter : public detail::LaterListTag {
 public:
  /// What it has.
  using listed_type = T;

  /// Of these parts, one an element of `T`; bindparam_list() makes them.
  explicit ListParameter(std::vector<sql::NodeRef> parts) : parts_(std::move(parts)) {}

  /// `ids = values`, for bind(): any range, also of none; copied. Assigns nothing by itself. Throws
  /// DataError for a value that does not fit.
  template <class Values>
  ParameterValue operator=(
      const Values& values) const {  // NOLINT: a parameter is never assigned to
    constexpr bool is_range = detail::Range<Values>;
    static_assert(is_range, "a list is given a range of values: `ids = {1, 2}`, `ids = vector`");
    if constexpr (!is_range)
      return {{}, {}};  // said above
    else if constexpr (detail::IsTuple<T>::value)
      return {node(), rows(values, std::make_index_sequence<std::tuple_size_v<T>>())};
    else
      return {node(), detail::list_value<T>(
                          node(), values, [](const auto& value) -> const auto& { return value; })};
  }
  /// @overload
  ParameterValue operator=(std::initializer_list<T> values) const {  // NOLINT: likewise
    return operator=<std::initializer_list<T>>(values);
  }

  /// The values of one element of its rows.
  const sql::NodeRef& node(std::size_t part = 0) const { return parts_[part]; }

 private:
  template <class Values, std::size_t... Is>
  sql::NodeRef rows(const Values& values, std::index_sequence<Is...>) const {
    using Row = std::remove_cvref_t<decltype(*std::begin(values))>;
    constexpr bool has_rows = detail::IsTupleOf<sizeof...(Is), Row>::value;
    static_assert(has_rows, "a list of rows is given std::tuples of as many values");
    if constexpr (has_rows)
      return sql::make_rows_value({detail::list_value<std::tuple_element_t<Is, T>>(
          node(Is), values, [](const Row& row) -> const auto& { return std::get<Is>(row); })...});
    else
      return {};  // said above
  }

  std::vector<sql::NodeRef> parts_;
};

namespace detail {

template <class V>
sql::NodeRef list_part(std::string_view name, std::size_t part) {
  static_assert(!std::is_same_v<V, Decimal>,
                "of decimals name a column that keeps them alike: bindparam_list(name, "
                "Order::c.total)");
  return sql::make_list_parameter(name, type_of<V>(), FieldType::of<V>(), part);
}

template <class... Vs>
std::vector<sql::NodeRef> list_parts(std::string_view name, std::tuple<Vs...>*) {
  std::size_t part = 0;
  return {list_part<Vs>(name, part++)...};
}

/// One value, or a row of several.
template <class... Vs>
struct ListedRow {
  using type = std::tuple<Vs...>;
};
template <class V>
struct ListedRow<V> {
  using type = V;
};

}  // namespace detail

/// A list of values `T`, none of them NULL; of a std::tuple a list of rows. Throws UsageError for
/// what can be no name.
template <class T>
ListParameter<T> bindparam_list(detail::GivenText name) {
  static_assert(detail::is_listable<T>(), "a list has values, or std::tuples of several, no NULL");
  if constexpr (detail::IsTuple<T>::value)
    return ListParameter<T>(detail::list_parts(name, static_cast<T*>(nullptr)));
  else
    return ListParameter<T>({detail::list_part<T>(name, 0)});
}
/// A list in the form in which a column keeps its values; of several columns a list of rows.
template <class... Es, class... Ts>
requires(sizeof...(Ts) > 0) auto bindparam_list(detail::GivenText name,
                                                const Column<Es, Ts>&... columns) {
  using Row = typename detail::ListedRow<detail::value_t<Ts>...>::type;
  std::size_t part = 0;
  return ListParameter<Row>(
      {sql::make_list_parameter(name, columns.entity->column(columns.index).type,
                                FieldType::of<detail::value_t<Ts>>(), part++)...});
}

}  // namespace orp
