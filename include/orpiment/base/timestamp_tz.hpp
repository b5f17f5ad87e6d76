// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orpiment/base/interval.hpp"
#include "orpiment/base/printable.hpp"
#include "orpiment/base/timestamp.hpp"

namespace orp {

/// A point in time to the microsecond, kept and printed in UTC, whatever zone it came from. Years 1
/// to 9999. A default one is 1970-01-01 00:00:00 UTC.
class TimestampTz {
 public:
  /// Characters of the text form.
  static constexpr std::size_t text_size = 29;

  constexpr TimestampTz() = default;
  /// What calendar and clock show in UTC at that point, and back.
  static constexpr TimestampTz from_utc(Timestamp utc) noexcept { return TimestampTz(utc); }
  /// @copydoc from_utc
  constexpr Timestamp utc() const noexcept { return utc_; }

  /// Microseconds since 1970-01-01 00:00:00 UTC. Throws DataError outside the years 1 to 9999.
  static constexpr TimestampTz from_microseconds(std::int64_t microseconds) {
    return TimestampTz(Timestamp::from_microseconds(microseconds));
  }
  /// Microseconds since 1970-01-01 00:00:00 UTC.
  constexpr std::int64_t microseconds() const noexcept { return utc_.microseconds(); }

  /// The current point in time.
  static TimestampTz now();

  /// Reads a timestamp and its offset: "Z", "+01", "+0530", "+05:30" or "-05:30:15", below 16
  /// hours. Without an offset it is UTC. Throws DataError.
  static TimestampTz parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<TimestampTz> from_string(std::string_view text) noexcept;
  /// "2026-11-20 19:54:00.123456+00": always six digits and always UTC, so the order of texts is
  /// the order of points in time.
  std::string to_string() const;
  /// Writes text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  /// As Timestamp does, on the calendar of UTC.
  friend TimestampTz operator+(const TimestampTz& point, const Interval& interval) {
    return TimestampTz(point.utc_ + interval);
  }
  friend TimestampTz operator-(const TimestampTz& point, const Interval& interval) {
    return TimestampTz(point.utc_ - interval);
  }
  friend constexpr Interval operator-(const TimestampTz& a, const TimestampTz& b) noexcept {
    return a.utc_ - b.utc_;
  }

  /// Equal for equal values.
  constexpr std::uint64_t hash() const noexcept { return utc_.hash(); }

  friend constexpr bool operator==(const TimestampTz&, const TimestampTz&) = default;
  friend constexpr std::strong_ordering operator<=>(const TimestampTz&,
                                                    const TimestampTz&) = default;

 private:
  explicit constexpr TimestampTz(Timestamp utc) noexcept : utc_(utc) {}
  Timestamp utc_;
};

}  // namespace orp
