// SPDX-License-Identifier: MIT
#include "sql/connections.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sql/children.hpp"

namespace orp::sql {

Connections::Connections(std::vector<Sources> groups, const Sources& visible)
    : groups_(std::move(groups)), visible_(visible), parents_(groups_.size()) {
  std::iota(parents_.begin(), parents_.end(), std::size_t{0});
}

void Connections::connect(const NodeRef& condition) {
  if (!condition) return;
  const auto* const binary = as_if<BinaryNode>(condition);
  if (binary != nullptr && binary->operation == BinaryOp::logical_and)
    return each_term(*binary, [&](const NodeRef& term, bool) { connect(term); });
  const Sources named = free_sources(condition, visible_);
  std::size_t first = groups_.size();
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const bool is_named = std::any_of(named.begin(), named.end(), [&](const Source& source) {
      return contains(groups_[i], source);
    });
    if (!is_named) continue;
    if (first == groups_.size())
      first = i;
    else
      parents_[root(i)] = root(first);
  }
}

std::size_t Connections::find_apart() const {
  for (std::size_t i = 1; i < groups_.size(); ++i)
    if (root(i) != root(0)) return i;
  return groups_.size();
}

std::size_t Connections::root(std::size_t group) const {
  while (parents_[group] != group) group = parents_[group];
  return group;
}

}  // namespace orp::sql
