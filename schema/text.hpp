// SPDX-License-Identifier: MIT
// Pieces of messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "orpiment/base/detail/text.hpp"

namespace orp::language {

inline std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

/// `"a", "b", "c"`; of elements that `name` turns into a text.
template <class Range, class Name>
std::string list_in_quotes(const Range& range, Name name) {
  std::string text;
  for (const auto& element : range) {
    if (!text.empty()) text += ", ";
    text += in_quotes(name(element));
  }
  return text;
}

template <class Range>
std::string list_in_quotes(const Range& range) {
  return list_in_quotes(range, [](const auto& element) { return std::string_view(element); });
}

/// `1 column`, `2 columns`.
inline std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

/// A hint: `did you mean "email"?` when a candidate is near to `wanted`, else `known: "a", "b"`.
/// Empty without candidates.
template <class Range>
std::string suggestion(std::string_view wanted, const Range& candidates) {
  const std::string_view near = detail::nearest(wanted, candidates);
  if (!near.empty()) return "did you mean " + in_quotes(near) + '?';
  const std::string all = list_in_quotes(candidates);
  return all.empty() ? all : "known: " + all;
}

}  // namespace orp::language
