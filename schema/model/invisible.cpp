// SPDX-License-Identifier: MIT
#include "schema/model/invisible.hpp"

#include <algorithm>

namespace orp::language {
namespace {

struct CodePoints {
  char32_t first;
  char32_t last;
};

constexpr CodePoints invisible[] = {
    {0x80, 0x9f},        // controls
    {0xad, 0xad},        // soft hyphen
    {0x61c, 0x61c},      // direction
    {0x180e, 0x180e},    // no width
    {0x200b, 0x200f},    // no width, direction
    {0x2028, 0x202e},    // ends of lines, direction
    {0x2060, 0x206f},    // no width, direction
    {0xfeff, 0xfeff},    // no width
    {0xfff9, 0xfffb},    // annotations
    {0xe0000, 0xe007f},  // tags
};

std::size_t size_of_first(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) ++size;
  return size;
}

char32_t code_point(std::string_view character) {
  constexpr unsigned lead_bits[] = {0x7f, 0x7f, 0x1f, 0x0f, 0x07};
  const std::size_t size = std::min<std::size_t>(character.size(), 4);
  char32_t code = static_cast<unsigned char>(character.front()) & lead_bits[size];
  for (const char c : character.substr(1))
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3fU);
  return code;
}

std::string hexadecimal(char32_t code) {
  std::string digits;
  for (; code != 0 || digits.size() < 4; code >>= 4) digits += "0123456789ABCDEF"[code & 0xfU];
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace

std::size_t invisible_size(std::string_view text) {
  const std::size_t size = size_of_first(text);
  const char32_t code = size == 1 ? U'a' : code_point(text.substr(0, size));
  const auto has = [code](const CodePoints& range) {
    return code >= range.first && code <= range.last;
  };
  return std::any_of(std::begin(invisible), std::end(invisible), has) ? size : 0;
}

std::string with_visible_characters(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t size = size_of_first(text);
    const bool is_invisible = invisible_size(text) != 0;
    result += is_invisible ? "U+" + hexadecimal(code_point(text.substr(0, size)))
                           : std::string(text.substr(0, size));
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace orp::language
