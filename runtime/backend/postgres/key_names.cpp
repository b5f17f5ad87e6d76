// SPDX-License-Identifier: MIT
#include "backend/postgres/key_names.hpp"

#include <cstddef>
#include <utility>

namespace orp::backend::postgres {

namespace {

/// Where the quotes end that begin at `at`: behind them. Doubled ones go on.
std::size_t after_quotes(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] != quote) continue;
    if (at + 1 == text.size() || text[at + 1] != quote) return at + 1;
    ++at;
  }
  return at;
}

/// A name without its quotes; an expression as it is.
std::string unquoted(std::string_view name) {
  if (!name.starts_with('"') || after_quotes(name, 0) != name.size()) return std::string(name);
  std::string plain;
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    plain += name[i];
    if (name[i] == '"') ++i;  // doubled
  }
  return plain;
}

}  // namespace

std::vector<std::string> names_of_key(std::string_view detail) {
  constexpr std::string_view prefix = "Key (";
  if (!detail.starts_with(prefix)) return {};
  std::vector<std::string> names;
  std::size_t depth = 0;
  std::size_t begin = prefix.size();
  for (std::size_t at = begin; at < detail.size();) {
    const char c = detail[at];
    if (c == '"' || c == '\'') {
      at = after_quotes(detail, at);
      continue;
    }
    const bool is_end = c == ')' && depth == 0;
    if (is_end || (c == ',' && depth == 0)) {
      names.push_back(unquoted(detail.substr(begin, at - begin)));
      if (is_end) return detail.substr(at).starts_with(")=(") ? names : std::vector<std::string>();
      begin = at + 2;  // a blank
    }
    if (c == '(') ++depth;
    if (c == ')') --depth;
    ++at;
  }
  return {};
}

}  // namespace orp::backend::postgres
