// SPDX-License-Identifier: MIT
// The places of values: one that stands in the tree twice has one number.
#include <algorithm>
#include <cstddef>
#include <string>

#include "sql/renderer.hpp"

namespace orp::sql {

void Renderer::parameter(const Expression& node, bool is_typed) {
  if (!dialect_.is_wrapped_when_sent(*node.type)) return place_of(node, is_typed);
  out_ += dialect_.as_sent(printed([&] { place_of(node, is_typed); }), *node.type);
}

void Renderer::place_of(const Expression& node, bool is_typed) {
  const std::uint32_t ordinal = ordinals_.at(&node);
  const bool is_repeated = numbers_[ordinal] != 0;
  if (!is_repeated) {
    result_.slots.push_back(ordinal);
    numbers_[ordinal] = result_.slots.size();
  }
  if (is_typed) {
    dialect_.typed_parameter(out_, numbers_[ordinal], is_repeated,
                             backend::stored_type(*node.type));
  } else {
    dialect_.parameter(out_, numbers_[ordinal], is_repeated);
  }
}

std::size_t Renderer::number_of_lists(const std::vector<NodeRef>& lists) {
  const auto number_of = [this](const NodeRef& list) -> std::size_t& {
    return numbers_[ordinals_.at(list.get())];
  };
  const std::size_t known = number_of(lists.front());
  std::size_t next = known;
  const bool are_there =
      known != 0 && std::all_of(lists.begin(), lists.end(),
                                [&](const NodeRef& list) { return number_of(list) == next++; });
  if (are_there) return known;
  const std::size_t first = result_.slots.size() + 1;
  for (const NodeRef& list : lists) {
    result_.slots.push_back(ordinals_.at(list.get()));
    number_of(list) = result_.slots.size();
  }
  return first;
}

}  // namespace orp::sql
