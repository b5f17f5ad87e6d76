// SPDX-License-Identifier: MIT
#include "cpp/format/string_lines.hpp"

#include <algorithm>
#include <string_view>

#include "cpp/format/text_width.hpp"

namespace orp::codegen::cpp {
namespace {

// The bytes of the character or escape at the beginning of a literal's content.
std::size_t character_size(std::string_view content) {
  if (content.front() == '\\') return content[1] >= '0' && content[1] <= '7' ? 4 : 2;
  std::size_t size = 1;
  while (size < content.size() && is_continuation(content[size])) ++size;
  return size;
}

// How many bytes of a literal's content to put in a line of `room` columns: up to the last space,
// or as many whole characters as fit when there is none. At least one character.
std::size_t line_size(std::string_view content, std::size_t room) {
  std::size_t behind_space = 0;
  std::size_t at = 0;
  for (std::size_t used = 0; at < content.size();) {
    const std::size_t size = character_size(content.substr(at));
    used += content[at] == '\\' ? size : 1;
    if (used > room && at > 0) break;
    at += size;
    if (content[at - 1] == ' ') behind_space = at;
  }
  return behind_space == 0 ? at : behind_space;
}

}  // namespace

std::string string_lines(const std::string& literal, std::size_t column, std::size_t indentation,
                         std::size_t tail) {
  constexpr std::size_t quotes = 2;
  const std::size_t room = line_width - std::min(column + quotes, line_width - 1);
  const std::string margin(column - indentation, ' ');
  std::string_view content(literal);
  content = content.substr(1, content.size() - quotes);
  std::string text;
  while (text_width(content) + tail > room) {
    const std::size_t size = line_size(content, room);
    if (size == content.size()) break;
    text += '"' + std::string(content.substr(0, size)) + "\"\n" + margin;
    content.remove_prefix(size);
  }
  return text + '"' + std::string(content) + '"';
}

}  // namespace orp::codegen::cpp
