// SPDX-License-Identifier: MIT
// The objects of a session as one value: their memory, who they are, what was done to them, and
// what a rollback would undo. It knows of no statement; what it has to ask goes by the tracker.
#pragma once
#include <cstddef>

#include "entity/slab.hpp"
#include "entity/tracker.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/column_sharing.hpp"
#include "session/objects/identity_map.hpp"
#include "session/objects/object_store.hpp"
#include "session/objects/parent_index.hpp"
#include "session/objects/transaction_log.hpp"

namespace orp {

class Objects {
 public:
  /// Who answers for the objects. Requires: they are not freed.
  Tracker& tracker() const { return *owner.tracker; }
  /// Frees all objects; what is returned keeps their memory. What is written stays written.
  ObjectMemory free_all() {
    changes.clear();
    changes.clear_parked();
    transactions.forget_objects();
    identities.clear();
    parents.clear();
    has_lost_sight = false;
    return store.clear();
  }

  OwnerBlock owner;  // objects find the session through it; it outlives moves of Session
  ObjectStore store{owner};
  IdentityMap identities{changes};
  ChangeLog changes;
  TransactionLog transactions;
  ParentIndex parents;
  ClassMap<ColumnSharing> sharing;  // of classes whose foreign keys were written
  bool has_lost_sight = false;      // a stored object has left, which may be shown somewhere
  std::size_t rows_read = 0;        // into objects: once it has grown, memory may know more
};

}  // namespace orp
