// SPDX-License-Identifier: MIT
#include "orpiment/base/decimal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <concepts>
#include <cstdlib>
#include <limits>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

using namespace orp::literals;

constexpr auto largest = "99999999999999999999999999999999999999"_dec;
constexpr auto smallest = "-99999999999999999999999999999999999999"_dec;
constexpr auto tiniest = "0.00000000000000000000000000000000000001"_dec;

TEST(Decimal, is_zero_by_default) {
  EXPECT_TRUE(Decimal().is_zero());
  EXPECT_EQ(Decimal().to_string(), "0");
}

TEST(Decimal, prints_with_the_scale_it_was_written_with) {
  for (const char* text :
       {"0", "12.50", "12.5", "-12.50", "0.05", "-0.05", "0.00", "1000000",
        "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999",
        "0.99999999999999999999999999999999999999", "-0.00000000000000000000000000000000000001",
        "1234567890123456789.0123456789012345678", "10000000000000000000",
        "100000000000000000000.0", "18446744073709551616"}) {
    EXPECT_EQ(Decimal::parse(text).to_string(), text);
  }
}

TEST(Decimal, reads_signs_and_bare_points) {
  EXPECT_EQ(Decimal::parse("+1.5"), "1.5"_dec);
  EXPECT_EQ(Decimal::parse(".5"), "0.5"_dec);
  EXPECT_EQ(Decimal::parse("-.5"), "-0.5"_dec);
  EXPECT_EQ(Decimal::parse("7."), Decimal(7));
  EXPECT_EQ(Decimal::parse("000000000000000000000000000000000000000000000000001.50").to_string(),
            "1.50");
}

TEST(Decimal, has_no_negative_zero) {
  EXPECT_EQ(Decimal::parse("-0.00").to_string(), "0.00");
  EXPECT_FALSE(Decimal::parse("-0.00").is_negative());
  EXPECT_EQ((-Decimal()).to_string(), "0");
}

TEST(Decimal, drops_zeros_that_do_not_fit) {
  EXPECT_EQ(Decimal::parse("1.0000000000000000000000000000000000000000000000"), Decimal(1));
  EXPECT_EQ(Decimal::parse("99999999999999999999999999999999999999.00"), largest);
}

TEST(Decimal, refuses_what_is_not_a_number_and_says_where) {
  for (const char* text : {"", "-", "+", ".", "-.", "1.2.3", "1e3", "NaN", "Infinity", " 1", "1 ",
                           "1,5", "--1", "0x10", "1-"}) {
    EXPECT_EQ(Decimal::from_string(text), std::nullopt) << text;
  }
  EXPECT_EQ(Decimal::from_string(std::string_view("1\0", 2)), std::nullopt);
  EXPECT_EQ(test::data_error_of([] { Decimal::parse("12.5x"); }),
            "ORP-2001: \"12.5x\" is not a decimal: unexpected character at character 5");
  EXPECT_EQ(test::data_error_of([] { Decimal::parse("-"); }),
            "ORP-2001: \"-\" is not a decimal: digits expected at the end");
}

TEST(Decimal, refuses_more_than_38_digits) {
  EXPECT_EQ(Decimal::from_string("100000000000000000000000000000000000000"), std::nullopt);
  EXPECT_EQ(Decimal::from_string("0.000000000000000000000000000000000000001"), std::nullopt);
  EXPECT_EQ(Decimal::from_string("9.99999999999999999999999999999999999999"), std::nullopt);
  EXPECT_EQ(Decimal::from_string("99999999999999999999999999999999999999.01"), std::nullopt);
}

TEST(Decimal, is_made_from_integers_but_not_from_floating_point_or_bool) {
  static_assert(std::convertible_to<int, Decimal>);
  static_assert(std::convertible_to<unsigned long long, Decimal>);
  static_assert(!std::constructible_from<Decimal, double>);
  static_assert(!std::constructible_from<Decimal, float>);
  static_assert(!std::constructible_from<Decimal, bool>);
  static_assert(!std::constructible_from<Decimal, char>);
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
  EXPECT_EQ(Decimal(std::numeric_limits<std::uint64_t>::max()).to_string(), "18446744073709551615");
}

TEST(Decimal, gives_its_parts_to_codecs) {
  constexpr Decimal value = "-12.50"_dec;
  static_assert(value.coefficient() == -1250 && value.scale() == 2);
  EXPECT_EQ(Decimal::from_coefficient(-1250, 2).to_string(), "-12.50");
  EXPECT_THROW(Decimal::from_coefficient(largest.coefficient() + 1, 0), DataError);
  EXPECT_THROW(Decimal::from_coefficient(smallest.coefficient() - 1, 0), DataError);
  EXPECT_THROW(Decimal::from_coefficient(1, 39), DataError);
  EXPECT_THROW(Decimal::from_coefficient(1, -1), DataError);
}

