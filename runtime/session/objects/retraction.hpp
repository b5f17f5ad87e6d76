// SPDX-License-Identifier: MIT
// What one end of a relationship has queued, and how it is taken back.
#pragma once
#include "entity/slab.hpp"

namespace orp {

class Objects;

/// Whether the end `relation` of `entity` says that `other` is to belong to it: queued, or given to
/// a new object.
bool has_queued(Entity& entity, unsigned relation, const Entity& other);

class Retraction {
 public:
  /// `own`: whose change is taken back; its end is its own affair.
  Retraction(Objects& objects, const Entity& own) : objects_(&objects), own_(&own) {}

  /// The end `relation` of `entity` no longer says that `other` is to belong to it, or is to leave
  /// it. False: it did not say so.
  bool take_back_tie(Entity& entity, unsigned relation, Entity& other);
  bool take_back_untie(Entity& entity, unsigned relation, Entity& other);

 private:
  /// Wherever `entity` is: a former owner that has left waits for a move no longer.
  bool forget_untie(Entity& entity, unsigned relation, Entity& other);
  bool restore_target(Entity& entity, unsigned relation);

  Objects* objects_;
  const Entity* own_;
};

}  // namespace orp
