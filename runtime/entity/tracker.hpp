// SPDX-License-Identifier: MIT
// The seam between objects and their session: what an entity asks for and announces. Implemented by
// the session; nothing in this layer knows who implements it.
#pragma once
#include <cstddef>

#include "orpiment/entity/entity.hpp"
#include "orpiment/entity/many.hpp"

namespace orp {

class Tracker {
 public:
  /// A column that is not loaded is read. Returns with the column loaded, or throws.
  virtual void load_column(Entity& entity, unsigned column) = 0;
  /// A relationship that is not loaded is read. Returns with it loaded, or throws.
  virtual void load_relation(Entity& entity, unsigned relation) = 0;

  /// Column `column` of a persistent object is about to change for the first time since the last
  /// flush; its old value still stands in the row (unless it is not loaded).
  virtual void column_changing(Entity& entity, unsigned column) = 0;
  /// A to-one relationship is about to change; `old` is what it was (nullptr: none or not loaded).
  virtual void target_changing(Entity& entity, unsigned relation, Entity* old) = 0;
  /// A collection is about to change for the first time since the last flush.
  virtual void collection_changing(ManyBase& collection) = 0;
  /// `member` has joined `owner`'s relationship (save-update cascade), or left it (delete-orphan).
  virtual void joined(Entity& owner, unsigned relation, Entity& member) = 0;
  virtual void left(Entity& owner, unsigned relation, Entity& member) = 0;

  /// A new pending object in the session's memory.
  virtual Entity& create(const EntityInfo& info) = 0;
  /// Memory that lives as long as the session's objects; suitably aligned for pointers.
  virtual void* allocate(std::size_t bytes) = 0;

 protected:
  ~Tracker() = default;
};

}  // namespace orp
