// SPDX-License-Identifier: MIT
#include "entity/place_index.hpp"

#include <algorithm>
#include <iterator>

namespace orp {

namespace {

// Node n of the tree, counted from 1, holds the sum of the numbers from n - span(n) up to n - 1.
std::size_t span(std::size_t node) { return node & (~node + 1); }

}  // namespace

PlaceIndex::PlaceIndex(View<Entity*> array) : closed_(array.size()) {
  numbers_.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i)
    numbers_.emplace(array[i], static_cast<std::uint32_t>(i));
}

void PlaceIndex::append(const Entity& entity) {
  const std::size_t node = closed_.size() + 1;
  std::uint32_t sum = 0;
  for (std::size_t part = node - 1; part > node - span(node); part -= span(part))
    sum += closed_[part - 1];
  closed_.push_back(sum);
  try {
    numbers_.emplace(&entity, static_cast<std::uint32_t>(node - 1));
  } catch (...) {
    closed_.pop_back();
    throw;
  }
}

std::optional<std::size_t> PlaceIndex::remove(const Entity& entity) {
  const auto found = numbers_.find(&entity);
  if (found == numbers_.end()) return std::nullopt;
  left_.push_back(found->second);
  numbers_.erase(found);
  return place(left_.back());
}

void PlaceIndex::close_gaps(Entity**& first, Entity**& last) {
  if (left_.empty()) return;
  const auto [lowest, highest] = std::minmax_element(left_.begin(), left_.end());
  Entity** const begin = first + place(*lowest);
  Entity** const end = first + place(*highest) + 1;
  if (begin - first < last - end)
    first = std::remove(std::reverse_iterator(end), std::reverse_iterator(first), nullptr).base();
  else
    last = std::remove(begin, last, nullptr);
  for (const std::uint32_t number : left_)
    for (std::size_t node = number + 1U; node <= closed_.size(); node += span(node))
      ++closed_[node - 1];
  left_.clear();
}

std::size_t PlaceIndex::place(std::uint32_t number) const {
  std::size_t place = number;
  for (std::size_t node = number; node > 0; node -= span(node)) place -= closed_[node - 1];
  return place;
}

}  // namespace orp
