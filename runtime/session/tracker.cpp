// SPDX-License-Identifier: MIT
// What a session answers to its objects: see runtime/entity/tracker.hpp.
#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "entity/usage_checks.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/session/no_autoflush.hpp"
#include "session/load/relation_loader.hpp"
#include "session/objects/absences.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/known_target.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_raise(const EntityInfo& info, const RelationInfo& relation) {
  const std::string name = member_name(info, relation.name);
  throw UsageError({.code = "ORP-1102",
                    .message = name + " is not loaded and its loading strategy is raise",
                    .entity = info.name,
                    .hint = std::string("add .options(orp::selectinload(") + info.name + "::c." +
                            relation.name + ")) to the query that loads the " + info.name});
}

bool foreign_key_is_loaded(Entity& entity, const RelationInfo& relation) {
  const Masks masks(entity);
  for (const std::uint16_t column : relation.local_columns)
    if (!masks.is_loaded(column)) return false;
  return true;
}

// The partner that a one_to_one had holds the key to be unset; a former delete-orphan target may
// have to go. Nobody else needs to know what a changed relationship was.
bool needs_former_target(const RelationInfo& relation) {
  return !relation.view_only &&
         (relation.kind == RelationKind::one_to_one ||
          (relation.kind == RelationKind::many_to_one && relation.cascade.delete_orphan));
}

// An object may be without this parent only if no other side of the relation holds it.
bool is_orphan(Entity& member, const RelationInfo& relation) {
  if (relation.inverse < 0) return true;
  const auto inverse = static_cast<unsigned>(relation.inverse);
  const EntityInfo& info = info_of(member);
  if (info.relations[inverse].is_collection()) return false;
  return relation_slots(member, info)[inverse].target() == nullptr;
}

}  // namespace

void SessionState::load_relation(Entity& entity, unsigned relation) {
  check_usable();
  const EntityInfo& info = info_of(entity);
  const RelationInfo& relation_info = info.relations[relation];
  const LoadTreeRef tree = objects.store.options_of(entity);
  // A flush loads what it needs, whatever the strategy says.
  const LoadStrategy strategy =
      flushing ? LoadStrategy::select : LoadTree::strategy(tree.get(), info, relation);
  if (strategy == LoadStrategy::raise) throw_raise(info, relation_info);

  if (relation_info.holds_key() && !foreign_key_is_loaded(entity, relation_info))
    load_column(entity, relation_info.local_columns.front());
  if (attach_target_in_memory(objects, entity, relation)) return;
  autoflush("loading a relationship");
  if (!is_persistent(entity)) throw_not_loaded(entity, relation_info.name);
  std::vector<Entity*> owners;
  if (strategy == LoadStrategy::select)
    owners.push_back(&entity);
  else
    owners = peers_to_load(objects, entity, relation);
  // A flush may be a rehearsal, which puts back what stands with most objects.
  std::optional<ObjectStore::On> with_it;
  if (!flushing) with_it.emplace(objects.store, entity);
  RelationLoader(load_context())
      .load(info, relation, std::move(owners), LoadTree::below(tree.get(), info, relation));
}

void SessionState::load_membership(Entity& entity, unsigned relation) {
  const NoAutoflush block(*this);
  load_relation(entity, relation);
}

Entity* SessionState::find_target(Entity& entity, unsigned relation) {
  const EntityInfo& entity_info = info_of(entity);
  const RelationInfo& info = entity_info.relations[relation];
  // What is let go of after the deletion of `entity` goes with it all the same.
  const bool may_go_too = info.cascade.remove && !objects.changes.doomed().empty();
  if (needs_former_target(info) || may_go_too) {
    check_usable();
    const NoAutoflush block(*this);  // the program has asked no question
    RelationLoader(load_context()).load(entity_info, relation, {&entity}, nullptr);
    return relation_slots(entity, entity_info)[relation].target();
  }
  if (!info.holds_key() || !foreign_key_is_loaded(entity, info)) return nullptr;
  objects.transactions.note_read(entity);
  return target_in_memory(objects, entity, info);
}

const Entity* SessionState::former_target(Entity& entity, unsigned relation) const {
  const OldTarget* const old = objects.changes.old_target(entity, relation);
  return old == nullptr ? nullptr : old->target;
}

void SessionState::column_changing(Entity& entity, unsigned column) {
  objects.parents.invalidate();
  if (!sql_values.empty()) sql_values.forget(entity, column);
  objects.changes.keep_old_value(entity, column);
}

void SessionState::target_changing(Entity& entity, unsigned relation, Entity* old) {
  objects.changes.keep_old_target(entity, relation, old);
  const RelationInfo& info = info_of(entity).relations[relation];
  if (info.hidden && old != nullptr)
    objects.changes.let_go().note(*old, {static_cast<unsigned>(info.inverse), &entity});
  if (old == nullptr && info.holds_key() && info.inverse >= 0)
    note_letting_go(nullptr, *inverse_of(info), entity);
}

CollectionChanges& SessionState::collection_changing(ManyBase& collection) {
  return objects.changes.record(collection);
}

void SessionState::left(Entity& owner_entity, unsigned relation, Entity& member) {
  need(owner_entity);
  need(member);
  const RelationInfo& info = info_of(owner_entity).relations[relation];
  if (info.cascade.delete_orphan && is_pending(member) && is_orphan(member, info))
    for (const Entity* orphan : take_out(member)) objects.changes.absences().note_orphan(*orphan);
  if (info.inverse < 0 && in_session(owner_entity))
    objects.changes.mentions().note(owner_entity, relation, member);
  note_letting_go(&owner_entity, info, member);
}

void SessionState::note_outside(Entity& owner_object, Absences::Act act) {
  const int inverse = info_of(owner_object).relations[act.relation].inverse;
  if (inverse >= 0)
    objects.changes.absences().note(*act.member, static_cast<unsigned>(inverse), owner_object);
  act.moment = objects.changes.words().say();
  objects.changes.absences().note_act(owner_object, act);
}

void SessionState::overrule(Entity& place, unsigned relation, const Entity* value) {
  for (Entity* absent : objects.changes.absences().take(place, relation))
    correct_word(objects, place, relation, *absent, absent == value);
}

bool SessionState::overrule(Entity& place, unsigned relation, Entity& member, bool is_in) {
  if (!objects.changes.absences().take(place, relation, member)) return false;
  correct_word(objects, place, relation, member, is_in);
  return true;
}

// Before a deletion nobody asks for it.
void SessionState::note_letting_go(const Entity* home, const RelationInfo& relation,
                                   Entity& member) {
  if (relation.cascade.remove && !objects.changes.doomed().empty())
    objects.changes.words().note_letting_go(member, relation, home);
}

}  // namespace orp
