// SPDX-License-Identifier: MIT
// Several groupings of the same rows in one query:
//
//     orp::select(Order::c.status.or_null(), Order::c.user_id.or_null(), orp::func::count())
//         .group_by(orp::func::rollup(Order::c.status, Order::c.user_id))
//
// What a row is not grouped by is NULL in it: or_null() of the expression, which grouping() tells
// from a NULL of the table. UsageError (ORP-1235) when the statement is made for a database that
// has none of it.
#pragma once
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/detail/clause_terms.hpp"

namespace orp {

namespace sql {

/// How a list in GROUP BY is read; or GROUPING(...), which is a value.
enum class GroupingKind : std::uint8_t { set, sets, rollup, cube, call };

NodeRef make_grouping(GroupingKind kind, std::vector<NodeRef> terms);

}  // namespace sql

/// What stands in group_by() for several groupings, or for one of these.
class GroupingSets {
 public:
  explicit GroupingSets(sql::NodeRef node) : node_(std::move(node)) {}
  const sql::NodeRef& node() const { return node_; }

 private:
  sql::NodeRef node_;
};

namespace detail {

/// A term of group_by().
template <class X>
decltype(auto) group_node(const X& term) {
  if constexpr (std::is_same_v<X, GroupingSets>)
    return term.node();
  else
    return expression_node(term);
}

template <class... Terms>
GroupingSets grouping_of(sql::GroupingKind kind, const Terms&... terms) {
  return GroupingSets(sql::make_grouping(kind, {group_node(terms)...}));
}

}  // namespace detail

/// One grouping, by all of these expressions; without any, all rows are one group.
template <class... Expressions>
GroupingSets grouping_set(const Expressions&... expressions) {
  return detail::grouping_of(sql::GroupingKind::set, expressions...);
}

namespace func {

/// Groups by all of the terms, by all but the last one, and so on up to one group of all rows.
template <class... Terms>
requires(sizeof...(Terms) > 0) GroupingSets rollup(const Terms&... terms) {
  return detail::grouping_of(sql::GroupingKind::rollup, terms...);
}
/// Groups by each choice among the terms, all of them and none included.
template <class... Terms>
requires(sizeof...(Terms) > 0) GroupingSets cube(const Terms&... terms) {
  return detail::grouping_of(sql::GroupingKind::cube, terms...);
}
/// Groups by each of these, one after the other: expressions, and what grouping_set() makes.
template <class... Terms>
requires(sizeof...(Terms) > 0) GroupingSets grouping_sets(const Terms&... terms) {
  return detail::grouping_of(sql::GroupingKind::sets, terms...);
}
/// Which of the expressions a row is not grouped by: a bit each, 1 where it is not, that of the
/// last one the lowest.
template <class... Expressions>
requires(sizeof...(Expressions) >
         0) Expr<std::int32_t> grouping(const Expressions&... expressions) {
  return Expr<std::int32_t>(
      sql::make_grouping(sql::GroupingKind::call, {detail::expression_node(expressions)...}));
}

}  // namespace func
}  // namespace orp
