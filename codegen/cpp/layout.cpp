// SPDX-License-Identifier: MIT
#include "cpp/layout.hpp"

#include <algorithm>
#include <utility>

namespace orp::codegen::cpp {
namespace {

constexpr std::size_t block = 2;
constexpr std::size_t continuation = 4;

std::string spaces(std::size_t count) { return std::string(count, ' '); }

bool is_utf8_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// In columns; a code point is taken to fill one.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_utf8_continuation(c); }));
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += ", ";
    text += item;
  }
  return text;
}

std::string one_a_line(const std::vector<std::string>& items, std::size_t indentation) {
  std::string text;
  for (const std::string& item : items) text += spaces(indentation) + item + ",\n";
  return text;
}

// ---- String literals ----------------------------------------------------------------------------

bool is_string(std::string_view value) { return value.starts_with('"'); }

// The number of bytes at the beginning of a literal's content that fill at most `columns`: up to
// the last space among them, else as many whole characters and escapes as fit.
std::size_t split_point(std::string_view content, std::size_t columns) {
  std::size_t after_space = 0;
  std::size_t at = 0;
  for (std::size_t used = 0; at < content.size();) {
    std::size_t size = 1;
    if (content[at] == '\\') {
      const char next = content[at + 1];
      size = next >= '0' && next <= '7' ? 4 : 2;
    }
    while (at + size < content.size() && is_utf8_continuation(content[at + size])) ++size;
    used += content[at] == '\\' ? size : 1;
    if (used > columns) break;
    at += size;
    if (content[at - 1] == ' ') after_space = at;
  }
  return at == content.size() || after_space == 0 ? at : after_space;
}

// A literal as several, one a line, each at `column` and none beyond the line; `tail` columns
// follow the last one.
std::string split_string(const std::string& literal, std::size_t column, std::size_t indentation,
                         std::size_t tail) {
  const std::size_t room = line_width - std::min(line_width / 2, column) - 2;
  std::string_view content(literal);
  content = content.substr(1, content.size() - 2);
  std::string text;
  while (width(content) + tail > room) {
    const std::size_t size = std::max<std::size_t>(1, split_point(content, room));
    if (size == content.size()) break;
    text += '"' + std::string(content.substr(0, size)) + "\"\n" + spaces(column - indentation);
    content.remove_prefix(size);
  }
  return text + '"' + std::string(content) + '"';
}

// `f("text")` as `f(` and the literal, when that is what the value is.
std::pair<std::string, std::string> call_of_string(const std::string& value) {
  const std::size_t open = value.find("(\"");
  if (open == value.npos || !value.ends_with("\")")) return {};
  return {value.substr(0, open + 1), value.substr(open + 1, value.size() - open - 2)};
}

// ---- Braced members -----------------------------------------------------------------------------

std::string on_one_line(const Fields& fields);

std::string on_one_line(const Field& field) {
  return '.' + field.name + " = " +
         (field.nested.empty() ? field.value : on_one_line(field.nested));
}

std::string on_one_line(const Fields& fields) {
  std::string text;
  for (const Field& field : fields) {
    text += text.empty() ? "{" : ", ";
    text += on_one_line(field);
  }
  return text + '}';
}

// Places in a line that begins `indentation` columns from the left.
struct Place {
  std::size_t column;       // where the text begins
  std::size_t indentation;  // what the printer adds to later lines
  std::size_t tail;         // columns that follow the text on its last line

  [[nodiscard]] bool holds(std::string_view text) const {
    return column + width(text) + tail <= line_width;
  }
};

std::string broken(const Fields& fields, Place place);

std::string field_at(const Field& field, Place place) {
  std::string text = on_one_line(field);
  if (place.holds(text)) return text;
  const std::string head = '.' + field.name + " = ";
  const std::size_t value_column = place.column + head.size();
  if (!field.nested.empty()) {
    return head + broken(field.nested, {value_column, place.indentation, place.tail});
  }
  if (is_string(field.value)) {
    return head + split_string(field.value, value_column, place.indentation, place.tail);
  }
  const auto [call, literal] = call_of_string(field.value);
  if (call.empty()) return text;
  const std::size_t column = place.column + continuation;
  return head + call + '\n' + spaces(column - place.indentation) +
         split_string(literal, column, place.indentation, place.tail + 1) + ')';
}

