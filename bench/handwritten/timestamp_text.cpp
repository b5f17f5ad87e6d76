// SPDX-License-Identifier: MIT
#include "handwritten/timestamp_text.hpp"

#include <chrono>
#include <stdexcept>
#include <string>

namespace bench {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

template <int Digits>
int parse_digits(const char* text) {
  int value = 0;
  for (int i = 0; i < Digits; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

template <int Digits>
void format_digits(char* text, std::int64_t value) {
  for (int i = Digits; i-- > 0; value /= 10) text[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::int64_t parse_timestamp(std::string_view text) {
  if (text.size() != timestamp_length) {
    throw std::runtime_error("not a timestamp: " + std::string(text));
  }
  const char* at = text.data();
  const year_month_day date{std::chrono::year{parse_digits<4>(at)},
                            std::chrono::month{static_cast<unsigned>(parse_digits<2>(at + 5))},
                            std::chrono::day{static_cast<unsigned>(parse_digits<2>(at + 8))}};
  const std::int64_t seconds =
      parse_digits<2>(at + 11) * 3600 + parse_digits<2>(at + 14) * 60 + parse_digits<2>(at + 17);
  const microseconds midnight = sys_days{date}.time_since_epoch();
  return midnight.count() + seconds * 1'000'000 + parse_digits<6>(at + 20);
}

TimestampText format_timestamp(std::int64_t microseconds_since_1970) {
  const std::chrono::sys_time<microseconds> time{microseconds{microseconds_since_1970}};
  const sys_days midnight = std::chrono::floor<days>(time);
  const year_month_day date{midnight};
  const std::int64_t within = (time - midnight).count();
  const std::int64_t seconds = within / 1'000'000;

  TimestampText text{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', ' ', '0', '0',
                     ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', '0', '0', '0'};
  format_digits<4>(&text[0], static_cast<int>(date.year()));
  format_digits<2>(&text[5], static_cast<unsigned>(date.month()));
  format_digits<2>(&text[8], static_cast<unsigned>(date.day()));
  format_digits<2>(&text[11], seconds / 3600);
  format_digits<2>(&text[14], seconds / 60 % 60);
  format_digits<2>(&text[17], seconds % 60);
  format_digits<6>(&text[20], within % 1'000'000);
  return text;
}

}  // namespace bench
