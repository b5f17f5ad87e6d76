// SPDX-License-Identifier: MIT
#include "session/takers.hpp"

#include <algorithm>
#include <vector>

#include "entity/state.hpp"
#include "session/foreign_keys.hpp"
#include "session/key_field.hpp"
#include "session/members.hpp"
#include "session/mentions.hpp"
#include "session/retraction.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

const RelationInfo& relation_info(const Entity& owner, unsigned relation) {
  return info_of(owner).relations[relation];
}

// The list of `owner` if somebody has looked at it; nullptr: there is none.
ManyBase* loaded_list(Entity& owner, unsigned relation) {
  const EntityInfo& info = info_of(owner);
  const RelationSlot& slot = relation_slots(owner, info)[relation];
  const bool is_list = info.relations[relation].is_collection() && slot.word != 0;
  return is_list && slot.collection()->is_loaded() ? slot.collection() : nullptr;
}

}  // namespace

bool shows(Entity& owner, unsigned relation, const Entity& member) {
  if (const ManyBase* list = loaded_list(owner, relation))
    return ManyAccess::has_member(*list, member);
  return !relation_info(owner, relation).is_collection() &&
         relation_slots(owner, info_of(owner))[relation].target() == &member &&
         !has_queued(owner, relation, member);
}

namespace {

bool is_exclusive(const RelationInfo& relation) {
  return speaks_alone(relation) && !relation.view_only;
}

// The latest of those whose `relation`, which `owner` has too, has spoken of `member`, of whom
// `is_meant(owner)` holds; nullptr: none.
template <class Predicate>
Entity* find_owner(SessionState& state, const Entity& owner, unsigned relation, Entity& member,
                   Predicate is_meant) {
  const Mention* found = state.changes.mentions().find(member, [&](const Mention& mention) {
    return mention.relation == relation && &info_of(*mention.owner) == &info_of(owner) &&
           is_meant(*mention.owner);
  });
  return found == nullptr ? nullptr : found->owner;
}

// Who has lost it does not show it.
Entity* last_taker(SessionState& state, const Entity& owner, unsigned relation, Entity& member,
                   const Entity* except = nullptr) {
  return find_owner(state, owner, relation, member, [&](Entity& other) {
    return &other != except && in_session(other) && !is_doomed(other) &&
           (has_queued(other, relation, member) || shows(other, relation, member));
  });
}

// As far as memory tells; nullptr: nobody in the session.
Entity* stored_owner(SessionState& state, const EntityInfo& info, const RelationInfo& relation,
                     Entity& member) {
  std::vector<const void*> key;
  for (const std::uint16_t column : relation.remote_columns) {
    const ColumnType& type = relation.target->column(column).type;
    const void* held = state.changes.database_field(member, *relation.target, column);
    if (held == nullptr || is_null(type, held)) return nullptr;
    key.push_back(type.ops->value(held));
  }
  return state.identities.table(info).find(key.data());
}

// The one of whom the object is taken first, if it has said nothing itself.
void note_stored_owner(SessionState& state, Entity& owner, unsigned relation, Entity& member) {
  const bool is_noted = find_owner(state, owner, relation, member, [](Entity&) { return true; });
  if (is_noted || !is_persistent(member) || !is_stored_owner_known(state, owner, relation, member))
    return;
  Entity* const stored =
      stored_owner(state, info_of(owner), relation_info(owner, relation), member);
  if (stored != nullptr && stored != &owner)
    state.changes.mentions().note(*stored, relation, member);
}

// Nobody else has the object: a list that had it in the database has it again.
void restore(SessionState& state, Entity& owner, unsigned relation, Entity& member) {
  if (!is_persistent(owner) || !is_persistent(member)) return;
  const RelationInfo& info = relation_info(owner, relation);
  const bool is_known = is_stored_owner_known(state, owner, relation, member);
  if (is_known && stored_owner(state, info_of(owner), info, member) != &owner) return;
  if (ManyBase* const list = loaded_list(owner, relation)) {
    const CollectionChanges* changes = ManyAccess::changes(*list);
    if (changes != nullptr && changes->removed.contains(member)) return;
    if (!is_known)
      ManyAccess::expire(*list);
    else if (!ManyAccess::has_member(*list, member))
      ManyAccess::insert_member(*list, member);
  } else if (RelationSlot& slot = relation_slots(owner, info_of(owner))[relation];
             !info.is_collection() && !slot.is_changed() && slot.target() == nullptr) {
    slot.word = 0;
  }
}

}  // namespace

void note_taken(SessionState& state, Entity& owner, unsigned relation, Entity& member) {
  if (!in_session(owner)) return;
  Mentions& mentions = state.changes.mentions();
  const bool is_exclusively = is_exclusive(relation_info(owner, relation));
  if (is_exclusively) note_stored_owner(state, owner, relation, member);
  mentions.note(owner, relation, member);
  if (!is_exclusively || mentions.is_uncontested(member) || is_doomed(owner)) return;
  Entity* const former = find_owner(state, owner, relation, member, [&](Entity& other) {
    return &other != &owner && shows(other, relation, member);
  });
  if (former != nullptr) hide_taken(*former, relation, member);
  if (is_stored_owner_known(state, owner, relation, member) && !has_queued(owner, relation, member))
    restore(state, owner, relation, member);
}

void note_let_go(SessionState& state, Entity& owner, unsigned relation, Entity& member) {
  if (in_session(owner)) state.changes.mentions().note(owner, relation, member);
  if (!is_exclusive(relation_info(owner, relation)) ||
      state.changes.mentions().is_uncontested(member))
    return;
  Entity* const taker = last_taker(state, owner, relation, member, &owner);
  if (taker == nullptr) {
    find_owner(state, owner, relation, member, [&](Entity& other) {
      if (&other != &owner) restore(state, other, relation, member);
      return false;
    });
  } else if (ManyBase* list = loaded_list(*taker, relation);
             list != nullptr && !ManyAccess::has_member(*list, member)) {
    ManyAccess::insert_member(*list, member);
  }
}

bool is_taken_from(SessionState& state, Entity& owner, unsigned relation, Entity& member) {
  if (!is_exclusive(relation_info(owner, relation))) return false;
  const Entity* const taker = last_taker(state, owner, relation, member);
  return taker != nullptr && taker != &owner;
}

void hide_taken(Entity& owner, unsigned relation, const Entity& member) {
  RelationSlot& slot = relation_slots(owner, info_of(owner))[relation];
  if (ManyBase* const list = loaded_list(owner, relation))
    ManyAccess::erase_member(*list, member);
  else if (!relation_info(owner, relation).is_collection() && slot.target() == &member)
    slot.word = RelationSlot::loaded_bit;
}

void hide_taken(SessionState& state, Entity& owner, unsigned relation) {
  if (!is_exclusive(relation_info(owner, relation)) || state.changes.mentions().empty()) return;
  std::vector<Entity*> taken;
  for_each_member(owner, info_of(owner), relation, [&](Entity& member) {
    if (shows(owner, relation, member) && is_taken_from(state, owner, relation, member))
      taken.push_back(&member);
  });
  for (const Entity* member : taken) hide_taken(owner, relation, *member);
}

bool is_stored_owner_known(SessionState& state, Entity& owner, unsigned relation, Entity& member) {
  const RelationInfo& info = relation_info(owner, relation);
  return are_equal(info.local_columns, info_of(owner).table.primary_key) &&
         std::all_of(info.remote_columns.begin(), info.remote_columns.end(),
                     [&](std::uint16_t column) {
                       return state.changes.database_field(member, *info.target, column) != nullptr;
                     });
}

}  // namespace orp
