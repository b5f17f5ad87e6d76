// SPDX-License-Identifier: MIT
#include "orpiment/base/time.hpp"

#include <gtest/gtest.h>

#include "orpiment/base/error.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

TEST(Time, counts_microseconds_from_midnight) {
  static_assert(Time().microseconds() == 0);
  static_assert(Time(23, 59, 59, 999'999).microseconds() == 86'399'999'999);
  constexpr Time time(19, 54, 7, 123'456);
  static_assert(time.hour() == 19 && time.minute() == 54 && time.second() == 7);
  static_assert(time.microsecond() == 123'456);
}

TEST(Time, refuses_parts_out_of_range) {
  EXPECT_THROW(Time(24, 0), DataError);
  EXPECT_THROW(Time(-1, 0), DataError);
  EXPECT_THROW(Time(0, 60), DataError);
  EXPECT_THROW(Time(0, 0, 60), DataError);
  EXPECT_THROW(Time(0, 0, 0, 1'000'000), DataError);
  EXPECT_THROW(Time::from_microseconds(-1), DataError);
  EXPECT_EQ(test::data_error_of([] { Time::from_microseconds(microseconds_per_day); }),
            "ORP-2002: time of day out of range");
}

TEST(Time, prints_six_digits_always) {
  EXPECT_EQ(Time(1, 2).to_string(), "01:02:00.000000");
  EXPECT_EQ(Time(23, 59, 59, 999'999).to_string(), "23:59:59.999999");
  EXPECT_EQ(Time(0, 0, 0, 7).to_string(), "00:00:00.000007");
}

TEST(Time, reads_fewer_digits) {
  EXPECT_EQ(Time::parse("19:54"), Time(19, 54));
  EXPECT_EQ(Time::parse("19:54:07"), Time(19, 54, 7));
  EXPECT_EQ(Time::parse("19:54:07.5"), Time(19, 54, 7, 500'000));
  EXPECT_EQ(Time::parse("19:54:07.000001"), Time(19, 54, 7, 1));
}

TEST(Time, refuses_malformed_text_and_says_where) {
  EXPECT_EQ(test::data_error_of([] { Time::parse("24:00:00"); }),
            "ORP-2001: \"24:00:00\" is not a time: no such hour at character 1");
  EXPECT_EQ(test::data_error_of([] { Time::parse("19:54:07.1234567"); }),
            "ORP-2001: \"19:54:07.1234567\" is not a time: more than six digits after the point at "
            "character 16");
  for (const char* text : {"", "19", "19:5", "19:60", "19:54:60", "19:54:", "19:54:07.", "9:54",
                           "19:54:07+00", "-19:54", "19.54"}) {
    EXPECT_EQ(Time::from_string(text), std::nullopt) << text;
  }
}

TEST(Time, is_ordered_as_its_text_is) {
  test::RandomSource random;
  const auto any = [&random] {
    return Time::from_microseconds(random.integer(0, microseconds_per_day - 1));
  };
  for (int i = 0; i < 20000; ++i) {
    const Time a = any();
    const Time b = any();
    ASSERT_EQ(a <=> b, a.to_string() <=> b.to_string());
    ASSERT_EQ(Time::parse(a.to_string()), a);
    ASSERT_EQ(Time(a.hour(), a.minute(), a.second(), a.microsecond()), a);
  }
}

}  // namespace
}  // namespace orp
