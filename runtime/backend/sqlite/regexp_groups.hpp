// SPDX-License-Identifier: MIT
// What the groups of a regular expression stand for in a part of a text that matches it. As other
// databases have it: what stands further to the left takes as much as it can, of alternatives the
// first that matches counts, and of what is repeated the last time. It takes up to the square of
// the part's length.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "backend/sqlite/regexp.hpp"

namespace orp::backend::sqlite {

class RegexpGroups {
 public:
  RegexpGroups(const RegexpPattern& pattern, bool ignores_case);
  ~RegexpGroups();
  RegexpGroups(const RegexpGroups&) = delete;
  RegexpGroups& operator=(const RegexpGroups&) = delete;

  using Spans = std::vector<std::optional<Regexp::Span>>;
  /// Of each group, from number 1 on; empty: it stands for nothing. Requires: `part` matches.
  Spans in(std::string_view text, Regexp::Span part) const;

  struct Node;

 private:
  std::unique_ptr<Node> root_;
  std::size_t count_;
};

}  // namespace orp::backend::sqlite
