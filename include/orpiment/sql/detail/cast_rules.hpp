// SPDX-License-Identifier: MIT
// Which casts there are: those that mean the same on every database.
#pragma once
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp::detail {

template <class X, class... Types>
inline constexpr bool is_one_of = (std::is_same_v<X, Types> || ...);

/// What has a text of its own that both databases know to make: no floating point (whose digits?),
/// no bytes, intervals, json or arrays.
template <class V>
inline constexpr bool has_sql_text =
    is_integer<V> || is_decimal<V> || std::is_enum_v<V> ||
    is_one_of<V, std::string, bool, Uuid, Date, Time, Timestamp, TimestampTz>;

/// A value of `From` can be cast to `To`; neither is an optional.
template <class To, class From>
constexpr bool is_castable() {
  if constexpr (is_integer<To>)
    return is_number<From> || is_boolean<From>;
  else if constexpr (is_boolean<To>)
    return is_integer<From> || is_boolean<From>;
  else if constexpr (is_decimal<To> || std::is_same_v<To, double>)
    return is_number<From>;
  else if constexpr (is_text<To>)
    return has_sql_text<From>;
  else if constexpr (is_one_of<To, Date, Time>)
    return is_one_of<From, To, Timestamp, TimestampTz>;
  else if constexpr (is_one_of<To, Timestamp, TimestampTz>)
    return is_one_of<From, Date, Timestamp, TimestampTz>;
  else
    return false;
}

}  // namespace orp::detail
