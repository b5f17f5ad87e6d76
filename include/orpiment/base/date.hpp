// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/printable.hpp"

namespace orp {

/// Year, month (1..12) and day (1..31) of the proleptic Gregorian calendar.
struct CalendarDate {
  /// 1 to 9999 in a Date.
  int year = 1970;
  /// 1 to 12.
  int month = 1;
  /// 1 to 31.
  int day = 1;
  friend constexpr bool operator==(const CalendarDate&, const CalendarDate&) = default;
};

namespace detail {
[[noreturn]] void throw_not_a_calendar_date(CalendarDate date);
[[noreturn]] void throw_date_out_of_range();
constexpr std::int32_t days_from_calendar(CalendarDate date) noexcept;
constexpr CalendarDate calendar_from_days(std::int32_t days) noexcept;
}  // namespace detail

/// A day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31. A default one is
/// 1970-01-01.
class Date {
 public:
  static constexpr std::int32_t min_days = -719'162;   ///< 0001-01-01
  static constexpr std::int32_t max_days = 2'932'896;  ///< 9999-12-31
  /// Characters of the text form.
  static constexpr std::size_t text_size = 10;

  constexpr Date() = default;
  /// Throws DataError when there is no such day.
  constexpr Date(int year, int month, int day);
  /// There is such a day, within the range of Date.
  static constexpr bool exists(int year, int month, int day) noexcept;

  /// Days since 1970-01-01. Throws DataError outside min_days..max_days.
  static constexpr Date from_days(std::int32_t days) {
    if (days < min_days || days > max_days) detail::throw_date_out_of_range();
    return Date(days);
  }
  /// Days since 1970-01-01.
  constexpr std::int32_t days() const noexcept { return days_; }

  /// The current day in UTC.
  static Date today();

  /// Reads "2026-11-20". Throws DataError.
  static Date parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Date> from_string(std::string_view text) noexcept;
  /// "2026-11-20".
  std::string to_string() const;
  /// Writes text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  /// Its year, month and day.
  constexpr CalendarDate calendar() const noexcept { return detail::calendar_from_days(days_); }
  /// 1 to 9999.
  constexpr int year() const noexcept { return calendar().year; }
  /// 1 to 12.
  constexpr int month() const noexcept { return calendar().month; }
  /// 1 to 31.
  constexpr int day() const noexcept { return calendar().day; }
  /// 1 is Monday, 7 is Sunday.
  constexpr int weekday() const noexcept { return (days_ - min_days) % 7 + 1; }

  /// Throw DataError when the result is out of range. A month without that day gives its last one.
  constexpr Date plus_days(std::int64_t days) const;
  /// @copydoc plus_days
  constexpr Date plus_months(std::int64_t months) const;
  /// Days from b to a.
  friend constexpr std::int32_t operator-(Date a, Date b) noexcept { return a.days_ - b.days_; }

  /// Equal for equal values.
  constexpr std::uint64_t hash() const noexcept {
    return detail::hash_integer(static_cast<std::uint64_t>(days_));
  }

  friend constexpr bool operator==(const Date&, const Date&) = default;
  friend constexpr std::strong_ordering operator<=>(const Date&, const Date&) = default;

 private:
  explicit constexpr Date(std::int32_t days) noexcept : days_(days) {}
  std::int32_t days_ = 0;
};

namespace detail {

constexpr bool is_leap_year(int year) noexcept {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_in_month(int year, int month) noexcept {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

// Years begin in March here, so that a leap day ends its year, and are counted from March of the
// year 0: then every quantity is positive in the range of Date.

constexpr std::int32_t days_from_calendar(CalendarDate date) noexcept {
  const int year = date.month <= 2 ? date.year - 1 : date.year;
  const int month = date.month <= 2 ? date.month + 9 : date.month - 3;
  const int century = year / 100;
  const int days_before_year = year * 365 + year / 4 - century + century / 4;
  const int days_before_month = (153 * month + 2) / 5;
  return days_before_year + days_before_month + date.day - 1 - 719'468;
}

constexpr CalendarDate calendar_from_days(std::int32_t days) noexcept {
  // Euclidean divisions by 146097 days in 4 centuries and 1461 days in 4 years.
  const std::uint32_t quarters = 4 * static_cast<std::uint32_t>(days + 719'468) + 3;
  const std::uint32_t century = quarters / 146'097;
  const std::uint32_t rest = quarters % 146'097 | 3;
  const std::uint32_t year_of_century = rest / 1461;
  const std::uint32_t day_of_year = rest % 1461 / 4;
  const std::uint32_t month = (5 * day_of_year + 2) / 153;
  const std::uint32_t day = day_of_year - (153 * month + 2) / 5 + 1;
  const std::uint32_t year = 100 * century + year_of_century;
  if (month >= 10) {
    return {static_cast<int>(year + 1), static_cast<int>(month - 9), static_cast<int>(day)};
  }
  return {static_cast<int>(year), static_cast<int>(month + 3), static_cast<int>(day)};
}

}  // namespace detail

constexpr bool Date::exists(int year, int month, int day) noexcept {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= detail::days_in_month(year, month);
}

constexpr Date::Date(int year, int month, int day) {
  if (!exists(year, month, day)) detail::throw_not_a_calendar_date({year, month, day});
  days_ = detail::days_from_calendar({year, month, day});
}

constexpr Date Date::plus_days(std::int64_t days) const {
  if (days < min_days - days_ || days > max_days - days_) detail::throw_date_out_of_range();
  return Date(static_cast<std::int32_t>(days_ + days));
}

constexpr Date Date::plus_months(std::int64_t months) const {
  const CalendarDate from = calendar();
  const int month_number = from.year * 12 + from.month - 1;
  if (months < 12 - month_number || months >= 120'000 - month_number) {
    detail::throw_date_out_of_range();
  }
  const int sum = month_number + static_cast<int>(months);
  const int year = sum / 12;
  const int month = sum % 12 + 1;
  const int last_day = detail::days_in_month(year, month);
  return Date(year, month, from.day < last_day ? from.day : last_day);
}

}  // namespace orp
