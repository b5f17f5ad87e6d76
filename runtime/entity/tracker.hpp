// SPDX-License-Identifier: MIT
// The seam between objects and their session: what an entity asks for and announces. Implemented by
// the session; nothing in this layer knows who implements it.
#pragma once
#include <cstddef>

#include "entity/collection_changes.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/entity/many.hpp"

namespace orp {

class Tracker {
 public:
  /// A column that is not loaded is read. Returns with the column loaded, or throws.
  virtual void load_column(Entity& entity, unsigned column) = 0;
  /// A relationship that is not loaded is read. Returns with it loaded, or throws.
  virtual void load_relation(Entity& entity, unsigned relation) = 0;
  /// The same for an act that has to know a membership: nothing is written for it.
  virtual void load_membership(Entity& entity, unsigned relation) = 0;
  /// The target of a to-one relationship if memory can tell without a statement; else nullptr. It
  /// is loaded where changing the relationship takes more than forgetting it: a one_to_one whose
  /// partner holds the key, and delete-orphan.
  virtual Entity* find_target(Entity& entity, unsigned relation) = 0;

  /// The target of a changed to-one relationship before its first change; nullptr: none or unknown.
  virtual const Entity* former_target(Entity& entity, unsigned relation) const = 0;

  /// Column `column` of a persistent object is about to change for the first time since the last
  /// flush; its old value still stands in the row (unless it is not loaded).
  virtual void column_changing(Entity& entity, unsigned column) = 0;
  /// A to-one relationship changes for the first time since the last flush, or loses what it was
  /// given since; `old` is what it was (nullptr: none or unknown).
  virtual void target_changing(Entity& entity, unsigned relation, Entity* old) = 0;
  /// A collection is about to change for the first time since the last flush: returns its record.
  virtual CollectionChanges& collection_changing(ManyBase& collection) = 0;
  /// Throws when `member` must not come into `owner`'s relationship.
  virtual void check_joining(Entity& owner, unsigned relation, Entity& member) = 0;
  /// The program is about to put `member` into `owner`'s relationship (save-update cascade). Throws
  /// when it must not, and nothing will change then. Not called for the other side of the same act.
  virtual void joining(Entity& owner, unsigned relation, Entity& member) = 0;
  /// The program has taken `member` out of it (delete-orphan).
  virtual void left(Entity& owner, unsigned relation, Entity& member) = 0;

  /// `owner`, which is outside the session, has let go of `member`, which is in it and not told.
  virtual void let_go_outside(Entity& owner, unsigned relation, Entity& member) = 0;
  /// The program says what alone is in the relationship (nullptr: nothing), or whether `member` is:
  /// the last word, also for those outside who have said something else. False: `member` has not.
  /// Not called unless `place` has the flag awaited.
  virtual void overrule(Entity& place, unsigned relation, const Entity* value) = 0;
  virtual bool overrule(Entity& place, unsigned relation, Entity& member, bool is_in) = 0;

  /// A new object in the session's memory, for a relationship of `owner`: pending where that is in
  /// the session, else transient, as it is to come and go with its owner.
  virtual Entity& create_for(Entity& owner, const EntityInfo& info) = 0;
  /// What create_for() made and nobody got.
  virtual void discard(Entity& entity) = 0;
  /// Memory that lives as long as `owner`, aligned for pointers.
  virtual void* allocate(Entity& owner, std::size_t bytes) = 0;

 protected:
  ~Tracker() = default;
};

}  // namespace orp
