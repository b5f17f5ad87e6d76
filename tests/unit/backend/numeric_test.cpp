// SPDX-License-Identifier: MIT
#include "backend/postgres/numeric.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"

namespace orp::backend::postgres {
namespace {

using namespace orp::literals;

std::vector<int> words_of(const Decimal& value) {
  ByteWriter out;
  put_numeric(out, value);
  std::vector<int> words;
  for (std::size_t i = 0; i < out.size(); i += 2) words.push_back(wire::load_int16(out.data() + i));
  return words;
}

std::optional<Decimal> from_words(const std::vector<int>& words) {
  ByteWriter in;
  for (const int word : words) in.put16(static_cast<std::int16_t>(word));
  return load_numeric(in.data(), in.size());
}

TEST(Numeric, is_digits_of_base_ten_thousand_around_the_point) {
  // count, weight, sign, scale, digits: as the server sends them
  EXPECT_EQ(words_of("0"_dec), (std::vector<int>{0, 0, 0, 0}));
  EXPECT_EQ(words_of("0.00"_dec), (std::vector<int>{0, 0, 0, 2}));
  EXPECT_EQ(words_of("1"_dec), (std::vector<int>{1, 0, 0, 0, 1}));
  EXPECT_EQ(words_of("-12.50"_dec), (std::vector<int>{2, 0, 0x4000, 2, 12, 5000}));
  EXPECT_EQ(words_of("10000"_dec), (std::vector<int>{1, 1, 0, 0, 1}));
  EXPECT_EQ(words_of("0.0001"_dec), (std::vector<int>{1, -1, 0, 4, 1}));
  EXPECT_EQ(words_of("0.00001"_dec), (std::vector<int>{1, -2, 0, 5, 1000}));
  EXPECT_EQ(words_of("12345.678"_dec), (std::vector<int>{3, 1, 0, 3, 1, 2345, 6780}));
}

TEST(Numeric, survives_the_round_trip) {
  std::mt19937_64 random(38);
  for (int i = 0; i < 20'000; ++i) {
    const int precision = static_cast<int>(1 + random() % 38);
    const int scale = static_cast<int>(random() % 39);
    const auto bits = static_cast<detail::Uint128>(random()) << 64 | random();
    auto coefficient = static_cast<detail::Int128>(
        bits % static_cast<detail::Uint128>(detail::power_of_ten(precision)));
    if (random() % 2 == 0) coefficient = -coefficient;
    if (random() % 4 == 0) coefficient = coefficient / 10'000 * 10'000;
    const Decimal value = Decimal::from_coefficient(coefficient, scale);
    ByteWriter out;
    put_numeric(out, value);
    const std::optional<Decimal> loaded = load_numeric(out.data(), out.size());
    ASSERT_TRUE(loaded) << value.to_string();
    EXPECT_EQ(loaded->to_string(), value.to_string());
  }
}

TEST(Numeric, that_is_no_decimal_is_refused) {
  EXPECT_FALSE(from_words({0, 0, static_cast<int>(0xC000), 0})) << "NaN";
  EXPECT_FALSE(from_words({0, 0, static_cast<int>(0xD000), 0})) << "infinity";
  EXPECT_FALSE(from_words({1, 9, 0, 0, 100})) << "39 digits";
  EXPECT_TRUE(from_words({1, 9, 0, 0, 10})) << "38 digits";
  EXPECT_FALSE(from_words({1, -10, 0, 39, 1})) << "39 digits after the point";
  EXPECT_FALSE(from_words({2, 0, 0, 0, 1})) << "cut";
  EXPECT_FALSE(from_words({0, 0})) << "cut";
  EXPECT_FALSE(from_words({-4, 0, 0, 0})) << "a negative number of digits";
  EXPECT_FALSE(from_words({1, 0, 0, -2, 4200})) << "fewer than no digits after the point";
  EXPECT_FALSE(from_words({1, 0, 0, 0, -5})) << "a negative digit";
  EXPECT_FALSE(from_words({1, 0, 0, 0, 10'000})) << "a digit of base 10001";
}

}  // namespace
}  // namespace orp::backend::postgres
