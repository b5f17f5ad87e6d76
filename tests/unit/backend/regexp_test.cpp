// SPDX-License-Identifier: MIT
#include "backend/sqlite/regexp.hpp"

#include <gtest/gtest.h>

#include <string>

#include "backend/sqlite/regexp_groups.hpp"

namespace {

using orp::backend::sqlite::Regexp;
using orp::backend::sqlite::RegexpFault;

bool matches(const char* pattern, const std::string& text, bool ignores_case = false) {
  return Regexp(pattern, ignores_case).is_in(text);
}

TEST(Regexp, finds_a_part_of_the_text) {
  EXPECT_TRUE(matches("b", "abc"));
  EXPECT_TRUE(matches("^a", "abc"));
  EXPECT_FALSE(matches("^b", "abc"));
  EXPECT_TRUE(matches("c$", "abc"));
  EXPECT_FALSE(matches("b$", "abc"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_TRUE(matches("^$", ""));
  EXPECT_FALSE(matches("^$", "a"));
  EXPECT_TRUE(matches(".", "\n"));
}

TEST(Regexp, has_alternatives_and_groups) {
  EXPECT_TRUE(matches("a|b", "xb"));
  EXPECT_TRUE(matches("^(a|bc)+$", "abcbca"));
  EXPECT_FALSE(matches("^(a|bc)+$", "abcb"));
  EXPECT_TRUE(matches("(?:ab){2}", "abab"));
  EXPECT_TRUE(matches("x*y|z$", "z"));
  EXPECT_TRUE(matches("()", "a"));
}

/// What matches first, and its groups, each in brackets.
std::string groups(const char* pattern, const std::string& text) {
  const orp::backend::sqlite::RegexpPattern read = orp::backend::sqlite::read_regexp(pattern);
  const auto found = Regexp(read.whole, false).find(text, 0);
  if (!found) return "none";
  const auto part = [&](Regexp::Span of) { return text.substr(of.begin, of.end - of.begin); };
  std::string all = part(*found);
  for (const auto& each : orp::backend::sqlite::RegexpGroups(read, false).in(text, *found))
    all += each ? '[' + part(*each) + ']' : "[-]";
  return all;
}

TEST(RegexpGroups, take_as_much_as_they_can_from_the_left_on) {
  EXPECT_EQ(groups("(a*)(ab)*(b*)", "abcabb"), "ab[a][-][b]");
  EXPECT_EQ(groups("(a|ab)(c|bcd)(d*)", "abcd"), "abcd[ab][c][d]");
  EXPECT_EQ(groups("x|(y)", "zxy"), "x[-]");
  EXPECT_EQ(groups("(a|(b))+", "ab"), "ab[b][b]");
  EXPECT_EQ(groups("(a|(b))*", "ba"), "ba[a][-]") << "of the last time alone";
  EXPECT_EQ(groups("((a)(b)?){2}", "aba"), "aba[a][a][-]");
  EXPECT_EQ(groups("(a)", "b"), "none");
}

TEST(RegexpGroups, of_long_texts_end) {
  const std::string text(20'000, 'a');
  EXPECT_EQ(groups("(a)*", text), text + "[a]");
  EXPECT_EQ(groups("(a|aa){0,200}$", std::string(300, 'a')).size(), 300U + 4U);
}

TEST(Regexp, repeats) {
  EXPECT_TRUE(matches("^\\d{2,3}$", "12"));
  EXPECT_FALSE(matches("^\\d{2,3}$", "1234"));
  EXPECT_TRUE(matches("^\\d{2,}$", "12345"));
  EXPECT_FALSE(matches("^\\d{2}$", "123"));
  EXPECT_TRUE(matches("a{0}b", "b"));
  EXPECT_TRUE(matches("^a??b$", "ab"));
  EXPECT_TRUE(matches("^a+?$", "aa"));
}

TEST(Regexp, has_classes) {
  EXPECT_TRUE(matches("[a-c]x", "bx"));
  EXPECT_FALSE(matches("[^a-c]x", "bx"));
  EXPECT_TRUE(matches("[]a]", "]"));
  EXPECT_FALSE(matches("[^]a]", "]"));
  EXPECT_TRUE(matches("^[[:digit:]_-]+z$", "9_-z"));
  EXPECT_TRUE(matches("^[\\d.]+$", "1.2"));
  EXPECT_TRUE(matches("^\\S\\s\\w\\W$", "x y!"));
  EXPECT_FALSE(matches("\\D", "1"));
  EXPECT_FALSE(matches("\\.", "a"));
}

TEST(Regexp, takes_characters_of_utf_8_as_one) {
  EXPECT_TRUE(matches("^é.ü$", "éxü"));
  EXPECT_TRUE(matches("^.$", "€"));
  EXPECT_TRUE(matches("^[à-ü]$", "é"));
  EXPECT_FALSE(matches("^.$", "ée"));
}

TEST(Regexp, ignores_case_of_ascii_letters) {
  EXPECT_TRUE(matches("ABC", "xabcx", true));
  EXPECT_TRUE(matches("^[a-z]+$", "ABC", true));
  EXPECT_FALSE(matches("[^a]", "A", true));
  EXPECT_FALSE(matches("É", "é", true));
}

TEST(Regexp, takes_no_longer_than_pattern_times_text) {
  const std::string many(100'000, 'a');
  EXPECT_FALSE(matches("(a*)*b", many));
  EXPECT_FALSE(matches("^(a|a)*$", many + 'b'));
  EXPECT_FALSE(matches("(a|aa)+$", many + 'b'));
}

TEST(Regexp, refuses_what_is_none_or_not_known) {
  for (const char* pattern :
       {"(", ")", "[", "a{2,1}", "*a", "a|*", "a{300}", "a{x}", "(?=a)", "(?i)a", "\\1", "\\b",
        "[[:nope:]]", "[z-a]", "\\", "[a", "((((a{255}){255}){255}){255})"})
    EXPECT_THROW(Regexp(pattern, false), RegexpFault) << pattern;
  EXPECT_THROW(Regexp(std::string(500, '('), false), RegexpFault);
}

TEST(Regexp, refuses_what_databases_read_otherwise) {
  for (const char* pattern : {"{1,2}", "a{3}{2}", "a+{2}", "^*a", "a$+", "[[.a.]]", "[[=a=]]"})
    EXPECT_THROW(matches(pattern, "a"), RegexpFault) << pattern;
}

}  // namespace
