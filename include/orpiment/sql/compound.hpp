// SPDX-License-Identifier: MIT
// The rows of several queries as those of one:
//
//     auto all = orp::select(User::c.name).union_all(orp::select(Employee::c.name));
//     session.scalars(all.order_by(User::c.name).limit(10));
#pragma once
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "orpiment/sql/derived.hpp"
#include "orpiment/sql/detail/clause_terms.hpp"

namespace orp {

template <class... Ts>
class Compound;

namespace detail {

/// What both of two queries select in one place.
template <class T, class U>
struct CommonElement {
  static constexpr bool is_valid = std::is_same_v<value_t<T>, value_t<U>>;
  using type = std::conditional_t<is_optional<T>, T, U>;
};
template <MappedEntity E>
struct CommonElement<E, E*> {
  static constexpr bool is_valid = true;
  using type = E*;
};
template <MappedEntity E>
struct CommonElement<E*, E> : CommonElement<E, E*> {};

/// The types of a row.
template <class...>
struct Elements {};

template <class... Ts, class... Us>
constexpr bool are_alike(Elements<Ts...>, Elements<Us...>) {
  if constexpr (sizeof...(Ts) == sizeof...(Us))
    return (CommonElement<Ts, Us>::is_valid && ...);
  else
    return false;
}

template <class... Ts, class... Us>
auto compound(sql::SetOperation operation, const Query<Ts...>& first, const Query<Us...>& second) {
  constexpr bool is_valid = are_alike(Elements<Ts...>(), Elements<Us...>());
  static_assert(is_valid,
                "the two queries select different types: set operations want the same ones, in "
                "the same order; orp::cast() changes them");
  if constexpr (is_valid) {
    constexpr sql::ResultField fields[] = {
        {FieldType::of<typename RowElement<typename CommonElement<Ts, Us>::type>::stored_type>(),
         tag_of<typename CommonElement<Ts, Us>::type>()}...};
    return Compound<typename CommonElement<Ts, Us>::type...>(
        sql::make_compound(StatementAccess::node(first), operation, StatementAccess::node(second),
                           {fields, sizeof...(Ts)}));
  } else {
    return Compound<Ts...>(StatementAccess::node(first));  // said above
  }
}

/// The query that a recursive CTE of `Ts...` goes on with.
template <class... Ts, class... Us>
sql::NodeRef next_member(const Query<Us...>& query) {
  constexpr bool goes_on = are_alike(Elements<Ts...>(), Elements<Us...>());
  static_assert(goes_on,
                "the members of a recursive CTE select the same types in the same order; "
                "orp::cast() changes them");
  return StatementAccess::node(query);
}

}  // namespace detail

/// What Select and Compound have in common: they stand where rows are asked for.
template <class... Ts>
class QueryMembers : public Query<Ts...> {
 public:
  using Query<Ts...>::Query;

  /// Its rows and those of `other`, each once.
  template <class... Us>
  [[nodiscard]] auto union_(const Query<Us...>& other) const {
    return detail::compound(sql::SetOperation::union_distinct, *this, other);
  }
  /// Its rows and those of `other`, as often as they come.
  template <class... Us>
  [[nodiscard]] auto union_all(const Query<Us...>& other) const {
    return detail::compound(sql::SetOperation::union_all, *this, other);
  }
  /// Its rows that are among those of `other`, each once.
  template <class... Us>
  [[nodiscard]] auto intersect(const Query<Us...>& other) const {
    return detail::compound(sql::SetOperation::intersect, *this, other);
  }
  /// The same, as often as they come in both. UsageError where the database has no INTERSECT ALL.
  template <class... Us>
  [[nodiscard]] auto intersect_all(const Query<Us...>& other) const {
    return detail::compound(sql::SetOperation::intersect_all, *this, other);
  }
  /// Its rows that are not among those of `other`, each once.
  template <class... Us>
  [[nodiscard]] auto except(const Query<Us...>& other) const {
    return detail::compound(sql::SetOperation::except, *this, other);
  }
  /// The same, less as often as they come in the other. UsageError where the database has no EXCEPT
  /// ALL.
  template <class... Us>
  [[nodiscard]] auto except_all(const Query<Us...>& other) const {
    return detail::compound(sql::SetOperation::except_all, *this, other);
  }

