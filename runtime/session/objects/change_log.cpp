// SPDX-License-Identifier: MIT
// Whatever needs memory comes first: an object or a collection notes its record's number only when
// the record stands, so that a failed allocation changes nothing.
#include "session/objects/change_log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"

namespace orp {

namespace {

std::uint32_t note_of(std::size_t number) { return static_cast<std::uint32_t>(number + 1); }

}  // namespace

void ChangeLog::add(Entity& entity) {
  added_.push_back(&entity);
  EntityAccess::note(entity) = note_of(added_.size() - 1);
  ++added_count_;
}

void ChangeLog::doom(Entity& entity, DeletionWords::Moment moment) {
  const bool is_again = is_doomed(entity);
  if (moment != 0) words().note_deletion(entity, moment, is_again);
  if (is_again) return;
  doomed_.add_new(entity);
  set_flag(entity, entity_flag::doomed, true);
}

void ChangeLog::spare(Entity& entity) {
  set_flag(entity, entity_flag::doomed | entity_flag::deleted_itself, false);
  doomed_.erase(entity);
  if (words_ != nullptr) words_->forget_deletion(entity);
}

std::size_t ChangeLog::add_record(Entity& entity) {
  records_.list.push_back({.entity = &entity});
  EntityAccess::note(entity) = note_of(records_.list.size() - 1);
  return records_.list.size() - 1;
}

void ChangeLog::keep(Entity& entity, const ColumnInfo& info, unsigned column, void* copy) {
  ChangeRecord& record = records_.list[record_number(entity)];
  record.values = records_.arena.make(
      OldValue{record.values, info.type.ops, copy, static_cast<std::uint16_t>(column)});
}

void ChangeLog::keep_old_value(Entity& entity, unsigned column) {
  const EntityInfo& info = info_of(entity);
  const ColumnInfo& column_info = info.column(column);
  if (!is_persistent(entity)) {
    if (column_info.primary_key) park_field(entity, column, field_of(entity, info, column));
    return;
  }
  const ChangeRecord* record = find_record(entity);
  if (record == nullptr || find_value(*record, column) == nullptr) {
    const bool is_known = column_info.primary_key || Masks(entity, info).is_loaded(column);
    const void* field = field_of(entity, info, column);
    keep(entity, column_info, column,
         is_known ? records_.arena.copy_field(*column_info.type.ops, field) : nullptr);
  }
  // Also once more: it may have been restored since.
  if (column_info.primary_key) set_flag(entity, entity_flag::key_changed, true);
}

const OldValue* ChangeLog::old_value(Entity& entity, unsigned column) const {
  const ChangeRecord* record = find_record(entity);
  return record == nullptr ? nullptr : find_value(*record, column);
}

const void* ChangeLog::database_field(Entity& entity, const EntityInfo& info,
                                      unsigned column) const {
  if (const OldValue* old = old_value(entity, column)) return old->field;
  if (const void* parked = parked_field(entity, column)) return parked;
  const bool is_known = info.column(column).primary_key || Masks(entity, info).is_loaded(column);
  return is_known ? field_of(entity, info, column) : nullptr;
}

void* ChangeLog::parked_field(const Entity& entity, unsigned column) const {
  if (parked_keys_.empty()) return nullptr;
  const auto parked = parked_keys_.find(&entity);
  if (parked == parked_keys_.end()) return nullptr;
  for (const ParkedField& one : parked->second)
    if (one.column == column) return one.value->field();
  return nullptr;
}

void ChangeLog::park_field(Entity& entity, unsigned column, const void* field) {
  if (parked_field(entity, column) != nullptr) return;
  const ColumnType& type = info_of(entity).column(column).type;
  auto value = std::make_unique<StoredValue>(type);
  type.ops->assign(value->field(), field);
  parked_keys_[&entity].push_back({column, std::move(value)});
  set_flag(entity, entity_flag::key_changed, true);
}

KeyValues ChangeLog::database_key(Entity& entity, const EntityInfo& info,
                                  const void** buffer) const {
  if (!has_flag(entity, entity_flag::key_changed)) return key_of(entity, info, buffer);
  for (std::size_t i = 0; i < info.key.size(); ++i)
    buffer[i] = database_field(entity, info, info.key[i]);
  return buffer;
}

void ChangeLog::put_back_key(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  Masks masks(entity, info);
  for (const std::uint16_t column : info.key) {
    if (!masks.is_changed(column)) continue;
    void* field = field_of(entity, info, column);
    const void* stored = database_field(entity, info, column);
    if (stored != field) info.column(column).type.ops->assign(field, stored);
    masks.clear_changed(column);
  }
  forget_parked_key(entity);
}

void ChangeLog::forget_parked_key(Entity& entity) {
  parked_keys_.erase(&entity);
  accept_key(entity);
}

OldTarget* ChangeLog::find_old_target(Entity& entity, unsigned relation) const {
  const ChangeRecord* record = find_record(entity);
  if (record == nullptr) return nullptr;
  for (OldTarget* target = record->targets; target != nullptr; target = target->next)
    if (target->relation == relation) return target;
  return nullptr;
}

const OldTarget* ChangeLog::old_target(Entity& entity, unsigned relation) const {
  const auto parked = parked_targets_.find(&entity);
  if (parked == parked_targets_.end()) return find_old_target(entity, relation);
  for (const OldTarget& old : parked->second)
    if (old.relation == relation) return &old;
  return nullptr;
}

void ChangeLog::learn_old_target(Entity& entity, unsigned relation, Entity& target) {
  if (OldTarget* old = find_old_target(entity, relation)) old->target = &target;
}

void ChangeLog::forget_given(Entity& entity, unsigned relation, const Entity& given) {
  OldTarget* old = find_old_target(entity, relation);
  if (old != nullptr && old->given == &given) old->given = nullptr;
}

void ChangeLog::keep_old_target(Entity& entity, unsigned relation, Entity* old) {
  if (entity.entity_state() == EntityState::detached) {
    parked_targets_[&entity].push_back({nullptr, static_cast<std::uint16_t>(relation), old});
    return;
  }
  if (!is_persistent(entity)) return;  // the database knows nothing of it yet
  if (OldTarget* known = find_old_target(entity, relation)) {
    known->given = old;
    return;
  }
  ChangeRecord& record = records_.list[record_number(entity)];
  record.targets =
      records_.arena.make(OldTarget{record.targets, static_cast<std::uint16_t>(relation), old});
}

void ChangeLog::append(Records& records, Cloned<CollectionRecord> record) {
  record->number = records.size();
  records.push_back(std::move(record));
}

CollectionChanges& ChangeLog::record(ManyBase& collection) {
  CollectionChanges*& changes = ManyAccess::changes(collection);
  if (changes == nullptr) {
    auto record = std::make_unique<CollectionRecord>();
    CollectionRecord& made = *record;
    made.collection = &collection;
    made.is_parked = !in_session(ManyAccess::owner(collection));
    Records& records = records_with(made);
    append(records, std::move(record));
    changes = &made;
    collections_ += !made.is_parked;
  }
  return *changes;
}

void ChangeLog::forget(Entity& entity) {
  if (is_doomed(entity)) spare(entity);
  if (const ChangeRecord* record = find_record(entity); record != nullptr && record->targets) {
    std::vector<OldTarget>& parked = parked_targets_[&entity];
    for (const OldTarget* old = record->targets; old != nullptr; old = old->next) {
      parked.push_back({nullptr, old->relation, old->target});
      if (old->given != nullptr) parked.push_back({nullptr, old->relation, old->given});
    }
  }
  const bool has_assigned_key = has_flag(entity, entity_flag::key_changed);
  if (has_assigned_key) park_key(entity);
  forget_changes(entity);
  set_flag(entity, entity_flag::key_changed, has_assigned_key);
  move_records(entity, true);
}

void ChangeLog::park_key(Entity& entity) {
  for (const std::uint16_t column : info_of(entity).key)
    if (const OldValue* old = old_value(entity, column); old != nullptr && old->field != nullptr)
      park_field(entity, column, old->field);
}

void ChangeLog::record_again(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  const Masks masks(entity, info);
  for (unsigned i = 0; i < info.columns.size(); ++i) {
    if (!masks.is_changed(i)) continue;
    if (const void* parked = parked_field(entity, i))
      keep(entity, info.column(i), i, records_.arena.copy_field(*info.column(i).type.ops, parked));
    else
      keep(entity, info.column(i), i, nullptr);
  }
  parked_keys_.erase(&entity);
  unpark(entity);
}

void ChangeLog::unpark(Entity& entity) {
  move_records(entity, false);
  const auto parked = parked_targets_.find(&entity);
  if (parked == parked_targets_.end()) return;
  for (const OldTarget& old : parked->second) keep_old_target(entity, old.relation, old.target);
  parked_targets_.erase(parked);
}

void ChangeLog::record_lists(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationSlot& slot = relation_slots(entity, info)[i];
    if (!info.relations[i].is_collection() || slot.word == 0) continue;
    for (Entity* member : ManyAccess::members(*slot.collection()))
      record(*slot.collection()).added.add(*member);
  }
}

