// SPDX-License-Identifier: MIT
// What objects outside the session have said of those in it, which counts once they come in.
//
// Rules
//  (1) The last word wins, whoever is outside when it is said. What the program says of a place in
//      the session corrects what those who wait for it outside have said before.
//  (2) What waits keeps its place in the order of words: it brings back nobody who was deleted
//      after it was said. What was queued when its object left, with whom is deleted by now, is
//      older.
//  (3) A new object that left as an orphan is back when it is given a parent: the program never
//      said that it should go.
#pragma once
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "orpiment/entity/entity.hpp"
#include "session/objects/clear_filled.hpp"
#include "session/objects/deletion_words.hpp"

namespace orp {

class Objects;

class Absences {
 public:
  /// The object outside has taken `member` into its relationship, or let go of it.
  struct Act {
    unsigned relation;
    Entity* member;
    bool is_taken;
    DeletionWords::Moment moment = 0;  ///< among the words since the last flush
  };

  /// `absent` says whether it belongs into relationship `relation` of `place`.
  void note(Entity& place, unsigned relation, Entity& absent);
  /// All who wait for the place, and do no longer.
  std::vector<Entity*> take(const Entity& place, unsigned relation);
  /// False: `absent` does not wait for it.
  bool take(const Entity& place, unsigned relation, const Entity& absent);

  void note_act(const Entity& absent, const Act& act) { acts_[&absent].push_back(act); }
  /// In the order in which they were noted.
  std::vector<Act> take_acts(const Entity& absent);
  /// A flush is over: what was said before it is older than all deletions that follow.
  void forget_moments();

  void note_orphan(const Entity& entity) { orphans_.insert(&entity); }
  bool has_orphan(const Entity& entity) const { return orphans_.count(&entity) != 0; }
  void forget_orphan(const Entity& entity) { orphans_.erase(&entity); }

  void clear() { clear_filled(by_place_, acts_, orphans_); }

 private:
  struct Absence {
    unsigned relation;
    Entity* absent;
  };
  std::unordered_map<const Entity*, std::vector<Absence>> by_place_;
  std::unordered_map<const Entity*, std::vector<Act>> acts_;
  std::unordered_set<const Entity*> orphans_;
};

/// `absent` says from now on that it belongs, or does not, into relationship `relation` of `place`.
void correct_word(Objects& objects, Entity& place, unsigned relation, Entity& absent, bool is_in);

}  // namespace orp
