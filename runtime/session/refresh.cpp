// SPDX-License-Identifier: MIT
// Reading the rows of objects anew.
//
// Rules
//  (1) Objects that were loaded together and have expired are read anew together, some at a time,
//      when the program looks at one of them: what loaded them by one statement is not to become
//      one for each. Whose row is gone is told so when it is looked at itself.
//  (2) Who has loaded anything, is changed, or is to be deleted, is left alone.
#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "entity/usage_checks.hpp"
#include "orpiment/base/error.hpp"
#include "session/load/key_lookup.hpp"
#include "session/load/load_rows.hpp"
#include "session/load/relation_loader.hpp"
#include "session/load/running_statement.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/relation_members.hpp"
#include "session/session_state.hpp"
#include "sql/builder.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_gone(const SessionState& state, const EntityInfo& info,
                             const void* const* key) {
  const std::string printed = print_key(state.objects.owner.hides_values, info, key);
  throw StaleDataError(
      {.code = "ORP-3301",
       .message =
           std::string("the row of ") + info.name + " " + printed + " is gone" + why_a_row_is_gone,
       .table = info.table().name,
       .entity = info.name,
       .key = printed,
       .hint = "session.expunge() the object, or get() it to see that it is gone"});
}

void load_row(SessionState& state, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  KeyBuffer key(info.key.size());
  state.objects.changes.database_key(entity, info, key.data());
  if (state.read_row(info, key.data()) == nullptr) throw_gone(state, info, key.data());
}

// Rule 2.
bool is_left_alone(Entity& entity, const EntityInfo& info) {
  if (!is_persistent(entity) || is_doomed(entity) || EntityAccess::note(entity) != 0) return true;
  const Masks masks(entity, info);
  return masks.loaded_count() > info.key.size();
}

// Rule 1. Whose row is gone stays as it is.
void load_batch(SessionState& state, Entity& entity) {
  const EntityInfo& info = info_of(entity);
  ObjectStore& store = state.objects.store;
  std::size_t left = store.chunk_of(entity);
  std::vector<Entity*> batch;
  store.visit_peers_from(entity, [&](Entity& peer) {
    if (!is_left_alone(peer, info)) batch.push_back(&peer);
    return --left > 0;
  });
  const bool has_others = batch.size() > 1;
  if (has_others) load_rows(state.load_context(), info, batch);
  store.note_chunk(entity, has_others);
}

// These columns and no others.
void load_columns(SessionState& state, Entity& entity, const std::vector<std::uint16_t>& columns) {
  const EntityInfo& info = info_of(entity);
  KeyBuffer key(info.key.size());
  state.objects.changes.database_key(entity, info, key.data());
  sql::SelectBuilder select;
  const sql::Source source = sql::source_of(info);
  select.add_entity(source, view_of(columns));
  for (std::size_t i = 0; i < info.key.size(); ++i)
    select.where_equal(source, info.key[i], key.data()[i]);
  RunningStatement execution(state, select.node());
  if (!execution.cursor().next()) throw_gone(state, info, key.data());
  state.objects.parents.invalidate();
  state.objects.transactions.note_read(entity);
  Masks masks(entity, info);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    execution.cursor().read(i, info.column(columns[i]).type, field_of(entity, info, columns[i]));
    masks.set_loaded(columns[i]);
  }
}

}  // namespace

Entity* SessionState::read_row(const EntityInfo& info, const void* const* key) {
  if (lookups_ == nullptr) lookups_ = std::make_unique<ClassMap<KeyLookup>>();
  return lookups_->get(info, statements(), info).load(load_context(), key);
}

void SessionState::load_column(Entity& entity, unsigned column) {
  check_usable();
  autoflush("loading an expired attribute");
  if (!is_persistent(entity)) throw_not_loaded(entity, info_of(entity).columns[column].attribute);
  if (!is_left_alone(entity, info_of(entity))) load_batch(*this, entity);
  if (!Masks(entity).all_loaded()) load_row(*this, entity);
}

void SessionState::check_has_row(const Entity& entity, const char* act) const {
  check_owner(entity, act);
  if (is_persistent(entity)) return;
  const char* const name = info_of(entity).name;
  throw UsageError({.code = "ORP-1103",
                    .message = std::string("cannot ") + act + ": this " + name + " is " +
                               to_string(entity.entity_state()) + ", it has no row to read",
                    .entity = name,
                    .hint = "flush a new object first"});
}

void SessionState::refresh(Entity& entity) {
  check_usable();
  check_has_row(entity, "refresh");
  autoflush("refresh()");
  expire(entity);
  load_row(*this, entity);
  RelationLoader(load_context())
      .load_below(info_of(entity), {&entity}, objects.store.options_of(entity));
}

void SessionState::refresh(Entity& entity, View<AttributeNumber> attributes) {
  check_usable();
  check_has_row(entity, "refresh");
  autoflush("refresh()");
  expire(entity, attributes);
  const EntityInfo& info = info_of(entity);
  std::vector<std::uint16_t> columns;
  for (const AttributeNumber& attribute : attributes)
    if (!attribute.is_relationship && !info.column(attribute.index).primary_key)
      columns.push_back(attribute.index);
  if (!columns.empty()) load_columns(*this, entity, columns);
  const LoadTreeRef tree = objects.store.options_of(entity);
  // What is known in spite of that is a queued change that stays.
  for (const AttributeNumber& attribute : attributes)
    if (attribute.is_relationship && !is_relation_loaded(entity, info, attribute.index))
      RelationLoader(load_context())
          .load(info, attribute.index, {&entity},
                LoadTree::below(tree.get(), info, attribute.index));
}

}  // namespace orp
