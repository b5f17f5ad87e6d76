// SPDX-License-Identifier: MIT
#include "cpp/format/braces.hpp"

#include "cpp/format/string_lines.hpp"
#include "cpp/format/text_width.hpp"

namespace orp::codegen::cpp {
namespace {

std::string on_one_line(const Field& field) {
  return '.' + field.name + " = " +
         (field.nested.empty() ? field.value : cpp::on_one_line(field.nested));
}

// A line break, and the spaces up to a column.
std::string new_line(const Place& place, std::size_t column) {
  return '\n' + std::string(column - place.indentation, ' ');
}

// One member a line, below the first.
std::string broken(const Fields& fields, const Place& place) {
  std::string text = "{";
  const std::size_t column = place.column + 1;
  for (const Field& field : fields) {
    const bool is_last = &field == &fields.back();
    text += field_text(field, {column, place.indentation, is_last ? place.tail + 1 : 1});
    if (!is_last) text += ',' + new_line(place, column);
  }
  return text + '}';
}

}  // namespace

bool Place::holds(const std::string& text) const {
  return column + text_width(text) + tail <= line_width;
}

std::string on_one_line(const Fields& fields) {
  std::string text;
  for (const Field& field : fields) {
    text += text.empty() ? "{" : ", ";
    text += on_one_line(field);
  }
  return text + '}';
}

std::string braced(const Fields& fields, const Place& place) {
  std::string text = on_one_line(fields);
  return place.holds(text) ? text : broken(fields, place);
}

std::string field_text(const Field& field, const Place& place) {
  std::string text = on_one_line(field);
  if (place.holds(text)) return text;
  const std::string head = '.' + field.name + " = ";
  const std::size_t value_column = place.column + head.size();
  if (!field.nested.empty()) {
    return head + broken(field.nested, {value_column, place.indentation, place.tail});
  }
  const std::size_t column = place.column + continuation;
  if (field.value.starts_with('"')) {
    // Of an aggregate with a member a line, a text of several lines begins below its name.
    const bool is_below = place.column == place.indentation + continuation;
    const std::string lines =
        string_lines(field.value, is_below ? column : value_column, place.indentation, place.tail);
    return is_below ? '.' + field.name + " =" + new_line(place, column) + lines : head + lines;
  }
  const CallOfString call = call_of_string(field.value);
  const Place below{column, place.indentation, place.tail};
  if (call.head.empty() || below.holds(field.value)) {
    return '.' + field.name + " =" + new_line(place, column) + field.value;
  }
  return head + call.head + new_line(place, column) +
         string_lines(call.literal, column, place.indentation, place.tail + 1) + ')';
}

CallOfString call_of_string(const std::string& value) {
  const std::size_t open = value.find("(\"");
  if (open == value.npos || !value.ends_with("\")")) return {};
  return {value.substr(0, open + 1), value.substr(open + 1, value.size() - open - 2)};
}

}  // namespace orp::codegen::cpp
