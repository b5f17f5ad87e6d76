// SPDX-License-Identifier: MIT
#include "orpiment/base/detail/text.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "unit/base/random_source.hpp"

namespace orp {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, accepts_every_length_of_sequence) {
  EXPECT_TRUE(detail::is_valid_utf8(""));
  EXPECT_TRUE(detail::is_valid_utf8("plain ASCII, longer than eight bytes"));
  EXPECT_TRUE(detail::is_valid_utf8("zero\0byte"sv));
  EXPECT_TRUE(detail::is_valid_utf8("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf"));
  EXPECT_TRUE(detail::is_valid_utf8("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
  EXPECT_TRUE(detail::is_valid_utf8("\xed\x9f\xbf\xee\x80\x80"));
}

TEST(Utf8, refuses_malformed_sequences) {
  for (const std::string_view text :
       {"\x80"sv, "\xbf"sv, "\xc0\x80"sv, "\xc1\xbf"sv, "\xc2"sv, "\xc2\x20"sv, "\xc2\xc0"sv,
        "\xe0\x9f\xbf"sv, "\xe1\x80"sv, "\xe1\x80\x20"sv, "\xed\xa0\x80"sv, "\xed\xbf\xbf"sv,
        "\xf0\x8f\xbf\xbf"sv, "\xf1\x80\x80"sv, "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv,
        "\xff"sv, "\xfe"sv}) {
    EXPECT_FALSE(detail::is_valid_utf8(text));
    EXPECT_FALSE(detail::is_valid_utf8("12345678" + std::string(text)));
    EXPECT_FALSE(detail::is_valid_utf8(std::string(text) + "12345678"));
  }
}

TEST(Utf8, finds_a_bad_byte_at_any_place) {
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      ASSERT_TRUE(detail::is_valid_utf8(text));
      text[at] = '\x80';
      ASSERT_FALSE(detail::is_valid_utf8(text));
    }
  }
}

void append_utf8(std::string& text, std::uint32_t point) {
  const auto append = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) return append(point);
  if (point < 0x800) {
    append(0xc0 | point >> 6);
  } else {
    if (point < 0x10000) {
      append(0xe0 | point >> 12);
    } else {
      append(0xf0 | point >> 18);
      append(0x80 | (point >> 12 & 0x3f));
    }
    append(0x80 | (point >> 6 & 0x3f));
  }
  append(0x80 | (point & 0x3f));
}

TEST(Utf8, accepts_every_code_point_but_surrogates) {
  for (std::uint32_t point = 0; point < 0x110000; ++point) {
    std::string text;
    append_utf8(text, point);
    const bool is_surrogate = point >= 0xd800 && point < 0xe000;
    ASSERT_EQ(detail::is_valid_utf8(text), !is_surrogate) << point;
    ASSERT_EQ(detail::count_code_points(text), 1u);
  }
}

std::string printable(std::string_view text) {
  std::string out;
  detail::append_printable(out, text);
  return out;
}

TEST(Text, printable_text_is_one_line_and_moves_no_cursor) {
  EXPECT_EQ(printable("Łukasz's \"\\ 😀"), "Łukasz's \"\\ 😀");
  EXPECT_EQ(printable("a\nb\r\tc"), R"(a\nb\r\tc)");
  EXPECT_EQ(printable(std::string_view("\0\x1b[31m\x7f", 7)), R"(\x00\x1b[31m\x7f)");
  EXPECT_EQ(printable("\xc2\x85\xc2\x9b\xc2\xa0\xc3\x9b"), "\\x85\\x9b\xc2\xa0\xc3\x9b");
  EXPECT_EQ(printable(printable("a\n\x1b")), printable("a\n\x1b"));
}

TEST(Utf8, counts_code_points) {
  EXPECT_EQ(detail::count_code_points(""), 0u);
  EXPECT_EQ(detail::count_code_points("na\xc3\xafve \xf0\x9f\x98\x80"), 7u);
}

TEST(Utf8, is_cut_between_characters) {
  EXPECT_EQ(detail::utf8_prefix("abc", 9), "abc");
  EXPECT_EQ(detail::utf8_prefix("abc", 2), "ab");
  EXPECT_EQ(detail::utf8_prefix("na\xc3\xafve", 3), "na");
  EXPECT_EQ(detail::utf8_prefix("na\xc3\xafve", 4), "na\xc3\xaf");
  EXPECT_EQ(detail::utf8_prefix("\xf0\x9f\x98\x80", 3), "");
}

TEST(EditDistance, counts_the_steps_between_two_texts) {
  EXPECT_EQ(detail::edit_distance("", ""), 0u);
  EXPECT_EQ(detail::edit_distance("", "abc"), 3u);
  EXPECT_EQ(detail::edit_distance("abc", ""), 3u);
  EXPECT_EQ(detail::edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(detail::edit_distance("emial", "email"), 1u);
  EXPECT_EQ(detail::edit_distance("EMAIL", "email"), 0u);
}

TEST(EditDistance, is_the_same_both_ways) {
  test::RandomSource random;
  for (int i = 0; i < 2000; ++i) {
    const std::string a = random.text(8, "abc");
    const std::string b = random.text(8, "abc");
    ASSERT_EQ(detail::edit_distance(a, b), detail::edit_distance(b, a)) << a << ' ' << b;
  }
}

TEST(NearestName, is_the_one_probably_meant) {
  const std::vector<std::string> names = {"id", "name", "email", "created_at"};
  EXPECT_EQ(detail::nearest("emial", names), "email");
  EXPECT_EQ(detail::nearest("Name", names), "name");
  EXPECT_EQ(detail::nearest("createdat", names), "created_at");
  EXPECT_EQ(detail::nearest("nam", names), "name");
}

TEST(NearestName, is_none_when_all_are_far) {
  constexpr std::array names = {"id", "name", "email"};
  EXPECT_EQ(detail::nearest("password", names), "");
  EXPECT_EQ(detail::nearest("x", names), "");
  EXPECT_EQ(detail::nearest("", names), "");
  EXPECT_EQ(detail::nearest("name", std::vector<std::string>()), "");
}

TEST(NearestName, is_the_first_of_equally_near_ones) {
  EXPECT_EQ(detail::nearest("nane", std::array{"name", "nand"}), "name");
}

TEST(NearestName, is_offered_as_a_question) {
  EXPECT_EQ(detail::did_you_mean("emial", std::array{"id", "email"}), " Did you mean \"email\"?");
  EXPECT_EQ(detail::did_you_mean("password", std::array{"id", "email"}), "");
}

}  // namespace
}  // namespace orp
