// SPDX-License-Identifier: MIT
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

  std::size_t home(const Pair& pair) const;
  void place(const Pair& pair);
  void grow();

  std::vector<Pair> slots_;  // a power of two
  std::size_t size_ = 0;
};

/// Rows of secondary tables. Both sides of a many-to-many relationship may tell of one link; it is
/// taken once. A new link cannot exist when one of its objects is new, or when a side is loaded:
/// what such a side shows to be stored is never queued. Of any other link the database decides
/// whether it is there.
class LinkCollector {
 public:
  explicit LinkCollector(Changes& changes) : changes_(&changes) {}

  /// Requires: `relation` is many_to_many and not view_only.
  void link(const RelationInfo& relation, Entity& owner, Entity& member);
  void unlink(const RelationInfo& relation, Entity& owner, Entity& member);
  void unlink_all(const RelationInfo& relation, Entity& owner);

 private:
  struct Seen {
    const RelationInfo* relation;
    PairSet pairs;
  };

  static void append(std::vector<LinkChange>& links, std::vector<Seen>& seen,
                     const RelationInfo& relation, Entity& owner, Entity& member);

  Changes* changes_;
  std::vector<Seen> linked_;  // a secondary table each
  std::vector<Seen> unlinked_;
};

}  // namespace orp
