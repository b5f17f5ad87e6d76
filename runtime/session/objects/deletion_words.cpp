// SPDX-License-Identifier: MIT
#include "session/objects/deletion_words.hpp"

#include <algorithm>
#include <utility>

#include "session/objects/clear_filled.hpp"

namespace orp {

void DeletionWords::note_deletion(const Entity& entity, Moment moment, bool is_again) {
  const Deletion first = {is_again ? 0 : moment, moment};
  deletions_.try_emplace(&entity, first).first->second.last = moment;
}

void DeletionWords::forget_deletion(const Entity& entity) { deletions_.erase(&entity); }

DeletionWords::Moment DeletionWords::deletion_of(const Entity& entity) const {
  const auto known = deletions_.find(&entity);
  return known == deletions_.end() ? 0 : known->second.last;
}

DeletionWords::Moment DeletionWords::first_deletion_of(const Entity& entity) const {
  const auto known = deletions_.find(&entity);
  return known == deletions_.end() ? 0 : known->second.first;
}

// Who is put into the same home once more is no better off.
void DeletionWords::note_coming_back(Entity& entity, const Entity* home,
                                     std::optional<Moment> doomed) {
  Coming& last = back_[&entity];
  if (!doomed && last.home == home) doomed = last.doomed;
  if (home != nullptr && doomed) brought_back_[home].push_back(&entity);
  last = {++words_, home, doomed};
}

std::vector<Entity*> DeletionWords::who_came_back() const {
  std::vector<Entity*> entities;
  for (const auto& [entity, coming] : back_) entities.push_back(entity);
  return entities;
}

bool DeletionWords::has_come_back(Entity& member, const Entity& owner, Moment moment) const {
  const auto coming = back_.find(&member);
  return coming != back_.end() && coming->second.moment > moment && coming->second.home != &owner;
}

void DeletionWords::note_letting_go(Entity& member, const RelationInfo& relation,
                                    const Entity* home) {
  let_go_[&member].push_back({++words_, &relation, home});
  if (home != nullptr) let_go_by_[home].push_back(&member);
}

std::vector<Entity*> DeletionWords::let_go_by(const Entity& home) const {
  const auto known = let_go_by_.find(&home);
  return known == let_go_by_.end() ? std::vector<Entity*>() : known->second;
}

bool DeletionWords::was_let_go_since(Moment moment, const Entity& member,
                                     const RelationInfo& relation, const Entity& home) const {
  const auto known = let_go_.find(&member);
  return known != let_go_.end() &&
         std::any_of(known->second.begin(), known->second.end(), [&](const Parting& one) {
           return one.moment > moment && one.relation == &relation &&
                  (one.home == nullptr || one.home == &home);
         });
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
  if (const auto known = deletions_.find(&member); known != deletions_.end())
    known->second.first = std::min(known->second.first, first_deletion_of(owner));
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
  words_ = 0;
  clear_filled(deletions_, back_, let_go_, let_go_by_, brought_back_, taken_along_, left_);
}

}  // namespace orp
