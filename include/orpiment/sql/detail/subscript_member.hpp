// SPDX-License-Identifier: MIT
// operator[] of Column and Expr.
#pragma once
#include <cstdint>

#include "orpiment/sql/json_value.hpp"

namespace orp::detail {

template <class Self, class T>
template <class Key>
auto ExpressionMembers<Self, T>::operator[](const Key& key) const {
  constexpr bool has_keys = is_json<Self> && (is_text_literal<Key> || is_integer<Key>);
  static_assert(has_keys,
                "[] is asked of json, by the name of a member or the number of an element");
  if constexpr (!has_keys)
    return JsonValue(node_of(*this));  // said above
  else if constexpr (is_integer<Key>)
    return JsonValue(sql::make_json_element(node_of(*this), literal_cast<std::int64_t>(key)));
  else
    return JsonValue(sql::make_json_member(node_of(*this), GivenText(key)));
}

}  // namespace orp::detail
