// SPDX-License-Identifier: MIT
#include "session/load/joined_reader.hpp"

#include <algorithm>

#include "session/objects/objects.hpp"
#include "session/objects/relation_members.hpp"

namespace orp {

std::size_t extent_number(const std::vector<sql::ResultElement>& elements, std::size_t element) {
  const auto is_of_its_class = [info = elements[element].entity](const sql::ResultElement& other) {
    return other.entity == info;
  };
  return static_cast<std::size_t>(std::count_if(
      elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(element), is_of_its_class));
}

namespace {

// One collection alone repeats rows, and hangs on the object that is another one in every row of
// the query itself.
bool tells_members_once(const JoinedPlan& plan) {
  std::size_t collections = 0;
  for (const JoinedRelation& join : plan.joins()) {
    if (!join.info().is_collection()) continue;
    ++collections;
    if (join.parent_join != JoinedRelation::none || join.parent_element != plan.identity())
      return false;
  }
  return collections <= 1;
}

}  // namespace

JoinedReader::JoinedReader(Objects& objects, const JoinedPlan& plan,
                           const std::vector<sql::ResultElement>& elements, Renewed* renewed,
                           bool is_repeated) {
  joins_.reserve(plan.joins().size());
  repeats_members_ = is_repeated || !tells_members_once(plan);
  for (const JoinedRelation& relation : plan.joins()) {
    const EntityInfo& target = *relation.info().target;
    const std::size_t extent = extent_number(elements, relation.element);
    Hydrator hydrator(objects, *elements[relation.element].shape, renewed, extent);
    joins_.push_back({.relation = relation,
                      .hydrator = std::move(hydrator),
                      .attacher = {objects, *relation.owner, relation.relation}});
    objects.store.begin_peers(objects.store.extent(target, extent), relation.below);
  }
}

void JoinedReader::take_row(backend::Cursor& cursor, const std::vector<Entity*>& objects) {
  for (Join& join : joins_) join.object = join.hydrator.hydrate(cursor);
  for (Join& join : joins_) {
    const JoinedRelation& relation = join.relation;
    Entity* owner = relation.parent_join == JoinedRelation::none
                        ? objects[relation.parent_element]
                        : joins_[relation.parent_join].object;
    if (owner == nullptr) continue;
    if (relation.info().is_collection())
      add_member(join, *owner);
    else if (!is_relation_loaded(*owner, *relation.owner, relation.relation))
      join.attacher.attach_target(*owner, join.object);
  }
}

void JoinedReader::add_member(Join& join, Entity& owner) const {
  const std::uint32_t number = number_of(join, owner);
  if (join.object == nullptr || number == loaded_before) return;
  if (repeats_members_)
    join.attacher.attach_once(number, owner, *join.object);
  else
    join.attacher.attach(number, owner, *join.object);
}

void JoinedReader::finish() {
  for (Join& join : joins_)
    if (join.relation.info().is_collection()) join.attacher.finish(join.owners);
}

std::uint32_t JoinedReader::number_of(Join& join, Entity& owner) {
  if (&owner == join.last_owner) return join.last_number;
  const auto [found, is_new] = join.numbers.try_emplace(&owner, loaded_before);
  if (is_new && !is_relation_loaded(owner, *join.relation.owner, join.relation.relation)) {
    found->second = static_cast<std::uint32_t>(join.owners.size());
    join.owners.push_back(&owner);
  }
  join.last_owner = &owner;
  return join.last_number = found->second;
}

}  // namespace orp
