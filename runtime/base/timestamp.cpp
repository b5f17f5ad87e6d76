// SPDX-License-Identifier: MIT
#include "orpiment/base/timestamp.hpp"

#include <chrono>

#include "base/date_time_text.hpp"
#include "base/value_errors.hpp"
#include "orpiment/base/timestamp_tz.hpp"

namespace orp {

namespace {

bool read_date_and_time(TextReader& reader, Timestamp& timestamp) {
  Date date;
  Time time;
  if (!read_date(reader, date)) return false;
  if ((reader.skip_if(' ') || reader.skip_if('T')) && !read_time(reader, time)) return false;
  timestamp = Timestamp(date, time);
  return true;
}

bool read_timestamp(TextReader& reader, Timestamp& timestamp) {
  if (!read_date_and_time(reader, timestamp)) return false;
  const char next = reader.peek();
  if (next == '+' || next == '-' || next == 'Z') {
    return reader.fail("an offset makes it a timestamptz");
  }
  return true;
}

/// "Z", "+01", "+0530", "+05:30", "-05:30:15"; nothing is no offset.
bool read_offset(TextReader& reader, std::int64_t& microseconds) {
  microseconds = 0;
  if (reader.skip_if('Z') || reader.is_at_end()) return true;
  const bool west = reader.peek() == '-';
  if (!west && reader.peek() != '+') return reader.fail("offset expected");
  reader.skip();

  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  if (!reader.read_digits<2>(hours)) return false;
  if (hours > 15) return reader.fail("offset of 16 hours or more", 2);
  if (reader.skip_if(':') || reader.is_at_digit()) {
    if (!reader.read_digits<2>(minutes)) return false;
    if (minutes > 59) return reader.fail("no such minute", 2);
    if (reader.skip_if(':')) {
      if (!reader.read_digits<2>(seconds)) return false;
      if (seconds > 59) return reader.fail("no such second", 2);
    }
  }
  microseconds = hours * microseconds_per_hour + minutes * microseconds_per_minute +
                 seconds * microseconds_per_second;
  if (west) microseconds = -microseconds;
  return true;
}

bool read_timestamp_tz(TextReader& reader, TimestampTz& point) {
  Timestamp local;
  std::int64_t offset = 0;
  if (!read_date_and_time(reader, local) || !read_offset(reader, offset)) return false;
  const std::int64_t utc = local.microseconds() - offset;
  if (utc < Timestamp::min_microseconds || utc > Timestamp::max_microseconds) {
    return reader.fail("outside the years 1 to 9999 in UTC");
  }
  point = TimestampTz::from_microseconds(utc);
  return true;
}

}  // namespace

Timestamp Timestamp::parse(std::string_view text) {
  return parse_all("a timestamp", text, read_timestamp);
}

std::optional<Timestamp> Timestamp::from_string(std::string_view text) noexcept {
  return read_all(text, read_timestamp);
}

char* Timestamp::write_to(char* buffer) const noexcept {
  char* at = date().write_to(buffer);
  *at++ = ' ';
  return time().write_to(at);
}

std::string Timestamp::to_string() const {
  char buffer[text_size];
  return std::string(buffer, write_to(buffer));
}

Timestamp Timestamp::now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return from_microseconds(std::chrono::floor<std::chrono::microseconds>(since_epoch).count());
}

namespace {

/// Adds the interval (sign 1) or takes it away (sign -1).
Timestamp shifted(const Timestamp& timestamp, const Interval& interval, std::int64_t sign) {
  const Date date =
      timestamp.date().plus_months(sign * interval.months()).plus_days(sign * interval.days());
  std::int64_t microseconds = 0;
  if (__builtin_mul_overflow(sign, interval.microseconds(), &microseconds) ||
      __builtin_add_overflow(Timestamp(date, timestamp.time()).microseconds(), microseconds,
                             &microseconds)) {
    detail::throw_timestamp_out_of_range();
  }
  return Timestamp::from_microseconds(microseconds);
}

}  // namespace

Timestamp operator+(const Timestamp& timestamp, const Interval& interval) {
  return shifted(timestamp, interval, 1);
}

Timestamp operator-(const Timestamp& timestamp, const Interval& interval) {
  return shifted(timestamp, interval, -1);
}

TimestampTz TimestampTz::parse(std::string_view text) {
  return parse_all("a timestamp with time zone", text, read_timestamp_tz);
}

std::optional<TimestampTz> TimestampTz::from_string(std::string_view text) noexcept {
  return read_all(text, read_timestamp_tz);
}

char* TimestampTz::write_to(char* buffer) const noexcept {
  char* at = utc_.write_to(buffer);
  for (const char c : {'+', '0', '0'}) *at++ = c;
  return at;
}

std::string TimestampTz::to_string() const {
  char buffer[text_size];
  return std::string(buffer, write_to(buffer));
}

TimestampTz TimestampTz::now() { return from_utc(Timestamp::now()); }

void detail::throw_timestamp_out_of_range() {
  throw_out_of_range("timestamp out of range", "timestamps go from the year 1 to the year 9999");
}

}  // namespace orp
