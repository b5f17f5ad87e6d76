// SPDX-License-Identifier: MIT
// Which foreign key a relationship uses. to_one looks among its own entity's keys, to_many among
// the target's, one_to_one among both. Several candidates are told apart by "foreign_key", which
// one of two paired sides may say for both. In a one_to_one of an entity with itself every key
// could be meant in either direction: there the side that says "foreign_key" owns it.
#include <algorithm>
#include <optional>
#include <string>

#include "schema/front/relationship_steps.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

struct Candidate {
  bool owns = false;  // the key is in the relationship's own table
  std::size_t key = npos;
};

const EntityDraft& owner_of(const EntityDrafts& drafts, Side side, bool owns) {
  return drafts[owns ? side.entity : relationship_at(drafts, side).target];
}

const ForeignKey& key_of(const EntityDrafts& drafts, Side side, const Candidate& candidate) {
  return owner_of(drafts, side, candidate.owns).entity.table.foreign_keys[candidate.key];
}

bool may_own(RelationshipKind kind) { return kind != RelationshipKind::to_many; }
bool may_be_owned(RelationshipKind kind) { return kind != RelationshipKind::to_one; }

std::vector<Candidate> candidates_of(const EntityDrafts& drafts, Side side) {
  const Relationship& relationship = relationship_at(drafts, side);
  std::vector<Candidate> candidates;
  const auto add = [&](bool owns) {
    const std::size_t referred = owns ? relationship.target : side.entity;
    const auto& keys = owner_of(drafts, side, owns).entity.table.foreign_keys;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      if (keys[k].target == referred) candidates.push_back({owns, k});
    }
  };
  if (may_own(relationship.kind)) add(true);
  if (may_be_owned(relationship.kind)) add(false);
  return candidates;
}

bool has_columns(const EntityDrafts& drafts, Side side, const Candidate& candidate,
                 const std::vector<Name>& names) {
  const Table& table = owner_of(drafts, side, candidate.owns).entity.table;
  const std::vector<std::string>& columns = key_of(drafts, side, candidate).columns;
  return columns.size() == names.size() &&
         std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
           return std::any_of(names.begin(), names.end(), [&](const Name& name) {
             return name.value == column_named(table, column).attribute;
           });
         });
}

/// The columns that the side, or its other side for both, says to use.
struct Choice {
  const std::vector<Name>* columns = nullptr;
  bool is_own = false;
};

Choice choice_of(const EntityDrafts& drafts, Side side) {
  const std::vector<Name>& own = decl_at(drafts, side).foreign_key;
  if (!own.empty()) return {&own, true};
  const Side reverse = reverse_of(drafts, side);
  if (reverse == Side()) return {};
  const std::vector<Name>& other = decl_at(drafts, reverse).foreign_key;
  if (!other.empty()) return {&other, false};
  return {};
}

void apply(const EntityDrafts& drafts, Side side, const Choice& choice,
           std::vector<Candidate>& candidates) {
  if (!choice.columns) return;
  const bool is_own_reflection =
      relationship_at(drafts, side).kind == RelationshipKind::one_to_one &&
      relationship_at(drafts, side).target == side.entity;
  const auto is_out = [&](const Candidate& candidate) {
    if (is_own_reflection && candidate.owns != choice.is_own) return true;
    return !has_columns(drafts, side, candidate, *choice.columns);
  };
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(), is_out), candidates.end());
}

std::string column_list(const Table& table, const ForeignKey& key) {
  return list_in_quotes(key.columns, [&](const std::string& name) -> std::string_view {
    return column_named(table, name).attribute;
  });
}

// ---- Reports ------------------------------------------------------------------------------------

/// "from Order to User", as the foreign key would have to lead.
std::string direction(const EntityDrafts& drafts, Side side) {
  const Relationship& relationship = relationship_at(drafts, side);
  const std::string& here = drafts[side.entity].entity.name;
  const std::string& there = drafts[relationship.target].entity.name;
  switch (relationship.kind) {
    case RelationshipKind::to_one:
      return "from " + here + " to " + there;
    case RelationshipKind::to_many:
      return "from " + there + " to " + here;
    default:
      return "between " + here + " and " + there;
  }
}

void report_none(const EntityDrafts& drafts, Side side, Diagnostics& diagnostics) {
  const Relationship& relationship = relationship_at(drafts, side);
  const bool owns = may_own(relationship.kind);
  const EntityDraft& owner = owner_of(drafts, side, owns);
  const bool may_be_owned_too = owns && may_be_owned(relationship.kind);
  if (owner.is_incomplete) return;
  if (may_be_owned_too && drafts[relationship.target].is_incomplete) return;
  if (decl_at(drafts, side).back_populates && relationship.reverse == npos) return;  // reported
  const EntityDraft& referred = drafts[owns ? relationship.target : side.entity];
  const Table& table = referred.entity.table;
  std::string hint;
  if (table.primary_key.columns.size() == 1) {
    const std::string& key = column_named(table, table.primary_key.columns.front()).attribute;
    hint = "add a column with \"references\": " + in_quotes(referred.entity.name + '.' + key) +
           " to " + owner.entity.name;
  }
  diagnostics.error(relationship.where, "no foreign key leads " + direction(drafts, side), hint);
}

void report_ambiguous(const EntityDrafts& drafts, Side side,
                      const std::vector<Candidate>& candidates, Diagnostics& diagnostics) {
  std::string keys;
  for (const Candidate& candidate : candidates) {
    const EntityDraft& owner = owner_of(drafts, side, candidate.owns);
    const std::string key =
        owner.entity.name + ' ' + column_list(owner.entity.table, key_of(drafts, side, candidate));
    if (keys.find(key) != std::string::npos) continue;
    keys += keys.empty() ? key : " or " + key;
  }
  diagnostics.error(relationship_at(drafts, side).where,
                    "several foreign keys lead " + direction(drafts, side) + ": " + keys,
                    "choose one with \"foreign_key\"");
}

