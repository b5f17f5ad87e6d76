// SPDX-License-Identifier: MIT
#include "orpiment/base/interval.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "orpiment/base/error.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

using Months = std::numeric_limits<std::int32_t>;
using Microseconds = std::numeric_limits<std::int64_t>;

TEST(Interval, prints_as_iso_8601) {
  EXPECT_EQ(Interval().to_string(), "PT0S");
  EXPECT_EQ(Interval(14, 3, 0).to_string(), "P1Y2M3D");
  EXPECT_EQ(Interval(0, 0, 3'661'500'000).to_string(), "PT1H1M1.5S");
  EXPECT_EQ(Interval(0, 0, 1).to_string(), "PT0.000001S");
  EXPECT_EQ(Interval(12, 0, microseconds_per_minute).to_string(), "P1YT1M");
}

TEST(Interval, prints_negative_parts_with_signs_of_their_own) {
  EXPECT_EQ(Interval(14, -3, -500'000).to_string(), "P1Y2M-3DT-0.5S");
  EXPECT_EQ(Interval(-14, 3, -3'661'000'000).to_string(), "P-1Y-2M3DT-1H-1M-1S");
}

TEST(Interval, reads_iso_8601) {
  EXPECT_EQ(Interval::parse("P1Y2M3W4DT5H6M7.5S"),
            Interval(14, 25, 5 * microseconds_per_hour + 6 * microseconds_per_minute + 7'500'000));
  EXPECT_EQ(Interval::parse("PT0S"), Interval());
  EXPECT_EQ(Interval::parse("P0D"), Interval());
  EXPECT_EQ(Interval::parse("P+1D"), Interval(0, 1, 0));
  EXPECT_EQ(Interval::parse("PT90M"), Interval::of_minutes(90));
  EXPECT_EQ(Interval::parse("PT-0.5S"), Interval(0, 0, -500'000));
  EXPECT_EQ(Interval::parse("P2W"), Interval::of_days(14));
}

TEST(Interval, turns_all_parts_with_a_sign_in_front) {
  EXPECT_EQ(Interval::parse("-P1M2DT3S"), Interval(-1, -2, -3'000'000));
  EXPECT_EQ(Interval::parse("-P-1M2D"), Interval(1, -2, 0));
  EXPECT_EQ(Interval::parse("+P1D"), Interval(0, 1, 0));
}

TEST(Interval, refuses_malformed_text_and_says_where) {
  EXPECT_EQ(test::data_error_of([] { Interval::parse("P1X"); }),
            "ORP-2001: \"P1X\" is not an ISO 8601 interval: unit expected, each once and the "
            "longest first at character 3");
  EXPECT_EQ(test::data_error_of([] { Interval::parse("P0.5Y"); }),
            "ORP-2001: \"P0.5Y\" is not an ISO 8601 interval: only seconds have a fraction at "
            "character 5");
  for (const char* text :
       {"",     "P",    "PT",     "P1",       "P1DT",  "1D",    "P1D1Y", "P1D1D",
        "PT1D", "P1H",  "PT1M1H", "P--1D",    "P1.5D", "PT1.S", "PT.5S", "PT1.1234567S",
        "P 1D", "P1D ", "1 year", "01:00:00", "P-D"}) {
    EXPECT_EQ(Interval::from_string(text), std::nullopt) << text;
  }
}

TEST(Interval, refuses_what_it_cannot_hold) {
  EXPECT_EQ(Interval::parse("P2147483647M").months(), Months::max());
  EXPECT_EQ(Interval::parse("P-2147483648D").days(), Months::min());
  for (const char* text : {"P2147483648M", "P178956971Y", "P2147483648D", "P99999999999999999999D",
                           "PT9223372036855S", "PT2562047789H", "P178956970Y8M"}) {
    EXPECT_EQ(Interval::from_string(text), std::nullopt) << text;
  }
}

TEST(Interval, holds_its_extremes) {
  for (const Interval interval : {Interval(Months::min(), Months::min(), Microseconds::min()),
                                  Interval(Months::max(), Months::max(), Microseconds::max())}) {
    const std::string text = interval.to_string();
    EXPECT_LE(text.size(), Interval::max_text_size);
    EXPECT_EQ(Interval::parse(text), interval) << text;
  }
}

TEST(Interval, compares_part_by_part) {
  EXPECT_NE(Interval::of_months(1), Interval::of_days(30));
  EXPECT_NE(Interval::of_days(1), Interval::of_hours(24));
  EXPECT_EQ(Interval::of_minutes(60), Interval::of_hours(1));
  EXPECT_EQ(Interval::of_seconds(3600), Interval::of_hours(1));
  EXPECT_NE(Interval(1, -1, 0).hash(), Interval(-1, 1, 0).hash());
}

TEST(Interval, adds_part_by_part) {
  EXPECT_EQ(Interval(1, 2, 3) + Interval(10, 20, 30), Interval(11, 22, 33));
  EXPECT_EQ(Interval(1, 2, 3) - Interval(10, 20, 30), Interval(-9, -18, -27));
  EXPECT_EQ(-Interval(1, -2, 3), Interval(-1, 2, -3));
}

TEST(Interval, overflows_with_an_error) {
  EXPECT_EQ(test::data_error_of([] { return -Interval(Months::min(), 0, 0); }),
            "ORP-2002: interval out of range");
  EXPECT_THROW(Interval(0, Months::max(), 0) + Interval(0, 1, 0), DataError);
  EXPECT_THROW(Interval(0, 0, Microseconds::max()) + Interval(0, 0, 1), DataError);
  EXPECT_THROW(-Interval(0, 0, Microseconds::min()), DataError);
  EXPECT_THROW(Interval::of_hours(Microseconds::max()), DataError);
}

TEST(Interval, survives_a_round_trip_through_text) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const int narrow = static_cast<int>(random.integer(0, 62));
    const Interval interval(static_cast<std::int32_t>(random.bits()) >> narrow / 2,
                            static_cast<std::int32_t>(random.bits()) >> narrow / 2,
                            static_cast<std::int64_t>(random.bits()) >> narrow);
    ASSERT_EQ(Interval::parse(interval.to_string()), interval) << interval;
  }
}

TEST(Interval, reads_any_text_without_harm) {
  test::RandomSource random;
  for (int i = 0; i < 50000; ++i) {
    const std::string text = "P" + random.text(20, "0123456789-.TYMWDHMS");
    if (const auto interval = Interval::from_string(text)) {
      ASSERT_EQ(Interval::parse(interval->to_string()), *interval) << text;
    }
  }
}

}  // namespace
}  // namespace orp
