// SPDX-License-Identifier: MIT
#include "orpiment/base/time.hpp"

#include "base/date_time_text.hpp"
#include "base/value_errors.hpp"

namespace orp {

bool read_time(TextReader& reader, Time& time) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  if (!reader.read_digits<2>(hour)) return false;
  if (hour > 23) return reader.fail("no such hour", 2);
  if (!reader.expect(':', "':' expected") || !reader.read_digits<2>(minute)) return false;
  if (minute > 59) return reader.fail("no such minute", 2);
  if (reader.skip_if(':')) {
    if (!reader.read_digits<2>(second)) return false;
    if (second > 59) return reader.fail("no such second", 2);
    if (reader.skip_if('.') && !reader.read_fraction(microsecond)) return false;
  }
  time = Time(hour, minute, second, microsecond);
  return true;
}

Time Time::parse(std::string_view text) { return parse_all("a time", text, read_time); }

std::optional<Time> Time::from_string(std::string_view text) noexcept {
  return read_all(text, read_time);
}

char* Time::write_to(char* buffer) const noexcept {
  const int seconds = static_cast<int>(microseconds_ / microseconds_per_second);
  char* at = write_two_digits(buffer, seconds / 3600);
  *at++ = ':';
  at = write_two_digits(at, seconds / 60 % 60);
  *at++ = ':';
  at = write_two_digits(at, seconds % 60);
  *at++ = '.';
  return write_six_digits(at, microsecond());
}

std::string Time::to_string() const {
  char buffer[text_size];
  return std::string(buffer, write_to(buffer));
}

void detail::throw_time_out_of_range() {
  throw_out_of_range("time of day out of range", "times go from 00:00:00 to 23:59:59.999999");
}

}  // namespace orp
