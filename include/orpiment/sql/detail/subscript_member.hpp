// SPDX-License-Identifier: MIT
// operator[] of Column and Expr.
#pragma once
#include <cstdint>
#include <optional>

#include "orpiment/sql/json_value.hpp"

namespace orp {

namespace sql {

/// A negative number counts from the end.
NodeRef make_array_element(NodeRef array, std::int64_t number);

}  // namespace sql

namespace detail {

/// The C++ type of the elements of an array, which `T` may hold.
template <class T>
using array_element_t = value_t<typename value_t<T>::value_type>;
/// The same as it stands there: a std::optional where one may be NULL.
template <class T>
using array_item_t = typename value_t<T>::value_type;

template <class X, class Key>
auto json_place(const X& json, const Key& key) {
  constexpr bool is_name =
      is_text_literal<Key> || (Expression<Key> && is_text<operand_value_t<Key>>);
  constexpr bool is_number = is_integer<operand_value_t<Key>>;
  constexpr bool has_keys = is_json<X> && (is_name || is_number);
  static_assert(has_keys,
                "[] is asked of json, by the name of a member or the number of an element, or of "
                "an array");
  if constexpr (!has_keys)
    return JsonValue(node_of(json));  // said above
  else if constexpr (Expression<Key> && is_name)
    return JsonValue(sql::make_json_member(node_of(json), node_of(key)));
  else if constexpr (Expression<Key>)
    return JsonValue(sql::make_json_element(node_of(json), node_of(key)));
  else if constexpr (is_integer<Key>)
    return JsonValue(sql::make_json_element(node_of(json), literal_cast<std::int64_t>(key)));
  else
    return JsonValue(sql::make_json_member(node_of(json), GivenText(key)));
}

template <class Self, class T>
template <class Key>
auto ExpressionMembers<Self, T>::operator[](const Key& key) const {
  if constexpr (is_array<value_t<T>> && is_integer<Key>)
    return Expr<std::optional<array_element_t<T>>>(
        sql::make_array_element(node_of(*this), literal_cast<std::int64_t>(key)));
  else
    return json_place(static_cast<const Self&>(*this), key);
}

}  // namespace detail
}  // namespace orp
