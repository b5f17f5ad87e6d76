// SPDX-License-Identifier: MIT
#include "session/objects/queued_ties.hpp"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/hidden_ends.hpp"
#include "session/objects/mentions.hpp"
#include "session/objects/objects.hpp"
#include "session/objects/relation_members.hpp"
#include "session/objects/retraction.hpp"

namespace orp {

namespace {

unsigned inverse_number(const RelationInfo& relation) {
  return static_cast<unsigned>(relation.inverse);
}

RelationSlot& inverse_slot(const RelationInfo& relation, Entity& other) {
  return relation_slots(other, info_of(other))[inverse_number(relation)];
}

bool has_collection_inverse(const RelationInfo& relation) {
  return inverse_of(relation)->is_collection();
}

// What one end has queued, or was given, apart from echoes.
struct Word {
  std::vector<Entity*> tied;
  std::vector<Entity*> untied;
};

// A new object's relationships are all its own word; its lists have a record in full.
Word word_of(Objects& objects, Entity& entity, const EntityInfo& info, unsigned number) {
  const RelationInfo& relation = info.relations[number];
  const RelationSlot& slot = relation_slots(entity, info)[number];
  Word word;
  if (!relation.is_collection()) {
    if (slot.target() != nullptr && (is_pending(entity) || slot.is_changed()))
      word.tied.push_back(slot.target());
  } else if (const CollectionChanges* changes = changes_in(slot)) {
    word.tied.assign(changes->added.begin(), changes->added.end());
  }
  if (!is_pending(entity))
    for_each_let_go(objects.changes, entity, info, number,
                    [&](Entity& member) { word.untied.push_back(&member); });
  return word;
}

template <class Visit>
void for_each_word(Objects& objects, Entity& entity, Visit visit) {
  const EntityInfo& info = info_of(entity);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    if (relation.view_only || relation_slots(entity, info)[i].word == 0) continue;
    visit(relation, i, word_of(objects, entity, info, i));
  }
}

// Whether `owner` may have stood at the end `relation` of `other`, a to-one end that has changed.
// Of a one_to_one that is known.
bool may_have_had(const ChangeLog& changes, Entity& other, unsigned relation, const Entity& owner) {
  const OldTarget* kept = changes.old_target(other, relation);
  const Entity* const old = kept == nullptr ? nullptr : kept->target;
  const bool is_known =
      old != nullptr || info_of(other).relations[relation].kind == RelationKind::one_to_one;
  return is_known ? old == &owner : true;
}

// Whether the end of `other` holds the same change by itself. A hidden one has nothing of its own;
// who was given and taken away again is no change.
bool is_held(const ChangeLog& log, const RelationInfo& relation, Entity& other, const Entity& owner,
             EntityList CollectionChanges::*queued) {
  if (relation.inverse < 0 || inverse_of(relation)->hidden || !in_session(other)) return false;
  if (is_pending(other))  // what it has is all its own word
    return queued == &CollectionChanges::added &&
           has_queued(other, inverse_number(relation), owner);
  const RelationSlot& slot = inverse_slot(relation, other);
  if (has_collection_inverse(relation)) {
    const CollectionChanges* changes = changes_in(slot);
    return changes != nullptr && (changes->*queued).contains(owner) &&
           !changes->echoes.contains(owner);
  }
  if (!slot.is_changed() || slot.is_echo()) return false;
  if (queued == &CollectionChanges::added) return slot.target() == &owner;
  return slot.target() != &owner && may_have_had(log, other, inverse_number(relation), owner);
}

// Whether there is anything to take `owner` out of at the end of `other`, which may have moved on
// while `owner` was away.
bool is_still_tied(Objects& objects, const RelationInfo& relation, Entity& other,
                   const Entity& owner) {
  if (!in_session(other)) return false;
  if (has_collection_inverse(relation)) return true;
  const RelationSlot& slot = inverse_slot(relation, other);
  if (!slot.is_loaded() && is_persistent(other))
    objects.tracker().load_membership(other, inverse_number(relation));
  return slot.target() == &owner;
}

// Who says something, by which of its relationships.
struct Speaker {
  Entity& entity;
  const RelationInfo& relation;
  unsigned number;
};

void announce_untied(Objects& objects, const Speaker& by, Entity& other) {
  if (by.relation.inverse < 0) return objects.changes.mentions().note(by.entity, by.number, other);
  const unsigned inverse = inverse_number(by.relation);
  objects.changes.absences().take(other, inverse, by.entity);
  if (is_still_tied(objects, by.relation, other, by.entity)) untie_end(other, inverse, by.entity);
}

// Rule 2 of absences.hpp.
bool is_deleted_since(Objects& objects, Entity& entity, DeletionWords::Moment word) {
  return is_doomed(entity) && objects.changes.words().deletion_of(entity) >= word;
}

void announce_tied(Objects& objects, const Speaker& by, Entity& other) {
  if (by.relation.inverse < 0) return objects.changes.mentions().note(by.entity, by.number, other);
  const unsigned inverse = inverse_number(by.relation);
  objects.changes.absences().take(other, inverse, by.entity);
  if (in_session(other)) {
    if (!by.relation.holds_key() && !is_deleted_since(objects, other, 0))
      objects.tracker().joining(by.entity, by.number, other);
    tie_end(other, inverse, by.entity);
  } else if (by.relation.hidden) {  // waits at its owner's end
    tie_end(other, inverse, by.entity);
    Retraction(objects, other).take_back_tie(by.entity, by.number, other);
  }
}

// What `entity` did last outside, to whom, and nobody has overruled since. Its record may not tell,
// being net.
std::vector<Absences::Act> take_standing_acts(Absences& absences, Entity& entity) {
  std::vector<Absences::Act> acts = absences.take_acts(entity);
  const EntityInfo& info = info_of(entity);
  std::reverse(acts.begin(), acts.end());
  std::erase_if(acts, [&](const Absences::Act& act) {
    const int inverse = info.relations[act.relation].inverse;
    return !in_session(*act.member) ||
           (inverse >= 0 && !absences.take(*act.member, static_cast<unsigned>(inverse), entity));
  });
  std::reverse(acts.begin(), acts.end());
  return acts;
}

// Who took a member and let go of it again leaves it to nobody.
void repeat_act(Objects& objects, Entity& entity, const Absences::Act& act) {
  const EntityInfo& info = info_of(entity);
  const RelationInfo& relation = info.relations[act.relation];
  if (act.is_taken && !relation.is_collection() &&
      relation_slots(entity, info)[act.relation].target() != act.member)
    return;  // its own end tells
  if (act.is_taken && !is_deleted_since(objects, *act.member, act.moment))
    objects.tracker().joining(entity, act.relation, *act.member);
  if (relation.inverse < 0 || has_collection_inverse(relation)) return;
  tie_end(*act.member, inverse_number(relation), entity);
  if (!act.is_taken) untie_end(*act.member, inverse_number(relation), entity);
}

// Whoever was given to a list that showed them already, which took no note of it, while nobody knew
// their own end.
std::vector<Entity*> given_unnoticed(Entity& owner, const EntityInfo& info, unsigned number) {
  std::vector<Entity*> given;
  const RelationInfo& relation = info.relations[number];
  if (!is_held_by_target(relation) || relation.inverse < 0 || relation.view_only) return given;
  for_each_member(owner, info, number, [&](Entity& member) {
    const RelationSlot& slot = inverse_slot(relation, member);
    if (is_persistent(member) && slot.is_changed() && slot.target() == &owner)
      given.push_back(&member);
  });
  return given;
}

bool renounce_collection(Objects& objects, Entity& entity, const RelationInfo& relation,
                         ManyBase& collection) {
  CollectionChanges* changes = ManyAccess::changes(collection);
  if (changes == nullptr) return false;
  changes->abandoned = {};
  Retraction retraction(objects, entity);
  for (const auto queued : {&CollectionChanges::added, &CollectionChanges::removed}) {
    const std::vector<Entity*> members((changes->*queued).begin(), (changes->*queued).end());
    for (Entity* member : members) {
      if (is_held(objects.changes, relation, *member, entity, queued)) {
        changes->echoes.add(*member);
        continue;
      }
      (changes->*queued).erase(*member);
      changes->echoes.erase(*member);
      if (relation.inverse < 0) continue;
      if (queued == &CollectionChanges::added)
        retraction.take_back_tie(*member, inverse_number(relation), entity);
      else
        retraction.take_back_untie(*member, inverse_number(relation), entity);
    }
  }
  if (!changes->empty()) return true;
  objects.changes.forget(collection);
  return false;
}

// Whether another end, or who speaks through this one, holds what a to-one end says.
bool is_held_elsewhere(const ChangeLog& log, Entity& entity, const RelationInfo& relation,
                       Entity* target, const OldTarget* kept) {
  if (kept == nullptr) return false;  // what was queued has been undone
  if (relation.hidden) return true;
  if (target != nullptr) return is_held(log, relation, *target, entity, &CollectionChanges::added);
  Entity* const left = left_target(relation, *kept);
  return left != nullptr && is_held(log, relation, *left, entity, &CollectionChanges::removed);
}

bool renounce_target(Objects& objects, Entity& entity, unsigned number, RelationSlot& slot) {
  const RelationInfo& relation = info_of(entity).relations[number];
  Entity* const target = slot.target();
  const OldTarget* kept = objects.changes.old_target(entity, number);
  if (is_held_elsewhere(objects.changes, entity, relation, target, kept)) {
    slot.word |= RelationSlot::echo_bit;
    return true;
  }
  Entity* const old = kept == nullptr ? nullptr : kept->target;
  Entity* const given = kept == nullptr ? nullptr : kept->given;
  objects.changes.forget_target(entity, number);
  slot.word = old == nullptr ? 0 : reinterpret_cast<std::uintptr_t>(old) | RelationSlot::loaded_bit;
  if (relation.inverse < 0) return false;
  Retraction retraction(objects, entity);
  if (target != nullptr) {
    retraction.take_back_tie(*target, inverse_number(relation), entity);
    if (old == nullptr) distrust_list(relation, *target, entity);  // it may have been there before
  }
  for (Entity* one : {old, given})
    if (one != nullptr) retraction.take_back_untie(*one, inverse_number(relation), entity);
  if (old == nullptr || still_belongs(entity, relation, *old)) return false;
  slot.word = 0;
  meet_departure(objects, entity, number, *old);  // which has another one
  return true;
}

}  // namespace

