// SPDX-License-Identifier: MIT
// Where to look for those whom owners have let go of since the last flush, who do not know it
// themselves (hidden_ends.hpp).
#pragma once
#include <unordered_map>
#include <vector>

#include "orpiment/entity/entity.hpp"
#include "session/objects/clear_filled.hpp"

namespace orp {

class LetGoNotes {
 public:
  struct Note {
    unsigned relation;  ///< of the owner
    Entity* member;
  };

  void note(const Entity& owner, const Note& note) { by_owner_[&owner].push_back(note); }
  View<Note> of(const Entity& owner) const {
    if (by_owner_.empty()) return {};
    const auto found = by_owner_.find(&owner);
    return found == by_owner_.end() ? View<Note>() : view_of(found->second);
  }
  void forget(const Entity& owner) { by_owner_.erase(&owner); }
  bool empty() const { return by_owner_.empty(); }
  void clear() { clear_filled(by_owner_); }

 private:
  std::unordered_map<const Entity*, std::vector<Note>> by_owner_;
};

}  // namespace orp
