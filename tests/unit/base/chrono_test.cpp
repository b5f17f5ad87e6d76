// SPDX-License-Identifier: MIT
#include "orpiment/chrono.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "orpiment/base/error.hpp"
#include "orpiment/base/milliseconds.hpp"

namespace orp {
namespace {

using namespace std::chrono;

TEST(Chrono, dates_convert_both_ways) {
  constexpr year_month_day day = 2026y / November / 20;
  static_assert(to_chrono(Date(2026, 11, 20)) == sys_days(day));
  static_assert(to_date(day) == Date(2026, 11, 20));
  EXPECT_EQ(to_date(1969y / December / 31), Date(1969, 12, 31));
  EXPECT_THROW(to_date(year(0) / January / 1), DataError);
}

TEST(Chrono, every_century_has_the_same_days) {
  for (std::int32_t days = Date::min_days; days <= Date::max_days; days += 97) {
    const Date date = Date::from_days(days);
    const year_month_day day(to_chrono(date));
    ASSERT_EQ(date.calendar(), (CalendarDate{static_cast<int>(day.year()),
                                             static_cast<int>(static_cast<unsigned>(day.month())),
                                             static_cast<int>(static_cast<unsigned>(day.day()))}));
    ASSERT_EQ(static_cast<unsigned>(date.weekday()), weekday(to_chrono(date)).iso_encoding());
  }
}

TEST(Chrono, times_convert_both_ways) {
  constexpr Time time(19, 54, 7, 123'456);
  constexpr hh_mm_ss parts(to_chrono(time));
  static_assert(parts.hours() == 19h && parts.minutes() == 54min && parts.seconds() == 7s);
  static_assert(parts.subseconds() == 123'456us);
  static_assert(to_time(parts.to_duration()) == time);
  EXPECT_EQ(to_time(90min), Time(1, 30));
  EXPECT_EQ(to_time(1'999ns), Time(0, 0, 0, 1));
  EXPECT_THROW(to_time(24h), DataError);
  EXPECT_THROW(to_time(-1ns), DataError);
}

TEST(Chrono, timestamps_are_local_time) {
  const Timestamp timestamp(Date(2026, 11, 20), Time(19, 54));
  const local_time<microseconds> local = local_days(2026y / November / 20) + 19h + 54min;
  EXPECT_EQ(to_chrono(timestamp), local);
  EXPECT_EQ(to_timestamp(local), timestamp);
  EXPECT_EQ(to_timestamp(floor<seconds>(local)), timestamp);
}

TEST(Chrono, points_in_time_are_system_time) {
  const auto point = TimestampTz::parse("2026-11-20 19:54:00Z");
  const sys_time<microseconds> system = sys_days(2026y / November / 20) + 19h + 54min;
  EXPECT_EQ(to_chrono(point), system);
  EXPECT_EQ(to_timestamp_tz(system), point);
  EXPECT_EQ(to_timestamp_tz(sys_time<nanoseconds>(-1ns)), TimestampTz::from_microseconds(-1));
  EXPECT_THROW(to_timestamp_tz(sys_time<microseconds>::max()), DataError);
}

TEST(Chrono, durations_become_intervals_of_microseconds) {
  EXPECT_EQ(to_interval(36h), Interval::of_hours(36));
  EXPECT_EQ(to_interval(-1ms), Interval::of_microseconds(-1000));
}

template <class D>
constexpr bool is_a_time_to_wait = std::is_convertible_v<D, Milliseconds>;

TEST(Chrono, durations_of_whole_milliseconds_are_times_to_wait) {
  EXPECT_EQ(Milliseconds(2h).count(), 7'200'000);
  EXPECT_EQ(Milliseconds(duration<int, std::ratio<1, 50>>(3)), 60ms);
  EXPECT_LT(Milliseconds(-1ms), Milliseconds(0));
  static_assert(is_a_time_to_wait<minutes>);
  static_assert(!is_a_time_to_wait<microseconds> && !is_a_time_to_wait<duration<double>>);
  static_assert(!is_a_time_to_wait<int>);
}

}  // namespace
}  // namespace orp
