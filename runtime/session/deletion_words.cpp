// SPDX-License-Identifier: MIT
#include "session/deletion_words.hpp"

#include <utility>

namespace orp {

void DeletionWords::note_deletion(const Entity& entity, Moment moment) {
  if (moment > 0) deletions_[&entity] = moment;
}

void DeletionWords::forget_deletion(const Entity& entity) { deletions_.erase(&entity); }

DeletionWords::Moment DeletionWords::deletion_of(const Entity& entity) const {
  const auto known = deletions_.find(&entity);
  return known == deletions_.end() ? 0 : known->second;
}

void DeletionWords::note_coming_back(const Entity& entity, const Entity* home) {
  back_[&entity] = {++comings_, home};
}

bool DeletionWords::has_come_back(const Entity& member, const Entity& owner, Moment moment) const {
  const auto coming = back_.find(&member);
  return coming != back_.end() && coming->second.moment > moment && coming->second.home != &owner;
}

void DeletionWords::take_along(const Entity& owner, Entity& member) {
  taken_along_[&owner].push_back(&member);
  left_.erase(&member);
}

std::vector<Entity*> DeletionWords::give_back(const Entity& owner) {
  const auto taken = taken_along_.find(&owner);
  if (taken == taken_along_.end()) return {};
  std::vector<Entity*> members = std::move(taken->second);
  taken_along_.erase(taken);
  return members;
}

void DeletionWords::clear() {
  comings_ = 0;
  deletions_.clear();
  back_.clear();
  taken_along_.clear();
  left_.clear();
}

}  // namespace orp
