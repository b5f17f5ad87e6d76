// SPDX-License-Identifier: MIT
// What select() and join() take: which elements of a row each argument is, and the nodes of them.
#pragma once
#include <optional>
#include <type_traits>
#include <utility>

#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/compound.hpp"
#include "orpiment/sql/detail/clause_terms.hpp"
#include "orpiment/sql/detail/make_statement.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/relation.hpp"

namespace orp {

template <class... Ts>
class Select;
class Text;

namespace detail {

/// What an argument of select() gives a row.
template <class X>
struct SelectItem {
  static constexpr bool is_valid = false;
  using type = int;
};
template <Expression X>
struct SelectItem<X> {
  static constexpr bool is_valid = true;
  using type = typename X::value_type;
};
template <class E>
struct SelectItem<Aliased<E>> {
  static constexpr bool is_valid = true;
  using type = E;
};
template <class E>
struct SelectItem<OptionalAlias<E>> {
  static constexpr bool is_valid = true;
  using type = E*;
};

template <class... Ts>
struct SelectItem<Derived<Ts...>> {
  static_assert(!(RowElement<Ts>::is_entity || ...),
                "objects of a subquery or CTE are selected by aliased<E>() of it");
  static constexpr bool is_valid = true;
  using type = Elements<Ts...>;
};

template <class... Ts>
Derived<Ts...> rows_of(const Derived<Ts...>&);
/// Rows of a function, and the like.
template <class X>
requires requires(const X& rows) { detail::rows_of(rows); }
struct SelectItem<X> : SelectItem<decltype(detail::rows_of(std::declval<const X&>()))> {};
template <class... Ts>
struct SelectItem<OptionalDerived<Ts...>> : SelectItem<Derived<optional_t<Ts>...>> {};

/// The elements of a row, where an item of the select may bring several.
template <class... Items>
struct RowOf;
template <class... Ts>
struct RowOf<Elements<Ts...>> {
  using select_type = Select<Ts...>;
};
template <class... Ts, class... Us, class... Items>
struct RowOf<Elements<Ts...>, Elements<Us...>, Items...> : RowOf<Elements<Ts..., Us...>, Items...> {
};
template <class... Ts, class T, class... Items>
struct RowOf<Elements<Ts...>, T, Items...> : RowOf<Elements<Ts..., T>, Items...> {};

template <class E, class T>
void add_item(sql::NodeRef& select, const Column<E, T>& column) {
  sql::add_column(select, *column.entity, column.index, result_field<T>());
}
template <class T>
void add_item(sql::NodeRef& select, const Expr<T>& expression) {
  sql::add_value(select, expression.node(), result_field<T>());
}
template <class E>
void add_item(sql::NodeRef& select, const Aliased<E>& alias) {
  sql::add_entity(select, E::info, alias.node(), false);
}
template <class... Ts>
void add_columns(sql::NodeRef& select, const sql::NodeRef& derived, Elements<Ts...>) {
  constexpr sql::ResultField fields[] = {result_field<Ts>()...};
  sql::add_columns_of(select, derived, {fields, sizeof...(Ts)});
}
template <class... Ts>
void add_item(sql::NodeRef& select, const Derived<Ts...>& derived) {
  if constexpr (!(RowElement<Ts>::is_entity || ...))  // said by SelectItem
    add_columns(select, derived.node(), Elements<Ts...>());
}
template <class... Ts>
void add_item(sql::NodeRef& select, const OptionalDerived<Ts...>& derived) {
  add_columns(select, derived.node(), Elements<optional_t<Ts>...>());
}
template <class E>
void add_item(sql::NodeRef& select, const OptionalAlias<E>& item) {
  sql::add_entity(select, E::info, item.alias, true);
}

/// `select`, whose rows are of `Before`, with more in each row.
template <class Before, class... Entities, class... Items>
auto add_elements(sql::NodeRef select, const Items&... items) {
  static_assert((SelectItem<Items>::is_valid && ...),
                "select() takes columns, expressions, aliases, subqueries and CTEs; raw SQL needs "
                "orp::text(), and a window function its over()");
  static_assert(
      !(std::is_same_v<Items, Text> || ...),
      "a text() that is selected says its type: text<T>(\"...\"), or text(\"...\").as(column)");
  using Result = typename RowOf<Before, Elements<Entities...>,
                                typename SelectItem<Items>::type...>::select_type;
  if constexpr ((SelectItem<Items>::is_valid && ...)) {
    (sql::add_entity(select, std::remove_pointer_t<Entities>::info, std::is_pointer_v<Entities>),
     ...);
    (add_item(select, items), ...);
  }
  return Result(std::move(select));
}

template <class E>
const EntityInfo& entity_of(const Aliased<E>&) {
  return E::info;
}

template <Relationship Relation>
void join_to(sql::NodeRef& select, sql::JoinKind kind, const Relation& relation) {
  sql::add_join_along(select, kind, *relation.entity, alias_of(relation), relation.index, {});
}
template <Relationship Relation>
void join_to(sql::NodeRef& select, sql::JoinKind kind, const Relation& relation,
             const Aliased<typename Relation::target_type>& target) {
  sql::add_join_along(select, kind, *relation.entity, alias_of(relation), relation.index,
                      target.node());
}
template <class E, class Target>
void join_to(sql::NodeRef& select, sql::JoinKind kind, const RelationStep<E, Target>& step) {
  sql::add_join_along(select, kind, *step.entity, step.alias, step.index, step.target,
                      step.criterion);
}
template <class E, class On>
void join_to(sql::NodeRef& select, sql::JoinKind kind, const Aliased<E>& alias, const On& on) {
  sql::add_join(select, kind, E::info, alias.node(), condition_node(on));
}
template <class... Ts, class On>
void join_to(sql::NodeRef& select, sql::JoinKind kind, const Derived<Ts...>& derived,
             const On& on) {
  sql::add_join(select, kind, derived.node(), condition_node(on));
}

}  // namespace detail

}  // namespace orp