void announce_queued(Objects& objects, Entity& entity) {
  objects.parents.invalidate();
  const std::vector<Absences::Act> acts = take_standing_acts(objects.changes.absences(), entity);
  for_each_word(objects, entity,
                [&](const RelationInfo& relation, unsigned number, const Word& word) {
                  for (Entity* other : word.untied)
                    announce_untied(objects, {entity, relation, number}, *other);
                  for (Entity* other : word.tied)
                    announce_tied(objects, {entity, relation, number}, *other);
                });
  announce_mentions(objects, entity);
  for (const Absences::Act& act : acts) repeat_act(objects, entity, act);
}

void withdraw_queued(Objects& objects, const std::vector<Entity*>& leaving) {
  objects.parents.invalidate();
  const std::unordered_set<const Entity*> all(leaving.begin(), leaving.end());
  const auto stays = [&](const Entity& other) {
    return in_session(other) && all.count(&other) == 0;
  };
  for (Entity* entity : leaving) {
    withdraw_letting_go(objects, *entity);
    Retraction retraction(objects, *entity);
    for_each_word(objects, *entity, [&](const RelationInfo& relation, unsigned, const Word& word) {
      if (relation.inverse < 0) return;
      const unsigned inverse = inverse_number(relation);
      for (Entity* other : word.tied)
        if (stays(*other)) {
          retraction.take_back_tie(*other, inverse, *entity);
          objects.changes.absences().note(*other, inverse, *entity);
        }
      for (Entity* other : word.untied)
        if (stays(*other)) {
          retraction.take_back_untie(*other, inverse, *entity);
          objects.changes.absences().note(*other, inverse, *entity);
        }
    });
    const EntityInfo& info = info_of(*entity);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      for (Entity* member : given_unnoticed(*entity, info, i))
        if (stays(*member))
          retraction.take_back_tie(*member, inverse_number(info.relations[i]), *entity);
    withdraw_mentions(objects, *entity, all);
  }
}

