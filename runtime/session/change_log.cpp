// SPDX-License-Identifier: MIT
// Whatever needs memory comes first: an object or a collection notes its record's number only when
// the record stands, so that a failed allocation changes nothing.
#include "session/change_log.hpp"

#include <algorithm>

#include "entity/masks.hpp"
#include "entity/state.hpp"

namespace orp {

namespace {

std::uint32_t note_of(std::size_t number) { return static_cast<std::uint32_t>(number + 1); }

bool is_persistent(const Entity& entity) {
  return entity.entity_state() == EntityState::persistent;
}

}  // namespace

ChangeLog::~ChangeLog() {
  for (ChangeRecord& record : records_) destroy_values(record);
}

void ChangeLog::add(Entity& entity) {
  added_.push_back(&entity);
  EntityAccess::note(entity) = note_of(added_.size() - 1);
  ++added_count_;
}

void ChangeLog::mark_deleted(Entity& entity) {
  deleted_.push_back(&entity);
  set_flag(entity, entity_flag::marked_deleted, true);
}

void ChangeLog::unmark_deleted(Entity& entity) {
  set_flag(entity, entity_flag::marked_deleted, false);
  deleted_.erase(std::find(deleted_.begin(), deleted_.end(), &entity));
}

std::size_t ChangeLog::record_number(Entity& entity) {
  std::uint32_t& note = EntityAccess::note(entity);
  if (note == 0) {
    records_.push_back({.entity = &entity});
    note = note_of(records_.size() - 1);
  }
  return note - 1;
}

const ChangeRecord* ChangeLog::find_record(Entity& entity) const {
  const std::uint32_t note = EntityAccess::note(entity);
  return note == 0 || !is_persistent(entity) ? nullptr : &records_[note - 1];
}

void ChangeLog::keep(Entity& entity, const ColumnInfo& info, unsigned column, void* copy) {
  ChangeRecord& record = records_[record_number(entity)];
  record.values =
      arena_.make(OldValue{record.values, info.type.ops, copy, static_cast<std::uint16_t>(column)});
}

void ChangeLog::keep_old_value(Entity& entity, unsigned column) {
  if (old_value(entity, column) != nullptr) return;
  const EntityInfo& info = info_of(entity);
  const ColumnInfo& column_info = info.column(column);
  const bool is_known = column_info.primary_key || Masks(entity, info).is_loaded(column);
  void* copy =
      is_known ? arena_.copy_field(*column_info.type.ops, field_of(entity, info, column)) : nullptr;
  keep(entity, column_info, column, copy);
}

void ChangeLog::keep_unknown_value(Entity& entity, unsigned column) {
  keep(entity, info_of(entity).column(column), column, nullptr);
}

const OldValue* ChangeLog::old_value(Entity& entity, unsigned column) const {
  const ChangeRecord* record = find_record(entity);
  if (record == nullptr) return nullptr;
  for (const OldValue* value = record->values; value != nullptr; value = value->next)
    if (value->column == column) return value;
  return nullptr;
}

const void* ChangeLog::database_field(Entity& entity, const EntityInfo& info,
                                      unsigned column) const {
  if (const OldValue* old = old_value(entity, column)) return old->field;
  const bool is_known = info.column(column).primary_key || Masks(entity, info).is_loaded(column);
  return is_known ? field_of(entity, info, column) : nullptr;
}

void ChangeLog::restore_key(Entity& entity) const {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  for (const std::uint16_t column : info.table.primary_key) {
    if (!masks.is_changed(column)) continue;
    const OldValue* old = old_value(entity, column);
    if (old != nullptr && old->field != nullptr)
      old->ops->assign(field_of(entity, info, column), old->field);
    masks.clear_changed(column);
  }
}

const OldTarget* ChangeLog::old_target(Entity& entity, unsigned relation) const {
  const ChangeRecord* record = find_record(entity);
  if (record == nullptr) return nullptr;
  for (const OldTarget* target = record->targets; target != nullptr; target = target->next)
    if (target->relation == relation) return target;
  return nullptr;
}

void ChangeLog::keep_old_target(Entity& entity, unsigned relation, Entity* old) {
  if (!is_persistent(entity)) return;  // the database knows nothing of it yet
  if (old_target(entity, relation) != nullptr) return;
  ChangeRecord& record = records_[record_number(entity)];
  record.targets =
      arena_.make(OldTarget{record.targets, static_cast<std::uint16_t>(relation), old});
}

CollectionChanges& ChangeLog::record(ManyBase& collection) {
  CollectionChanges*& changes = ManyAccess::changes(collection);
  if (changes == nullptr) {
    auto record = std::make_unique<CollectionRecord>();
    record->collection = &collection;
    record->number = collection_records_.size();
    collection_records_.push_back(std::move(record));
    changes = collection_records_.back().get();
    ++collections_;
  }
  return *changes;
}

void ChangeLog::forget(Entity& entity) {
  if (has_flag(entity, entity_flag::marked_deleted)) unmark_deleted(entity);
  forget_changes(entity);
}

void ChangeLog::forget_changes(Entity& entity) {
  std::uint32_t& note = EntityAccess::note(entity);
  if (note == 0) return;
  if (is_persistent(entity)) {
    destroy_values(records_[note - 1]);
    records_[note - 1] = {};
  } else {
    added_[note - 1] = nullptr;
    --added_count_;
  }
  note = 0;
}

void ChangeLog::forget_value(Entity& entity, unsigned column) {
  if (old_value(entity, column) == nullptr) return;
  OldValue** place = &records_[record_number(entity)].values;
  while ((*place)->column != column) place = &(*place)->next;
  if ((*place)->field != nullptr) (*place)->ops->destroy((*place)->field);
  *place = (*place)->next;
}

void ChangeLog::forget_target(Entity& entity, unsigned relation) {
  if (old_target(entity, relation) == nullptr) return;
  OldTarget** place = &records_[record_number(entity)].targets;
  while ((*place)->relation != relation) place = &(*place)->next;
  *place = (*place)->next;
}

void ChangeLog::forget(ManyBase& collection) {
  CollectionChanges*& changes = ManyAccess::changes(collection);
  if (changes == nullptr) return;
  const std::size_t number = static_cast<CollectionRecord*>(changes)->number;
  collection_records_[number] = std::make_unique<CollectionRecord>();
  changes = nullptr;
  --collections_;
}

void ChangeLog::clear() {
  for (Entity* entity : added_)
    if (entity != nullptr) EntityAccess::note(*entity) = 0;
  for (Entity* entity : deleted_) set_flag(*entity, entity_flag::marked_deleted, false);
  for (ChangeRecord& record : records_) {
    destroy_values(record);
    if (record.entity != nullptr) EntityAccess::note(*record.entity) = 0;
  }
  for (const auto& record : collection_records_)
    if (record->collection != nullptr) ManyAccess::changes(*record->collection) = nullptr;
  added_.clear();
  deleted_.clear();
  records_.clear();
  collection_records_.clear();
  arena_.clear();
  added_count_ = collections_ = 0;
}

void ChangeLog::destroy_values(ChangeRecord& record) {
  for (const OldValue* value = record.values; value != nullptr; value = value->next)
    if (value->field != nullptr) value->ops->destroy(value->field);
  record.values = nullptr;
}

}  // namespace orp
