// SPDX-License-Identifier: MIT
// What the program said about deletions since the last flush, and in which order: the last word
// wins, whether memory knew whom it concerned when it was said or the flush finds out.
//
// Rules
//  (1) A deletion has a moment: how many comings back and lettings go were said before it.
//  (2) What it takes along, at once or found by the flush, is deleted at that moment.
//  (3) What several deletions reach is deleted at the latest of them.
//  (4) Whoever has come back after a deletion is not taken along by it.
//  (5) A home that brought an object back does not save it from its own deletion.
//  (6) Nor does one that was doomed when it was named, whoever knew of it: it is none, and whom it
//      brought back is deleted as before.
//  (7) Who was taken out of the session after a deletion took it along stays out: an owner that
//      comes back brings home whom its deletion took, and not whom the program did.
//  (8) To let go of somebody after the deletion of his home is no word that brings him back: the
//      deletion has taken him along, whoever knew of it, also where nothing is left to be written
//      of his being there. Who was let go of before it stays.
#pragma once
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "orpiment/entity/entity.hpp"

namespace orp {

class DeletionWords {
 public:
  using Moment = std::size_t;

  /// Of a deletion that is said now.
  Moment now() const { return words_; }
  /// Of another word, between the deletions before and after it.
  Moment say() { return ++words_; }
  /// `is_again`: it is deleted already. Requires: `moment` is not 0.
  void note_deletion(const Entity& entity, Moment moment, bool is_again);
  void forget_deletion(const Entity& entity);
  Moment deletion_of(const Entity& entity) const;
  /// Of one that was said again: the first time.
  Moment first_deletion_of(const Entity& entity) const;

  /// `home`: by being put there; nullptr: by another word. `doomed`: since when, if it was.
  void note_coming_back(Entity& entity, const Entity* home, std::optional<Moment> doomed);
  /// Those who have come back since any deletion, in no order.
  std::vector<Entity*> who_came_back() const;
  /// Whether `member` has come back after the deletion of `owner` that was said at `moment`.
  bool has_come_back(Entity& member, const Entity& owner, Moment moment) const;

  /// `relation` of `home` has let go of `member`; nullptr: of a home that nobody knows.
  void note_letting_go(Entity& member, const RelationInfo& relation, const Entity* home);
  /// Whom `home` has let go of, also those whom it does not list: it had not told anybody of them.
  std::vector<Entity*> let_go_by(const Entity& home) const;
  /// Whether that was said after the deletion that was first said at `moment`.
  bool was_let_go_since(Moment moment, const Entity& member, const RelationInfo& relation,
                        const Entity& home) const;

  /// Whether anybody was brought back by a home that is doomed.
  bool has_brought_back() const { return !brought_back_.empty(); }
  /// Whom `home`, which was deleted at `moment`, has brought back since, and the deletions of
  /// these.
  std::vector<std::pair<Entity*, Moment>> brought_back_in_vain(const Entity& home,
                                                               Moment moment) const;

  /// The deletion of `owner` takes `member` along: it is doomed, or has left the session.
  void take_along(const Entity& owner, Entity& member);
  /// What the deletion of `owner` took along; forgotten after.
  std::vector<Entity*> give_back(const Entity& owner);
  /// The program took `entity` out of the session itself.
  void note_leaving(const Entity& entity) { left_.insert(&entity); }
  bool has_left(const Entity& entity) const { return left_.count(&entity) != 0; }

  void clear();

 private:
  struct Coming {
    Moment moment = 0;
    const Entity* home = nullptr;
    std::optional<Moment> doomed{};
  };

  struct Deletion {
    Moment first;
    Moment last;
  };

  struct Parting {
    Moment moment;
    const RelationInfo* relation;
    const Entity* home;
  };

  Moment words_ = 0;
  std::unordered_map<const Entity*, Deletion> deletions_;              // but for those of moment 0
  std::unordered_map<Entity*, Coming> back_;                           // the last of each
  std::unordered_map<const Entity*, std::vector<Parting>> let_go_;     // by member
  std::unordered_map<const Entity*, std::vector<Entity*>> let_go_by_;  // by home
  std::unordered_map<const Entity*, std::vector<Entity*>> brought_back_;  // doomed ones, by home
  std::unordered_map<const Entity*, std::vector<Entity*>> taken_along_;   // by owner
  std::unordered_set<const Entity*> left_;
};

}  // namespace orp
