// SPDX-License-Identifier: MIT
#include <string>
#include <string_view>

#include "schema/front/relationship_steps.hpp"
#include "schema/front/resolve_steps.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

constexpr Cascade viewonly_default{.save_update = false};

void add_word(CascadeWord word, Cascade& cascade) {
  switch (word) {
    case CascadeWord::save_update:
      cascade.save_update = true;
      return;
    case CascadeWord::merge:
      cascade.merge = true;
      return;
    case CascadeWord::refresh_expire:
      cascade.refresh_expire = true;
      return;
    case CascadeWord::expunge:
      cascade.expunge = true;
      return;
    case CascadeWord::remove:
      cascade.remove = true;
      return;
    case CascadeWord::delete_orphan:
      cascade.delete_orphan = true;
      return;
    case CascadeWord::all:
      cascade.save_update = cascade.merge = cascade.refresh_expire = true;
      cascade.expunge = cascade.remove = true;
      return;
  }
}

Cascade resolve_cascade(const RelationshipDecl& decl, bool viewonly) {
  if (!decl.cascade) return viewonly ? viewonly_default : Cascade();
  Cascade cascade = no_cascade;
  for (const Written<CascadeWord>& word : decl.cascade->value) add_word(word.value, cascade);
  return cascade;
}

bool is_view(const EntityDecl& entity) { return entity.view && entity.view->value.is_view; }

Relationship declare(const Symbols& symbols, const EntityDecl& owner, const RelationshipDecl& decl,
                     Diagnostics& diagnostics) {
  Relationship relationship;
  relationship.name = decl.name.value;
  relationship.kind = decl.kind;
  relationship.target = require_entity(symbols, decl.target, diagnostics);
  const bool is_of_view = is_view(owner) || (relationship.target != npos &&
                                             is_view(*symbols.entities[relationship.target]));
  if (decl.description) relationship.description = decl.description->value;
  if (decl.load) relationship.load = decl.load->value;
  relationship.passive_deletes = is_on(decl.passive_deletes);
  relationship.post_update = is_on(decl.post_update);
  relationship.viewonly = is_on(decl.viewonly) || is_of_view;
  relationship.single_parent = is_on(decl.single_parent);
  relationship.optional = is_on(decl.optional);
  relationship.cascade = resolve_cascade(decl, relationship.viewonly);
  relationship.where = decl.name.where;
  return relationship;
}

/// `name`, `name asc` or `name desc`.
OrderBy resolve_order(const Name& written, const EntityDraft& target, Diagnostics& diagnostics) {
  const std::size_t space = written.value.find(' ');
  const std::string direction =
      space == std::string::npos ? "asc" : written.value.substr(space + 1);
  if (direction != "asc" && direction != "desc") {
    diagnostics.error(written.where, "unknown direction " + in_quotes(direction),
                      R"(an order reads "name", "name asc" or "name desc")");
  }
  const Name column{written.value.substr(0, space), written.where};
  return {require_column(target, column, diagnostics), direction == "desc"};
}

void resolve_order_by(EntityDrafts& drafts, Side side, Diagnostics& diagnostics) {
  const MaybeList<Name>& written = decl_at(drafts, side).order_by;
  Relationship& relationship = relationship_at(drafts, side);
  if (!written) return;
  for (const Name& order : written->value) {
    relationship.order_by.push_back(resolve_order(order, drafts[relationship.target], diagnostics));
  }
}

/// What belongs to one kind of relationship only.
void refuse_misplaced_keys(const RelationshipDecl& decl, Diagnostics& diagnostics) {
  const bool is_many_to_many = decl.kind == RelationshipKind::many_to_many;
  if (decl.secondary && !is_many_to_many) {
    diagnostics.error(decl.secondary->where, "\"secondary\" belongs to a \"many_to_many\"",
                      "leave it out");
  }
  if (!decl.foreign_key.empty() && is_many_to_many) {
    diagnostics.error(decl.foreign_key.front().where,
                      "a \"many_to_many\" has no \"foreign_key\" of its own",
                      "the columns of its table are named in \"secondary\"");
  }
}

}  // namespace

std::vector<Side> known_sides(const EntityDrafts& drafts) {
  std::vector<Side> sides;
  for (std::size_t e = 0; e < drafts.size(); ++e) {
    for (std::size_t r = 0; r < drafts[e].entity.relationships.size(); ++r) {
      if (drafts[e].entity.relationships[r].target != npos) sides.push_back({e, r});
    }
  }
  return sides;
}

std::vector<Table> resolve_relationships(const Symbols& symbols, const NamingConvention& names,
                                         const std::vector<Enum>& enums, EntityDrafts& drafts,
                                         Diagnostics& diagnostics) {
  for (EntityDraft& draft : drafts) {
    for (const RelationshipDecl& decl : draft.decl->relationships) {
      draft.entity.relationships.push_back(declare(symbols, *draft.decl, decl, diagnostics));
      refuse_misplaced_keys(decl, diagnostics);
    }
  }
  for (const Side side : known_sides(drafts)) resolve_order_by(drafts, side, diagnostics);
  pair_relationships(drafts, diagnostics);
  join_relationships(drafts, diagnostics);
  return make_secondary_tables({symbols, names, enums}, drafts, diagnostics);
}

}  // namespace orp::language
