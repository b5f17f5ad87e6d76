// SPDX-License-Identifier: MIT
// Parts of dates and times, and what they are parts of:
//
//     orp::date_trunc(orp::Unit::month, Order::c.due)
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

/// What a point in time is cut to.
enum class Unit : std::uint8_t {
  year,
  quarter,
  month,
  week,  ///< from Monday on
  day,
  hour,
  minute,
  second,
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

constexpr const char* word_of(Unit unit) {
  constexpr const char* words[] = {"year", "quarter", "month",  "week",
                                   "day",  "hour",    "minute", "second"};
  return words[static_cast<unsigned>(unit)];
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

/// The beginning of the year, the month and so on that a date or a timestamp is in; of a
/// TimestampTz as in UTC. UsageError (ORP-1243) of a Date by hours and less.
template <detail::Expression X>
auto date_trunc(Unit unit, const X& moment) {
  using V = detail::operand_value_t<X>;
  constexpr bool fits = detail::is_one_of<V, Date, Timestamp, TimestampTz>;
  static_assert(fits, "date_trunc() takes a Date, Timestamp or TimestampTz");
  if constexpr (fits)
    return Expr<typename X::value_type>(
        sql::make_date_trunc(detail::word_of(unit), detail::node_of(moment)));
  else
    return moment;  // said above
}

}  // namespace orp
