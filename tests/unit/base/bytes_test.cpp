// SPDX-License-Identifier: MIT
#include "orpiment/base/bytes.hpp"

#include <gtest/gtest.h>

#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

using namespace std::string_view_literals;

TEST(Bytes, holds_zero_bytes) {
  const Bytes bytes("a\0b"sv);
  ASSERT_EQ(bytes.size(), 3u);
  EXPECT_EQ(bytes[1], 0);
  EXPECT_EQ(bytes.view(), "a\0b"sv);
  EXPECT_EQ(bytes, (Bytes{'a', 0, 'b'}));
}

TEST(Bytes, is_empty_by_default) {
  EXPECT_TRUE(Bytes().empty());
  EXPECT_EQ(Bytes().to_string(), "");
  EXPECT_EQ(Bytes::parse(""), Bytes());
}

TEST(Bytes, prints_as_hexadecimal) { EXPECT_EQ((Bytes{0x00, 0x0f, 0xff}).to_string(), "000fff"); }

TEST(Bytes, reads_hexadecimal_of_either_case) {
  EXPECT_EQ(Bytes::parse("00aBfF"), (Bytes{0, 0xab, 0xff}));
  EXPECT_EQ(Bytes::parse("\\x00ff"), (Bytes{0, 0xff}));
}

TEST(Bytes, refuses_what_is_not_hexadecimal_and_says_where) {
  EXPECT_EQ(test::data_error_of([] { Bytes::parse("00a"); }),
            "ORP-2001: \"00a\" is not a hexadecimal string: another digit expected at the end");
  EXPECT_EQ(test::data_error_of([] { Bytes::parse("0g"); }),
            "ORP-2001: \"0g\" is not a hexadecimal string: hexadecimal digit expected at "
            "character 2");
  EXPECT_EQ(Bytes::from_string("x"), std::nullopt);
  EXPECT_EQ(Bytes::from_string("a"), std::nullopt);
  EXPECT_EQ(Bytes::from_string("0 0"), std::nullopt);
}

TEST(Bytes, is_ordered_byte_by_byte_without_signs) {
  EXPECT_LT(Bytes{0x7f}, Bytes{0x80});
  EXPECT_LT(Bytes(), Bytes{0x00});
  EXPECT_LT((Bytes{1, 2}), (Bytes{1, 2, 0}));
}

TEST(Bytes, gives_its_content_away) {
  Bytes bytes("content"sv);
  EXPECT_EQ(std::move(bytes).release(), "content");
}

TEST(Bytes, takes_new_content) {
  Bytes bytes("something long enough for the heap"sv);
  bytes.assign("ab", 2);
  EXPECT_EQ(bytes, Bytes("ab"sv));
}

TEST(Bytes, survive_a_round_trip_through_text) {
  test::RandomSource random;
  for (int i = 0; i < 1000; ++i) {
    std::string content(static_cast<std::size_t>(random.integer(0, 40)), '\0');
    for (char& c : content) c = static_cast<char>(random.bits());
    const Bytes bytes{std::string_view(content)};
    const Bytes again = Bytes::parse(bytes.to_string());
    ASSERT_EQ(again, bytes);
    ASSERT_EQ(again.hash(), bytes.hash());
  }
}

TEST(Bytes, hash_by_content_and_length) {
  EXPECT_NE(Bytes().hash(), Bytes{0}.hash());
  EXPECT_NE((Bytes{0}).hash(), (Bytes{0, 0}).hash());
  EXPECT_NE(Bytes("12345678"sv).hash(), Bytes("12345679"sv).hash());
}

}  // namespace
}  // namespace orp
