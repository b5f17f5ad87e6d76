// SPDX-License-Identifier: MIT
#include "session/flush/rollback_notes.hpp"

#include <algorithm>

#include "entity/masks.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/known_target.hpp"
#include "session/objects/objects.hpp"

namespace orp {

namespace {

// All lists of objects of class `info` that are meant.
template <class Predicate>
void note_lists(Objects& objects, const EntityInfo& info, Predicate is_meant) {
  if (objects.transactions.depth() <= 1) return;
  for (const KeyTable& owners : objects.identities.tables())
    for (const RelationInfo& relation : owners.info().relations)
      if (relation.target == &info && is_meant(relation))
        objects.transactions.note_unsure(relation);
}

bool has_column(View<std::uint16_t> columns, std::uint16_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

void note_former_parents(Objects& objects, const ChangeRecord& record) {
  const EntityInfo& info = info_of(*record.entity);
  for (const OldTarget* old = record.targets; old != nullptr; old = old->next) {
    const RelationInfo& relation = info.relations[old->relation];
    if (old->target != nullptr)
      objects.transactions.note_modified(*old->target);
    else if (relation.holds_key() && relation.inverse >= 0)
      objects.transactions.note_unsure(*inverse_of(relation));
  }
  for (const OldValue* old = record.values; old != nullptr; old = old->next)
    note_lists(objects, info, [&](const RelationInfo& relation) {
      return is_held_by_target(relation) && has_column(relation.remote_columns, old->column);
    });
}

}  // namespace

void note_row_gone(Objects& objects, Entity& entity) {
  objects.transactions.note_deleted(entity);
  objects.transactions.note_modified(entity);  // its collections, say
  note_parents(objects, entity);
  note_lists(objects, info_of(entity), [](const RelationInfo& relation) {
    return relation.kind == RelationKind::many_to_many || is_said_by_nobody(relation);
  });
}

void note_rows_come(Objects& objects, const EntityInfo& info) {
  note_lists(objects, info, is_said_by_nobody);
}

void note_columns_written(Objects& objects, const EntityInfo& info, View<std::uint16_t> columns) {
  note_lists(objects, info, [&](const RelationInfo& relation) {
    return is_said_by_nobody(relation) &&
           std::any_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
             return has_column(relation.remote_columns, column);
           });
  });
}

void note_parents(Objects& objects, Entity& entity) {
  if (objects.transactions.depth() <= 1) return;
  const EntityInfo& info = info_of(entity);
  const Masks masks(entity, info);
  for (const RelationInfo& relation : info.relations) {
    if (!relation.holds_key() || relation.inverse < 0) continue;
    const View<std::uint16_t> key = relation.local_columns;
    const bool is_known = std::all_of(
        key.begin(), key.end(), [&](std::uint16_t column) { return masks.is_loaded(column); });
    if (!is_known)
      objects.transactions.note_unsure(*inverse_of(relation));
    else if (Entity* parent = target_in_memory(objects, entity, relation))
      objects.transactions.note_modified(*parent);
  }
}

void note_changed(Objects& objects, const ChangeRecord& record) {
  objects.transactions.note_modified(*record.entity);
  note_former_parents(objects, record);
  if (record.targets != nullptr) note_parents(objects, *record.entity);
}

void note_members(Objects& objects, const CollectionRecord& record) {
  Entity& owner = ManyAccess::owner(*record.collection);
  const unsigned relation = ManyAccess::relation(*record.collection);
  objects.transactions.note_modified(owner);
  for (Entity* member : record.removed)
    objects.transactions.note_member({&owner, member, relation, false});
  for (Entity* member : record.added)
    objects.transactions.note_member({&owner, member, relation, true});
}

}  // namespace orp
