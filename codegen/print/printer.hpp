// SPDX-License-Identifier: MIT
// Text from templates that have the shape of what they print.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace orp::codegen {

/// A template and the line of the generator where it stands, for messages about mistakes in it.
struct Template {
  // NOLINTNEXTLINE(google-explicit-constructor): a template is a string literal
  Template(const char* literal, const char* in_file = __builtin_FILE(),
           int on_line = __builtin_LINE())
      : text(literal), file(in_file), line(on_line) {}

  std::string_view text;
  const char* file;
  int line;
};

/// Prints templates, best written as raw strings:
///
///     printer.print(R"(
///         class $name$ {
///           $members$
///         };
///     )", {{"name", entity.name}, {"members", [&] { print_members(printer, entity); }}});
///
/// (1) The line break behind the opening quote, the indentation that all lines share and a last
///     line of spaces belong to the generator and are not printed.
/// (2) `$name$` stands for an argument and `$$` for a dollar sign. An argument that spans lines is
///     indented as the line it stands in.
/// (3) A name without an argument, or an argument without its name, is a mistake in the generator:
///     it is reported with the template's file and line, and the process aborts.
/// (4) A line with nothing but `$name$` is a block: its argument may also be a function that
///     prints. When nothing comes of it the line is left out, and one of the blank lines beside it
///     as well.
/// (5) Blank lines separate: never two in succession, none at the beginning or end of a block.
class Printer {
 public:
  using Block = std::function<void()>;

  struct Argument {
    Argument(std::string_view key, std::string text) : name(key), value(std::move(text)) {}
    Argument(std::string_view key, std::size_t number) : Argument(key, std::to_string(number)) {}
    Argument(std::string_view key, Block block) : name(key), value(std::move(block)) {}

    std::string_view name;
    std::variant<std::string, Block> value;
  };

  void print(const Template& text, std::initializer_list<Argument> arguments = {});

  /// Prints text as it stands, which may span lines.
  void print_text(std::string_view text) {
    if (!text.empty()) write_lines(text);
  }

  /// How far from the left the next line begins.
  [[nodiscard]] std::size_t indentation() const { return indentation_; }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  class Expansion;  // of one template

  /// Lines of `text`, each indented; blank ones become separators. The last may end in a newline.
  void write_lines(std::string_view text);
  void write_line(std::string_view line);
  void separate() { separator_pending_ |= !at_block_start_; }

  std::string text_;
  std::size_t indentation_ = 0;
  bool at_block_start_ = true;
  bool separator_pending_ = false;
};

}  // namespace orp::codegen