  /// Its rows, for another query's FROM. Without a name the compiler finds one ("anon_1").
  [[nodiscard]] Derived<Ts...> subquery(detail::GivenText name = "") const {
    return Derived<Ts...>(sql::make_derived(this->node_, name));
  }
  /// The same, before the statement: WITH name AS (...). Several places of a statement may name it.
  [[nodiscard]] Derived<Ts...> cte(detail::GivenText name = "",
                                   Materialized materialized = Materialized::by_default) const {
    return Derived<Ts...>(sql::make_cte(this->node_, name, materialized));
  }
  /// A CTE whose rows are these and all that `next` finds from them on, again and again:
  /// `next(rows)` is given the CTE and returns a query of the same types. Several functions each
  /// find what they do of every row. UNION ALL; the query must come to an end by itself.
  template <class... Next>
  requires(sizeof...(Next) > 0)
      [[nodiscard]] Derived<Ts...> recursive_cte(detail::GivenText name,
                                                 const Next&... next) const {
    return recursion(name, false, next...);
  }
  /// The same by UNION: a row that was there already leads no further, so that it ends in a circle,
  /// too.
  template <class... Next>
  requires(sizeof...(Next) > 0)
      [[nodiscard]] Derived<Ts...> recursive_cte_distinct(detail::GivenText name,
                                                          const Next&... next) const {
    return recursion(name, true, next...);
  }

  /// A recursion that knows more of its rows: orp::depth(), orp::cycle(), orp::depth_first() or
  /// orp::breadth_first(), then recursive_cte(). Requires: <orpiment/sql/recursion.hpp>. UsageError
  /// (ORP-1238) of a set of queries.
  template <class... Tracks>
  [[nodiscard]] auto tracking(const Tracks&... tracks) const;

  /// The only value of a query of one column, NULL when it has no row.
  auto scalar_subquery() const {
    static_assert(sizeof...(Ts) == 1 && !Query<Ts...>::template Element<0>::is_entity,
                  "a scalar subquery selects one column");
    using T = std::tuple_element_t<0, std::tuple<Ts...>>;
    return Expr<std::optional<detail::value_t<T>>>(sql::make_subquery(this->node_));
  }
  /// What Select::from_statement() reads objects from.
  friend sql::NodeRef statement_rows(const QueryMembers& query, const EntityInfo&) {
    return sql::make_derived(query.node_, "from_statement");
  }
  /// There is a row.
  Predicate exists() const { return Predicate(sql::make_exists(this->node_)); }

 private:
  template <class... Next>
  Derived<Ts...> recursion(detail::GivenText name, bool is_distinct, const Next&... next) const {
    const sql::NodeRef begun = sql::begin_recursive_cte(this->node_, name);
    const sql::NodeRef members[] = {detail::next_member<Ts...>(next(Derived<Ts...>(begun)))...};
    return Derived<Ts...>(sql::end_recursive_cte(begun, {members, sizeof...(Next)}, is_distinct));
  }
};

/// Several queries as one. A value, like Select.
template <class... Ts>
class Compound : public QueryMembers<Ts...> {
 public:
  explicit Compound(sql::NodeRef node) : QueryMembers<Ts...>(std::move(node)) {}

  /// Adds terms: columns that the first query selects, or its labelled expressions, or their asc()
  /// and desc(). UsageError for anything else.
  template <detail::OrderExpression... Terms>
  [[nodiscard]] Compound order_by(const Terms&... terms) const {
    Compound changed(*this);
    (sql::add_order_by(changed.node_, detail::ordering_of(terms)), ...);
    return changed;
  }
  /// Forgets the order.
  [[nodiscard]] Compound order_by(std::nullopt_t) const {
    Compound changed(*this);
    sql::clear_order_by(changed.node_);
    return changed;
  }
  /// At most `count` rows; replaces what was said before. NULL forgets it.
  [[nodiscard]] Compound limit(Given<std::optional<std::int64_t>> count) const {
    Compound changed(*this);
    sql::set_limit(changed.node_, count.take());
    return changed;
  }
  /// By an expression, as Select::limit() takes it.
  template <detail::Expression X>
  [[nodiscard]] Compound limit(const X& count) const {
    Compound changed(*this);
    sql::set_limit(changed.node_, detail::row_count_node(count));
    return changed;
  }
  /// Leaves out the first `count` rows; replaces what was said before. NULL forgets it.
  [[nodiscard]] Compound offset(Given<std::optional<std::int64_t>> count) const {
    Compound changed(*this);
    sql::set_offset(changed.node_, count.take());
    return changed;
  }
  /// By an expression, as Select::offset() takes it.
  template <detail::Expression X>
  [[nodiscard]] Compound offset(const X& count) const {
    Compound changed(*this);
    sql::set_offset(changed.node_, detail::row_count_node(count));
    return changed;
  }
};

}  // namespace orp
