// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orpiment/base/date.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/printable.hpp"
#include "orpiment/base/time.hpp"

namespace orp {

namespace detail {
[[noreturn]] void throw_timestamp_out_of_range();
}

/// A date and a time of day to the microsecond, of no particular zone: what a calendar and a clock
/// on the wall show. Years 1 to 9999. A default one is 1970-01-01 00:00:00.
class Timestamp {
 public:
  /// 0001-01-01 00:00:00.
  static constexpr std::int64_t min_microseconds = Date::min_days * microseconds_per_day;
  /// 9999-12-31 23:59:59.999999.
  static constexpr std::int64_t max_microseconds = (Date::max_days + 1) * microseconds_per_day - 1;
  /// Characters of the text form.
  static constexpr std::size_t text_size = 26;

  constexpr Timestamp() = default;
  /// That time of that day.
  constexpr explicit Timestamp(Date date, Time time = Time()) noexcept
      : microseconds_(date.days() * microseconds_per_day + time.microseconds()) {}

  /// Microseconds since 1970-01-01 00:00:00. Throws DataError outside the years 1 to 9999.
  static constexpr Timestamp from_microseconds(std::int64_t microseconds) {
    if (microseconds < min_microseconds || microseconds > max_microseconds) {
      detail::throw_timestamp_out_of_range();
    }
    Timestamp timestamp;
    timestamp.microseconds_ = microseconds;
    return timestamp;
  }
  /// Microseconds since 1970-01-01 00:00:00.
  constexpr std::int64_t microseconds() const noexcept { return microseconds_; }

  /// What the clock shows in UTC, on whatever machine this runs.
  static Timestamp now();

  /// Reads "2026-11-20 19:54:00.123456", also with 'T', fewer digits after the point, no seconds or
  /// no time at all. Throws DataError; also for a text with an offset, which is a TimestampTz.
  static Timestamp parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Timestamp> from_string(std::string_view text) noexcept;
  /// Always with six digits: the order of texts is the order of timestamps.
  std::string to_string() const;
  /// Writes text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  // NOLINTBEGIN(bugprone-exception-escape): every timestamp has a day and a time in range
  /// Its day.
  constexpr Date date() const noexcept { return Date::from_days(day_number()); }
  /// Its time of day.
  constexpr Time time() const noexcept {
    return Time::from_microseconds(microseconds_ - day_number() * microseconds_per_day);
  }
  // NOLINTEND(bugprone-exception-escape)

  /// Months first (a month without that day gives its last one), then days, then microseconds.
  /// Throw DataError when the result is out of range.
  friend Timestamp operator+(const Timestamp& timestamp, const Interval& interval);
  friend Timestamp operator-(const Timestamp& timestamp, const Interval& interval);
  /// From b to a in microseconds alone: days and months are for the caller to make of it.
  friend constexpr Interval operator-(const Timestamp& a, const Timestamp& b) noexcept {
    return Interval::of_microseconds(a.microseconds_ - b.microseconds_);
  }

  /// Equal for equal values.
  constexpr std::uint64_t hash() const noexcept {
    return detail::hash_integer(static_cast<std::uint64_t>(microseconds_));
  }

  friend constexpr bool operator==(const Timestamp&, const Timestamp&) = default;
  friend constexpr std::strong_ordering operator<=>(const Timestamp&, const Timestamp&) = default;

 private:
  constexpr std::int32_t day_number() const noexcept {
    // Counted from the first day, because division rounds towards zero.
    return static_cast<std::int32_t>((microseconds_ - min_microseconds) / microseconds_per_day) +
           Date::min_days;
  }

  std::int64_t microseconds_ = 0;
};

}  // namespace orp
