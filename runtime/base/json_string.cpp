// SPDX-License-Identifier: MIT
#include "base/json_string.hpp"

namespace orp::detail {

void append_json_string(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      const unsigned code = static_cast<unsigned char>(c);
      out += "\\u00";
      out += digits[code >> 4u];
      out += digits[code & 15u];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace orp::detail
