// SPDX-License-Identifier: MIT
// SQL functions over values of every type, and over no rows.
#include "conformance/expressions.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using everything::Mood;

class Functions : public Expressions {};
ORPIMENT_ON_EACH_DATABASE(Functions);

constexpr const char* out_of_range = "ORP-2208";

TEST_P(Functions, count_rows_and_values_that_are_not_null) {
  EXPECT_EQ(aggregate(func::count(c.id)), 3);
  EXPECT_EQ(aggregate(func::count(c.maybe_text)), 0);
  EXPECT_EQ(aggregate(func::count(distinct(c.boolean))), 2);
  EXPECT_EQ(aggregate(func::count(distinct(c.huge))), 3);
  EXPECT_EQ(aggregate(func::count(distinct(c.uid))), 1);
}

TEST_P(Functions, sum_in_the_type_that_the_values_have_room_in) {
  EXPECT_EQ(aggregate(func::sum(c.small)), 299);
  EXPECT_EQ(aggregate(func::sum(c.middle)), 69'999);
  EXPECT_EQ(aggregate(func::sum(c.money)), "100000012.44"_dec);
  EXPECT_EQ(aggregate(func::sum(distinct(c.small))), 299);
  EXPECT_EQ(aggregate(func::sum(c.maybe_small)), std::nullopt);
  connection().execute(delete_<Value>().where(c.id == greatest));
  EXPECT_EQ(aggregate(func::sum(c.single)), double{0.1F} - 2.5);
  EXPECT_EQ(aggregate(func::sum(c.twice)), -1.0);
}

TEST_P(Functions, sums_of_doubles_are_no_more_than_doubles) {
  const auto huge = c.twice * 0.0 + 1.7e308;
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(aggregate(func::sum(distinct(huge))), 1.7e308);
  EXPECT_EQ(aggregate(func::sum(c.twice * 0.0 + infinite)), infinite);
  EXPECT_ERROR(DataError, "ORP-2208", aggregate(func::sum(huge)), "out of range");
}

TEST_P(Functions, averages_of_doubles_are_no_more_than_doubles) {
  const auto huge = c.twice * 0.0 + 1.7e308;
  EXPECT_EQ(aggregate(func::avg(distinct(huge))), 1.7e308);
  EXPECT_ERROR(DataError, "ORP-2208", aggregate(func::avg(huge)), "out of range");
}

TEST_P(Functions, sum_no_more_than_64_bits) {
  connection().execute(delete_<Value>().where(c.id == least));
  const auto error = error_of<DataError>([&] { aggregate(func::sum(c.big)); });
  EXPECT_EQ(error ? error->code() : "none", out_of_range);
}

TEST_P(Functions, average_numbers_as_doubles_and_decimals_as_decimals) {
  connection().execute(delete_<Value>().where(c.id == greatest));
  EXPECT_EQ(aggregate(func::avg(c.small)), -16'234.0);
  EXPECT_EQ(aggregate(func::avg(c.twice)), -0.5);
  EXPECT_EQ(aggregate(func::avg(c.single)), (double{0.1F} - 2.5) / 2);
  EXPECT_EQ(aggregate(func::avg(c.money)), "6.225"_dec);
  EXPECT_EQ(aggregate(func::avg(c.maybe_money)), std::nullopt);
}

TEST_P(Functions, average_integers_whose_sum_none_holds) {
  connection().execute(delete_<Value>().where(c.id != least && c.id != greatest));
  EXPECT_EQ(aggregate(func::avg(c.big)), -0.5);
  EXPECT_EQ(aggregate(func::avg(distinct(c.big))), -0.5);
  connection().execute(delete_<Value>().where(c.id == least));
  EXPECT_EQ(aggregate(func::avg(c.big)), 9223372036854775807.0);
  connection().execute(delete_<Value>().where(c.id == greatest));
  EXPECT_EQ(aggregate(func::avg(c.big)), std::nullopt);
}

TEST_P(Functions, find_the_least_and_the_greatest) {
  EXPECT_EQ(aggregate(func::min(c.boolean)), false);
  EXPECT_EQ(aggregate(func::max(c.boolean)), true);
  EXPECT_EQ(aggregate(func::max(c.maybe_bool)), std::nullopt);
  EXPECT_EQ(aggregate(func::max(c.small)), 32'767);
  EXPECT_EQ(aggregate(func::min(c.big)), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(aggregate(func::max(c.single)), 1e30F);
  EXPECT_EQ(aggregate(func::min(c.twice)), -3.5);
  EXPECT_EQ(aggregate(func::min(c.money)), "-0.05"_dec);
  EXPECT_EQ(aggregate(func::max(c.short_text)), "Ab");
  EXPECT_EQ(aggregate(func::max(c.day)), Date::parse("2024-02-29"));
  EXPECT_EQ(aggregate(func::min(c.clock)), Time::parse("12:30:00.5"));
  EXPECT_EQ(aggregate(func::min(c.instant)), TimestampTz::parse("2024-02-29 23:30:00.25"));
  EXPECT_EQ(aggregate(func::max(c.mood)), Mood::ok);
  EXPECT_EQ(aggregate(func::max(c.maybe_size)), std::nullopt);
}

TEST_P(Functions, choose_the_first_value_that_is_not_null) {
  GIVES(usual, func::coalesce(c.maybe_small, 7), 7);
  GIVES(usual, func::coalesce(c.maybe_small, c.small), 300);
  GIVES(usual, func::coalesce(none(c.middle), c.small), 300);
  GIVES(usual, func::coalesce(c.maybe_money, "1.005"_dec), "1.005"_dec);
  GIVES(usual, func::coalesce(c.maybe_text, c.short_text), "Ab");
  GIVES(usual, func::coalesce(c.maybe_bool, false), false);
  GIVES(usual, func::coalesce(c.twice, c.single), 2.5);
  GIVES_NULL(func::coalesce(c.maybe_money, none(c.money)));
  GIVES(usual, case_().when(c.small > 3, c.money).else_(0), "12.5"_dec);
  GIVES(usual, case_().when(c.maybe_bool == true, 1).else_(2), 2);
  GIVES_NULL(case_().when(c.small < 3, c.money));
  // The type of the first holds the others.
  GIVES(usual, func::coalesce(none(c.big), c.small), 300);
  GIVES(usual, func::coalesce(none(c.twice), c.middle), 70'000.0);
  GIVES(usual, func::coalesce(none(c.money), c.big), "5000000000"_dec);
  GIVES(usual, case_().when(c.small < 3, c.money).else_(c.middle), "70000"_dec);
}

TEST_P(Functions, average_by_hand_of_no_rows_is_null) {
  connection().execute(delete_<Value>().all_rows());
  EXPECT_EQ(aggregate(func::sum(c.small) / func::count()), std::nullopt);
}

TEST_P(Functions, work_on_texts_and_bytes) {
  GIVES(usual, func::lower(c.short_text), "ab");
  GIVES(usual, func::upper(c.long_text), "LONG TEXT");
  GIVES(usual, func::length(c.long_text), 9);
  GIVES(usual, func::length(c.blob), 3);
  GIVES_NULL(func::lower(c.maybe_text));
  GIVES_NULL(func::length(c.maybe_text));
}

// Halves away from zero, of the digits that a double has for certain.
TEST_P(Functions, round_numbers) {
  GIVES(usual, func::round(c.money), "13"_dec);
  GIVES(usual, func::round(c.money, 1), "12.5"_dec);
  GIVES(usual, func::round(c.money, -1), "10"_dec);
  GIVES(least, func::round(c.money, 1), "-0.1"_dec);
  GIVES(usual, func::round(c.twice), 3.0);
  GIVES(least, func::round(c.twice), -4.0);
  GIVES(usual, func::round(c.twice * 1.07, 2), 2.68);
  GIVES(usual, func::round(c.twice * 100, -2), 300.0);
  GIVES(greatest, func::round(c.twice, 2), 1e308);
  FAILS(greatest, func::round(c.twice * 1.797693134862315, 2), out_of_range);
  GIVES_NULL(func::round(none(c.twice), 1));
  GIVES(least, func::abs(c.money), "0.05"_dec);
  GIVES(least, func::abs(c.twice), 3.5);
  GIVES(least, func::abs(c.single), 2.5F);
  GIVES_NULL(func::abs(c.maybe_small));
}

}  // namespace
}  // namespace orp::tests
