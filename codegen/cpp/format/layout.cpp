// SPDX-License-Identifier: MIT
#include "cpp/format/layout.hpp"

#include <algorithm>
#include <utility>

#include "cpp/format/braces.hpp"
#include "cpp/format/string_lines.hpp"
#include "cpp/format/text_columns.hpp"
#include "cpp/format/text_width.hpp"
#include "schema/model/invisible.hpp"

namespace orp::codegen::cpp {
namespace {

constexpr std::size_t block = 2;
constexpr const char* continued = "\n    ";  // by `continuation` spaces

std::string spaces(std::size_t count) { return std::string(count, ' '); }

// Later lines are moved to the right.
std::string shifted(const std::string& text, std::size_t count) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result += spaces(count);
  }
  return result;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += ", ";
    text += item;
  }
  return text;
}

// ---- Calls --------------------------------------------------------------------------------------

// Arguments side by side from `margin` on, in as few lines as they need.
class ArgumentLines {
 public:
  ArgumentLines(std::size_t margin, std::size_t indentation)
      : margin_(margin), indentation_(indentation), column_(margin) {}

  // `tail`: the columns that follow it at once.
  void add(const std::string& argument, std::size_t tail) {
    if (text_.empty()) {
      put(argument);
    } else if (column_ + separator + text_width(argument) + tail <= line_width) {
      text_ += ", ";
      column_ += separator;
      put(argument);
    } else {
      break_line();
      put(argument);
    }
  }

  void break_line() {
    text_ += ",\n" + spaces(margin_ - indentation_);
    column_ = margin_;
  }
  void put(const std::string& argument) {
    text_ += argument;
    column_ += text_width(argument);
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t column() const { return column_; }

  static constexpr std::size_t separator = 2;

 private:
  std::size_t margin_;
  std::size_t indentation_;
  std::size_t column_;
  std::string text_;
};

// What stands between the commas of an argument list.
std::vector<std::string> arguments_in(std::string_view list) {
  std::vector<std::string> arguments(1);
  int depth = 0;
  for (const char c : list) {
    if (c == '(' || c == '<' || c == '{') ++depth;
    if (c == ')' || c == '>' || c == '}') --depth;
    if (c == ',' && depth == 0) {
      arguments.emplace_back();
    } else if (c != ' ' || !arguments.back().empty()) {
      arguments.back() += c;
    }
  }
  return arguments;
}

// A template's first argument, and the others below it.
std::string broken_type(const std::string& type) {
  const std::size_t margin = type.find('<') + 1;
  int depth = 0;
  for (std::size_t i = margin; i < type.size(); ++i) {
    if (type[i] == '<') ++depth;
    if (type[i] == '>') --depth;
    if (type[i] == ',' && depth == 0) {
      return type.substr(0, i + 1) + '\n' + spaces(margin) + type.substr(i + 2);
    }
  }
  return type;
}

// ---- Comments -----------------------------------------------------------------------------------

std::string without_controls(std::string_view text) {
  std::string result = language::with_visible_characters(text);
  std::replace_if(
      result.begin(), result.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }, ' ');
  return result;
}

// One that ends in a backslash, or in the trigraph for it, would swallow the next.
std::string comment_line(std::string_view line) {
  const bool continues = line.ends_with('\\') || line.ends_with("\?\?/");
  return std::string(line) + (continues ? ".\n" : "\n");
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

}  // namespace

bool Layout::holds(std::string_view text, std::size_t offset) const {
  return indentation_ + offset + text_width(text) <= line_width;
}

// ---- Variables ----------------------------------------------------------------------------------

std::string Layout::variable(const std::string& type, const std::string& name,
                             const std::string& value) const {
  if (!holds(type)) return broken_type(type) + continued + name + value + ';';
  const bool in_braces = value.empty() || value.front() == '{';
  const std::string head = type + ' ' + name;
  std::string line = head + (in_braces ? "" : " = ") + value + ';';
  if (holds(line)) return line;
  if (in_braces) {
    const std::size_t comma = value.find(", ");
    if (comma != value.npos && holds(head + value.substr(0, comma + 1))) {
      return head + value.substr(0, comma + 1) + '\n' + spaces(text_width(head) + 1) +
             value.substr(comma + 2) + ';';
    }
    if (comma != value.npos && holds(head + '{')) {
      return head + '{' + continued + value.substr(1) + ';';
    }
    return type + continued + name + value + ';';
  }
  if (!holds(head + " =")) {
    // The rest as a variable of its own would be, one level deeper.
    const std::string rest = name + " = " + value + ';';
    if (holds(rest, continuation)) return type + continued + rest;
    return type + continued + name + " =" + continued + spaces(continuation) + value + ';';
  }
  const std::size_t column = indentation_ + continuation;
  if (holds(value + ';', continuation)) return head + " =" + continued + value + ';';
  if (value.starts_with('"')) {
    return head + " =" + continued + string_lines(value, column, indentation_, 1) + ';';
  }
  const CallOfString call = call_of_string(value);
  if (!call.head.empty()) {
    return head + " = " + call.head + continued +
           string_lines(call.literal, column, indentation_, 2) + ");";
  }
  const std::size_t open = value.find('(');
  return head + " = " + value.substr(0, open + 1) + continued + value.substr(open + 1) + ';';
}

// ---- Braced lists -------------------------------------------------------------------------------

std::string Layout::list(const std::string& head, const std::vector<std::string>& items) const {
  std::string line = head + '{' + joined(items) + "};";
  if (holds(line)) return line;
  const std::size_t room = line_width - indentation_ - continuation;
  return head + "{\n" + in_columns(items, continuation, room) + "};";
}

