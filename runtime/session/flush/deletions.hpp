// SPDX-License-Identifier: MIT
// Who goes along when an object is deleted or taken out: cascades and orphans.
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

/// A row that a new object takes over is not deleted, so that the database leaves alone what it
/// would have deleted with it (passive_deletes). Reads these members of those whose rows are taken
/// over, but for what was read `before`. True: there are some, for close_deletions() to close over.
bool read_left_to_database(LoadContext context, const std::vector<RowSwitch>& switches,
                           std::unordered_set<const Entity*>& before);

}  // namespace orp
