// SPDX-License-Identifier: MIT
// What `user.set(User::c.visits, User::c.visits + 1)` does.
#pragma once
#include "orpiment/entity/entity.hpp"
#include "orpiment/sql/expr.hpp"

namespace orp::detail {

/// Keeps it until the next flush. Throws UsageError for an object that is in no session, for a key,
/// and for a new object's expression that names columns: it has no row yet.
void keep_expression(Entity& entity, unsigned column, const sql::NodeRef& expression);

template <class T, class X>
constexpr bool is_settable() {
  if constexpr (Expression<X>) {
    constexpr bool may_be_null = is_optional<typename X::value_type>;
    return literal_fits<value_t<T>, operand_value_t<X>>() && (is_optional<T> || !may_be_null);
  } else {
    return false;
  }
}

template <class E, class AnyColumn, class X>
void set_expression(E& entity, const AnyColumn& column, const X& expression) {
  constexpr bool fits = is_settable<typename AnyColumn::value_type, X>();
  static_assert(
      fits,
      "set() takes an SQL expression of the column's type, which is never NULL unless the "
      "column may be; a value has its own setter");
  if constexpr (fits) keep_expression(entity, column.index, node_of(expression));
}

}  // namespace orp::detail
