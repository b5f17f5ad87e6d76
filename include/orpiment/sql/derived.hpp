// SPDX-License-Identifier: MIT
// Rows of a query in another one's FROM: subqueries and CTEs.
//
//     auto recent = orp::select(Book::c.author_id, Book::c.pages)
//                       .where(Book::c.pages > 300).cte("recent");
//     orp::select(Author::c.name, orp::func::sum(recent[Book::c.pages]))
//         .join(recent, recent[Book::c.author_id] == Author::c.id)
//         .group_by(Author::c.id, Author::c.name)
//
// A column is found by the column that it was made of, or by its labelled expression.
#pragma once
#include <optional>
#include <type_traits>
#include <utility>

#include "orpiment/sql/detail/make_statement.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/expr.hpp"

namespace orp {

namespace detail {

template <class X>
struct ColumnOwner {
  using type = void;
};
template <class E, class T>
struct ColumnOwner<Column<E, T>> {
  using type = E;
};

/// An element `T` of a query may be, or have, what the expression `X` became.
template <class X, class T>
inline constexpr bool may_have_column =
    std::is_same_v<value_t<T>, value_t<typename X::value_type>> ||
    (MappedEntity<std::remove_pointer_t<T>> &&
     (std::is_void_v<typename ColumnOwner<X>::type> ||
      std::is_same_v<std::remove_pointer_t<T>, typename ColumnOwner<X>::type>));

template <class T>
constexpr sql::ResultField result_field() {
  return {FieldType::of<T>(), tag_of<T>()};
}

template <class T>
using optional_t = std::conditional_t<is_optional<T>, T, std::optional<T>>;

}  // namespace detail

/// A subquery or CTE, seen from the far side of an outer join: its columns may be NULL.
template <class... Ts>
class OptionalDerived {
 public:
  explicit OptionalDerived(sql::NodeRef node) : node_(std::move(node)) {}

  /// The column that was made of `origin`. Throws as Derived::operator[].
  template <detail::Expression X>
  auto operator[](const X& origin) const {
    using T = detail::optional_t<typename X::value_type>;
    static_assert((detail::may_have_column<X, Ts> || ...),
                  "the subquery or CTE selects no column of this type");
    return Expr<T>(sql::make_derived_column(node_, detail::node_of(origin), true));
  }
  const sql::NodeRef& node() const { return node_; }

 private:
  sql::NodeRef node_;
};

/// The rows of a query of `Ts...`, to be named by another one: what subquery() and cte() give. A
/// value; copies are the same table of the statement.
template <class... Ts>
class Derived {
 public:
  explicit Derived(sql::NodeRef node) : node_(std::move(node)) {}

  /// The column that was made of `origin`: a column that the query selects, itself or in an object,
  /// or a labelled expression. UsageError when there is none, or more than one, or when it may be
  /// NULL in the query and not as `origin` says: or_null().
  template <detail::Expression X>
  Expr<typename X::value_type> operator[](const X& origin) const {
    using T = typename X::value_type;
    static_assert((detail::may_have_column<X, Ts> || ...),
                  "the subquery or CTE selects no column of this type");
    return Expr<T>(
        sql::make_derived_column(node_, detail::node_of(origin), detail::is_optional<T>));
  }
  /// The same rows, whose columns may be NULL: for the far side of an outer join.
  OptionalDerived<Ts...> or_null() const { return OptionalDerived<Ts...>(node_); }
  /// The same query once more in a statement, with a name of its own; of a CTE it is calculated as
  /// one.
  Derived alias(detail::GivenText name = "") const {
    return Derived(sql::make_second(node_, name));
  }

  const sql::NodeRef& node() const { return node_; }

  /// All its rows, as a query: what in_() takes.
  friend Query<Ts...> query_of(const Derived& rows) {
    constexpr sql::ResultField fields[] = {detail::result_field<Ts>()...};
    sql::NodeRef select = sql::make_select();
    sql::add_columns_of(select, rows.node_, {fields, sizeof...(Ts)});
    return Query<Ts...>(std::move(select));
  }

 private:
  sql::NodeRef node_;
};

}  // namespace orp
