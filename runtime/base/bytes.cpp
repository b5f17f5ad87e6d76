// SPDX-License-Identifier: MIT
#include "orpiment/base/bytes.hpp"

#include "base/value_errors.hpp"
#include "orpiment/base/detail/hex_digit.hpp"

namespace orp {

namespace {

/// Appends what the digits say to `content`; returns why not, if so.
Malformed read_hex(std::string_view hex, std::string& content) {
  std::size_t at = hex.starts_with("\\x") ? 2 : 0;
  content.reserve((hex.size() - at) / 2);
  while (at < hex.size()) {
    const int high = detail::hex_value(hex[at]);
    if (high < 0) return {"hexadecimal digit expected", at};
    if (++at == hex.size()) return {"another digit expected", at};
    const int low = detail::hex_value(hex[at]);
    if (low < 0) return {"hexadecimal digit expected", at};
    ++at;
    content += static_cast<char>(high << 4 | low);
  }
  return {};
}

}  // namespace

Bytes Bytes::parse(std::string_view hex) {
  std::string content;
  const Malformed malformed = read_hex(hex, content);
  if (malformed.why != nullptr) throw_malformed("a hexadecimal string", hex, malformed);
  return Bytes(std::move(content));
}

std::optional<Bytes> Bytes::from_string(std::string_view hex) {
  std::string content;
  if (read_hex(hex, content).why != nullptr) return std::nullopt;
  return Bytes(std::move(content));
}

std::string Bytes::to_string() const {
  std::string hex;
  hex.reserve(2 * size());
  for (const std::uint8_t byte : *this) {
    hex += detail::hex_digit(byte >> 4u);
    hex += detail::hex_digit(byte & 15u);
  }
  return hex;
}

}  // namespace orp
