// SPDX-License-Identifier: MIT
// The steps of resolve_relationships, in their order:
//
//   declare (targets, flags) -> pair (back_populates) -> join (foreign keys) or secondary tables
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "schema/diagnostic.hpp"
#include "schema/front/resolve_steps.hpp"

namespace orp::language {

/// One relationship, by where it stands in the drafts.
struct Side {
  std::size_t entity = npos;
  std::size_t index = npos;

  friend bool operator==(const Side&, const Side&) = default;
  friend auto operator<=>(const Side&, const Side&) = default;
};

inline Relationship& relationship_at(EntityDrafts& drafts, Side side) {
  return drafts[side.entity].entity.relationships[side.index];
}
inline const Relationship& relationship_at(const EntityDrafts& drafts, Side side) {
  return drafts[side.entity].entity.relationships[side.index];
}
inline const RelationshipDecl& decl_at(const EntityDrafts& drafts, Side side) {
  return drafts[side.entity].decl->relationships[side.index];
}

/// `User.orders`, for messages.
inline std::string name_of(const EntityDrafts& drafts, Side side) {
  return drafts[side.entity].entity.name + '.' + relationship_at(drafts, side).name;
}

/// The other side; npos twice when there is none.
inline Side reverse_of(const EntityDrafts& drafts, Side side) {
  const Relationship& relationship = relationship_at(drafts, side);
  if (relationship.reverse == npos) return {};
  return {relationship.target, relationship.reverse};
}

/// All relationships whose target is known, in the order of writing.
std::vector<Side> known_sides(const EntityDrafts& drafts);

void pair_relationships(EntityDrafts& drafts, Diagnostics& diagnostics);

void join_relationships(EntityDrafts& drafts, Diagnostics& diagnostics);

/// What of a schema is known before its relationships are.
struct SchemaParts {
  const Symbols& symbols;
  const NamingConvention& names;
  const std::vector<Enum>& enums;
};

std::vector<Table> make_secondary_tables(const SchemaParts& parts, EntityDrafts& drafts,
                                         Diagnostics& diagnostics);

/// What `decl` says of `table`, which has the keys of both sides, and what the convention says
/// where that is silent.
void complete_secondary_table(const SchemaParts& parts, const SecondaryDecl& decl, Table& table,
                              Diagnostics& diagnostics);

}  // namespace orp::language
