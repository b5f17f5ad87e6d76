// SPDX-License-Identifier: MIT
// orp::cast(): every pair of types of which there is a cast. Those of which there is none do not
// compile (tests/compile_fail).
#include <string>

#include "conformance/expressions.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using everything::Mood;

class Casts : public Expressions {};
ORPIMENT_ON_EACH_DATABASE(Casts);

constexpr const char* out_of_range = "ORP-2208";

TEST_P(Casts, give_integers_of_integers) {
  GIVES(usual, cast<std::int16_t>(c.small), 300);
  GIVES(usual, cast<std::int32_t>(c.small), 300);
  GIVES(usual, cast<std::int64_t>(c.middle), 70'000);
  GIVES(usual, cast<std::int32_t>(c.boolean), 1);
  GIVES(least, cast<std::int16_t>(c.boolean), 0);
  GIVES(least, cast<std::int64_t>(c.boolean), 0);
  GIVES(least, cast<std::int64_t>(c.big), std::numeric_limits<std::int64_t>::min());
  FAILS(usual, cast<std::int16_t>(c.middle), out_of_range);
  FAILS(usual, cast<std::int32_t>(c.big), out_of_range);
}

// PostgreSQL rounds double precision to the nearest integer, halves to the even one, and numeric
// halves away from zero.
TEST_P(Casts, give_integers_of_other_numbers) {
  GIVES(usual, cast<std::int32_t>(c.twice), 2);
  GIVES(least, cast<std::int64_t>(c.twice), -4);
  GIVES(least, cast<std::int16_t>(c.single), -2);
  GIVES(usual, cast<std::int64_t>(c.single), 0);
  GIVES(usual, cast<std::int32_t>(c.money), 13);
  GIVES(usual, cast<std::int16_t>(c.money), 13);
  GIVES(least, cast<std::int64_t>(c.money), 0);
  GIVES(usual, cast<std::int64_t>(c.money - 25), -13);
  FAILS(greatest, cast<std::int64_t>(c.twice), out_of_range);
  FAILS(greatest, cast<std::int64_t>(c.single), out_of_range);
  FAILS(greatest, cast<std::int16_t>(c.money), out_of_range);
}

TEST_P(Casts, give_doubles) {
  GIVES(usual, cast<double>(c.small), 300.0);
  GIVES(usual, cast<double>(c.big), 5e9);
  GIVES(least, cast<double>(c.single), -2.5);
  GIVES(usual, cast<double>(c.single), double{0.1F});
  GIVES(usual, cast<double>(c.twice), 2.5);
  GIVES(usual, cast<double>(c.money), 12.5);
  GIVES(least, cast<double>(c.money), -0.05);
  GIVES(usual, cast<double>(c.huge), 1.5);
}

TEST_P(Casts, give_bools) {
  GIVES(usual, cast<bool>(c.small), true);
  GIVES(usual, cast<bool>(c.big), true);
  GIVES(usual, cast<bool>(c.middle - 70'000), false);
  GIVES(least, cast<bool>(c.boolean), false);
}

TEST_P(Casts, give_decimals) {
  GIVES(usual, cast<Decimal>(c.small, 5, 2), "300"_dec);
  GIVES(usual, cast<Decimal>(c.big, 18, 3), "5000000000"_dec);
  GIVES(usual, cast<Decimal>(c.money, 4, 1), "12.5"_dec);
  GIVES(least, cast<Decimal>(c.money, 4, 1), "-0.1"_dec);
  GIVES(usual, cast<Decimal>(c.money, 2, 0), "13"_dec);
  GIVES(usual, cast<Decimal>(c.twice, 10, 0), "3"_dec);
  GIVES(least, cast<Decimal>(c.twice, 10, 3), "-3.5"_dec);
  GIVES(usual, cast<Decimal>(c.twice * 1.07, 10, 2), "2.68"_dec);  // 2.675, a double just below
  GIVES(usual, cast<Decimal>(c.single, 18, 12), "0.100000001490"_dec);
  FAILS(usual, cast<Decimal>(c.small, 4, 2), out_of_range);
  FAILS(usual, cast<Decimal>(c.money, 3, 2), out_of_range);
  FAILS(usual, cast<Decimal>(c.twice, 2, 2), out_of_range);
  FAILS(greatest, cast<Decimal>(c.big, 18, 2), out_of_range);
  FAILS(greatest, cast<Decimal>(c.twice, 18, 2), out_of_range);
}

TEST_P(Casts, give_texts) {
  GIVES(usual, cast<std::string>(c.boolean), "true");
  GIVES(least, cast<std::string>(c.boolean), "false");
  GIVES(usual, cast<std::string>(c.middle > 3), "true");
  GIVES(usual, cast<std::string>(c.small), "300");
  GIVES(least, cast<std::string>(c.big), "-9223372036854775808");
  GIVES(usual, cast<std::string>(c.money), "12.50");
  GIVES(least, cast<std::string>(c.money), "-0.05");
  GIVES(usual, cast<std::string>(c.money * 2), "25.00");
  GIVES(usual, cast<std::string>(c.money / 3), "4.166667");
  GIVES(usual, cast<std::string>(func::coalesce(c.maybe_money, 0)), "0.00");
  GIVES(usual, cast<std::string>(c.huge), "1.5000000000");
  GIVES(usual, cast<std::string>(c.short_text), "Ab");
  GIVES(usual, cast<std::string>(c.uid), "123e4567-e89b-12d3-a456-426614174000");
  GIVES(usual, cast<std::string>(c.day), "2024-02-29");
  GIVES(usual, cast<std::string>(c.clock), "12:30:00.500000");
  GIVES(usual, cast<std::string>(c.local), "2024-02-29 23:30:00.123456");
  GIVES(usual, cast<std::string>(c.instant), "2024-02-29 23:30:00.250000+00");
  GIVES(usual, cast<std::string>(c.mood), "ok");
}

TEST_P(Casts, give_dates_and_times_in_utc) {
  GIVES(usual, cast<Date>(c.instant), Date::parse("2024-02-29"));
  GIVES(usual, cast<Date>(c.local), Date::parse("2024-02-29"));
  GIVES(usual, cast<Date>(c.day), Date::parse("2024-02-29"));
  GIVES(usual, cast<Time>(c.instant), Time::parse("23:30:00.25"));
  GIVES(usual, cast<Time>(c.local), Time::parse("23:30:00.123456"));
  GIVES(usual, cast<Time>(c.clock), Time::parse("12:30:00.5"));
  GIVES(usual, cast<Timestamp>(c.instant), Timestamp::parse("2024-02-29 23:30:00.25"));
  GIVES(usual, cast<Timestamp>(c.day), Timestamp::parse("2024-02-29 00:00"));
  GIVES(usual, cast<Timestamp>(c.local), Timestamp::parse("2024-02-29 23:30:00.123456"));
  GIVES(usual, cast<TimestampTz>(c.local), TimestampTz::parse("2024-02-29 23:30:00.123456+00"));
  GIVES(usual, cast<TimestampTz>(c.day), TimestampTz::parse("2024-02-29 00:00+00"));
  GIVES(usual, cast<TimestampTz>(c.instant), TimestampTz::parse("2024-02-29 23:30:00.25+00"));
}

TEST_P(Casts, give_null_of_null) {
  GIVES_NULL(cast<std::int16_t>(none(c.big)));
  GIVES_NULL(cast<std::int32_t>(none(c.twice)));
  GIVES_NULL(cast<std::int64_t>(none(c.money)));
  GIVES_NULL(cast<std::int64_t>(c.maybe_bool));
  GIVES_NULL(cast<double>(c.maybe_money));
  GIVES_NULL(cast<bool>(c.maybe_small));
  GIVES_NULL(cast<Decimal>(none(c.twice), 10, 2));
  GIVES_NULL(cast<Decimal>(c.maybe_small, 10, 2));
  GIVES_NULL(cast<std::string>(c.maybe_bool));
  GIVES_NULL(cast<std::string>(c.maybe_small));
  GIVES_NULL(cast<std::string>(c.maybe_money));
  GIVES_NULL(cast<std::string>(none(c.huge)));
  GIVES_NULL(cast<std::string>(c.maybe_text));
  GIVES_NULL(cast<std::string>(none(c.uid)));
  GIVES_NULL(cast<std::string>(none(c.clock)));
  GIVES_NULL(cast<std::string>(none(c.instant)));
  GIVES_NULL(cast<std::string>(c.maybe_size));
  GIVES_NULL(cast<Date>(none(c.instant)));
  GIVES_NULL(cast<Time>(none(c.local)));
  GIVES_NULL(cast<Timestamp>(none(c.day)));
  GIVES_NULL(cast<TimestampTz>(none(c.local)));
}

TEST_P(Casts, of_a_number_that_is_none_are_refused_as_values) {
  if (!is_postgres()) GTEST_SKIP() << "only PostgreSQL keeps NaN in a decimal column";
  connection().execute_script("UPDATE values SET money = 'NaN' WHERE id = 1");
  connection().commit();
  FAILS(usual, cast<std::int16_t>(c.money), "ORP-2220");
  FAILS(usual, cast<std::int32_t>(c.money), "ORP-2220");
  FAILS(usual, cast<std::int64_t>(c.money), "ORP-2220");
}

// SQLite keeps decimals of more than 18 digits as texts: nothing is sent that calculates with them.
TEST_P(Casts, of_wide_decimals_are_refused_where_the_database_cannot_calculate_with_them) {
  if (is_postgres()) {
    GIVES(least, cast<Decimal>(c.huge, 21, 0), "-12345678901234567891"_dec);
    return;
  }
  const auto refused = [&](const auto& expression) {
    const auto error = error_of<UsageError>([&] { selected(usual, expression); });
    EXPECT_EQ(error ? error->code() : "none", "ORP-1211");
  };
  refused(cast<std::int64_t>(c.huge));
  refused(cast<Decimal>(c.huge, 18, 2));
  refused(cast<Decimal>(c.big, 30, 2));
}

}  // namespace
}  // namespace orp::tests