TEST(Decimal, compares_as_a_number) {
  static_assert("12.5"_dec == "12.50"_dec && "12.5"_dec != "12.51"_dec);
  static_assert("12.5"_dec > 12 && 13 > "12.5"_dec && "-12.5"_dec < -12);
  EXPECT_EQ(Decimal(), "0.000"_dec);
  EXPECT_LT("-0.01"_dec, Decimal());
  EXPECT_GT(largest, tiniest);
  EXPECT_LT(smallest, tiniest);
  EXPECT_LT(tiniest, largest);
  EXPECT_GT(tiniest, smallest);
  EXPECT_LT(largest - 1, largest);
}

TEST(Decimal, hashes_equal_values_alike) {
  EXPECT_EQ("12.5"_dec.hash(), "12.5000"_dec.hash());
  EXPECT_EQ(Decimal().hash(), "-0.00"_dec.hash());
  EXPECT_EQ(Decimal(100).hash(), "100.00"_dec.hash());
  EXPECT_NE("12.5"_dec.hash(), "125"_dec.hash());
  EXPECT_NE("1"_dec.hash(), "-1"_dec.hash());
}

TEST(Decimal, counts_the_precision_that_a_column_needs) {
  EXPECT_EQ("0"_dec.precision(), 1);
  EXPECT_EQ("0.05"_dec.precision(), 2);
  EXPECT_EQ("12.50"_dec.precision(), 4);
  EXPECT_EQ("-999"_dec.precision(), 3);
  EXPECT_EQ("1000"_dec.precision(), 4);
  EXPECT_EQ(largest.precision(), 38);
  EXPECT_EQ(tiniest.precision(), 38);
}

TEST(Decimal, keeps_the_greater_scale_when_added) {
  EXPECT_EQ(("12.5"_dec + "0.25"_dec).to_string(), "12.75");
  EXPECT_EQ(("12.50"_dec + "0.5"_dec).to_string(), "13.00");
  EXPECT_EQ(("1"_dec - "0.01"_dec).to_string(), "0.99");
  EXPECT_EQ((1 - "2.5"_dec).to_string(), "-1.5");
}

TEST(Decimal, adds_the_scales_when_multiplied) {
  EXPECT_EQ(("1.5"_dec * "1.5"_dec).to_string(), "2.25");
  EXPECT_EQ(("-0.10"_dec * 3).to_string(), "-0.30");
  EXPECT_EQ(("18446744073709551616"_dec * "9999999999999999.99"_dec).to_string(),
            "184467440737095515975532559262904483.84");
}

TEST(Decimal, changes_in_place) {
  Decimal sum = "1.5"_dec;
  sum += 2;
  sum -= "0.25"_dec;
  sum *= 4;
  EXPECT_EQ(sum.to_string(), "13.00");
}

TEST(Decimal, gives_up_trailing_zeros_before_it_overflows) {
  EXPECT_EQ(largest + "0.00"_dec, largest);
  EXPECT_EQ(largest - "0.00"_dec, largest);
  EXPECT_EQ(largest * "1.00"_dec, largest);
  const Decimal fine = "0.5000000000000000000000000000000000000"_dec;
  EXPECT_EQ(fine * fine, "0.25"_dec);
}

TEST(Decimal, overflows_with_an_error) {
  EXPECT_EQ(test::data_error_of([] { return largest + 1; }),
            "ORP-2003: decimal overflow: the exact value takes more than 38 digits");
  EXPECT_THROW(smallest - 1, DataError);
  EXPECT_THROW(largest + largest, DataError);
  EXPECT_THROW(largest + tiniest, DataError);
  EXPECT_THROW(largest * 2, DataError);
  EXPECT_THROW(largest * largest, DataError);
  EXPECT_THROW(tiniest * tiniest, DataError);
  EXPECT_THROW("10000000000000000000"_dec * "10000000000000000000"_dec, DataError);
  EXPECT_EQ(smallest + largest, Decimal());
}

TEST(Decimal, takes_another_scale_when_nothing_is_lost) {
  EXPECT_EQ("12.5"_dec.rescaled(4).to_string(), "12.5000");
  EXPECT_EQ("12.5000"_dec.rescaled(1).to_string(), "12.5");
  EXPECT_EQ("-12.00"_dec.rescaled(0).to_string(), "-12");
  EXPECT_EQ(test::data_error_of([] { return "12.505"_dec.rescaled(2); }),
            "ORP-2004: 12.505 has more than 2 digits after the point");
  EXPECT_THROW(largest.rescaled(1), DataError);
  EXPECT_THROW(Decimal(1).rescaled(39), DataError);
  EXPECT_THROW(Decimal(1).rescaled(-1), DataError);
}

