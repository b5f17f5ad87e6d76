// SPDX-License-Identifier: MIT
// Where long lines of generated code break.
//
// Rules
//  (1) They break as clang-format would break them (Google's style, 100 columns), so that a model
//      needs no formatter to be read. Names of more than about forty characters may lead to lines
//      that it would break otherwise.
//  (2) What fits in 100 columns stands on one line; a code point fills one column.
//  (3) A result begins at the indentation that its Layout was given and leaves it out: the printer
//      adds it to every line.
//  (4) A literal is split between characters, never within an escape or a code point, and its
//      pieces join to the same value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cpp/format/fields.hpp"

namespace orp::codegen::cpp {

/// The head of a function: `result scope::name(parameter) suffix`.
struct Signature {
  std::string result;
  std::string name;
  std::string parameter{};
  std::string suffix{};  ///< const
};

/// Formats pieces of code that begin `indentation` columns from the left. Results may span lines.
class Layout {
 public:
  explicit Layout(std::size_t indentation) : indentation_(indentation) {}

  /// `type name = value;`, and `type name{a, b};` for a value in braces.
  [[nodiscard]] std::string variable(const std::string& type, const std::string& name,
                                     const std::string& value) const;

  /// `head{a, b};` on one line, or in columns.
  [[nodiscard]] std::string list(const std::string& head,
                                 const std::vector<std::string>& items) const;

  /// `head{ a, b };` on one line, or one name a line.
  [[nodiscard]] std::string enumeration(const std::string& head,
                                        const std::vector<std::string>& names) const;

  /// `head{.a = 1};` on one line, or one member a line.
  [[nodiscard]] std::string aggregate(const std::string& head, const Fields& fields) const;

  /// `{.a = 1, .b = 2},` on one line, or one member a line.
  [[nodiscard]] std::string item(const Fields& fields) const;

  /// `head(a, b, {.c = 1}),` with as many arguments on a line as fit. `last` may be empty.
  [[nodiscard]] std::string call_item(const std::string& head,
                                      const std::vector<std::string>& arguments,
                                      const Fields& last) const;

  /// `signature;`
  [[nodiscard]] std::string declaration(const Signature& signature) const;

  /// `signature { action }` on one line, or the action on its own.
  [[nodiscard]] std::string function(const Signature& signature, const std::string& action) const;

  /// A call, broken behind its opening parenthesis when it is too long.
  [[nodiscard]] std::string statement(const std::string& call) const;

  /// `if (condition) call` on one line or on two; the call alone without a condition.
  [[nodiscard]] std::string conditional(const std::string& condition,
                                        const std::string& call) const;

  /// Lines of `/// ` and words, each with its newline; an empty line of the text stays empty.
  [[nodiscard]] std::string comment(std::string_view text) const;

 private:
  /// The rest of the line holds `text`, which begins `offset` columns behind the indentation.
  [[nodiscard]] bool holds(std::string_view text, std::size_t offset = 0) const;
  [[nodiscard]] std::string head_of(const Signature& signature, std::string_view end) const;

  std::size_t indentation_;
};

}  // namespace orp::codegen::cpp
