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

namespace detail {
[[noreturn]] void throw_time_out_of_range();
}

/// Units of all times here.
inline constexpr std::int64_t microseconds_per_second = 1'000'000;
/// @copydoc microseconds_per_second
inline constexpr std::int64_t microseconds_per_minute = 60 * microseconds_per_second;
/// @copydoc microseconds_per_second
inline constexpr std::int64_t microseconds_per_hour = 60 * microseconds_per_minute;
/// @copydoc microseconds_per_second
inline constexpr std::int64_t microseconds_per_day = 24 * microseconds_per_hour;

/// A time of day to the microsecond, from 00:00:00 to 23:59:59.999999. A default one is midnight.
class Time {
 public:
  /// Characters of the text form.
  static constexpr std::size_t text_size = 15;

  constexpr Time() = default;
  /// Throws DataError when a part is out of range.
  constexpr Time(int hour, int minute, int second = 0, int microsecond = 0) {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
        microsecond < 0 || microsecond > 999'999) {
      detail::throw_time_out_of_range();
    }
    microseconds_ = hour * microseconds_per_hour + minute * microseconds_per_minute +
                    second * microseconds_per_second + microsecond;
  }

  /// Microseconds since midnight. Throws DataError outside 0..86399999999.
  static constexpr Time from_microseconds(std::int64_t microseconds) {
    if (microseconds < 0 || microseconds >= microseconds_per_day) detail::throw_time_out_of_range();
    Time time;
    time.microseconds_ = microseconds;
    return time;
  }
  /// Microseconds since midnight.
  constexpr std::int64_t microseconds() const noexcept { return microseconds_; }

  /// Reads "19:54", "19:54:00" and up to six digits after a point. Throws DataError.
  static Time parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Time> from_string(std::string_view text) noexcept;
  /// Always with six digits, "19:54:00.000000": the order of texts is the order of times.
  std::string to_string() const;
  /// Writes text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  /// 0 to 23.
  constexpr int hour() const noexcept {
    return static_cast<int>(microseconds_ / microseconds_per_hour);
  }
  /// 0 to 59.
  constexpr int minute() const noexcept {
    return static_cast<int>(microseconds_ / microseconds_per_minute % 60);
  }
  /// 0 to 59.
  constexpr int second() const noexcept {
    return static_cast<int>(microseconds_ / microseconds_per_second % 60);
  }
  /// 0 to 999999.
  constexpr int microsecond() const noexcept {
    return static_cast<int>(microseconds_ % microseconds_per_second);
  }

  /// Equal for equal values.
  constexpr std::uint64_t hash() const noexcept {
    return detail::hash_integer(static_cast<std::uint64_t>(microseconds_));
  }

  friend constexpr bool operator==(const Time&, const Time&) = default;
  friend constexpr std::strong_ordering operator<=>(const Time&, const Time&) = default;

 private:
  std::int64_t microseconds_ = 0;
};

}  // namespace orp
