// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <vector>

#include "entity/place_index.hpp"
#include "orpiment/entity/entity.hpp"

namespace orp {

/// Objects in the order in which they came, each once. Looking one up and taking one out is quick
/// in a list of any size.
class EntityList {
 public:
  using value_type = Entity*;

  auto begin() const { return entities().begin(); }
  auto end() const { return entities().end(); }
  Entity* const* data() const { return entities().data(); }
  std::size_t size() const { return entities_.size() - (index_ ? index_->gaps() : 0); }
  bool empty() const { return size() == 0; }

  bool contains(const Entity& entity) const {
    if (entities_.size() <= PlaceIndex::scan_limit)
      return std::find(entities_.begin(), entities_.end(), &entity) != entities_.end();
    return index().contains(entity);
  }

  /// Nothing happens when it is in.
  void add(Entity& entity) {
    if (!contains(entity)) add_new(entity);
  }
  /// Requires: it is not in.
  void add_new(Entity& entity) {
    if (index_ && index_->is_worn()) {
      entities();  // without gaps
      index_.reset();
    }
    entities_.push_back(&entity);
    if (!index_) return;
    try {
      index_->append(entity);
    } catch (...) {
      entities_.pop_back();
      throw;
    }
  }

  /// False: it was not in.
  bool erase(const Entity& entity) {
    if (!contains(entity)) return false;
    if (index_)
      entities_[*index_->remove(entity)] = nullptr;
    else
      entities_.erase(std::find(entities_.begin(), entities_.end(), &entity));
    return true;
  }

 private:
  PlaceIndex& index() const {
    if (!index_) index_.emplace(view_of(entities_));
    return *index_;
  }
  const std::vector<Entity*>& entities() const {
    if (index_ && index_->gaps() > 0) {
      Entity** const all = entities_.data();
      Entity** first = all;
      Entity** last = all + entities_.size();
      index_->close_gaps(first, last);
      entities_.erase(entities_.begin() + (last - all), entities_.end());
      entities_.erase(entities_.begin(), entities_.begin() + (first - all));
    }
    return entities_;
  }

  mutable std::vector<Entity*> entities_;  // with gaps
  mutable std::optional<PlaceIndex> index_;
};

}  // namespace orp
