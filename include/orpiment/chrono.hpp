// SPDX-License-Identifier: MIT
//
// Orpiment's date and time types to and from std::chrono. A header of its own, because <chrono>
// costs every file that includes it a tenth of a second.
#pragma once

#include <chrono>
#include <cstdint>

#include "orpiment/base/date_time.hpp"

namespace orp {

namespace detail {

/// Microseconds as 64 bits, rounded towards the past where a finer duration does not fit.
template <class Rep, class Period>
constexpr std::int64_t floor_microseconds(std::chrono::duration<Rep, Period> duration) {
  return std::chrono::floor<std::chrono::microseconds>(duration).count();
}

}  // namespace detail

constexpr std::chrono::sys_days to_chrono(Date date) noexcept {
  return std::chrono::sys_days(std::chrono::days(date.days()));
}

/// Since midnight; std::chrono::hh_mm_ss takes it apart.
constexpr std::chrono::microseconds to_chrono(Time time) noexcept {
  return std::chrono::microseconds(time.microseconds());
}

constexpr std::chrono::local_time<std::chrono::microseconds> to_chrono(
    Timestamp timestamp) noexcept {
  return std::chrono::local_time<std::chrono::microseconds>(
      std::chrono::microseconds(timestamp.microseconds()));
}

constexpr std::chrono::sys_time<std::chrono::microseconds> to_chrono(TimestampTz point) noexcept {
  return std::chrono::sys_time<std::chrono::microseconds>(
      std::chrono::microseconds(point.microseconds()));
}

// All below throw DataError when the value is out of range of its type, and drop what is finer than
// a microsecond.

/// Also takes std::chrono::year_month_day, which converts to sys_days; one that is not ok() gives
/// the day that sys_days gives.
constexpr Date to_date(std::chrono::sys_days day) {
  return Date::from_days(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

/// Since midnight; also hh_mm_ss::to_duration().
template <class Rep, class Period>
constexpr Time to_time(std::chrono::duration<Rep, Period> since_midnight) {
  return Time::from_microseconds(detail::floor_microseconds(since_midnight));
}

template <class Duration>
constexpr Timestamp to_timestamp(std::chrono::local_time<Duration> time) {
  return Timestamp::from_microseconds(detail::floor_microseconds(time.time_since_epoch()));
}

template <class Duration>
constexpr TimestampTz to_timestamp_tz(std::chrono::sys_time<Duration> time) {
  return TimestampTz::from_microseconds(detail::floor_microseconds(time.time_since_epoch()));
}

/// An interval of microseconds alone.
template <class Rep, class Period>
constexpr Interval to_interval(std::chrono::duration<Rep, Period> duration) {
  return Interval::of_microseconds(detail::floor_microseconds(duration));
}

}  // namespace orp