bool renounce_queued(Objects& objects, Entity& entity, unsigned relation) {
  objects.parents.invalidate();
  const EntityInfo& info = info_of(entity);
  renounce_letting_go(objects, entity, relation);
  RelationSlot& slot = relation_slots(entity, info)[relation];
  if (info.relations[relation].is_collection())
    return slot.word != 0 &&
           renounce_collection(objects, entity, info.relations[relation], *slot.collection());
  return slot.is_changed() && renounce_target(objects, entity, relation, slot);
}

void meet_departure(Objects& objects, Entity& owner, unsigned relation, Entity& member) {
  const EntityInfo& info = info_of(owner);
  if (info.relations[relation].is_collection()) {
    CollectionChanges& changes = objects.changes.record(collection_of(owner, info, relation));
    if (changes.removed.contains(member)) return;
    changes.removed.add_new(member);
    changes.echoes.add(member);
  } else if (RelationSlot& slot = relation_slots(owner, info)[relation]; !slot.is_changed()) {
    objects.changes.keep_old_target(owner, relation, &member);
    slot.word = RelationSlot::loaded_bit | RelationSlot::changed_bit | RelationSlot::echo_bit;
  }
}

void show_target(Objects& objects, Entity& owner, const EntityInfo& info, unsigned relation,
                 Entity* target) {
  if (target != nullptr && !still_belongs(owner, info.relations[relation], *target))
    meet_departure(objects, owner, relation, *target);
  else
    set_target_loaded(relation_slots(owner, info)[relation], target);
}

}  // namespace orp
