// SPDX-License-Identifier: MIT
#include "orpiment/base/date.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "orpiment/base/error.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

TEST(Date, counts_days_from_1970) {
  static_assert(Date().days() == 0);
  static_assert(Date(1970, 1, 2).days() == 1 && Date(1969, 12, 31).days() == -1);
  static_assert(Date(2000, 2, 29).days() == 11016);
  static_assert(Date(1, 1, 1).days() == Date::min_days);
  static_assert(Date(9999, 12, 31).days() == Date::max_days);
}

TEST(Date, knows_its_calendar) {
  constexpr Date date(2026, 11, 20);
  static_assert(date.year() == 2026 && date.month() == 11 && date.day() == 20);
  static_assert(date.weekday() == 5);
  EXPECT_EQ(Date(1970, 1, 1).weekday(), 4);
  EXPECT_EQ(Date(1, 1, 1).weekday(), 1);
}

TEST(Date, walks_through_every_day_of_ten_thousand_years) {
  int year = 1;
  int month = 1;
  int day = 1;
  for (std::int32_t days = Date::min_days; days <= Date::max_days; ++days) {
    const Date date = Date::from_days(days);
    ASSERT_EQ(date.calendar(), (CalendarDate{year, month, day})) << days;
    ASSERT_EQ(Date(year, month, day).days(), days);
    if (Date::exists(year, month, day + 1)) {
      ++day;
    } else {
      day = 1;
      month = month % 12 + 1;
      if (month == 1) ++year;
    }
  }
  EXPECT_EQ(year, 10000);
}

TEST(Date, knows_leap_days) {
  EXPECT_TRUE(Date::exists(2024, 2, 29));
  EXPECT_TRUE(Date::exists(2000, 2, 29));
  EXPECT_FALSE(Date::exists(1900, 2, 29));
  EXPECT_FALSE(Date::exists(2026, 2, 29));
  EXPECT_FALSE(Date::exists(2026, 4, 31));
  EXPECT_TRUE(Date::exists(2026, 8, 31));
  EXPECT_FALSE(Date::exists(0, 1, 1));
  EXPECT_FALSE(Date::exists(10000, 1, 1));
}

TEST(Date, refuses_days_that_do_not_exist) {
  EXPECT_EQ(test::data_error_of([] { return Date(2026, 2, 29); }),
            "ORP-2002: there is no day 29 of month 2 of year 2026");
  EXPECT_THROW(Date::from_days(Date::min_days - 1), DataError);
  EXPECT_THROW(Date::from_days(Date::max_days + 1), DataError);
  EXPECT_THROW(Date::from_days(std::numeric_limits<std::int32_t>::min()), DataError);
}

TEST(Date, prints_as_iso_8601) {
  EXPECT_EQ(Date(2026, 11, 20).to_string(), "2026-11-20");
  EXPECT_EQ(Date(1, 1, 1).to_string(), "0001-01-01");
  EXPECT_EQ(Date(9999, 12, 31).to_string(), "9999-12-31");
}

TEST(Date, refuses_malformed_text_and_says_where) {
  EXPECT_EQ(test::data_error_of([] { Date::parse("2026-13-01"); }),
            "ORP-2001: \"2026-13-01\" is not a date: no such month at character 6");
  EXPECT_EQ(test::data_error_of([] { Date::parse("2026-02-30"); }),
            "ORP-2001: \"2026-02-30\" is not a date: no such day in that month at character 9");
  EXPECT_EQ(test::data_error_of([] { Date::parse("0000-01-01"); }),
            "ORP-2001: \"0000-01-01\" is not a date: no year 0 at character 1");
  EXPECT_EQ(test::data_error_of([] { Date::parse("2026-1"); }),
            "ORP-2001: \"2026-1\" is not a date: digit expected at the end");
  for (const char* text :
       {"", "2026", "2026-01", "2026-1-1", "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01",
        "-2026-01-01", "12026-01-01", "2026-01-00", "2026-00-01", "infinity", "20260101"}) {
    EXPECT_EQ(Date::from_string(text), std::nullopt) << text;
  }
  EXPECT_EQ(Date::from_string(std::string_view("2026-01-01\0", 11)), std::nullopt);
}

TEST(Date, quotes_strange_text_in_printable_form) {
  EXPECT_EQ(test::data_error_of([] { Date::parse(std::string_view("\0\xff\"", 3)); }),
            "ORP-2001: \"\\x00\\xff\\x22\" is not a date: digit expected at character 1");
  const std::string message = test::data_error_of([] { Date::parse(std::string(1000, 'x')); });
  EXPECT_LT(message.size(), 150u);
}

TEST(Date, adds_days_and_months) {
  EXPECT_EQ(Date(2024, 2, 28).plus_days(1), Date(2024, 2, 29));
  EXPECT_EQ(Date(2024, 3, 1).plus_days(-1), Date(2024, 2, 29));
  EXPECT_EQ(Date(2024, 1, 31).plus_months(1), Date(2024, 2, 29));
  EXPECT_EQ(Date(2024, 1, 15).plus_months(-1), Date(2023, 12, 15));
  EXPECT_EQ(Date(2024, 2, 29).plus_months(12), Date(2025, 2, 28));
  EXPECT_EQ(Date(1, 1, 1).plus_months(9998 * 12 + 11), Date(9999, 12, 1));
  EXPECT_EQ(Date(2024, 3, 1) - Date(2024, 2, 1), 29);
}

TEST(Date, does_not_leave_its_range) {
  constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(Date(9999, 12, 31).plus_days(1), DataError);
  EXPECT_THROW(Date(1, 1, 1).plus_days(-1), DataError);
  EXPECT_THROW(Date().plus_days(huge), DataError);
  EXPECT_THROW(Date().plus_days(-huge - 1), DataError);
  EXPECT_THROW(Date(9999, 12, 1).plus_months(1), DataError);
  EXPECT_THROW(Date(1, 1, 1).plus_months(-1), DataError);
  EXPECT_THROW(Date().plus_months(huge), DataError);
  EXPECT_THROW(Date().plus_months(-huge - 1), DataError);
}

TEST(Date, is_ordered_as_its_text_is) {
  test::RandomSource random;
  const auto any = [&random] {
    return Date::from_days(
        static_cast<std::int32_t>(random.integer(Date::min_days, Date::max_days)));
  };
  for (int i = 0; i < 20000; ++i) {
    const Date a = any();
    const Date b = any();
    ASSERT_EQ(a <=> b, a.to_string() <=> b.to_string());
    ASSERT_EQ(Date::parse(a.to_string()), a);
  }
}

TEST(Date, today_is_in_this_century) { EXPECT_EQ(Date::today().year() / 100, 20); }

}  // namespace
}  // namespace orp
