// SPDX-License-Identifier: MIT
#include "session/load/level_load.hpp"

#include <utility>

namespace orp {

namespace {

// A join repeats a member for each owner; without it there are two statements.
bool are_associations_first(const Level& level) {
  constexpr std::size_t many_owners = 100;
  const RelationInfo& relation = level.relation_info();
  return relation.secondary != nullptr && relation.order_by.empty() &&
         level.owners.size() >= many_owners;
}

}  // namespace

LevelLoad::Kinds LevelLoad::make(LoadContext context, const Level& level, Renewed* renewed) {
  if (level.relation_info().holds_key())
    return Kinds(std::in_place_type<TargetsLoad>, context, level, renewed);
  if (are_associations_first(level))
    return Kinds(std::in_place_type<AssociationsLoad>, context, level, renewed);
  return Kinds(std::in_place_type<MembersLoad>, context, level, renewed);
}

}  // namespace orp
