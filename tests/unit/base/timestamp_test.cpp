// SPDX-License-Identifier: MIT
#include "orpiment/base/timestamp.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

#include "orpiment/base/error.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();

Timestamp any_timestamp(test::RandomSource& random) {
  return Timestamp::from_microseconds(
      random.integer(Timestamp::min_microseconds, Timestamp::max_microseconds));
}

TEST(Timestamp, is_a_date_and_a_time) {
  constexpr Timestamp timestamp(Date(2026, 11, 20), Time(19, 54, 0, 123'456));
  static_assert(timestamp.date() == Date(2026, 11, 20));
  static_assert(timestamp.time() == Time(19, 54, 0, 123'456));
  static_assert(Timestamp(Date(1970, 1, 1)).microseconds() == 0);
  EXPECT_EQ(timestamp.to_string(), "2026-11-20 19:54:00.123456");
}

TEST(Timestamp, takes_negative_times_apart) {
  const Timestamp before = Timestamp::from_microseconds(-1);
  EXPECT_EQ(before.to_string(), "1969-12-31 23:59:59.999999");
  EXPECT_EQ(before.date(), Date(1969, 12, 31));
  EXPECT_EQ(before.time(), Time(23, 59, 59, 999'999));
}

TEST(Timestamp, goes_from_the_year_1_to_9999) {
  EXPECT_EQ(Timestamp::from_microseconds(Timestamp::min_microseconds).to_string(),
            "0001-01-01 00:00:00.000000");
  EXPECT_EQ(Timestamp::from_microseconds(Timestamp::max_microseconds).to_string(),
            "9999-12-31 23:59:59.999999");
  EXPECT_THROW(Timestamp::from_microseconds(Timestamp::min_microseconds - 1), DataError);
  EXPECT_THROW(Timestamp::from_microseconds(Timestamp::max_microseconds + 1), DataError);
  EXPECT_THROW(Timestamp::from_microseconds(huge), DataError);
  EXPECT_THROW(Timestamp::from_microseconds(-huge - 1), DataError);
}

TEST(Timestamp, reads_the_usual_forms) {
  const Timestamp expected(Date(2026, 11, 20), Time(19, 54));
  EXPECT_EQ(Timestamp::parse("2026-11-20 19:54:00.000000"), expected);
  EXPECT_EQ(Timestamp::parse("2026-11-20T19:54:00"), expected);
  EXPECT_EQ(Timestamp::parse("2026-11-20 19:54"), expected);
  EXPECT_EQ(Timestamp::parse("2026-11-20"), Timestamp(Date(2026, 11, 20)));
  EXPECT_EQ(Timestamp::parse("2026-11-20 19:54:00.25").time().microsecond(), 250'000);
}

TEST(Timestamp, refuses_malformed_text_and_says_where) {
  EXPECT_EQ(test::data_error_of([] { Timestamp::parse("2026-11-20 19:54:00+01"); }),
            "ORP-2001: \"2026-11-20 19:54:00+01\" is not a timestamp: an offset makes it a "
            "timestamptz at character 20");
  for (const char* text : {"", "infinity", "-infinity", "2026-11-20 ", "2026-11-20T", "2026-11-20x",
                           "2026-11-20  19:54", "2026-11-20 25:00", "2026-11-20 19:54:00 BC",
                           "2026-11-20 19:54:00Z", "19:54"}) {
    EXPECT_EQ(Timestamp::from_string(text), std::nullopt) << text;
  }
}

TEST(Timestamp, adds_months_then_days_then_microseconds) {
  const Timestamp start(Date(2024, 1, 31), Time(12, 0));
  EXPECT_EQ((start + Interval(1, 1, microseconds_per_hour)).to_string(),
            "2024-03-01 13:00:00.000000");
  EXPECT_EQ((start - Interval(1, 0, 13 * microseconds_per_hour)).to_string(),
            "2023-12-30 23:00:00.000000");
  EXPECT_EQ(start - Interval(), start);
  EXPECT_EQ(Timestamp(Date(2024, 2, 1)) - start, Interval::of_hours(12));
  EXPECT_EQ(start - Timestamp(Date(2024, 2, 1)), Interval::of_hours(-12));
}

TEST(Timestamp, does_not_leave_its_range) {
  const Timestamp first = Timestamp::from_microseconds(Timestamp::min_microseconds);
  const Timestamp last = Timestamp::from_microseconds(Timestamp::max_microseconds);
  EXPECT_THROW(last + Interval(0, 0, 1), DataError);
  EXPECT_THROW(first - Interval(0, 0, 1), DataError);
  EXPECT_THROW(last + Interval(0, 0, huge), DataError);
  EXPECT_THROW(first - Interval(0, 0, huge), DataError);
  EXPECT_THROW(first - Interval(0, 0, -huge - 1), DataError);
  EXPECT_THROW(first - Interval(std::numeric_limits<std::int32_t>::min(), 0, 0), DataError);
  EXPECT_THROW(first - Interval(0, std::numeric_limits<std::int32_t>::min(), 0), DataError);
  EXPECT_EQ((last - first).microseconds(),
            Timestamp::max_microseconds - Timestamp::min_microseconds);
}

TEST(Timestamp, is_ordered_as_its_text_is) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const Timestamp a = any_timestamp(random);
    const Timestamp b = any_timestamp(random);
    ASSERT_EQ(a <=> b, a.to_string() <=> b.to_string());
    ASSERT_EQ(Timestamp::parse(a.to_string()), a);
    ASSERT_EQ(Timestamp(a.date(), a.time()), a);
  }
}

TEST(Timestamp, reads_any_text_without_harm) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    std::string text = any_timestamp(random).to_string() + "+05:30";
    text.resize(static_cast<std::size_t>(random.integer(0, 32)), '0');
    if (!text.empty()) {
      const auto last = static_cast<std::int64_t>(text.size()) - 1;
      text[static_cast<std::size_t>(random.integer(0, last))] = static_cast<char>(random.bits());
    }
    if (const auto read = Timestamp::from_string(text)) {
      ASSERT_EQ(Timestamp::parse(read->to_string()), *read);
    }
    if (const auto read = TimestampTz::from_string(text)) {
      ASSERT_EQ(TimestampTz::parse(read->to_string()), *read);
    }
  }
}

TEST(TimestampTz, prints_in_utc) {
  EXPECT_EQ(TimestampTz().to_string(), "1970-01-01 00:00:00.000000+00");
  EXPECT_EQ(TimestampTz::parse("2026-11-20 20:54:00.123456+01").to_string(),
            "2026-11-20 19:54:00.123456+00");
}

TEST(TimestampTz, reads_every_form_of_offset) {
  const auto expected = TimestampTz::from_utc(Timestamp(Date(2026, 11, 20), Time(19, 54)));
  for (const char* text :
       {"2026-11-20 19:54:00+00", "2026-11-20T19:54:00Z", "2026-11-20 19:54:00", "2026-11-20 19:54",
        "2026-11-20 19:54Z", "2026-11-20 19:54:00-00:00", "2026-11-20 19:54:00.000+0000",
        "2026-11-21 09:54:00+14", "2026-11-21 09:54:00+14:00", "2026-11-20 07:54:00-12:00",
        "2026-11-21 01:24:00+05:30", "2026-11-21 01:24:00+0530", "2026-11-20 19:54:15+00:00:15",
        "2026-11-20 03:55:00-15:59"}) {
    EXPECT_EQ(TimestampTz::from_string(text), expected) << text;
  }
  EXPECT_EQ(TimestampTz::parse("2026-11-20"), TimestampTz::from_utc(Timestamp(Date(2026, 11, 20))));
}

TEST(TimestampTz, refuses_malformed_offsets) {
  for (const char* text :
       {"2026-11-20 19:54:00+", "2026-11-20 19:54:00+1", "2026-11-20 19:54:00+16",
        "2026-11-20 19:54:00+01:", "2026-11-20 19:54:00+01:60", "2026-11-20 19:54:00+01:00:60",
        "2026-11-20 19:54:00 +01", "2026-11-20 19:54:00z", "2026-11-20 19:54:00 UTC",
        "2026-11-20 19:54:00ZZ", "2026-11-20 19:54:00+010", "infinity"}) {
    EXPECT_EQ(TimestampTz::from_string(text), std::nullopt) << text;
  }
  EXPECT_EQ(test::data_error_of([] { TimestampTz::parse("0001-01-01 00:00:00+01"); }),
            "ORP-2001: \"0001-01-01 00:00:00+01\" is not a timestamp with time zone: outside the "
            "years 1 to 9999 in UTC at the end");
  EXPECT_EQ(TimestampTz::from_string("9999-12-31 23:59:59-01"), std::nullopt);
  EXPECT_NE(TimestampTz::from_string("0001-01-01 01:00:00+01"), std::nullopt);
}

TEST(TimestampTz, survives_a_round_trip_through_text_with_any_offset) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t minutes = random.integer(-15 * 60 - 59, 15 * 60 + 59);
    const auto point = TimestampTz::from_microseconds(
        random.integer(Timestamp::min_microseconds + microseconds_per_day,
                       Timestamp::max_microseconds - microseconds_per_day));
    ASSERT_EQ(TimestampTz::parse(point.to_string()), point);
    std::string text = (point.utc() + Interval::of_minutes(minutes)).to_string();
    text += minutes < 0 ? '-' : '+';
    text += Time::from_microseconds(std::abs(minutes) * microseconds_per_minute)
                .to_string()
                .substr(0, 5);
    ASSERT_EQ(TimestampTz::parse(text), point) << text;
  }
}

TEST(TimestampTz, shifts_and_subtracts_on_the_calendar_of_utc) {
  const auto point = TimestampTz::parse("2024-01-31 12:00:00Z");
  EXPECT_EQ(point + Interval::of_months(1), TimestampTz::parse("2024-02-29 12:00:00Z"));
  EXPECT_EQ(point - Interval::of_days(31), TimestampTz::parse("2023-12-31 12:00:00Z"));
  EXPECT_EQ(point + Interval::of_hours(1) - point, Interval::of_hours(1));
}

TEST(TimestampTz, now_is_what_the_clock_shows_in_utc) {
  EXPECT_EQ(TimestampTz::now().utc().date().year() / 100, 20);
  EXPECT_LT((TimestampTz::now().microseconds() - Timestamp::now().microseconds()),
            microseconds_per_hour);
}

}  // namespace
}  // namespace orp