void report_wrong_choice(const EntityDrafts& drafts, Side side, const std::vector<Name>& columns,
                         Diagnostics& diagnostics) {
  const Relationship& relationship = relationship_at(drafts, side);
  const EntityDraft& owner = owner_of(drafts, side, may_own(relationship.kind));
  if (relationship.kind != RelationshipKind::one_to_one &&
      require_columns(owner, columns, diagnostics).empty()) {
    return;
  }
  if (owner.is_incomplete) return;
  const std::string names = list_in_quotes(columns, [](const Name& n) { return n.value; });
  diagnostics.error(columns.front().where,
                    "no foreign key on " + names + " leads " + direction(drafts, side),
                    "name the columns of one that does");
}

// ---- Steps --------------------------------------------------------------------------------------

void join(EntityDrafts& drafts, Side side, Diagnostics& diagnostics) {
  Relationship& relationship = relationship_at(drafts, side);
  const Choice choice = choice_of(drafts, side);
  std::vector<Candidate> candidates = candidates_of(drafts, side);
  const bool any = !candidates.empty();
  apply(drafts, side, choice, candidates);
  if (candidates.size() == 1) {
    const Candidate& chosen = candidates.front();
    relationship.owns_foreign_key = chosen.owns;
    relationship.foreign_key = chosen.key;
    const EntityDraft& owner = owner_of(drafts, side, chosen.owns);
    const auto& columns = key_of(drafts, side, chosen).columns;
    relationship.required =
        chosen.owns && !relationship.optional &&
        std::none_of(columns.begin(), columns.end(), [&](const std::string& column) {
          return column_named(owner.entity.table, column).nullable;
        });
    return;
  }
  if (choice.columns && candidates.empty() && any) {
    if (choice.is_own) report_wrong_choice(drafts, side, *choice.columns, diagnostics);
    return;
  }
  const Side reverse = reverse_of(drafts, side);
  if (reverse != Side() && reverse < side) return;  // reported there, once for both
  if (candidates.empty()) {
    report_none(drafts, side, diagnostics);
  } else {
    report_ambiguous(drafts, side, candidates, diagnostics);
  }
}

/// The entity and number of a side's foreign key.
Side key_position(const EntityDrafts& drafts, Side side) {
  const Relationship& relationship = relationship_at(drafts, side);
  return {relationship.owns_foreign_key ? side.entity : relationship.target,
          relationship.foreign_key};
}

void check_same_key(const EntityDrafts& drafts, Side side, Diagnostics& diagnostics) {
  const Side reverse = reverse_of(drafts, side);
  if (reverse == Side() || reverse < side) return;
  const Relationship& here = relationship_at(drafts, side);
  const Relationship& there = relationship_at(drafts, reverse);
  if (here.foreign_key == npos || there.foreign_key == npos) return;
  if (key_position(drafts, side) == key_position(drafts, reverse) &&
      here.owns_foreign_key != there.owns_foreign_key) {
    return;
  }
  diagnostics.error(relationship_at(drafts, reverse).where,
                    name_of(drafts, reverse) + " uses another foreign key than its other side, " +
                        name_of(drafts, side),
                    "say \"foreign_key\" on one of them only");
}

/// Two that are meant as a pair, however that went.
bool name_each_other(const EntityDrafts& drafts, Side a, Side b) {
  const auto names = [&](Side from, Side to) {
    const Maybe<std::string>& written = decl_at(drafts, from).back_populates;
    return written && relationship_at(drafts, from).target == to.entity &&
           written->value == relationship_at(drafts, to).name;
  };
  return names(a, b) || names(b, a);
}

void report_both_write(const EntityDrafts& drafts, Side first, Side second,
                       Diagnostics& diagnostics) {
  const auto [owner, key] = key_position(drafts, second);
  const Entity& entity = drafts[owner].entity;
  const bool could_be_a_pair = relationship_at(drafts, first).owns_foreign_key !=
                               relationship_at(drafts, second).owns_foreign_key;
  diagnostics.error(
      relationship_at(drafts, second).where,
      name_of(drafts, first) + " and " + name_of(drafts, second) + " both write the foreign key " +
          column_list(entity.table, entity.table.foreign_keys[key]) + " of " + entity.name,
      could_be_a_pair ? R"(pair them with "back_populates", or make one of them "viewonly": true)"
                      : "make one of them \"viewonly\": true");
}

void check_single_writers(const EntityDrafts& drafts, Diagnostics& diagnostics) {
  std::vector<Side> writers;
  for (const Side side : known_sides(drafts)) {
    const Relationship& relationship = relationship_at(drafts, side);
    if (relationship.foreign_key == npos || relationship.viewonly) continue;
    const auto first = std::find_if(writers.begin(), writers.end(), [&](Side writer) {
      return key_position(drafts, writer) == key_position(drafts, side) &&
             !name_each_other(drafts, writer, side);
    });
    if (first != writers.end()) report_both_write(drafts, *first, side, diagnostics);
    writers.push_back(side);
  }
}

}  // namespace

void join_relationships(EntityDrafts& drafts, Diagnostics& diagnostics) {
  const std::vector<Side> sides = known_sides(drafts);
  for (const Side side : sides) {
    if (relationship_at(drafts, side).kind != RelationshipKind::many_to_many) {
      join(drafts, side, diagnostics);
    }
  }
  for (const Side side : sides) check_same_key(drafts, side, diagnostics);
  check_single_writers(drafts, diagnostics);
}

}  // namespace orp::language
