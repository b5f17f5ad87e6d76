// SPDX-License-Identifier: MIT
// Whom one-directional relationships speak of that have no hidden end: a to_one and a many_to_many.
// Such an object knows nothing of it, so the session keeps the end that it lacks, to be found by
// the object: nobody looks at all that was changed.
//
// Rules
//  (1) A mention says where to look, and no more: what is queued stands at the owner's end, also
//      that nothing is.
//  (2) What is queued goes with the object that leaves the session, and is back when that comes
//      back, as though the object had said it itself (queued_ties.hpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entity/state.hpp"
#include "session/objects/clear_filled.hpp"

namespace orp {

class Objects;

/// Relationship `relation` of `owner` has spoken of somebody.
struct Mention {
  Entity* owner;
  unsigned relation;
};

/// It was to hold, or no longer to hold, somebody who has left.
struct WaitingMention : Mention {
  bool is_tied;
};

class Mentions {
 public:
  void note(Entity& owner, unsigned relation, Entity& member);
  /// Who spoke of `member` since the last flush, the latest first.
  std::vector<Mention> of(Entity& member);
  void clear();

  void wait(const Entity& member, const WaitingMention& mention) {
    waiting_[&member].push_back(mention);
  }
  /// What waits for `member`, which waits no longer.
  std::vector<WaitingMention> take_waiting(const Entity& member);
  /// `member` waits no longer for relationship `relation` of `owner`.
  void forget_waiting(const Entity& member, const Entity& owner, unsigned relation);
  void clear_waiting() { clear_filled(waiting_); }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  struct Note {
    Mention mention;
    Entity* member;
    std::size_t previous = none;  // of the same member, once it is indexed
  };

  std::size_t last_of(Entity& member);

  std::vector<Note> notes_;
  // Made when it is asked for: most objects are given to one owner, and nobody asks.
  std::unordered_map<const Entity*, std::size_t> last_;  // by member
  std::size_t indexed_ = 0;
  std::unordered_map<const Entity*, std::vector<WaitingMention>> waiting_;  // by member
};

/// `member` is about to leave the session, with all of `leaving`: the relationships of those who
/// stay forget what they have queued with it.
void withdraw_mentions(Objects& objects, Entity& member,
                       const std::unordered_set<const Entity*>& leaving);

/// `entity` has come into the session: what was queued with it is queued again.
void announce_mentions(Objects& objects, Entity& entity);

}  // namespace orp
