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

// Who is put into the same home once more is no better off.
void DeletionWords::note_coming_back(Entity& entity, const Entity* home,
                                     std::optional<Moment> doomed) {
  Coming& last = back_[&entity];
  if (!doomed && last.home == home) doomed = last.doomed;
  if (home != nullptr && doomed) brought_back_[home].push_back(&entity);
  last = {++comings_, home, doomed};
}

bool DeletionWords::has_come_back(const Entity& member, const Entity& owner, Moment moment) const {
  const auto coming = back_.find(&member);
  return coming != back_.end() && coming->second.moment > moment && coming->second.home != &owner;
}

std::vector<std::pair<Entity*, DeletionWords::Moment>> DeletionWords::brought_back_in_vain(
    const Entity& home, Moment moment) const {
  std::vector<std::pair<Entity*, Moment>> members;
  const auto known = brought_back_.find(&home);
  if (known == brought_back_.end()) return members;
  for (Entity* member : known->second) {
    const Coming& last = back_.find(member)->second;
    if (last.home == &home && last.doomed && last.moment > moment)
      members.emplace_back(member, *last.doomed);
  }
  return members;
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
  brought_back_.clear();
  taken_along_.clear();
  left_.clear();
}

}  // namespace orp
