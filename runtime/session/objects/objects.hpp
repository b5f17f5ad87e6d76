// SPDX-License-Identifier: MIT
// The objects of a session as one value: their memory, who they are, what was done to them, and
// what a rollback would undo. It knows of no statement; what it has to ask goes by the tracker.
//
// Rules of a move
//  (1) Objects keep their addresses. What is known of them comes along: who they are, what was done
//      to them and to whom outside the session, what a rollback undoes, whose they are.
//  (2) They ask whoever answers for the value they are moved into, and show in messages what that
//      shows. One that the move makes has nobody to answer, until its tracker is set, and hides
//      what the other one hid.
//  (3) The value they come from is empty, and may be filled anew.
//  (4) Of a transaction the log comes along, not the connection: the new session has to have that,
//      or the log is empty. A scope that was left behind finds its transaction over, also when
//      another one begins there (transaction_log.hpp).
//  (5) Who keeps a table or an extent for longer than an act of the session looks whether the
//      generation of objects is still the same.
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
  Objects() = default;
  /// Changes nothing when there is no memory for a value more.
  Objects(Objects&& other);  // NOLINT(performance-noexcept-move-constructor): takes memory
  /// Frees the objects that were here, with their transactions.
  Objects& operator=(Objects&& other) noexcept;

  /// Who answers for the objects. Requires: they are not freed.
  Tracker& tracker() const { return *owner.tracker; }
  /// Another one when the objects that were here are freed, or have been moved.
  std::size_t generation() const { return generation_; }
  /// Everything in the session is expired, at a cost that does not depend on how much that is.
  /// Requires: nothing is queued.
  void begin_epoch();
  /// Frees all objects; what is returned keeps their memory. What is written stays written.
  ObjectMemory free_all();

  OwnerBlock owner;  // objects find the session through it; it outlives moves of Session
  ObjectStore store{owner};
  IdentityMap identities{changes};
  ChangeLog changes;
  TransactionLog transactions;
  ParentIndex parents;
  bool has_lost_sight = false;  // a stored object has left, which may be shown somewhere

  // Not of these objects: no move takes them along.
  ClassMap<ColumnSharing> sharing;  // of classes whose foreign keys were written
  std::size_t rows_read = 0;        // into objects: once it has grown, memory may know more

 private:
  void swap_objects(Objects& other) noexcept;

  std::size_t generation_ = 0;
};

}  // namespace orp
