// SPDX-License-Identifier: MIT
// Finds objects in an array that they leave in any order, each step in logarithmic time, while the
// others keep their order.
//
// Rules
//  (1) Who leaves makes a gap, a nullptr. Gaps are closed together, when the array is read next.
//  (2) An object has a number, in order of the array, which it keeps. Its place is that number less
//      how many before it had left when gaps were closed last.
//  (3) An array that is only filled and read has no index: it is made when objects are looked for,
//      and anew when most numbers are of those who have left.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "orpiment/meta/view.hpp"

namespace orp {

class Entity;

class PlaceIndex {
 public:
  /// Arrays up to this size are searched by looking at each object.
  static constexpr std::size_t scan_limit = 32;

  explicit PlaceIndex(View<Entity*> array);

  bool contains(const Entity& entity) const { return numbers_.count(&entity) != 0; }
  /// Requires: `entity` is not in. It comes behind the last place of the array.
  void append(const Entity& entity);
  /// The place that `entity` leaves; nothing: it was not in.
  std::optional<std::size_t> remove(const Entity& entity);
  std::size_t gaps() const { return left_.size(); }
  /// It is to be given up before another object comes.
  bool is_worn() const { return closed_.size() > 2 * numbers_.size() + scan_limit; }
  /// Closes the gaps in `first`, `last` by moving whoever are fewer: those in front or those
  /// behind. Both are then the bounds of the rest.
  void close_gaps(Entity**& first, Entity**& last);

 private:
  std::size_t place(std::uint32_t number) const;

  std::unordered_map<const Entity*, std::uint32_t> numbers_;
  std::vector<std::uint32_t> closed_;  // closed gaps by number: a Fenwick tree
  std::vector<std::uint32_t> left_;    // numbers of the gaps
};

}  // namespace orp
