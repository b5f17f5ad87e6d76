// SPDX-License-Identifier: MIT
#include "base/value_errors.hpp"

#include <string>
#include <utility>

#include "orpiment/base/detail/hex_digit.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

constexpr std::size_t longest_quote = 60;

/// In quotes, with everything that is not printable ASCII escaped, and cut when it is long.
std::string quoted(std::string_view text) {
  std::string quote = "\"";
  for (const char c : text.substr(0, longest_quote)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\') {
      quote += c;
    } else {
      quote += "\\x";
      quote += detail::hex_digit(byte >> 4u);
      quote += detail::hex_digit(byte & 15u);
    }
  }
  quote += text.size() > longest_quote ? "\"..." : "\"";
  return quote;
}

std::string place_in(std::string_view text, std::size_t position) {
  if (position == Malformed::nowhere) return {};
  if (position == text.size()) return " at the end";
  return " at character " + std::to_string(position + 1);
}

}  // namespace

void throw_malformed(std::string_view kind, std::string_view text, Malformed malformed) {
  std::string message = quoted(text);
  message += " is not ";
  message += kind;
  message += ": ";
  message += malformed.why;
  message += place_in(text, malformed.position);
  throw DataError({.code = "ORP-2001", .message = std::move(message)});
}

void throw_out_of_range(std::string_view message, std::string_view hint) {
  throw DataError({.code = "ORP-2002", .message = std::string(message), .hint = std::string(hint)});
}

}  // namespace orp
