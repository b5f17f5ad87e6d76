// SPDX-License-Identifier: MIT
#include "orpiment/base/uuid.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "orpiment/base/date_time.hpp"
#include "orpiment/base/literals.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

using namespace orp::literals;

constexpr Uuid example = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"_uuid;

TEST(Uuid, is_nil_by_default) {
  static_assert(Uuid().is_nil() && !example.is_nil());
  EXPECT_EQ(Uuid().to_string(), "00000000-0000-0000-0000-000000000000");
}

TEST(Uuid, reads_the_usual_forms) {
  EXPECT_EQ(Uuid::parse("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"), example);
  EXPECT_EQ(Uuid::parse("6ba7b8109dad11d180b400c04fd430c8"), example);
  EXPECT_EQ(Uuid::parse("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"), example);
  EXPECT_EQ(Uuid::parse("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"), example);
  EXPECT_EQ(example.to_string(), "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
}

TEST(Uuid, refuses_everything_else) {
  for (const char* text :
       {"", "{}", "6ba7b810", "6ba7b810-9dad-11d1-80b4-00c04fd430c",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c81", "6ba7b8109-dad-11d1-80b4-00c04fd430c8",
        "6ba7b810-9dad-11d1-80b4-00c04fd430cg", "{6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        " 6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b8109dad11d180b400c04fd430c8----"}) {
    EXPECT_EQ(Uuid::from_string(text), std::nullopt) << text;
  }
  EXPECT_EQ(test::data_error_of([] { Uuid::parse("42"); }),
            "ORP-2001: \"42\" is not a UUID: 32 hexadecimal digits expected, as 8-4-4-4-12 or in a "
            "row");
}

TEST(Uuid, is_ordered_byte_by_byte) {
  EXPECT_LT("00000000-0000-0000-0000-00000000007f"_uuid,
            "00000000-0000-0000-0000-000000000080"_uuid);
  EXPECT_LT("00000000-0000-0000-0000-ffffffffffff"_uuid,
            "01000000-0000-0000-0000-000000000000"_uuid);
}

TEST(Uuid, survives_a_round_trip_through_text_and_bytes) {
  for (int i = 0; i < 1000; ++i) {
    const Uuid uuid = Uuid::random();
    ASSERT_EQ(Uuid::parse(uuid.to_string()), uuid);
    ASSERT_EQ(Uuid::from_bytes(uuid.data()), uuid);
    ASSERT_EQ(Uuid::from_bytes(uuid.data()).hash(), uuid.hash());
  }
}

TEST(Uuid, random_ones_are_of_version_4_and_differ) {
  std::set<Uuid> seen;
  for (int i = 0; i < 1000; ++i) {
    const Uuid uuid = Uuid::random();
    ASSERT_EQ(uuid.version(), 4);
    ASSERT_EQ(uuid.data()[8] >> 6, 2);
    ASSERT_TRUE(seen.insert(uuid).second);
  }
}

TEST(Uuid, ordered_ones_are_of_version_7_and_begin_with_the_time) {
  const std::int64_t before = TimestampTz::now().microseconds() / 1000;
  const Uuid uuid = Uuid::v7();
  const std::int64_t after = TimestampTz::now().microseconds() / 1000;
  EXPECT_EQ(uuid.version(), 7);
  EXPECT_EQ(uuid.data()[8] >> 6, 2);
  std::int64_t milliseconds = 0;
  for (int i = 0; i < 6; ++i) milliseconds = milliseconds << 8 | uuid.data()[i];
  EXPECT_GE(milliseconds, before);
  EXPECT_LE(milliseconds, after + 1000);  // many at once run ahead of the clock
}

TEST(Uuid, ordered_ones_rise_strictly) {
  Uuid last = Uuid::v7();
  for (int i = 0; i < 20000; ++i) {
    const Uuid next = Uuid::v7();
    ASSERT_LT(last, next);
    last = next;
  }
}

TEST(Uuid, ordered_ones_differ_across_threads) {
  std::vector<std::vector<Uuid>> made(4);
  std::vector<std::thread> threads;
  for (auto& mine : made) {
    threads.emplace_back([&mine] {
      for (int i = 0; i < 1000; ++i) mine.push_back(Uuid::v7());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<Uuid> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 4000u);
}

TEST(Uuid, reads_any_text_without_harm) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.text(46, "0123456789abcdefABCDEF--{}urnuid:g");
    if (const auto uuid = Uuid::from_string(text)) {
      ASSERT_EQ(Uuid::parse(uuid->to_string()), *uuid);
    }
  }
}

}  // namespace
}  // namespace orp
