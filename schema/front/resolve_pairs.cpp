// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>

#include "schema/front/relationship_steps.hpp"
#include "schema/model/words.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

/// What stands on the other side of each kind.
RelationshipKind opposite(RelationshipKind kind) {
  switch (kind) {
    case RelationshipKind::to_one:
      return RelationshipKind::to_many;
    case RelationshipKind::to_many:
      return RelationshipKind::to_one;
    case RelationshipKind::one_to_one:
    case RelationshipKind::many_to_many:
      break;
  }
  return kind;
}

Side find_partner(const EntityDrafts& drafts, const Relationship& relationship, const Name& name,
                  Diagnostics& diagnostics) {
  const EntityDraft& target = drafts[relationship.target];
  std::vector<std::string_view> known;
  for (const Relationship& other : target.entity.relationships) known.push_back(other.name);
  const auto found = std::find(known.begin(), known.end(), name.value);
  if (found != known.end()) {
    return {relationship.target, static_cast<std::size_t>(found - known.begin())};
  }
  diagnostics.error(name.where,
                    target.entity.name + " has no relationship " + in_quotes(name.value),
                    suggestion(name.value, known));
  return {};
}

bool leads_somewhere(const EntityDrafts& drafts, Side side) {
  const auto& others = drafts[relationship_at(drafts, side).target].entity.relationships;
  return std::any_of(others.begin(), others.end(), [&](const Relationship& other) {
    return other.name == decl_at(drafts, side).back_populates->value;
  });
}

/// Whether `partner` names `side` in return and fits; reports what does not.
bool answers(const EntityDrafts& drafts, Side side, Side partner, Diagnostics& diagnostics) {
  const Name& written = *decl_at(drafts, side).back_populates;
  const Relationship& there = relationship_at(drafts, partner);
  const std::string partner_name = name_of(drafts, partner);
  if (partner == side) {
    diagnostics.error(written.where, "a relationship cannot be its own other side",
                      "name the one that leads back, or leave it out");
    return false;
  }
  if (there.target == npos) return false;
  if (there.target != side.entity) {
    diagnostics.error(written.where,
                      partner_name + " leads to " + drafts[there.target].entity.name +
                          ", not back to " + drafts[side.entity].entity.name,
                      "name one that does, or leave \"back_populates\" out");
    return false;
  }
  const std::string& name = relationship_at(drafts, side).name;
  const Maybe<std::string>& answer = decl_at(drafts, partner).back_populates;
  if (!answer) {
    diagnostics.error(written.where,
                      partner_name + " does not name " + name_of(drafts, side) + " in return",
                      "add \"back_populates\": " + in_quotes(name) + " to " + partner_name);
    return false;
  }
  if (!leads_somewhere(drafts, partner)) return false;  // reported there
  if (answer->value != name) {
    diagnostics.error(
        written.where,
        partner_name + " names another relationship in return, " + in_quotes(answer->value),
        "two relationships that name each other are a pair");
    return false;
  }
  return true;
}

bool kinds_fit(const EntityDrafts& drafts, Side side, Side partner, Diagnostics& diagnostics) {
  const RelationshipKind here = relationship_at(drafts, side).kind;
  const RelationshipKind there = relationship_at(drafts, partner).kind;
  if (there == opposite(here)) return true;
  if (side < partner) {
    diagnostics.error(
        decl_at(drafts, side).back_populates->where,
        in_quotes(word_for(relationship_kinds, here)) + " cannot be paired with " +
            in_quotes(word_for(relationship_kinds, there)) + " of " + name_of(drafts, partner),
        "the other side must be " + in_quotes(word_for(relationship_kinds, opposite(here))));
  }
  return false;
}

}  // namespace

void pair_relationships(EntityDrafts& drafts, Diagnostics& diagnostics) {
  for (const Side side : known_sides(drafts)) {
    const Maybe<std::string>& written = decl_at(drafts, side).back_populates;
    if (!written) continue;
    Relationship& relationship = relationship_at(drafts, side);
    const Side partner = find_partner(drafts, relationship, *written, diagnostics);
    if (partner != Side() && answers(drafts, side, partner, diagnostics) &&
        kinds_fit(drafts, side, partner, diagnostics)) {
      relationship.reverse = partner.index;
    }
  }
}

}  // namespace orp::language
