// SPDX-License-Identifier: MIT
// Who may hold what through relationships with single_parent, as far as memory tells: found by one
// walk over the objects of a class, however many targets are asked for.
//
// Rules
//  (1) It names too many rather than too few, so that who is named is to be looked at. Acts of the
//      program are noted; whatever else gives an object something to hold (rows that are read,
//      assigned columns, who comes, goes or is rolled back) makes it void, and the next question
//      walks again.
//  (2) Whom the program gave something last is remembered through all that, also while it is
//      expired.
#pragma once
#include <unordered_map>
#include <utility>

#include "orpiment/entity/entity.hpp"
#include "session/objects/clear_filled.hpp"

namespace orp {

class Objects;

class ParentIndex {
 public:
  void invalidate() { is_valid_ = false; }
  void clear() { is_valid_ = false, clear_filled(last_); }
  /// `owner` is about to hold `member`.
  void note(const RelationInfo& relation, Entity& owner, Entity& member);
  /// Who was noted last to hold `member`, and may hold it no longer; nullptr: nobody was.
  Entity* last_owner(const RelationInfo& relation, const Entity& member) const;
  /// Calls visit(owner) for whoever may hold `member` through relationship `number` of `info`.
  template <class Visit>
  void for_each(Objects& objects, const EntityInfo& info, unsigned number, const Entity& member,
                Visit visit) {
    const auto [first, last] = holders(objects, info, number).equal_range(&member);
    for (auto holder = first; holder != last; ++holder) visit(*holder->second);
  }

 private:
  using Holders = std::unordered_multimap<const Entity*, Entity*>;  // by whom they hold

  const Holders& holders(Objects& objects, const EntityInfo& info, unsigned number);

  bool is_valid_ = false;
  std::unordered_map<const RelationInfo*, Holders> relations_;
  std::unordered_map<const RelationInfo*, std::unordered_map<const Entity*, Entity*>> last_;
};

}  // namespace orp