// One member a line, below the first.
std::string broken(const Fields& fields, Place place) {
  std::string text = "{";
  const std::size_t column = place.column + 1;
  for (const Field& field : fields) {
    const bool is_last = &field == &fields.back();
    text += field_at(field, {column, place.indentation, is_last ? place.tail + 1 : 1});
    if (!is_last) text += ",\n" + spaces(column - place.indentation);
  }
  return text + '}';
}

std::string braced(const Fields& fields, Place place) {
  std::string text = on_one_line(fields);
  return place.holds(text) ? text : broken(fields, place);
}

// ---- Comments -----------------------------------------------------------------------------------

std::string without_controls(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }, ' ');
  return result;
}

// One that ends in a backslash would swallow the next.
std::string comment_line(std::string_view line) {
  return std::string(line) + (line.ends_with('\\') ? ".\n" : "\n");
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

std::string Layout::item(const Fields& fields) const {
  return braced(fields, {indentation_, indentation_, 1}) + ',';
}

std::string Layout::member(const Field& field) const {
  return field_at(field, {indentation_, indentation_, 1}) + ',';
}

std::string Layout::call_item(const std::string& head, const std::vector<std::string>& arguments,
                              const Fields& last) const {
  constexpr std::size_t closing = 2;  // "),"
  std::string text = head + '(';
  const std::size_t margin = indentation_ + text.size();
  std::size_t column = margin;
  const auto new_line = [&] {
    text += ",\n" + spaces(margin - indentation_);
    column = margin;
  };
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool ends = last.empty() && i + 1 == arguments.size();
    const std::size_t needed = width(arguments[i]) + (ends ? closing : 1);
    if (i > 0 && column + 2 + needed > line_width) {
      new_line();
    } else if (i > 0) {
      text += ", ";
      column += 2;
    }
    text += arguments[i];
    column += width(arguments[i]);
  }
  if (!last.empty()) {
    const std::string fields = on_one_line(last);
    if (column + 2 + width(fields) + closing > line_width) {
      new_line();
      text += braced(last, {column, indentation_, closing});
    } else {
      text += ", " + fields;
    }
  }
  return text + "),";
}

std::string Layout::variable(const std::string& head, const std::string& value) const {
  if (value.empty() || value == "{}") return head + value + ';';
  const Place place{indentation_, indentation_, 1};
  std::string text = head + " = " + value;
  if (place.holds(text)) return text + ';';
  const std::string below = '\n' + spaces(continuation);
  const std::size_t column = indentation_ + continuation;
  if (is_string(value)) {
    return head + " =" + below + split_string(value, column, indentation_, 1) + ';';
  }
  const auto [call, literal] = call_of_string(value);
  if (!call.empty()) {
    return head + " = " + call + below + split_string(literal, column, indentation_, 2) + ");";
  }
  return head + " =" + below + value + ';';
}

std::string Layout::list(const std::string& head, const std::vector<std::string>& items) const {
  const std::string line = head + '{' + joined(items) + "};";
  if (indentation_ + width(line) <= line_width) return line;
  return head + "{\n" + one_a_line(items, continuation) + "};";
}

std::string Layout::enumeration(const std::string& head,
                                const std::vector<std::string>& names) const {
  const std::string line = head + "{ " + joined(names) + " };";
  if (indentation_ + width(line) <= line_width) return line;
  return head + "{\n" + one_a_line(names, block) + "};";
}

std::string Layout::aggregate(const std::string& head, const Fields& fields) const {
  const std::string line = head + on_one_line(fields) + ';';
  if (indentation_ + width(line) <= line_width) return line;
  std::string text = head + "{\n";
  const std::size_t column = indentation_ + continuation;
  for (const Field& field : fields) {
    text += spaces(continuation) + field_at(field, {column, indentation_, 1}) + ",\n";
  }
  return text + "};";
}

std::string Layout::function(const std::string& signature, const std::string& statement) const {
  std::string text = signature + " { " + statement + " }";
  if (indentation_ + width(text) <= line_width) return text;
  return signature + " {\n" + spaces(block) + statement + "\n}";
}

std::string Layout::conditional(const std::string& condition, const std::string& statement) const {
  if (condition.empty()) return statement;
  const std::string head = "if (" + condition + ')';
  const std::string text = head + ' ' + statement;
  return indentation_ + width(text) <= line_width ? text : head + '\n' + spaces(block) + statement;
}

std::string Layout::comment(std::string_view text) const {
  std::string result;
  const std::string clean = without_controls(text);
  std::string_view rest(clean);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line = "///";
    for (const std::string_view word : words_of(rest.substr(0, end))) {
      if (line != "///" && indentation_ + width(line) + 1 + width(word) > line_width) {
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