void ChangeLog::move_records(Entity& owner, bool is_parked) {
  const EntityInfo& info = info_of(owner);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationSlot& slot = relation_slots(owner, info)[i];
    if (!info.relations[i].is_collection() || slot.word == 0) continue;
    auto* record = static_cast<CollectionRecord*>(ManyAccess::changes(*slot.collection()));
    if (record == nullptr || record->is_parked == is_parked) continue;
    // First the memory: an empty record, with which the one that moves changes places.
    auto empty = std::make_unique<CollectionRecord>();
    empty->is_parked = is_parked;
    Records& to = records_with(*empty);
    append(to, std::move(empty));
    records_with(*record)[record->number].swap(to.back());
    record->number = to.size() - 1;
    record->is_parked = is_parked;
    is_parked ? --collections_ : ++collections_;
  }
}

void ChangeLog::forget_changes(Entity& entity) {
  std::uint32_t& note = EntityAccess::note(entity);
  if (note == 0) return;
  if (is_persistent(entity)) {
    forget_values_of(records_.list[note - 1]);
    records_.list[note - 1] = {};
  } else {
    added_[note - 1] = nullptr;
    --added_count_;
  }
  note = 0;
}

void ChangeLog::forget_values(Entity& entity) {
  if (find_record(entity) != nullptr) forget_values_of(records_.list[record_number(entity)]);
}

