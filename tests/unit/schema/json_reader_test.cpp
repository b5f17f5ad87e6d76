// SPDX-License-Identifier: MIT
#include "schema/json/reader.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "schema/diagnostic.hpp"
#include "schema/json/node.hpp"

namespace orp::language::json {
namespace {

struct Reading {
  std::optional<Node> root;
  std::string errors;
};

Reading read_text(std::string_view text) {
  Diagnostics diagnostics;
  const std::uint32_t file = diagnostics.add_file("a.json");
  std::optional<Node> root = read(text, file, diagnostics);
  return {std::move(root), diagnostics.to_string()};
}

std::string place(const Location& where) {
  return std::to_string(where.line) + ':' + std::to_string(where.column) + ' ' + where.path;
}

/// The place of the element that a path leads to, such as "/a/1".
std::string place_of(const Node& root, std::string_view path) {
  const Node* node = &root;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view step = path.substr(0, path.find('/'));
    node =
        node->kind == Kind::object ? node->find(step) : &node->items[std::stoul(std::string(step))];
    path.remove_prefix(step.size());
  }
  return place(node->where);
}

// json/node.hpp, rule 1.
TEST(JsonReader, knows_where_every_value_begins) {
  const Reading reading = read_text(R"({
  "object": { "empty": {}, "list": [] },
  "numbers": [0, -12, 1.5,
              1e3],
  "words": [true,false , null],
  "text": "a \"quoted\" text\\"
})");
  ASSERT_TRUE(reading.root) << reading.errors;
  const Node& root = *reading.root;
  for (const char* expected :
       {"1:1 ", "2:13 /object", "2:24 /object/empty", "2:36 /object/list", "3:14 /numbers",
        "3:15 /numbers/0", "3:18 /numbers/1", "3:23 /numbers/2", "4:15 /numbers/3", "5:13 /words/0",
        "5:18 /words/1", "5:26 /words/2", "6:11 /text"}) {
    const std::string text = expected;
    EXPECT_EQ(place_of(root, text.substr(text.find(' ') + 1)), text);
  }
}

TEST(JsonReader, knows_where_every_key_begins) {
  const Reading reading = read_text("{\n  \"a\": 1, \"\": 2,\n\t\"a/b~c\": 3 }");
  ASSERT_TRUE(reading.root);
  EXPECT_EQ(place(reading.root->members[0].where), "2:3 /a");
  EXPECT_EQ(place(reading.root->members[1].where), "2:11 /");
  EXPECT_EQ(place(reading.root->members[2].where), "3:2 /a~1b~0c");
}

TEST(JsonReader, finds_the_beginning_of_texts_with_quotes_and_backslashes) {
  const Reading reading = read_text(R"(["", "\"", "\\", "\\\"", "\\\\", "a\"\\", "\u0022"])");
  ASSERT_TRUE(reading.root);
  std::string columns;
  for (const Node& item : reading.root->items) columns += std::to_string(item.where.column) + ' ';
  EXPECT_EQ(columns, "2 6 12 18 26 34 43 ");
}

TEST(JsonReader, counts_columns_in_code_points) {
  const Reading reading = read_text("{ \"größe\": \"\xF0\x9F\x98\x80\", \"b\": 1 }");
  ASSERT_TRUE(reading.root);
  EXPECT_EQ(place_of(*reading.root, "/größe"), "1:12 /größe");
  EXPECT_EQ(place_of(*reading.root, "/b"), "1:22 /b");
}

TEST(JsonReader, skips_comments_and_a_byte_order_mark) {
  const Reading reading = read_text(
      "\xEF\xBB\xBF{ // a \"comment\"\n /* another,\n with } */ \"a\": /* here too */ 1\n}");
  ASSERT_TRUE(reading.root) << reading.errors;
  EXPECT_EQ(place_of(*reading.root, ""), "1:1 ");
  EXPECT_EQ(place_of(*reading.root, "/a"), "3:32 /a");
}

