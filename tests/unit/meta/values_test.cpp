// SPDX-License-Identifier: MIT
// Values whose type is known only at run time.
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "meta/client_value.hpp"
#include "meta/field_value.hpp"
#include "meta/key_value.hpp"
#include "meta/stand_in.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
namespace types = facts::types;

// field_ops.hpp, rule 1.
TEST(Fields, are_the_value_or_an_optional_of_it) {
  const ColumnType plain = types::int32;
  const ColumnType nullable = types::int32.nullable();
  EXPECT_EQ(plain.ops->size, sizeof(std::int32_t));
  EXPECT_EQ(nullable.ops->size, sizeof(std::optional<std::int32_t>));

  StoredValue value(plain);
  EXPECT_EQ(value.value(), value.field()) << "the field is the value";
  *static_cast<std::int32_t*>(plain.ops->emplace(value.field())) = 7;
  EXPECT_EQ(*static_cast<const std::int32_t*>(value.value()), 7);

  StoredValue perhaps(nullable);
  EXPECT_EQ(value_in(nullable, perhaps.field()), nullptr) << "nothing is in it yet";
  *static_cast<std::int32_t*>(nullable.ops->emplace(perhaps.field())) = 7;
  EXPECT_EQ(*static_cast<const std::int32_t*>(value_in(nullable, perhaps.field())), 7);
  EXPECT_EQ(*static_cast<std::optional<std::int32_t>*>(perhaps.field()), 7);
  nullable.ops->set_null(perhaps.field());
  EXPECT_EQ(value_in(nullable, perhaps.field()), nullptr);
  EXPECT_TRUE(nullable.ops->equal(perhaps.field(), StoredValue(nullable).field()));
}

// key_value.hpp, rule 1.
TEST(KeyValues, that_are_equal_have_equal_hashes) {
  const ColumnType money = types::decimal(12, 2);
  const Decimal one = "12.5"_dec;
  const Decimal other = "12.50"_dec;
  ASSERT_TRUE(equal_values(money, &one, &other));
  EXPECT_EQ(hash_value(money, &one), hash_value(money, &other));
  const double zero = 0.0;
  const double negative = -0.0;
  ASSERT_TRUE(equal_values(types::float64, &zero, &negative));
  EXPECT_EQ(hash_value(types::float64, &zero), hash_value(types::float64, &negative));
  const std::string text = "abc";
  const std::string copy = text;
  EXPECT_EQ(hash_value(types::text, &text), hash_value(types::text, &copy));
}

// key_value.hpp, rule 2.
TEST(KeyValues, that_are_integers_are_their_own_hash) {
  for (const std::int16_t value : std::initializer_list<std::int16_t>{-32768, -1, 0, 1, 32767}) {
    const std::int32_t middle = value;
    const std::int64_t large = value;
    EXPECT_EQ(hash_value(types::int16, &value), static_cast<std::uint64_t>(large));
    EXPECT_EQ(hash_value(types::int32, &middle), static_cast<std::uint64_t>(large));
    EXPECT_EQ(hash_value(types::int64, &large), static_cast<std::uint64_t>(large));
  }
}

// client_value.hpp, rule 1.
TEST(ClientValues, of_one_maker_are_of_one_moment) {
  ClientValueMaker maker;
  TimestampTz first;
  maker.make(ClientDefault::now, types::timestamptz, &first);
  while (TimestampTz::now() == first) continue;
  TimestampTz second;
  maker.make(ClientDefault::now, types::timestamptz, &second);
  Timestamp local;
  maker.make(ClientDefault::now, types::timestamp, &local);
  EXPECT_EQ(second, first);
  EXPECT_EQ(local, first.utc());
  TimestampTz later;
  ClientValueMaker().make(ClientDefault::now, types::timestamptz, &later);
  EXPECT_GT(later, first);
}

// stand_in.hpp, rule 1.
TEST(StandIns, fit_their_column) {
  EXPECT_FALSE(has_stand_in(types::boolean));
  EXPECT_FALSE(has_stand_in(types::json));
  static constexpr TypeVariant address[] = {{.database = "postgresql", .type = "inet"}};
  EXPECT_FALSE(has_stand_in(types::text.with_variants(address)));
  StandInMaker maker;
  std::string text;
  maker.make(types::string(1), &text);
  EXPECT_EQ(text.size(), 4U) << "one character, for private use";
  EXPECT_GE(text, "\xf3\xb0\x80\x80");
  std::int16_t small = 0;
  maker.make(types::int16, &small);
  EXPECT_LT(small, std::numeric_limits<std::int16_t>::min() / 2) << "at the far end";
  Decimal digits;
  maker.make(types::decimal(3, 1), &digits);
  EXPECT_LT(digits, "-45"_dec);
  EXPECT_GE(digits, "-99.9"_dec);
}

// stand_in.hpp, rule 2.
TEST(StandIns, of_a_column_differ_for_as_long_as_they_can) {
  StandInMaker maker;
  const ColumnType type = types::decimal(3, 0);
  std::set<std::string> made;
  constexpr std::size_t room = 500;
  for (std::size_t i = 0; i < 2 * room; ++i) {
    Decimal value;
    maker.make(type, &value);
    made.insert(value.to_string());
    ASSERT_EQ(made.size(), std::min(i + 1, room)) << value.to_string();
  }
}

}  // namespace
}  // namespace orp::tests
