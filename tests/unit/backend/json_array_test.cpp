// SPDX-License-Identifier: MIT
#include "backend/json_array.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <vector>

#include "backend/value_fault.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::backend {
namespace {

namespace types = facts::types;

template <class T>
std::vector<T> parse(std::string_view text, const ColumnType& element) {
  const ArrayInfo info = facts::array_of<std::vector<T>>(element);
  std::vector<T> values;
  parse_json_array(text, types::array<std::vector<T>>(info), &values);
  return values;
}
template <class T>
std::string print(const std::vector<T>& values, const ColumnType& element) {
  const ArrayInfo info = facts::array_of<std::vector<T>>(element);
  std::string text;
  append_json_array(text, types::array<std::vector<T>>(info), &values);
  return text;
}

using Texts = std::vector<std::string>;

TEST(JsonArray, reads_any_spelling) {
  EXPECT_EQ(parse<std::int32_t>(" [ 1 ,\n-2,\t3 ] ", types::int32),
            (std::vector<std::int32_t>{1, -2, 3}));
  EXPECT_EQ(parse<std::int32_t>("[]", types::int32), std::vector<std::int32_t>{});
  EXPECT_EQ(parse<std::string>(R"(["a\u00fc\ud83d\ude00\n\/\"\\\b\f\r\t"])", types::text),
            Texts{"a\u00fc\U0001F600\n/\"\\\b\f\r\t"});
  EXPECT_EQ(parse<double>("[1, 2.5, 1e3]", types::float64), (std::vector<double>{1, 2.5, 1000}));
  EXPECT_EQ(
      parse<Json>(R"([{"a": [1, "]"]}, "x,y", null])", types::json),
      (std::vector<Json>{Json::parse(R"({"a": [1, "]"]})"), Json::parse(R"("x,y")"), Json()}));
}

TEST(JsonArray, is_printed_without_control_characters) {
  EXPECT_EQ(print(Texts{"a\"b\\c\n", "\x01"}, types::text), R"(["a\"b\\c\u000a","\u0001"])");
  EXPECT_EQ(print(std::vector<bool>{true, false}, types::boolean), "[true,false]");
  EXPECT_EQ(print(std::vector<double>{0.1, -3}, types::float64), "[0.1,-3]");
}

TEST(JsonArray, refuses_what_is_none) {
  for (const char* text : {"",
                           "[",
                           "]",
                           "[1",
                           "[1,]",
                           "[1 2]",
                           "[1]x",
                           "{}",
                           "null",
                           "1",
                           "[\"a]",
                           "[\"\\",
                           "[\"\\u12\"]",
                           "[\"\\ud800\"]",
                           "[\"\\ud800\\u0041\"]",
                           "[\"\\x\"]",
                           "[1,",
                           "[,1]",
                           "[[1]]",
                           "[1.5]",
                           "[true]"}) {
    EXPECT_THROW(parse<std::int32_t>(text, types::int32), ValueFault) << text;
  }
  for (const char* text : {"[1]", "[null]", "[true]", "[{}]", "[\"a\" \"b\"]", "[\"a\",]"}) {
    EXPECT_THROW(parse<std::string>(text, types::text), ValueFault) << text;
  }
  for (const char* text : {"[,]", "[1,]", "[1,,2]"}) {
    EXPECT_THROW(parse<Json>(text, types::json), ValueFault) << text;
  }
}

TEST(JsonArray, has_no_place_for_nan) {
  EXPECT_THROW(print(std::vector<double>{std::numeric_limits<double>::quiet_NaN()}, types::float64),
               ValueFault);
  EXPECT_THROW(print(std::vector<float>{std::numeric_limits<float>::infinity()}, types::float32),
               ValueFault);
}

TEST(JsonArray, parser_survives_nonsense) {
  std::mt19937 random(8259);
  constexpr std::string_view alphabet = "[]{}\",:\\u0123456789abnrt.eE+- ";
  for (int i = 0; i < 50'000; ++i) {
    std::string text = "[";
    for (std::size_t n = random() % 16; n > 0; --n) text += alphabet[random() % alphabet.size()];
    if (random() % 2 == 0) text += ']';
    try {
      const Texts texts = parse<std::string>(text, types::text);
      EXPECT_EQ(parse<std::string>(print(texts, types::text), types::text), texts);
    } catch (const ValueFault&) {
    }
    try {
      static_cast<void>(parse<Json>(text, types::json));
    } catch (const ValueFault&) {
    }
  }
}

}  // namespace
}  // namespace orp::backend