// json/node.hpp, rule 3.
TEST(JsonReader, keeps_numbers_exact) {
  const Reading reading =
      read_text("[9223372036854775807, -9223372036854775808, 9223372036854775808, 1.10, 1E2]");
  ASSERT_TRUE(reading.root);
  const std::vector<Node>& items = reading.root->items;
  EXPECT_EQ(items[0].kind, Kind::integer);
  EXPECT_EQ(items[0].integer, INT64_MAX);
  EXPECT_EQ(items[1].integer, INT64_MIN);
  EXPECT_EQ(items[2].kind, Kind::real);
  EXPECT_EQ(items[2].text, "9223372036854775808");
  EXPECT_EQ(items[3].text, "1.10");
  EXPECT_EQ(items[4].text, "1E2");
}

// json/node.hpp, rule 2.
TEST(JsonReader, keeps_the_first_of_equal_keys) {
  const Reading reading = read_text(R"({ "a": 1, "b": 2, "a": 3, "\u0061": 4 })");
  ASSERT_TRUE(reading.root);
  EXPECT_EQ(to_text(*reading.root), R"({"a":1,"b":2})");
  EXPECT_EQ(reading.errors,
            "a.json:1:19: /a: duplicate key \"a\"; the first one is at a.json:1:3\n"
            "a.json:1:27: /a: duplicate key \"a\"; the first one is at a.json:1:3\n");
}

TEST(JsonReader, points_at_the_token_that_should_not_be_there) {
  const auto place_of_error = [](std::string_view text) {
    const Reading reading = read_text(text);
    EXPECT_FALSE(reading.root);
    const std::string start = reading.errors.substr(7);
    return start.substr(0, start.find(": "));
  };
  EXPECT_EQ(place_of_error(""), "1:1");
  EXPECT_EQ(place_of_error("  \n"), "2:1");
  EXPECT_EQ(place_of_error("{"), "1:2");
  EXPECT_EQ(place_of_error("[1, 2"), "1:6");
  EXPECT_EQ(place_of_error("[1, 2] 3"), "1:8");
  EXPECT_EQ(place_of_error("[1 2]"), "1:4");
  EXPECT_EQ(place_of_error("[1, , 2]"), "1:5");
  EXPECT_EQ(place_of_error("[,1]"), "1:2");
  EXPECT_EQ(place_of_error("[1,]"), "1:4");
  EXPECT_EQ(place_of_error(R"({"a" 1})"), "1:6");
  EXPECT_EQ(place_of_error(R"({"a":, "b": 1})"), "1:6");
  EXPECT_EQ(place_of_error(R"({"a": 1 /* x */ "b": 1})"), "1:17");
  EXPECT_EQ(place_of_error("{a: 1}"), "1:2");
  EXPECT_EQ(place_of_error("[tru]"), "1:2");
  EXPECT_EQ(place_of_error("[\n 'a']"), "2:2");
  EXPECT_EQ(place_of_error("[\"a\n\"]"), "1:2");
  EXPECT_EQ(place_of_error("[\"a"), "1:2");
  EXPECT_EQ(place_of_error("[1e999]"), "1:2");
  EXPECT_EQ(place_of_error("[1] // end\n/"), "2:1");
  EXPECT_EQ(place_of_error("[\"\xC3\x28\"]"), "1:2");
  EXPECT_EQ(place_of_error(std::string_view("[1]\0{}", 6)), "1:4");
}

TEST(JsonReader, says_what_is_wrong_without_what_was_read_before) {
  EXPECT_EQ(read_text("[\"a\", \xC3]").errors,
            "a.json:1:7: syntax error while parsing value: invalid literal\n");
  EXPECT_EQ(read_text("[1e999]").errors, "a.json:1:2: number overflow parsing '1e999'\n");
}

TEST(JsonReader, writes_values_as_compact_text) {
  const Reading reading =
      read_text(R"({ "a": [1, 2.50, true, false, null], "b": { "c\n": "ä\"\\\t" }, "d": [] })");
  ASSERT_TRUE(reading.root);
  EXPECT_EQ(to_text(*reading.root),
            R"({"a":[1,2.50,true,false,null],"b":{"c\u000a":"ä\"\\\u0009"},"d":[]})");
}

// json/node.hpp, rule 4.
TEST(JsonReader, bounds_the_depth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read_text(nested(max_depth)).root);
  EXPECT_EQ(read_text(nested(max_depth + 1)).errors,
            "a.json:1:65: lists and objects nested more than 64 deep\n");
  EXPECT_FALSE(read_text(nested(1000000)).root);
}

}  // namespace
}  // namespace orp::language::json
