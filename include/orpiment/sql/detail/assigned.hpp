// SPDX-License-Identifier: MIT
// What a program's value becomes where a column gets it.
#pragma once
#include <optional>

#include "orpiment/meta/given.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp::detail {

/// A C++ value as the parameter of column number `column`, whose values are `V`.
template <class V, class X>
sql::NodeRef assigned_node(const EntityInfo& entity, unsigned column, const X& value) {
  std::optional<V> same = Given<std::optional<V>>(value).take(entity, column);
  return sql::assigned_value(entity.column(column).type, FieldType::of<V>(),
                             same ? &*same : nullptr);
}

/// An expression is assigned where a value of its type is: no column of integers takes a decimal or
/// a double, which the database would round.
template <class T, class X>
constexpr bool may_assign() {
  if constexpr (Expression<X>)
    return literal_fits<value_t<T>, operand_value_t<X>>();
  else
    return is_meant<T, const X&>();
}

}  // namespace orp::detail
