// SPDX-License-Identifier: MIT
#include "values.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>

namespace hand {
namespace {

constexpr std::string_view state_texts[] = {"draft", "ready", "closed"};

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

void print(char* end, std::int64_t value, int digits) {
  for (; digits > 0; --digits, value /= 10) *--end = static_cast<char>('0' + value % 10);
}

// By Howard Hinnant's algorithms: years of 400 begin in March.
std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

}  // namespace

std::string_view to_text(State state) { return state_texts[static_cast<std::size_t>(state)]; }

State to_state(std::string_view text) {
  for (std::size_t i = 0; i < 3; ++i)
    if (text == state_texts[i]) return static_cast<State>(i);
  throw std::runtime_error("not a state: " + std::string(text));
}

DateText to_text(Date date) {
  const std::int64_t days = date.days + 719'468;
  const std::int64_t era = days / 146'097;
  const std::int64_t day_of_era = days % 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = month_from_march + (month_from_march < 10 ? 3 : -9);
  DateText text;
  text.fill('-');
  print(text.data() + 4, year_of_era + era * 400 + (month <= 2 ? 1 : 0), 4);
  print(text.data() + 7, month, 2);
  print(text.data() + 10, day_of_year - (153 * month_from_march + 2) / 5 + 1, 2);
  return text;
}

Date to_date(std::string_view text) {
  return {static_cast<std::int32_t>(
      days_of(number(text.substr(0, 4)), number(text.substr(5, 2)), number(text.substr(8, 2))))};
}

Moment to_moment(std::string_view text) {
  const std::int64_t seconds = number(text.substr(11, 2)) * 3600 + number(text.substr(14, 2)) * 60 +
                               number(text.substr(17, 2));
  return {(to_date(text).days * std::int64_t{86'400} + seconds) * 1'000'000 +
          number(text.substr(20, 6))};
}

}  // namespace hand
