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

template <class T, class X>
constexpr bool may_assign() {
  if constexpr (Expression<X>)
    return goes_with<value_t<T>, X>();
  else
    return is_meant<T, const X&>();
}

}  // namespace orp::detail
