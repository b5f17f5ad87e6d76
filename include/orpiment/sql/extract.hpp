// SPDX-License-Identifier: MIT
// Parts of dates and times:
//
//     orp::select(orp::extract(orp::Field::year, Order::c.due), orp::func::count(Order::c.id))
//         .group_by(orp::extract(orp::Field::year, Order::c.due))
#pragma once
#include <cstdint>
#include <optional>
#include <type_traits>

#include "orpiment/sql/detail/cast_rules.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/expr.hpp"

namespace orp {

/// A part of a date, a time or a timestamp.
enum class Field : std::uint8_t {
  year,
  quarter,  ///< 1 to 4
  month,    ///< 1 to 12
  day,      ///< of the month, from 1
  hour,
  minute,
  second,       ///< without its fraction
  microsecond,  ///< the fraction: 0 to 999999
  day_of_week,  ///< 0 is Sunday, 6 Saturday
  day_of_year,  ///< from 1
  iso_year,     ///< the year that the ISO week belongs to
  iso_week,     ///< of ISO 8601: 1 to 53
};

namespace detail {

template <class X>
sql::NodeRef part_node(backend::Operation part, const X& moment) {
  constexpr bool has_parts = is_one_of<operand_value_t<X>, Date, Time, Timestamp, TimestampTz>;
  static_assert(has_parts, "parts are extracted of a Date, Time, Timestamp or TimestampTz");
  if constexpr (has_parts)
    return sql::make_extract(part, node_of(moment));
  else
    return node_of(moment);  // said above
}

}  // namespace detail

/// A part of a date, a time or a timestamp, the same on every database; of a TimestampTz in UTC.
/// UsageError (ORP-1243) when it has no such part: a Date no hour, a Time no year.
template <detail::Expression X>
auto extract(Field field, const X& moment) {
  const auto first = static_cast<unsigned>(backend::Operation::extract_year);
  const auto part = static_cast<backend::Operation>(first + static_cast<unsigned>(field));
  return Expr<detail::nullable_like_t<std::int32_t, typename X::value_type>>(
      detail::part_node(part, moment));
}

/// Whole seconds from the beginning of 1970 on, in UTC.
template <detail::Expression X>
auto extract_epoch(const X& moment) {
  return Expr<detail::nullable_like_t<std::int64_t, typename X::value_type>>(
      detail::part_node(backend::Operation::extract_epoch, moment));
}

}  // namespace orp
