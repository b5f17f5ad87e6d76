// SPDX-License-Identifier: MIT
// Operators over values of every type: + - * / %, comparisons, patterns and lists.
#include <initializer_list>
#include <vector>

#include "conformance/expressions.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using everything::Mood;

class Operators : public Expressions {
 protected:
  /// Whether the condition holds; NULL is none of the two.
  template <class T>
  void is_true(const Expr<T>& condition) {
    EXPECT_EQ(selected(usual, condition), true);
    EXPECT_EQ(rows_where(usual, condition), 1U);
  }
  template <class T>
  void is_false(const Expr<T>& condition) {
    EXPECT_EQ(selected(usual, condition), false);
    EXPECT_EQ(rows_where(usual, !condition), 1U);
  }
};
ORPIMENT_ON_EACH_DATABASE(Operators);

#define IS_TRUE(condition)    \
  {                           \
    SCOPED_TRACE(#condition); \
    is_true(condition);       \
  }
#define IS_FALSE(condition)   \
  {                           \
    SCOPED_TRACE(#condition); \
    is_false(condition);      \
  }

constexpr const char* out_of_range = "ORP-2208";
constexpr const char* other_fault = "ORP-2220";

// As in C++: in 32 bits, or in 64 where an operand has them.
TEST_P(Operators, calculate_integers) {
  GIVES(usual, c.small * 30'000, 9'000'000);
  GIVES(usual, c.small * c.small, 90'000);
  GIVES(usual, c.small + c.middle, 70'300);
  GIVES(usual, c.middle - c.big, -4'999'930'000);
  GIVES(usual, c.middle * 1'000'000L, 70'000'000'000);
  GIVES(usual, 7 / c.small, 0);
  GIVES(usual, c.middle / 300, 233);
  GIVES(usual, -c.middle / 300, -233);
  GIVES(usual, -c.middle % 300, -100);
  GIVES(usual, c.middle % -300, 100);
  GIVES(least, -c.small, 32'768);
  GIVES(least, func::abs(c.small), 32'768);
  GIVES(greatest, c.small + 1, 32'768);
}

TEST_P(Operators, refuse_integers_that_are_out_of_range) {
  FAILS(greatest, c.middle + 1, out_of_range);
  FAILS(greatest, c.middle + 1 - 1, out_of_range);
  FAILS(least, c.middle - 1, out_of_range);
  FAILS(least, -c.middle, out_of_range);
  FAILS(least, func::abs(c.middle), out_of_range);
  FAILS(greatest, c.middle * c.middle, out_of_range);
  FAILS(greatest, c.big + 1, out_of_range);
  FAILS(greatest, c.big + 1 - 1, out_of_range);
  FAILS(greatest, c.big * 2 / 2, out_of_range);
  FAILS(greatest, c.big * 2 % 7, out_of_range);
  FAILS(greatest, c.big * c.big, out_of_range);
  FAILS(least, c.big - 1, out_of_range);
  FAILS(least, -c.big, out_of_range);
  FAILS(least, c.big / -1, out_of_range);
  FAILS(least, func::abs(c.big), out_of_range);
}

TEST_P(Operators, refuse_to_divide_by_zero) {
  FAILS(usual, c.small / 0, other_fault);
  FAILS(usual, c.big / (c.small - 300), other_fault);
  FAILS(usual, c.middle % 0, other_fault);
  FAILS(usual, c.twice / 0, other_fault);
  FAILS(usual, c.twice / (c.small - 300), other_fault);
  FAILS(usual, c.money / 0, other_fault);
  FAILS(usual, c.money % (c.money - "12.50"_dec), other_fault);
}

// In doubles, also of a float.
TEST_P(Operators, calculate_floating_point) {
  GIVES(usual, c.twice + 1, 3.5);
  GIVES(usual, c.twice * c.small, 750.0);
  GIVES(usual, 1 / c.twice, 0.4);
  GIVES(usual, c.single + c.single, double{0.1F} + double{0.1F});
  GIVES(usual, c.single * 3, double{0.1F} * 3);
  GIVES(usual, c.single * c.middle, double{0.1F} * 70'000);
  GIVES(usual, c.single - c.twice, double{0.1F} - 2.5);
  GIVES(usual, -c.single, -0.1F);
  GIVES(greatest, c.single * c.single, double{1e30F} * double{1e30F});
  FAILS(greatest, c.twice * 10, out_of_range);
  FAILS(greatest, c.twice + c.twice, out_of_range);
  FAILS(greatest, -c.twice - c.twice, out_of_range);
  FAILS(greatest, 1 / c.twice / c.twice, out_of_range);
}

TEST_P(Operators, calculate_with_infinity) {
  connection().execute(
      update<Value>().where(c.id == usual).set(c.twice = std::numeric_limits<double>::infinity()));
  GIVES(usual, c.twice + 1, std::numeric_limits<double>::infinity());
  GIVES(usual, -c.twice / 2, -std::numeric_limits<double>::infinity());
  GIVES(usual, 1 / c.twice, 0.0);
}

TEST_P(Operators, calculate_decimals) {
  GIVES(usual, c.money + 1, "13.5"_dec);
  GIVES(usual, c.money - "0.005"_dec, "12.495"_dec);
  GIVES(usual, c.money * c.money, "156.25"_dec);
  GIVES(usual, c.money * "1.175"_dec, "14.6875"_dec);
  GIVES(usual, c.money / 3, "4.166667"_dec);
  GIVES(usual, -c.money / 3, "-4.166667"_dec);
  GIVES(usual, c.money % 5, "2.5"_dec);
  GIVES(usual, -c.money % 5, "-2.5"_dec);
  GIVES(greatest, c.money * 2, "199999999.98"_dec);
}

// PostgreSQL has the digits; where decimals are integers of 64 bits, what needs more is an error.
TEST_P(Operators, never_lose_digits_of_decimals) {
  const auto large = c.money * c.money * c.money;
  if (is_postgres()) {
    GIVES(greatest, large, "999999999700000000029999.999999"_dec);
  } else {
    FAILS(greatest, large, out_of_range);
    FAILS(greatest, c.money * c.big, out_of_range);
    FAILS(greatest, large / 3, out_of_range);
  }
}

TEST_P(Operators, compare_values_of_every_type) {
  IS_TRUE(c.boolean == true);
  IS_FALSE(c.boolean < true);
  IS_TRUE(c.small == c.middle - 69'700);
  IS_TRUE(c.small < c.money * 100);
  IS_TRUE(c.middle > 69'999);
  IS_TRUE(c.big >= 5'000'000'000);
  IS_TRUE(c.single == 0.1F);
  IS_TRUE(c.single == 0.1);  // a literal is of the column's type
  IS_TRUE(c.single > cast<double>(c.money) / 125);
  IS_TRUE(c.twice <= 2.5);
  IS_TRUE(c.money == "12.5"_dec);
  IS_FALSE(c.money == "12.501"_dec);
  IS_TRUE(c.huge == "1.5"_dec);
  IS_TRUE(c.huge == "1.50000000000000"_dec);
  IS_FALSE(c.huge == "1.50000000000001"_dec);
  IS_TRUE(c.huge.in_({"1.5"_dec, "7.000000000001"_dec}));
  IS_TRUE(c.short_text == "Ab");
  IS_FALSE(c.short_text == "ab");
  IS_TRUE(c.blob < (Bytes{1, 2, 4}));
  IS_TRUE(c.uid == Uuid::parse("123e4567-e89b-12d3-a456-426614174000"));
  IS_TRUE(c.uid < Uuid::parse("f23e4567-e89b-12d3-a456-426614174000"));
  IS_TRUE(c.day > Date::parse("2024-02-28"));
  IS_TRUE(c.clock < Time::parse("12:30:01"));
  IS_TRUE(c.local != Timestamp::parse("2024-02-29 23:30:00.123457"));
  IS_TRUE(c.instant == TimestampTz::parse("2024-02-29 23:30:00.25+00"));
  IS_TRUE(c.span == Interval::parse("P1DT2H"));
  IS_TRUE(c.mood > Mood::sad);
  IS_FALSE(c.mood >= Mood::happy);
}

// 2^53 + 1 is none of the doubles.
TEST_P(Operators, compare_a_large_integer_with_a_double_as_the_database_does) {
  connection().execute(update<Value>()
                           .where(c.id == usual)
                           .set(c.big = 9'007'199'254'740'993, c.twice = 9'007'199'254'740'992.0));
  EXPECT_EQ(selected(usual, c.big == c.twice), is_postgres());
  EXPECT_EQ(selected(usual, c.big > c.twice), !is_postgres());
}

TEST_P(Operators, take_one_row_of_a_subquery_where_the_database_does) {
  const auto rows = select(c.middle).order_by(c.middle.desc()).scalar_subquery();
  if (is_postgres())
    EXPECT_TRUE(error_of<Error>([&] { selected(usual, rows); }).has_value());
  else
    EXPECT_EQ(selected(usual, rows), std::numeric_limits<std::int32_t>::max());
}

TEST_P(Operators, give_null_of_null) {
  GIVES_NULL(c.maybe_small + 1);
  GIVES_NULL(c.small - c.maybe_small);
  GIVES_NULL(-c.maybe_small);
  GIVES_NULL(c.big / c.maybe_small);
  GIVES_NULL(c.twice * c.maybe_small);
  GIVES_NULL(c.money % c.maybe_money);
  GIVES_NULL(c.maybe_money / 2);
  GIVES_NULL(c.maybe_text + "x");
  GIVES_NULL(c.maybe_bool == true);
  GIVES_NULL(c.maybe_money < 3);
  GIVES_NULL(c.maybe_small.between(1, 2));
  GIVES_NULL(c.maybe_small.in_({1, 2}));
  IS_TRUE(c.maybe_small.is_distinct_from(3));
  IS_TRUE(c.maybe_size.is_null());
}

TEST_P(Operators, look_among_values) {
  IS_TRUE(c.small.between(300, 301));
  IS_FALSE(c.twice.between(2.6, 3.0));
  IS_TRUE(c.money.between("12.5"_dec, "12.501"_dec));
  IS_TRUE(c.day.between(Date::parse("2024-02-29"), Date::parse("2024-03-01")));
  IS_TRUE(c.mood.between(Mood::sad, Mood::ok));
  IS_TRUE(c.small.in_({300, 5'000'000}));
  IS_TRUE(c.money.in_({"12.500"_dec}));
  IS_TRUE(c.boolean.in_({true}));
  IS_TRUE(c.short_text.not_in({"ab", "AB"}));
  IS_TRUE((c.short_text + c.long_text) == "Ablong Text");
  IS_TRUE(c.short_text.like("A%"));
  IS_FALSE(c.short_text.like("a%"));
  IS_TRUE(c.short_text.ilike("a_"));
}

// What is kept as a text there is equal to what is written otherwise, also after it was assigned.
// A list that has more digits than the database compares is refused, and never false in silence.
TEST_P(Operators, look_among_decimals_of_many_digits) {
  IS_TRUE(c.money.in_({"12.5"_dec, "99999999999999.001"_dec}));
  IS_FALSE(c.money.not_in({"12.5"_dec, "99999999999999.001"_dec}));
  for (const char* const other :
       {"99999999999999999999", "0.0000000000000000001", "999999999999999999",
        "92233720368547758.08", "0.000000000000000001"}) {
    SCOPED_TRACE(other);
    const std::vector<Decimal> list{"12.5"_dec, Decimal::parse(other)};
    if (is_postgres()) {
      IS_TRUE(c.money.in_(list));
      IS_FALSE(c.money.not_in(list));
      IS_TRUE((c.money * 1).in_(list));
    } else {
      EXPECT_ERROR(UsageError, "ORP-1211", selected(usual, c.money.in_(list)), "18 digits");
      EXPECT_ERROR(UsageError, "ORP-1211", selected(usual, c.money.not_in(list)), "18 digits");
    }
  }
}

TEST_P(Operators, take_the_remainder_of_numbers_beyond_the_others_scale) {
  GIVES(usual, c.big % c.money, 0);
  GIVES(usual, c.money % c.big, "12.5"_dec);
}

TEST_P(Operators, give_null_of_null_divided_by_zero) {
  GIVES_NULL(none(c.big) / 0);
  GIVES_NULL(none(c.big) % 0);
  GIVES_NULL(none(c.money) / 0);
  GIVES_NULL(none(c.money) % 0);
  GIVES_NULL(none(c.twice) / 0);
}

// Whatever stands there, the column has the value as a value of its own type.
TEST_P(Operators, assign_what_is_a_value_of_the_column) {
  const auto assigned = [&](const auto& column, const auto& value) {
    connection().execute(update<Value>().where(c.id == usual).set(column = value));
  };
  assigned(c.money, literal("1.5"_dec));
  IS_TRUE(c.money == "1.5"_dec);
  assigned(c.money, literal(7));
  IS_TRUE(c.money == 7);
  assigned(c.huge, literal("1.005"_dec));
  IS_TRUE(c.huge == "1.005"_dec);
  assigned(c.single, c.twice / 3);
  IS_TRUE(c.single == static_cast<float>(2.5 / 3));
  assigned(c.single, c.big);
  IS_TRUE(c.single == 5e9F);
  assigned(c.short_text, literal(std::string("new")));
  IS_TRUE(c.short_text == "new");
  EXPECT_ERROR(DataError, out_of_range, assigned(c.single, c.twice * 1e-60), "out of range");
}

TEST_P(Operators, assign_wide_decimals) {
  connection().execute(update<Value>().where(c.id == usual).set(c.huge = c.money));
  GIVES(usual, c.huge, "12.5"_dec);
  connection().execute(update<Value>().where(c.id == usual).set(c.huge = c.small));
  GIVES(usual, c.huge, "300"_dec);
  connection().execute(update<Value>().where(c.id == usual).set(c.huge = "7"_dec));
  GIVES(usual, c.huge, "7.00"_dec);
  GIVES(usual, case_().when(c.id > 0, c.huge).else_(c.money), "7"_dec);
  GIVES(usual, func::coalesce(c.maybe_money, c.huge), "7"_dec);
  EXPECT_EQ(connection().execute(select(c.huge).distinct()).all().size(), 3U);
}

}  // namespace
}  // namespace orp::tests
