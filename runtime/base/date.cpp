// SPDX-License-Identifier: MIT
#include "orpiment/base/date.hpp"

#include "base/date_time_text.hpp"
#include "base/value_errors.hpp"
#include "orpiment/base/timestamp.hpp"

namespace orp {

bool read_date(TextReader& reader, Date& date) {
  constexpr const char* hyphen = "'-' expected";
  int year = 0;
  int month = 0;
  int day = 0;
  if (!reader.read_digits<4>(year) || !reader.expect('-', hyphen) ||
      !reader.read_digits<2>(month) || !reader.expect('-', hyphen) || !reader.read_digits<2>(day)) {
    return false;
  }
  if (!Date::exists(year, month, day)) {
    if (year == 0) return reader.fail("no year 0", 10);
    if (month < 1 || month > 12) return reader.fail("no such month", 5);
    return reader.fail("no such day in that month", 2);
  }
  date = Date(year, month, day);
  return true;
}

Date Date::parse(std::string_view text) { return parse_all("a date", text, read_date); }

std::optional<Date> Date::from_string(std::string_view text) noexcept {
  return read_all(text, read_date);
}

char* Date::write_to(char* buffer) const noexcept {
  const CalendarDate date = calendar();
  char* at = write_two_digits(buffer, date.year / 100);
  at = write_two_digits(at, date.year % 100);
  *at++ = '-';
  at = write_two_digits(at, date.month);
  *at++ = '-';
  return write_two_digits(at, date.day);
}

std::string Date::to_string() const {
  char buffer[text_size];
  return std::string(buffer, write_to(buffer));
}

Date Date::today() { return Timestamp::now().date(); }

namespace detail {

void throw_not_a_calendar_date(CalendarDate date) {
  throw_out_of_range("there is no day " + std::to_string(date.day) + " of month " +
                         std::to_string(date.month) + " of year " + std::to_string(date.year),
                     "dates go from 0001-01-01 to 9999-12-31");
}

void throw_date_out_of_range() {
  throw_out_of_range("date out of range", "dates go from 0001-01-01 to 9999-12-31");
}

}  // namespace detail
}  // namespace orp
