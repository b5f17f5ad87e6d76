// SPDX-License-Identifier: MIT
// Texts in double quotes within those of values that are made of others: ranges, pairs.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace orp {

/// Takes `"..."` from the front of `text`: a backslash, or a second quotation mark, makes the next
/// character one as any other. Nothing when there is no end.
inline std::optional<std::string> take_quoted(std::string_view& text) {
  std::string taken;
  std::size_t i = 1;
  for (; i < text.size(); ++i) {
    const bool is_quote = text[i] == '"';
    if (is_quote && (i + 1 == text.size() || text[i + 1] != '"')) break;
    if ((is_quote || text[i] == '\\') && ++i == text.size()) return std::nullopt;
    taken += text[i];
  }
  if (i >= text.size()) return std::nullopt;
  text.remove_prefix(i + 1);
  return taken;
}

}  // namespace orp