void ChangeLog::forget_value(Entity& entity, unsigned column) {
  if (old_value(entity, column) == nullptr) return;
  OldValue** place = &records_.list[record_number(entity)].values;
  while ((*place)->column != column) place = &(*place)->next;
  if ((*place)->field != nullptr) (*place)->ops->destroy((*place)->field);
  *place = (*place)->next;
}

void ChangeLog::forget_target(Entity& entity, unsigned relation) {
  if (const auto parked = parked_targets_.find(&entity); parked != parked_targets_.end())
    std::erase_if(parked->second, [&](const OldTarget& old) { return old.relation == relation; });
  if (find_old_target(entity, relation) == nullptr) return;
  OldTarget** place = &records_.list[record_number(entity)].targets;
  while ((*place)->relation != relation) place = &(*place)->next;
  *place = (*place)->next;
}

void ChangeLog::forget_parked_targets() {
  for (auto& [entity, targets] : parked_targets_)
    for (OldTarget& old : targets) old.target = nullptr;
}

void ChangeLog::forget(ManyBase& collection) {
  CollectionChanges*& changes = ManyAccess::changes(collection);
  if (changes == nullptr) return;
  auto* record = static_cast<CollectionRecord*>(changes);
  changes = nullptr;
  collections_ -= !record->is_parked;
  records_with(*record)[record->number] = std::make_unique<CollectionRecord>();
}

void ChangeLog::clear() {
  for (Entity* entity : added_)
    if (entity != nullptr) EntityAccess::note(*entity) = 0;
  for (Entity* entity : doomed_)
    set_flag(*entity, entity_flag::doomed | entity_flag::deleted_itself, false);
  for (const ChangeRecord& record : records()) {
    if (record.entity == nullptr) continue;
    accept_key(*record.entity);
    EntityAccess::note(*record.entity) = 0;
  }
  for (const auto& record : collection_records_)
    if (record->collection != nullptr) ManyAccess::changes(*record->collection) = nullptr;
  added_.clear();
  doomed_ = {};
  if (words_ != nullptr) words_->clear();
  absences_.forget_moments();
  mentions_.clear();
  let_go_.clear();
  records_.clear();
  collection_records_.clear();
  added_count_ = collections_ = 0;
}

void ChangeLog::forget_values_of(ChangeRecord& record) {
  if (record.entity != nullptr) accept_key(*record.entity);
  ChangeRecords::destroy_values(record);
}

void ChangeLog::take_charge_of_collections() {
  for (const Records* records : {&collection_records_, &parked_})
    for (const auto& record : *records)
      if (record->collection != nullptr) ManyAccess::changes(*record->collection) = record.get();
}

}  // namespace orp
