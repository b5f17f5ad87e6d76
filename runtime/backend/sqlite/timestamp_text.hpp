// SPDX-License-Identifier: MIT
// Reads points in time as they are stored here, eight characters at once.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "orpiment/base/timestamp.hpp"

namespace orp::backend::sqlite {

/// Eight characters: '0' stands for any digit, others for themselves.
struct DigitPattern {
  constexpr explicit DigitPattern(const char (&pattern)[9]) {
    for (int i = 7; i >= 0; --i) {
      word = word << 8 | static_cast<unsigned char>(pattern[i]);
      headroom = headroom << 8 | (pattern[i] == '0' ? 6u : 15u);
    }
  }

  std::uint64_t word = 0;      // the first character lowest
  std::uint64_t headroom = 0;  // what takes all but the right differences beyond four bits
};

/// Eight characters read at once.
class DigitPairs {
 public:
  DigitPairs(const char* text, const DigitPattern& pattern) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    if (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    const std::uint64_t digits = word ^ pattern.word;
    beyond_ = digits | (digits + pattern.headroom);
    pairs_ = digits * 10 + (digits >> 8);
  }

  /// Whether all are as their patterns say.
  template <class... Words>
  static bool fit(const Words&... words) {
    return ((words.beyond_ | ...) & 0xf0f0f0f0f0f0f0f0u) == 0;
  }
  /// The number that the digits at `i` and behind it make. Requires: fit(*this).
  int at(int i) const { return static_cast<int>(pairs_ >> (8 * i) & 0xff); }

 private:
  std::uint64_t beyond_;  // beyond four bits where one does not fit
  std::uint64_t pairs_;
};

/// As Date::exists(), most days at once.
inline bool is_day(int year, int month, int day) {
  constexpr unsigned in_every_month = 28;
  if (year < 1 || month < 1 || month > 12) return false;
  return static_cast<unsigned>(day - 1) < in_every_month || Date::exists(year, month, day);
}

/// Reads "2026-11-20 19:54:00.123456", the one spelling that this backend writes, many times as
/// fast as the reader of all spellings. Empty for another one, which may be right all the same.
inline std::optional<Timestamp> read_stored_timestamp(std::string_view text) {
  if (text.size() != Timestamp::text_size) return std::nullopt;
  static constexpr DigitPattern to_month("0000-00-");
  static constexpr DigitPattern to_minute("00 00:00");
  static constexpr DigitPattern to_second(":00.0000");
  static constexpr DigitPattern to_microsecond("0.000000");
  const DigitPairs months(text.data(), to_month);
  const DigitPairs minutes(text.data() + 8, to_minute);
  const DigitPairs seconds(text.data() + 16, to_second);
  const DigitPairs microseconds(text.data() + 18, to_microsecond);
  if (!DigitPairs::fit(months, minutes, seconds, microseconds)) return std::nullopt;
  const int year = months.at(0) * 100 + months.at(2);
  const int month = months.at(5);
  const int day = minutes.at(0);
  const int hour = minutes.at(3);
  const int minute = minutes.at(6);
  const int second = seconds.at(1);
  const int microsecond =
      microseconds.at(2) * 10'000 + microseconds.at(4) * 100 + microseconds.at(6);
  const bool is_time = ((23 - hour) | (59 - minute) | (59 - second)) >= 0;
  if (!is_time || !is_day(year, month, day)) return std::nullopt;
  const std::int64_t days = detail::days_from_calendar({year, month, day});
  const std::int64_t second_of_day = (hour * 60 + minute) * 60 + second;
  return Timestamp::from_microseconds(days * microseconds_per_day +
                                      second_of_day * microseconds_per_second + microsecond);
}

}  // namespace orp::backend::sqlite
