// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <unordered_set>
#include <vector>

#include "orpiment/entity/entity.hpp"

namespace orp {

/// Objects in the order in which they came, each once. Looking one up takes constant time.
class EntityList {
 public:
  using value_type = Entity*;

  auto begin() const { return entities_.begin(); }
  auto end() const { return entities_.end(); }
  Entity* const* data() const { return entities_.data(); }
  std::size_t size() const { return entities_.size(); }
  bool empty() const { return entities_.empty(); }

  bool contains(const Entity& entity) const {
    if (entities_.size() <= scan_limit) return std::find(begin(), end(), &entity) != end();
    if (index_.empty()) index_.insert(begin(), end());
    return index_.count(&entity) != 0;
  }

  /// Nothing happens when it is in.
  void add(Entity& entity) {
    if (!contains(entity)) add_new(entity);
  }
  /// Requires: it is not in.
  void add_new(Entity& entity) {
    entities_.push_back(&entity);
    if (!index_.empty()) index_.insert(&entity);
  }

  /// False: it was not in. Quick for what came last, which is most often what goes first.
  bool erase(const Entity& entity) {
    if (!contains(entity)) return false;
    entities_.erase(std::next(std::find(entities_.rbegin(), entities_.rend(), &entity)).base());
    index_.erase(&entity);
    return true;
  }

 private:
  static constexpr std::size_t scan_limit = 32;  // above: by the index

  std::vector<Entity*> entities_;
  mutable std::unordered_set<const Entity*> index_;  // empty: not made yet
};

}  // namespace orp
