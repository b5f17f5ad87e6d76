// SPDX-License-Identifier: MIT
#include "orpiment/base/range.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <utility>

#include "orpiment/base/literals.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

using test::data_error_of;
using ::testing::StartsWith;

using namespace orp::literals;
using Numbers = Range<std::int32_t>;
using Amounts = Range<Decimal>;
using Days = Range<Date>;

TEST(Range, of_integers_and_days_has_one_form) {
  EXPECT_EQ(Numbers(1, 4, Bounds::both), Numbers(1, 5));
  EXPECT_EQ(Numbers(0, 5, Bounds::neither), Numbers(1, 5));
  EXPECT_EQ(Numbers(0, 4, Bounds::upper), Numbers(1, 5));
  EXPECT_EQ(Days(Date(2026, 11, 1), Date(2026, 11, 30), Bounds::both),
            Days(Date(2026, 11, 1), Date(2026, 12, 1)));
  EXPECT_EQ(Numbers(std::nullopt, 4, Bounds::both).to_string(), "(,5)");
  EXPECT_EQ(Numbers().to_string(), "(,)");
}

TEST(Range, of_other_values_keeps_its_ends) {
  const Amounts amounts("1.50"_dec, "2"_dec, Bounds::both);
  EXPECT_EQ(amounts.to_string(), "[1.5,2]");
  EXPECT_TRUE(amounts.includes_lower());
  EXPECT_TRUE(amounts.includes_upper());
  EXPECT_NE(amounts, Amounts("1.50"_dec, "2"_dec));
  EXPECT_EQ(amounts, Amounts("1.5"_dec, "2.00"_dec, Bounds::both));
}

TEST(Range, may_be_empty) {
  EXPECT_TRUE(Numbers::empty().is_empty());
  EXPECT_EQ(Numbers(3, 3), Numbers::empty());
  EXPECT_EQ(Numbers(3, 4, Bounds::neither), Numbers::empty());
  EXPECT_EQ(Amounts("3"_dec, "3"_dec, Bounds::upper), Amounts::empty());
  EXPECT_FALSE(Amounts("3"_dec, "3"_dec, Bounds::both).is_empty());
  EXPECT_FALSE(Numbers().is_empty());
  EXPECT_EQ(Numbers::empty().to_string(), "empty");
  EXPECT_EQ(Numbers::empty().lower(), std::nullopt);
}

TEST(Range, refuses_ends_that_are_none) {
  EXPECT_THAT(data_error_of([] { Numbers(5, 1); }), StartsWith("ORP-200"));
  EXPECT_THAT(
      data_error_of([] { Numbers(1, std::numeric_limits<std::int32_t>::max(), Bounds::both); }),
      StartsWith("ORP-200"));
  EXPECT_THAT(
      data_error_of([] { Days(std::nullopt, Date::from_days(Date::max_days), Bounds::upper); }),
      StartsWith("ORP-200"));
}

TEST(Range, contains_values) {
  const Numbers numbers(1, 5);
  EXPECT_TRUE(numbers.contains(1));
  EXPECT_TRUE(numbers.contains(4));
  EXPECT_FALSE(numbers.contains(5));
  EXPECT_FALSE(numbers.contains(0));
  EXPECT_TRUE(Numbers().contains(0));
  EXPECT_FALSE(Numbers::empty().contains(0));
  const Amounts amounts("1"_dec, "2"_dec, Bounds::upper);
  EXPECT_FALSE(amounts.contains("1"_dec));
  EXPECT_TRUE(amounts.contains("2.0"_dec));
}

TEST(Range, is_read_as_postgresql_writes_it) {
  EXPECT_EQ(Numbers::parse("[1,5)"), Numbers(1, 5));
  EXPECT_EQ(Numbers::parse("(,5]"), Numbers(std::nullopt, 6));
  EXPECT_EQ(Numbers::parse("empty"), Numbers::empty());
  EXPECT_EQ(Days::parse("[2026-11-20,)"), Days(Date(2026, 11, 20), std::nullopt));
  const auto moment = Timestamp::parse("2026-11-20 19:54:00");
  const Range<Timestamp> since(moment, std::nullopt);
  EXPECT_EQ(Range<Timestamp>::parse(R"(["2026-11-20 19:54:00",))"), since);
  EXPECT_EQ(Range<Timestamp>::parse(since.to_string()), since);
  EXPECT_EQ(
      Range<TimestampTz>::parse(R"(["2026-11-20 19:54:00+01","2026-11-20 20:54:00+01"))").lower(),
      TimestampTz::parse("2026-11-20 18:54:00Z"));
  for (const char* text : {"", "[1,5", "1,5)", "[1)", "[5,1)", "[a,b)", "[1,5))", "[\"1,5)",
                           "[1 ,5)", "[1,99999999999)", "empty "})
    EXPECT_EQ(Numbers::from_string(text), std::nullopt) << text;
  EXPECT_THAT(data_error_of([] { Numbers::parse("[1;5)"); }), StartsWith("ORP-200"));
}

TEST(Multirange, joins_what_touches) {
  using Several = Multirange<std::int32_t>;
  const Several several({Numbers(7, 9), Numbers(1, 3), Numbers::empty(), Numbers(3, 4)});
  EXPECT_EQ(several.to_string(), "{[1,4),[7,9)}");
  EXPECT_EQ(Several::parse("{[1,4),[7,9)}"), several);
  EXPECT_EQ(Several::parse("{}"), Several());
  EXPECT_TRUE(Several().is_empty());
  EXPECT_TRUE(several.contains(8));
  EXPECT_FALSE(several.contains(4));
  EXPECT_EQ(Several({Numbers(1, 9), Numbers(2, 3)}).to_string(), "{[1,9)}");
  EXPECT_EQ(Several({Numbers(), Numbers(2, 3)}).to_string(), "{(,)}");
  const Amounts first("1"_dec, "2"_dec, Bounds::neither);
  EXPECT_EQ(Multirange<Decimal>({first, Amounts("2"_dec, "3"_dec, Bounds::neither)}).to_string(),
            "{(1,2),(2,3)}");
  EXPECT_EQ(Multirange<Decimal>({first, Amounts("2"_dec, "3"_dec)}).to_string(), "{(1,3)}");
  for (const char* text : {"", "{", "[1,2)", "{[1,2),}", "{[1,2)[3,4)}", "{[1,2}"})
    EXPECT_EQ(Several::from_string(text), std::nullopt) << text;
  EXPECT_THAT(data_error_of([] { Several::parse("[1,5)"); }), StartsWith("ORP-200"));
}

}  // namespace
}  // namespace orp
