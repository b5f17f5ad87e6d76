// SPDX-License-Identifier: MIT
// Which rows of secondary tables a flush inserts and deletes, each once.
#pragma once
#include <cstddef>
#include <vector>

#include "session/flush/changes.hpp"

namespace orp {

/// Pairs of objects; open addressing, because many-to-many data means many of them.
class PairSet {
 public:
  /// False: it is in already.
  bool insert(const Entity* first, const Entity* second);

 private:
  struct Pair {
    const Entity* first = nullptr;
    const Entity* second = nullptr;
  };

  std::size_t first_slot(const Pair& pair) const;
  void place(const Pair& pair);
  void grow();

  std::vector<Pair> slots_;  // a power of two
  std::size_t size_ = 0;
};

/// Rows of secondary tables.
///
/// (1) Both sides of a many-to-many relationship may tell of one association; it is taken once.
/// (2) A new association cannot exist when one of its objects is new, or when a side is loaded:
///     what such a side shows to be stored is never queued, but for an object that stands for the
///     row of one that has left. Of any other association the database decides whether it is there.
class AssociationCollector {
 public:
  AssociationCollector(Changes& changes, bool has_lost_sight)
      : changes_(&changes), has_lost_sight_(has_lost_sight) {}

  /// Requires: `relation` is many_to_many and not view_only.
  void add(const RelationInfo& relation, Entity& owner, Entity& member);
  void remove(const RelationInfo& relation, Entity& owner, Entity& member);
  void remove_all(const RelationInfo& relation, Entity& owner);

 private:
  struct Seen {
    const RelationInfo* relation;
    PairSet pairs;
  };

  static void append(std::vector<AssociationChange>& associations, std::vector<Seen>& seen,
                     const RelationInfo& relation, Entity& owner, Entity& member);

  bool knows_its_associations(const RelationInfo& relation, Entity& owner) const;
  bool may_exist(const RelationInfo& relation, Entity& owner, Entity& member) const;

  Changes* changes_;
  bool has_lost_sight_;
  std::vector<Seen> added_;  // a secondary table each
  std::vector<Seen> removed_;
};

}  // namespace orp
