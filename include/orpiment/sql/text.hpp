// SPDX-License-Identifier: MIT
// SQL of the program's own, with named values:
//
//     orp::select<User>().where(orp::text("age > :a").bind("a", 3))
//     orp::text("SELECT id, name FROM users").columns<std::int64_t, std::string>()
//
// The text is sent as it stands: never put values into it. `\:` stands for a colon (`::` needs no
// escape).
#pragma once
#include <string_view>
#include <type_traits>
#include <vector>

#include "orpiment/sql/detail/assigned.hpp"
#include "orpiment/sql/detail/members.hpp"
#include "orpiment/sql/executable.hpp"

namespace orp {

/// A statement of the program's own SQL that returns no rows, or none that matter.
class TextStatement : public Executable {
 public:
  explicit TextStatement(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// A fragment of SQL: a condition where it stands, something else by as<T>(), or a whole statement.
class Text : public Expr<bool> {
 public:
  using Expr<bool>::Expr;

  /// Gives the place `:name` its value. UsageError when the text has no such place. A statement
  /// with a place that has no value does not compile to SQL: UsageError.
  template <class X>
  [[nodiscard]] Text bind(detail::GivenText name, const X& value) const {
    if constexpr (detail::Expression<X>) {
      return Text(sql::bind_text(node(), name, detail::node_of(value)));
    } else {
      return Text(sql::bind_text(node(), name, literal(value).node()));
    }
  }

  /// The same, of a value as `column` keeps it: `.bind("least", 9.99_dec, Book::c.price)`. A
  /// decimal needs that where the database keeps decimals as scaled integers (UsageError
  /// otherwise).
  template <class X, class E, class T>
  [[nodiscard]] Text bind(detail::GivenText name, const X& value,
                          const Column<E, T>& column) const {
    static_assert(detail::may_assign<T, X>(),
                  "a value of another type than the column's; the two types stand in `T` and `X`");
    return Text(sql::bind_text(
        node(), name,
        detail::assigned_node<detail::value_t<T>>(*column.entity, column.index, value), true));
  }

  /// The fragment as an expression of another type.
  template <class T>
  Expr<T> as() const {
    return Expr<T>(sql::retype_text(node(), detail::raw_type_of<detail::value_t<T>>()));
  }
  /// The fragment as an expression of the type of `column`, in the form in which that is kept.
  template <class E, class T>
  Expr<T> as(const Column<E, T>& column) const {
    return Expr<T>(sql::retype_text(node(), column.entity->column(column.index).type));
  }

  /// The text is a whole statement.
  operator TextStatement() const { return statement(); }  // NOLINT: so that it can be executed
  /// The text as a whole statement that returns no rows.
  TextStatement statement() const { return TextStatement(sql::make_text_statement(node(), {})); }
  /// The text is a query; its columns, in order, are read as `Ts`. A decimal is read from a text;
  /// from a number only as a column, below (DataError).
  template <class... Ts>
  requires(sizeof...(Ts) > 0) Query<Ts...> columns()
  const {
    return Query<Ts...>(sql::make_text_statement(node(), {detail::raw_field_type<Ts>()...}));
  }
  /// The same; they are read as these columns are: `.columns(Book::c.id, Book::c.price)`.
  template <class... Es, class... Ts>
  Query<Ts...> columns(const Column<Es, Ts>&... columns) const {
    return Query<Ts...>(
        sql::make_text_statement(node(), {columns.entity->column(columns.index).type...}));
  }
};

inline Text text(detail::GivenText sql) {
  return Text(sql::make_text(sql, detail::type_of<bool>()));
}
template <class T>
Expr<T> text(detail::GivenText sql) {
  return text(sql).as<T>();
}

}  // namespace orp
