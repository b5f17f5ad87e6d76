// SPDX-License-Identifier: MIT
// Where long lines break, as clang-format would break them: Google's style, 100 columns. Output is
// formatted as it is printed, so that a model needs no formatter to be read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cpp/plan.hpp"

namespace orp::codegen::cpp {

inline constexpr std::size_t line_width = 100;

/// Formats pieces of code that begin `indentation` columns from the left. Results may span lines;
/// the indentation itself is left to the printer.
class Layout {
 public:
  explicit Layout(std::size_t indentation) : indentation_(indentation) {}

  /// `{.a = 1, .b = 2},` on one line, or one member a line.
  [[nodiscard]] std::string item(const Fields& fields) const;

  /// `head(a, b, {.c = 1}),` with as many arguments on a line as fit. `last` may be empty.
  [[nodiscard]] std::string call_item(const std::string& head,
                                      const std::vector<std::string>& arguments,
                                      const Fields& last) const;

  /// `head = value;`; `head{};` and `head;` for a value of `{}` or nothing.
  [[nodiscard]] std::string variable(const std::string& head, const std::string& value) const;

  /// `head{a, b};` on one line, or one item a line.
  [[nodiscard]] std::string list(const std::string& head,
                                 const std::vector<std::string>& items) const;

  /// `head{ a, b };`, likewise.
  [[nodiscard]] std::string enumeration(const std::string& head,
                                        const std::vector<std::string>& names) const;

  /// `head{.a = 1};` on one line, or one member a line.
  [[nodiscard]] std::string aggregate(const std::string& head, const Fields& fields) const;

  /// `.a = 1,` as a line of its own, as a braced list with a trailing comma has them.
  [[nodiscard]] std::string member(const Field& field) const;

  /// `signature { statement }` on one line or on three.
  [[nodiscard]] std::string function(const std::string& signature,
                                     const std::string& statement) const;

  /// `if (condition) statement` on one line or on two; `statement` when there is no condition.
  [[nodiscard]] std::string conditional(const std::string& condition,
                                        const std::string& statement) const;

  /// Lines of `/// ` and words, each with its newline; an empty line of the text stays empty.
  [[nodiscard]] std::string comment(std::string_view text) const;

 private:
  std::size_t indentation_;
};

}  // namespace orp::codegen::cpp
