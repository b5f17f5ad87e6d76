// SPDX-License-Identifier: MIT
#include "session/flush/association_collector.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "entity/relation.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

namespace {

// Of the two sides the one whose columns come first in the secondary table speaks for both.
bool speaks_for_both(const RelationInfo& relation, const RelationInfo& inverse) {
  return relation.secondary_local.front() < inverse.secondary_local.front();
}

}  // namespace

std::size_t PairSet::first_slot(const Pair& pair) const {
  const auto bits = [](const Entity* entity) {
    return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(entity));
  };
  return detail::hash_combine(bits(pair.first), bits(pair.second)) & (slots_.size() - 1);
}

void PairSet::place(const Pair& pair) {
  std::size_t i = first_slot(pair);
  while (slots_[i].first != nullptr) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = pair;
}

void PairSet::grow() {
  const std::vector<Pair> old =
      std::exchange(slots_, std::vector<Pair>(std::max<std::size_t>(16, 2 * slots_.size())));
  for (const Pair& pair : old)
    if (pair.first != nullptr) place(pair);
}

bool PairSet::insert(const Entity* first, const Entity* second) {
  if (2 * size_ >= slots_.size()) grow();
  const Pair pair{first, second};
  for (std::size_t i = first_slot(pair); slots_[i].first != nullptr;
       i = (i + 1) & (slots_.size() - 1))
    if (slots_[i].first == first && slots_[i].second == second) return false;
  place(pair);
  ++size_;
  return true;
}

// What the side knows is up to date: what the database has is in the list and not queued.
bool AssociationCollector::knows_its_associations(const RelationInfo& relation,
                                                  Entity& owner) const {
  const EntityInfo& info = info_of(owner);
  const auto number = static_cast<unsigned>(&relation - info.relations.data());
  return is_relation_loaded(owner, info, number) &&
         !(has_lost_sight_ && shows_absent(owner, number));
}

bool AssociationCollector::may_exist(const RelationInfo& relation, Entity& owner,
                                     Entity& member) const {
  const RelationInfo* inverse = inverse_of(relation);
  return is_persistent(owner) && is_persistent(member) &&
         !knows_its_associations(relation, owner) &&
         (inverse == nullptr || !knows_its_associations(*inverse, member));
}

void AssociationCollector::append(std::vector<AssociationChange>& associations,
                                  std::vector<Seen>& seen, const RelationInfo& relation,
                                  Entity& owner, Entity& member) {
  const RelationInfo* inverse = inverse_of(relation);
  const bool swaps = inverse != nullptr && !speaks_for_both(relation, *inverse);
  const AssociationChange association = swaps ? AssociationChange{inverse, &member, &owner}
                                              : AssociationChange{&relation, &owner, &member};
  auto known = std::find_if(seen.begin(), seen.end(), [&](const Seen& other) {
    return other.relation == association.relation;
  });
  if (known == seen.end()) known = seen.insert(seen.end(), {association.relation, {}});
  if (known->pairs.insert(association.owner, association.member))
    associations.push_back(association);
}

void AssociationCollector::add(const RelationInfo& relation, Entity& owner, Entity& member) {
  const std::size_t size = changes_->new_associations.size();
  append(changes_->new_associations, added_, relation, owner, member);
  if (changes_->new_associations.size() > size)
    changes_->new_associations.back().may_exist = may_exist(relation, owner, member);
}

void AssociationCollector::remove(const RelationInfo& relation, Entity& owner, Entity& member) {
  append(changes_->old_associations, removed_, relation, owner, member);
}

void AssociationCollector::remove_all(const RelationInfo& relation, Entity& owner) {
  changes_->old_associations.push_back({&relation, &owner, nullptr});
}

}  // namespace orp