std::string Layout::enumeration(const std::string& head,
                                const std::vector<std::string>& names) const {
  std::string line = head + "{ " + joined(names) + " };";
  if (holds(line)) return line;
  std::string text = head + "{\n";
  for (const std::string& name : names) text += spaces(block) + name + ",\n";
  return text + "};";
}

std::string Layout::aggregate(const std::string& head, const Fields& fields) const {
  std::string line = head + on_one_line(fields) + ';';
  if (holds(line)) return line;
  std::string text = head + "{\n";
  const std::size_t column = indentation_ + continuation;
  for (const Field& field : fields) {
    text += spaces(continuation) + field_text(field, {column, indentation_, 1}) + ",\n";
  }
  return text + "};";
}

std::string Layout::item(const Fields& fields) const {
  return braced(fields, {indentation_, indentation_, 1}) + ',';
}

// ---- Calls and functions ------------------------------------------------------------------------

std::string Layout::call_item(const std::string& head, const std::vector<std::string>& arguments,
                              const Fields& last) const {
  constexpr std::size_t closing = 2;  // "),"
  const std::string fields = last.empty() ? "" : on_one_line(last);
  const auto lines_from = [&](std::size_t margin) {
    ArgumentLines lines(margin, indentation_);
    for (const std::string& argument : arguments) {
      const bool ends = last.empty() && &argument == &arguments.back();
      lines.add(argument, ends ? closing : 1);
    }
    return lines;
  };
  const std::size_t margin = indentation_ + text_width(head) + 1;
  const auto fits = [&](const std::string& argument) {
    return margin + text_width(argument) + closing <= line_width;
  };
  const bool last_fits_only_below = !fits(fields) && holds(fields, continuation + closing);
  if (last_fits_only_below || !std::all_of(arguments.begin(), arguments.end(), fits)) {
    ArgumentLines lines = lines_from(indentation_ + continuation);
    if (!last.empty()) lines.add(fields, closing);
    return head + '(' + continued + lines.text() + "),";
  }
  ArgumentLines lines = lines_from(margin);
  if (last.empty()) return head + '(' + lines.text() + "),";
  if (lines.column() + ArgumentLines::separator + text_width(fields) + closing <= line_width) {
    lines.add(fields, closing);
  } else {
    lines.break_line();
    lines.put(braced(last, {margin, indentation_, closing}));
  }
  return head + '(' + lines.text() + "),";
}

// A signature and its `end`, ` {` or `;`.
std::string Layout::head_of(const Signature& signature, std::string_view end) const {
  const std::string suffix = signature.suffix.empty() ? "" : ' ' + signature.suffix;
  const std::string name = signature.name + '(' + signature.parameter + ')';
  const std::string before_suffix = signature.result + ' ' + name;
  std::string line = before_suffix + suffix + std::string(end);
  if (holds(line)) return line;
  if (!signature.parameter.empty()) {
    return signature.result + ' ' + signature.name + '(' + continued + signature.parameter + ')' +
           suffix + std::string(end);
  }
  if (!suffix.empty() && holds(before_suffix)) {
    return before_suffix + continued + signature.suffix + std::string(end);
  }
  return signature.result + '\n' + name + suffix + std::string(end);
}

std::string Layout::declaration(const Signature& signature) const {
  return head_of(signature, ";");
}

std::string Layout::function(const Signature& signature, const std::string& action) const {
  const std::string head = head_of(signature, " {");
  std::string line = head + ' ' + action + " }";
  if (head.find('\n') == head.npos && holds(line)) return line;
  const std::string body = Layout(indentation_ + block).statement(action);
  return head + '\n' + spaces(block) + shifted(body, block) + "\n}";
}

std::string Layout::statement(const std::string& call) const {
  constexpr std::size_t closing = 2;  // ");"
  const std::size_t open = call.find('(');
  if (holds(call) || open == call.npos || !call.ends_with(");")) return call;
  const std::string head = call.substr(0, open + 1);
  const std::string arguments = call.substr(head.size(), call.size() - head.size() - closing);
  const std::size_t margin = indentation_ + text_width(head);
  ArgumentLines lines(margin, indentation_);
  bool beside = true;  // all arguments fit beside the head
  for (const std::string& argument : arguments_in(arguments)) {
    beside = beside && margin + text_width(argument) + closing <= line_width;
    lines.add(argument, closing);
  }
  return head + (beside ? lines.text() : continued + arguments) + ");";
}

std::string Layout::conditional(const std::string& condition, const std::string& call) const {
  if (condition.empty()) return statement(call);
  std::string head = "if (" + condition + ')';
  if (!holds(head)) {
    const std::size_t value = condition.find("= ") + 2;
    head = "if (" + condition.substr(0, value - 1) + continued + spaces(continuation) +
           condition.substr(value) + ')';
  }
  std::string line = head + ' ' + call;
  if (line.find('\n') == line.npos && holds(line)) return line;
  const std::string body = Layout(indentation_ + block).statement(call);
  return head + '\n' + spaces(block) + shifted(body, block);
}

std::string Layout::comment(std::string_view text) const {
  std::string result;
  const std::string clean = without_controls(text);
  std::string_view rest(clean);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line = "///";
    for (const std::string_view word : words_of(rest.substr(0, end))) {
      if (line != "///" && !holds(line + ' ' + std::string(word))) {
        result += comment_line(std::exchange(line, "///"));
      }
      line.append(" ").append(word);
    }
    result += comment_line(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return result;
}

}  // namespace orp::codegen::cpp
