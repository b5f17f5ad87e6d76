// SPDX-License-Identifier: MIT
// Who goes along when an object is deleted or taken out: cascades and orphans.
//
// Rules
//  (1) Members are found by the key that the database has, not by one that the program has assigned
//      since.
//  (2) It goes level by level: what a level's objects have below them is loaded for all of them by
//      one query a relationship, and each doomed object is of one level.
//  (3) Of passive_deletes those that are in memory stand for all; the others are the database's,
//      which is not asked for them. But a row that a new object takes over is not deleted: then
//      they are read, and go along.
//  (4) An orphan has no parent when the flush comes: that is a fact, not a word, and the last one.
#pragma once
#include <unordered_set>
#include <vector>

#include "session/flush/changes.hpp"
#include "session/load/load_context.hpp"

namespace orp {

/// Who dooms objects, with what goes with each: the session.
class Deleter {
 public:
  /// The object, which is stored, and what goes with it: new ones leave, stored ones are
  /// doomed.
  virtual void doom(Entity& entity) = 0;
  /// The same of what goes with `owner_object`, which is doomed.
  virtual void doom_members(Entity& owner_object) = 0;

 protected:
  ~Deleter() = default;
};

/// Dooms what goes with what the program deleted or took out: orphans, and along
/// relationships that cascade a delete. Loads those relationships of deleted objects whose members
/// the deletion concerns: each for all objects of a class at once, level by level.
void close_deletions(LoadContext context, Deleter& deleter);

/// Reads the members that passive_deletes would leave to the database, of those whose rows are
/// taken over, but for what was read `before` (3). True: there are some, for close_deletions() to
/// close over.
bool read_left_to_database(LoadContext context, const std::vector<RowSwitch>& switches,
                           std::unordered_set<const Entity*>& before);

}  // namespace orp