TEST(Decimal, rounds_halves_to_even) {
  EXPECT_EQ("2.5"_dec.round(0).to_string(), "2");
  EXPECT_EQ("3.5"_dec.round(0).to_string(), "4");
  EXPECT_EQ("-2.5"_dec.round(0).to_string(), "-2");
  EXPECT_EQ("-3.5"_dec.round(0).to_string(), "-4");
  EXPECT_EQ("2.51"_dec.round(0).to_string(), "3");
  EXPECT_EQ("12.345"_dec.round(2).to_string(), "12.34");
  EXPECT_EQ("12.355"_dec.round(2).to_string(), "12.36");
  EXPECT_EQ("-0.4"_dec.round(0).to_string(), "0");
  EXPECT_EQ("12.5"_dec.round(3).to_string(), "12.500");
  EXPECT_EQ("0.99999999999999999999999999999999999999"_dec.round(0).to_string(), "1");
  EXPECT_EQ(tiniest.round(0).to_string(), "0");
  EXPECT_THROW("12.5"_dec.round(-1), DataError);
}

TEST(Decimal, gives_the_nearest_double) {
  EXPECT_EQ("0.1"_dec.to_double(), 0.1);
  EXPECT_EQ("-12.50"_dec.to_double(), -12.5);
  EXPECT_EQ(largest.to_double(), 1e38);
  EXPECT_EQ(tiniest.to_double(), 1e-38);
  test::RandomSource random;
  for (int i = 0; i < 10000; ++i) {
    const Decimal value = Decimal::from_coefficient(
        static_cast<detail::Int128>(static_cast<std::int64_t>(random.bits())) *
            random.integer(1, 1'000'000),
        static_cast<int>(random.integer(0, 38)));
    ASSERT_EQ(value.to_double(), std::strtod(value.to_string().c_str(), nullptr)) << value;
  }
}

/// A decimal of any size and scale.
Decimal any_decimal(test::RandomSource& random) {
  const auto digits = static_cast<int>(random.integer(0, 38));
  detail::Int128 coefficient = 0;
  for (int i = 0; i < digits; ++i) coefficient = coefficient * 10 + random.integer(0, 9);
  if (random.coin()) coefficient = -coefficient;
  return Decimal::from_coefficient(coefficient, static_cast<int>(random.integer(0, 38)));
}

TEST(Decimal, survives_a_round_trip_through_text) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const Decimal value = any_decimal(random);
    const Decimal again = Decimal::parse(value.to_string());
    ASSERT_EQ(again.coefficient(), value.coefficient());
    ASSERT_EQ(again.scale(), value.scale());
    ASSERT_EQ(value.normalized(), value);
    ASSERT_EQ(value.normalized().hash(), value.hash());
  }
}

TEST(Decimal, obeys_the_laws_of_arithmetic_or_overflows) {
  test::RandomSource random;
  int compared = 0;
  for (int i = 0; i < 20000; ++i) {
    const Decimal a = any_decimal(random);
    const Decimal b = any_decimal(random);
    ASSERT_EQ(a <=> b, 0 <=> (b <=> a));
    try {
      const Decimal sum = a + b;
      ASSERT_EQ(sum, b + a);
      ASSERT_EQ(sum - b, a);
      ASSERT_EQ(sum <=> a, b <=> Decimal());
      ++compared;
    } catch (const DataError&) {
    }
    try {
      const Decimal product = a * b;
      ASSERT_EQ(product, b * a);
      ASSERT_EQ(product, -(-a * b));
      ASSERT_NEAR(product.to_double(), a.to_double() * b.to_double(),
                  std::abs(product.to_double()) * 1e-15);
      ++compared;
    } catch (const DataError&) {
    }
  }
  EXPECT_GT(compared, 5000);
}

TEST(Decimal, agrees_with_integers_of_128_bits) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t a = random.integer(-1'000'000'000'000, 1'000'000'000'000);
    const std::int64_t b = random.integer(-1'000'000'000'000, 1'000'000'000'000);
    const Decimal left = Decimal::from_coefficient(a, 6);
    const Decimal right = Decimal::from_coefficient(b, 4);
    ASSERT_EQ((left + right).coefficient(),
              static_cast<detail::Int128>(a) + static_cast<detail::Int128>(b) * 100);
    ASSERT_EQ((left * right).coefficient(), static_cast<detail::Int128>(a) * b);
    ASSERT_EQ(left < right, a < static_cast<detail::Int128>(b) * 100);
  }
}

TEST(Decimal, reads_any_text_without_harm) {
  test::RandomSource random;
  for (int i = 0; i < 50000; ++i) {
    const std::string text = random.text(48, "0123456789000.-");
    if (const auto value = Decimal::from_string(text)) {
      ASSERT_EQ(Decimal::parse(value->to_string()), *value) << text;
    }
  }
}

}  // namespace
}  // namespace orp
