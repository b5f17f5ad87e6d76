// SPDX-License-Identifier: MIT
// SQL of the program's own, with named values:
//
//     orp::select<User>().where(orp::text("age > :a").bind("a", 3))
//     orp::text("SELECT id, name FROM users").columns<std::int64_t, std::string>()
//
// The text is sent as it stands, so it is a literal: values go in by bind(). `\:` stands for a
// colon
// (`::` needs no escape).
#pragma once
#include <string_view>
#include <type_traits>
#include <vector>

#include "orpiment/sql/derived.hpp"
#include "orpiment/sql/detail/assigned.hpp"
#include "orpiment/sql/detail/literal_text.hpp"
#include "orpiment/sql/detail/members.hpp"
#include "orpiment/sql/executable.hpp"

namespace orp {

/// A statement of the program's own SQL that returns no rows, or none that matter.
class TextStatement : public Executable {
 public:
  explicit TextStatement(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// A column that a text of the program's own makes, by its name there:
///
///     auto total = orp::column<std::int64_t>("total");
///     auto per_user = orp::text("SELECT user_id, count(*) AS total FROM orders GROUP BY user_id")
///                         .columns(Order::c.user_id, total).subquery();
///     orp::select(User::c.name, per_user[total]).join(per_user, ...)
template <class T>
class NamedColumn : public Expr<T> {
 public:
  using Expr<T>::Expr;
};

/// A column by its name. UsageError for what is none.
template <class T>
NamedColumn<T> column(detail::GivenText name) {
  static_assert(!std::is_same_v<detail::value_t<T>, Decimal>,
                "of a decimal name a column that keeps it alike: column(name, Order::c.total)");
  return NamedColumn<T>(sql::make_named_column(name, detail::raw_type_of<detail::value_t<T>>()));
}
/// The same, of the type of `like`, in the form in which that is kept.
template <class E, class T>
NamedColumn<T> column(detail::GivenText name, const Column<E, T>& like) {
  return NamedColumn<T>(sql::make_named_column(name, like.entity->column(like.index).type));
}

namespace detail {

template <class X>
inline constexpr bool is_text_column = false;
template <class T>
inline constexpr bool is_text_column<NamedColumn<T>> = true;
template <class E, class T>
inline constexpr bool is_text_column<Column<E, T>> = true;
/// What the columns of a text may be read as.
template <class X>
concept TextColumn = is_text_column<X>;

}  // namespace detail

/// A text that is a query whose columns have names.
template <class... Ts>
class TextQuery : public Query<Ts...> {
 public:
  using Query<Ts...>::Query;

  /// Its rows, for another query's FROM; as QueryMembers::subquery().
  [[nodiscard]] Derived<Ts...> subquery(detail::GivenText name = "") const {
    return Derived<Ts...>(sql::make_derived(this->node_, name));
  }
  /// The same, before the statement: WITH name AS (...); as QueryMembers::cte().
  [[nodiscard]] Derived<Ts...> cte(detail::GivenText name = "",
                                   Materialized materialized = Materialized::by_default) const {
    return Derived<Ts...>(sql::make_cte(this->node_, name, materialized));
  }
};

/// What a fragment of SQL has that is an expression of type `T`. bind() gives a `Self`.
template <class Self, class T>
class TextMembers : public Expr<T> {
 public:
  using Expr<T>::Expr;

  /// Gives the place `:name` its value, an expression or a C++ value. UsageError when the text has
  /// no such place. A statement with a place that has no value does not compile to SQL: UsageError.
  template <class X>
  [[nodiscard]] Self bind(detail::GivenText name, const X& value) const {
    if constexpr (detail::Expression<X>) {
      return Self(sql::bind_text(this->node(), name, detail::node_of(value)));
    } else {
      return Self(sql::bind_text(this->node(), name, literal(value).node()));
    }
  }

  /// The same, of a value as `column` keeps it: `.bind("least", 9.99_dec, Book::c.price)`. A
  /// decimal needs that where the database keeps decimals as scaled integers (UsageError
  /// otherwise), and so do times, timestamps and uuids beside a column that is "stored_as"
  /// something of its own, which nothing tells.
  template <class X, class E, class U>
  [[nodiscard]] Self bind(detail::GivenText name, const X& value,
                          const Column<E, U>& column) const {
    static_assert(detail::may_assign<U, X>(),
                  "a value of another type than the column's; the two types stand in `U` and `X`");
    return Self(sql::bind_text(
        this->node(), name,
        detail::assigned_node<detail::value_t<U>>(*column.entity, column.index, value), true));
  }
};

/// A fragment of SQL that is an expression of type `T`: what text<T>() and as<T>() give.
template <class T>
class TextValue : public TextMembers<TextValue<T>, T> {
 public:
  using TextMembers<TextValue<T>, T>::TextMembers;
};

/// A fragment of SQL: a condition where it stands, something else by as<T>(), or a whole statement.
class Text : public TextMembers<Text, bool> {
 public:
  using TextMembers<Text, bool>::TextMembers;

  /// The fragment as an expression of another type.
  template <class T>
  TextValue<T> as() const {
    return TextValue<T>(sql::retype_text(node(), detail::raw_type_of<detail::value_t<T>>()));
  }
  /// The fragment as an expression of the type of `column`, in the form in which that is kept.
  template <class E, class T>
  TextValue<T> as(const Column<E, T>& column) const {
    return TextValue<T>(sql::retype_text(node(), column.entity->column(column.index).type));
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
  /// The same; they are read as these columns are: `.columns(Book::c.id, Book::c.price)`. Its rows
  /// may stand in another query's FROM, where columns are found by their names: those of the text
  /// are called as these are.
  template <detail::TextColumn... Columns>
  requires(sizeof...(Columns) >
           0) TextQuery<typename Columns::value_type...> columns(const Columns&... columns)
  const {
    sql::NodeRef rows = sql::make_text_statement(node(), {});
    (sql::add_text_column(rows, detail::node_of(columns),
                          detail::result_field<typename Columns::value_type>()),
     ...);
    return TextQuery<typename Columns::value_type...>(std::move(rows));
  }

  /// What Select::from_statement() reads objects of `entity` from.
  friend sql::NodeRef statement_rows(const Text& text, const EntityInfo& entity) {
    sql::NodeRef rows = sql::make_text_statement(text.node(), {});
    sql::add_text_entity(rows, entity);
    return sql::make_derived(rows, "from_statement");
  }
};

/// SQL of the program's own. UsageError for what is no one statement or part of one.
inline Text text(detail::LiteralText sql) {
  return Text(sql::make_text(sql, detail::type_of<bool>()));
}
/// The same, as an expression of type `T`.
template <class T>
TextValue<T> text(detail::LiteralText sql) {
  return text(sql).as<T>();
}

/// SQL that is put together at run time. Whoever decides any part of `sql` decides what the
/// database does: none of it may come from outside of the program. Otherwise as text().
inline Text unsafe_text(detail::GivenText sql) {
  return Text(sql::make_text(sql, detail::type_of<bool>()));
}
/// The same, as an expression of type `T`.
template <class T>
TextValue<T> unsafe_text(detail::GivenText sql) {
  return unsafe_text(sql).as<T>();
}

}  // namespace orp
