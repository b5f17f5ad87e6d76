// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/printable.hpp"
#include "orpiment/base/time.hpp"

namespace orp {

/// A span of time as SQL has it: months, days and microseconds, kept apart because months and days
/// differ in length. Each part may be negative. Equal when all parts are (30 days are not a month,
/// 24 hours are not a day), and for the same reason not ordered.
class Interval {
 public:
  /// Characters of the longest text form.
  static constexpr std::size_t max_text_size = 64;

  constexpr Interval() = default;
  /// Its three parts.
  constexpr Interval(std::int32_t months, std::int32_t days, std::int64_t microseconds) noexcept
      : months_(months), days_(days), microseconds_(microseconds) {}

  /// That many months alone.
  static constexpr Interval of_months(std::int32_t months) noexcept { return {months, 0, 0}; }
  /// That many days alone.
  static constexpr Interval of_days(std::int32_t days) noexcept { return {0, days, 0}; }
  /// Throw DataError beyond the 292,277 years that 64 bits of microseconds hold.
  static constexpr Interval of_hours(std::int64_t hours) {
    return of(hours, microseconds_per_hour);
  }
  /// @copydoc of_hours
  static constexpr Interval of_minutes(std::int64_t minutes) {
    return of(minutes, microseconds_per_minute);
  }
  /// @copydoc of_hours
  static constexpr Interval of_seconds(std::int64_t seconds) {
    return of(seconds, microseconds_per_second);
  }
  /// That many microseconds alone.
  static constexpr Interval of_microseconds(std::int64_t microseconds) noexcept {
    return {0, 0, microseconds};
  }

  /// The part in months.
  constexpr std::int32_t months() const noexcept { return months_; }
  /// The part in days.
  constexpr std::int32_t days() const noexcept { return days_; }
  /// The part in microseconds.
  constexpr std::int64_t microseconds() const noexcept { return microseconds_; }

  /// Reads ISO 8601, "P1Y2M3W4DT5H6M7.5S": any part may be left out or carry a sign of its own, a
  /// sign in front turns all of them. Only seconds may have a fraction, of six digits at most.
  /// Throws DataError.
  static Interval parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Interval> from_string(std::string_view text) noexcept;
  /// ISO 8601 without weeks, "P1Y2M-3DT-4H"; none at all is "PT0S".
  std::string to_string() const;
  /// Writes at most max_text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  /// Part by part. Throw DataError when a part overflows.
  Interval operator-() const;
  friend Interval operator+(const Interval& a, const Interval& b);
  friend Interval operator-(const Interval& a, const Interval& b);

  /// Equal for equal values.
  constexpr std::uint64_t hash() const noexcept {
    const std::uint64_t calendar_part =
        static_cast<std::uint64_t>(months_) << 32 | static_cast<std::uint32_t>(days_);
    return detail::hash_combine(calendar_part, static_cast<std::uint64_t>(microseconds_));
  }

  friend constexpr bool operator==(const Interval&, const Interval&) = default;

 private:
  static constexpr Interval of(std::int64_t count, std::int64_t unit);

  std::int32_t months_ = 0;
  std::int32_t days_ = 0;
  std::int64_t microseconds_ = 0;
};

namespace detail {
[[noreturn]] void throw_interval_overflow();
}

constexpr Interval Interval::of(std::int64_t count, std::int64_t unit) {
  std::int64_t microseconds = 0;
  if (__builtin_mul_overflow(count, unit, &microseconds)) detail::throw_interval_overflow();
  return of_microseconds(microseconds);
}

}  // namespace orp
