// SPDX-License-Identifier: MIT
#include "orpiment/json.hpp"

#include <gtest/gtest.h>

#include "base/json_value.hpp"
#include "orpiment/base/json_text.hpp"
#include "unit/base/random_source.hpp"
#include "unit/base/throws.hpp"

namespace orp {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, is_null_by_default) { EXPECT_EQ(Json().text(), "null"); }

TEST(Json, keeps_its_text_as_written) {
  for (const char* text : {"{}", "[1, 2.50,  null]", "\"\"", "-0.0e-7", "true",
                           "{\"b\": \"\\u00e4\\ud83d\\ude00\", \"a\": \"\xc3\xa4\"}", " 1 "}) {
    EXPECT_EQ(Json::parse(text).text(), text);
  }
}

TEST(Json, refuses_what_is_not_json) {
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {""sv, " "sv, "{"sv, "[1,]"sv, "{\"a\"}"sv, "{a: 1}"sv, "'a'"sv, "01"sv, "+1"sv, "NaN"sv,
        "1 2"sv, "// 1\n1"sv, "\"\t\""sv, "1e999"sv, "nul"sv, "1\0"sv, "\xef\xbb\xbf{}"sv}) {
    EXPECT_EQ(Json::from_string(text), std::nullopt) << text;
  }
}

TEST(Json, refuses_what_is_not_utf8) {
  for (const char* text : {"\"\xff\"", "\"\xc3\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"",
                           "\"\\ud800\"", "\"\\udc00\\ud800\""}) {
    EXPECT_EQ(Json::from_string(text), std::nullopt) << text;
  }
}

TEST(Json, refuses_a_zero_character) {
  EXPECT_EQ(test::data_error_of([] { Json::parse("[\"a\\u0000\"]"); }),
            "ORP-2005: the text is not valid JSON: a string has a zero character, \\u0000");
  EXPECT_EQ(Json::from_string("{\"\\u0000\": 1}"), std::nullopt);
  EXPECT_NE(Json::from_string("\"\\\\u0000\""), std::nullopt);
}

TEST(Json, says_where_the_mistake_is) {
  EXPECT_EQ(test::data_error_of([] { Json::parse("{\"a\":\n x}"); }).substr(0, 76),
            "ORP-2005: the text is not valid JSON: parse error at line 2, column 2: synta");
}

TEST(Json, limits_the_depth) {
  EXPECT_NE(Json::from_string(nested(Json::max_depth)), std::nullopt);
  EXPECT_EQ(test::data_error_of([] { Json::parse(nested(Json::max_depth + 1)); }),
            "ORP-2005: the text is not valid JSON: nested more than 500 deep");
  EXPECT_EQ(Json::from_string(std::string(1'000'000, '[')), std::nullopt);
}

TEST(Json, trusts_a_database) { EXPECT_EQ(Json::trusted("{\"a\": 1}").text(), "{\"a\": 1}"); }

TEST(Json, compares_as_text) {
  EXPECT_EQ(Json::parse("[1]"), Json::parse("[1]"));
  EXPECT_NE(Json::parse("[1]"), Json::parse("[ 1 ]"));
  EXPECT_EQ(Json::parse("[1]").hash(), Json::trusted("[1]").hash());
}

TEST(Json, reads_any_text_without_harm) {
  test::RandomSource random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.text(16, "[]{}\",:0123-.eEtrufalsn\\ \xc3\xa4");
    EXPECT_EQ(Json::from_string(text).has_value(), nlohmann::json::accept(text)) << text;
  }
}

TEST(Json, is_compared_by_what_it_means_where_that_is_asked) {
  const auto same = [](const char* left, const char* right) {
    return are_same_value(Json::parse(left), Json::parse(right));
  };
  EXPECT_TRUE(same(R"({"a":1,"b":[true,null]})", R"({ "b" : [true, null], "a" : 1 })"));
  EXPECT_TRUE(same(R"({"a":1,"a":2})", R"({"a": 2})"));
  EXPECT_TRUE(same(R"("\u00e4\/")", "\"\xc3\xa4/\""));
  for (const auto& [left, right] : {std::pair{"1", "1.0"},
                                    {"100", "1e2"},
                                    {"-12.50", "-125E-1"},
                                    {"0", "-0.0"},
                                    {"0e9", "0"},
                                    {"12345678901234567890123", "12345678901234567890123.0"},
                                    {"1e+2", "0.1e3"}})
    EXPECT_TRUE(same(left, right)) << left;
  for (const auto& [left, right] : {std::pair{"0.1", "0.10000000000000000001"},
                                    {"1", "-1"},
                                    {"1", "\"1\""},
                                    {"1", "true"},
                                    {"12345678901234567890123", "12345678901234567890124"},
                                    {"[1,2]", "[2,1]"},
                                    {"[]", "{}"},
                                    {"null", "{}"},
                                    {"\"#1e0\"", "1"},
                                    {R"({"a":null})", "{}"}})
    EXPECT_FALSE(same(left, right)) << left;
}

TEST(Json, holds_what_is_all_in_it) {
  const auto holds = [](const char* outer, const char* inner) {
    return holds_value(Json::parse(outer), Json::parse(inner));
  };
  EXPECT_TRUE(holds(R"({"a": [1, {"b": 2, "c": 3}], "d": "x"})", R"({"a": [{"c": 3.0}]})"));
  EXPECT_TRUE(holds("[1, 2]", "[2, 1, 2]"));
  EXPECT_TRUE(holds("[1, 2]", "2"));
  EXPECT_TRUE(holds("1", "1.0"));
  EXPECT_TRUE(holds("{}", "{}"));
  EXPECT_FALSE(holds(R"({"a": [1]})", R"({"a": 1})"));
  EXPECT_FALSE(holds("[[1]]", "[1]"));
  EXPECT_FALSE(holds("1", "[1]"));
  EXPECT_FALSE(holds("{}", "[]"));
  EXPECT_FALSE(holds(R"({"a": null})", R"({"b": null})"));
}

TEST(Json, converts_to_and_from_nlohmann) {
  const nlohmann::json document = {{"a", {1, 2.5, nullptr}}, {"b", "\xc3\xa4"}};
  const Json json = to_json(document);
  EXPECT_EQ(json.text(), "{\"a\":[1,2.5,null],\"b\":\"\xc3\xa4\"}");
  EXPECT_EQ(to_nlohmann(json), document);
}

TEST(Json, becomes_part_of_a_nlohmann_document_by_itself) {
  const nlohmann::json document = {{"payload", Json::parse("[1]")}};
  EXPECT_EQ(document.dump(), "{\"payload\":[1]}");
  EXPECT_EQ(document.at("payload").get<Json>(), Json::parse("[1]"));
}

TEST(Json, refuses_a_document_that_is_not_valid_text) {
  EXPECT_THROW(to_json(nlohmann::json("\xff")), DataError);
  EXPECT_THROW(to_json(nlohmann::json(std::string("a\0b", 3))), DataError);
}

}  // namespace
}  // namespace orp
