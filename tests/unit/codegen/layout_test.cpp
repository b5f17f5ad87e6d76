// SPDX-License-Identifier: MIT
// Where lines of generated code break. That clang-format agrees is seen at the golden files.
#include "cpp/format/layout.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace orp::codegen::cpp {
namespace {

constexpr std::size_t columns = 100;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A call of one literal: `f("...")`.
std::string call(const std::string& content) { return "f(\"" + content + "\")"; }

/// The contents of the pieces of a literal, and how they join.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> pieces;
  for (const std::string& line : lines_of(text)) {
    const std::size_t begin = line.find('"');
    if (begin == std::string::npos) continue;
    pieces.push_back(line.substr(begin + 1, line.rfind('"') - begin - 1));
  }
  return pieces;
}
std::string joined(const std::vector<std::string>& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

// layout.hpp, rule 2.
TEST(Layout, keeps_what_fits_on_one_line) {
  const Layout layout(0);
  const auto statement = [&](const std::string& argument) {
    return lines_of(layout.statement("call(" + argument + ");")).size();
  };
  EXPECT_EQ(statement(std::string(columns - 7, 'x')), 1U);
  EXPECT_EQ(statement(std::string(columns - 6, 'x')), 2U);
  std::string umlauts;
  for (std::size_t i = 0; i < columns - 9; ++i) umlauts += "\xc3\xa4";
  EXPECT_EQ(statement('"' + umlauts + '"'), 1U) << "a code point fills one column";
}

// layout.hpp, rule 3.
TEST(Layout, counts_the_indentation_and_leaves_it_out) {
  const std::string argument(columns - 10, 'x');
  EXPECT_EQ(Layout(0).statement("call(" + argument + ");"), "call(" + argument + ");");
  EXPECT_EQ(Layout(8).statement("call(" + argument + ");"), "call(\n    " + argument + ");");
}

// layout.hpp, rule 4.
TEST(Layout, splits_literals_between_characters) {
  for (const std::string unit : {"word ", "\\n", "\\\"", "\\001", "\xc3\xa4", "\xf0\x9f\x98\x80"}) {
    std::string content;
    while (content.size() < 400) content += unit;
    const Fields fields{{"text", call(content)}};
    const std::vector<std::string> pieces = pieces_of(Layout(4).item(fields));
    EXPECT_GT(pieces.size(), 1U) << unit;
    EXPECT_EQ(joined(pieces), content) << unit;
    for (const std::string& piece : pieces) EXPECT_EQ(piece.size() % unit.size(), 0U) << piece;
  }
}

}  // namespace
}  // namespace orp::codegen::cpp
