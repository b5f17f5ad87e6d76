// SPDX-License-Identifier: MIT
// Rows of a program's own in a FROM:
//
//     auto label = orp::column<std::string>("label");
//     auto wanted = orp::values("wanted", rows, Book::c.id, label);   // rows of std::tuple
//     orp::select(Book::c.title, wanted[label]).join(wanted, wanted[Book::c.id] == Book::c.id)
#pragma once
#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/detail/assigned.hpp"
#include "orpiment/sql/text.hpp"

namespace orp {

namespace sql {

/// No rows yet, of these columns.
NodeRef make_values();
void add_values_column(NodeRef& values, const NodeRef& column, ResultField field);
/// One more row: a value for each column.
void add_values_row(NodeRef& values, std::vector<NodeRef> row);
/// The type of the values in column number `column`.
const ColumnType& values_type(const NodeRef& values, std::size_t column);

}  // namespace sql

/// Rows of `Ts...` that the program gives, to be named by a statement. A value; copies are the same
/// table of the statement.
template <class... Ts>
class Values : public Derived<Ts...> {
 public:
  Values(sql::NodeRef rows, detail::GivenText name, bool is_lateral = false)
      : Derived<Ts...>(sql::make_derived(rows, name, is_lateral)), rows_(std::move(rows)) {}

  /// The same rows before the statement: WITH name AS (...).
  [[nodiscard]] Derived<Ts...> cte(detail::GivenText name = "") const {
    return Derived<Ts...>(sql::make_cte(rows_, name, Materialized::by_default));
  }
  /// The same rows where their expressions see what stands before them in the FROM. UsageError
  /// where the database has no LATERAL.
  [[nodiscard]] Derived<Ts...> lateral(detail::GivenText name = "") const {
    return Values(rows_, name, true);
  }

 private:
  sql::NodeRef rows_;
};

namespace detail {

/// A value of a row, or an expression, as column number `column` has it.
template <class T, class X>
sql::NodeRef row_value(const sql::NodeRef& values, std::size_t column, const X& value) {
  static_assert(may_assign<T, X>(),
                "a value of a row has another type than its column; the two types stand in `T` and "
                "`X`");
  if constexpr (!may_assign<T, X>()) {
    return sql::NodeRef();  // said above
  } else if constexpr (Expression<X>) {
    return node_of(value);
  } else {
    using V = value_t<T>;
    Given<std::optional<V>> given(value);
    const std::optional<V> same = given.take();
    return sql::assigned_value(sql::values_type(values, column), FieldType::of<V>(),
                               same ? &*same : nullptr);
  }
}

template <class... Ts, class Row, std::size_t... Is>
void add_row_of(sql::NodeRef& values, const Row& row, std::index_sequence<Is...>) {
  sql::add_values_row(values, {row_value<Ts>(values, Is, std::get<Is>(row))...});
}

}  // namespace detail

/// The rows of a range of tuples, with an element for each column, which may be expressions. A
/// column is found by the same column or orp::column(); values are kept as it keeps them. Without a
/// name the compiler finds one. No rows are a table of no rows.
template <class Rows, detail::TextColumn... Columns>
requires(sizeof...(Columns) > 0)
    [[nodiscard]] Values<typename Columns::value_type...> values(detail::GivenText name,
                                                                 const Rows& rows,
                                                                 const Columns&... columns) {
  sql::NodeRef made = sql::make_values();
  (sql::add_values_column(made, detail::node_of(columns),
                          detail::result_field<typename Columns::value_type>()),
   ...);
  for (const auto& row : rows) {
    using Row = std::remove_cvref_t<decltype(row)>;
    constexpr bool fits = std::tuple_size_v<Row> == sizeof...(Columns);
    static_assert(fits, "values() takes a column for each element of the tuples");
    if constexpr (fits)
      detail::add_row_of<typename Columns::value_type...>(
          made, row, std::make_index_sequence<sizeof...(Columns)>());
  }
  return Values<typename Columns::value_type...>(std::move(made), name);
}

}  // namespace orp
