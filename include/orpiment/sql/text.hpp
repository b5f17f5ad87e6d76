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

  /// The fragment as an expression of another type.
  template <class T>
  Expr<T> as() const {
    return Expr<T>(sql::retype_text(node(), detail::type_of<detail::value_t<T>>()));
  }

  /// The text is a whole statement.
  operator TextStatement() const { return statement(); }  // NOLINT: so that it can be executed
  /// The text as a whole statement that returns no rows.
  TextStatement statement() const { return TextStatement(sql::make_text_statement(node(), {})); }
  /// The text is a query; its columns, in order, are read as `Ts`.
  template <class... Ts>
  Query<Ts...> columns() const {
    return Query<Ts...>(sql::make_text_statement(node(), {detail::field_type<Ts>()...}));
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
