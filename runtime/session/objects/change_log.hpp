// SPDX-License-Identifier: MIT
// What the program did to a session's objects since the last flush: the input of the unit of work.
//
// Rules
//  (1) Only objects that were touched are in it, so a flush never looks at the others.
//  (2) Of a column or target, what it was before its first change is kept, and nothing in between.
//  (3) What is done to an object outside the session is kept apart (parked), however many flushes
//      pass until it comes in.
//
// Entity::note_ leads from an object to its place here: for a pending object its number in added(),
// for a persistent one that of its record; in both cases plus 1, and 0 when it has none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "entity/collection_changes.hpp"
#include "entity/slab.hpp"
#include "entity/state.hpp"
#include "meta/stored_value.hpp"
#include "session/objects/absences.hpp"
#include "session/objects/change_records.hpp"
#include "session/objects/clear_filled.hpp"
#include "session/objects/cloned.hpp"
#include "session/objects/deletion_words.hpp"
#include "session/objects/key_values.hpp"
#include "session/objects/let_go_notes.hpp"
#include "session/objects/mentions.hpp"

namespace orp {

/// The changes of one collection, and which one.
struct CollectionRecord : CollectionChanges {
  ManyBase* collection = nullptr;  ///< nullptr: it was forgotten
  std::size_t number = 0;
  bool is_parked = false;  ///< its owner is outside the session
};

class ChangeLog {
 public:
  ChangeLog() = default;
  ChangeLog(const ChangeLog&) = default;
  ChangeLog(ChangeLog&&) noexcept = default;
  ChangeLog& operator=(ChangeLog&&) noexcept = default;

  /// The collections note their changes in this log, of which theirs is a copy.
  void take_charge_of_collections();

  bool empty() const {
    return added_count_ + doomed_.size() + records().size() + collections_ == 0;
  }

  /// As !empty(), also when what is noted has no effect on the database.
  bool has_queued() const { return !empty() || !let_go_.empty(); }

  /// Pending objects in order of their coming; nullptr: one that has left again.
  const std::vector<Entity*>& added() const { return added_; }
  void add(Entity& entity);
  static std::size_t number_in_added(Entity& entity) { return EntityAccess::note(entity) - 1; }

  /// Persistent objects whose rows go with the next flush, in order of the acts; each has the flag
  /// doomed.
  const EntityList& doomed() const { return doomed_; }
  void doom(Entity& entity, DeletionWords::Moment moment);
  /// Takes that back.
  void spare(Entity& entity);
  /// The moment of a deletion that is said now.
  DeletionWords::Moment now() const { return words_ == nullptr ? 0 : words_->now(); }
  DeletionWords& words() {
    if (words_ == nullptr) words_ = std::make_unique<DeletionWords>();
    return *words_;
  }
  const DeletionWords& words() const {
    static const DeletionWords none;
    return words_ == nullptr ? none : *words_;
  }

  /// Persistent objects that were changed, in order of their first change.
  const std::vector<ChangeRecord>& records() const { return records_.list; }
  /// The number in records() of `entity`, which is persistent; made on first use.
  std::size_t record_number(Entity& entity) {
    const std::uint32_t note = EntityAccess::note(entity);
    return note != 0 ? note - 1 : add_record(entity);
  }
  /// The same of any object; no_number when it has none.
  std::size_t find_number(Entity& entity) const {
    const std::uint32_t note = EntityAccess::note(entity);
    return note == 0 || !is_persistent(entity) ? no_number : note - 1;
  }
  static constexpr std::size_t no_number = static_cast<std::size_t>(-1);
  /// nullptr when the object has none.
  const ChangeRecord* find_record(Entity& entity) const {
    const std::size_t number = find_number(entity);
    return number == no_number ? nullptr : &records_.list[number];
  }

  /// Copies the value that column `column` of a persistent object has now, unless one is kept
  /// already. A key is always known: it stands in the row even while nothing is loaded. Of an
  /// object that is detached or deleted only the key is kept: it finds the row again.
  void keep_old_value(Entity& entity, unsigned column);
  /// What was unknown of `old`, a value kept here, has been read: a field.
  void learn(OldValue& old, const void* field) {
    old.field = records_.arena.copy_field(*old.ops, field);
  }
  /// nullptr when none is kept.
  const OldValue* old_value(Entity& entity, unsigned column) const;
  /// The field with the value of `column` that the database has, as far as memory knows it: the
  /// value kept, or the row's. nullptr: unknown.
  const void* database_field(Entity& entity, const EntityInfo& info, unsigned column) const;
  /// The key column's value in the database, of an object outside the session to which another was
  /// assigned; nullptr: none was.
  void* parked_field(const Entity& entity, unsigned column) const;
  /// The key that the row has in the database, whatever was assigned since. `buffer` as for
  /// key_of().
  KeyValues database_key(Entity& entity, const EntityInfo& info, const void** buffer) const;
  /// From here on the key in the object's row is that of the database.
  static void accept_key(Entity& entity) { set_flag(entity, entity_flag::key_changed, false); }
  /// A key that was assigned and never written goes: the object is still the row it came from.
  void restore_key(Entity& entity) {
    if (has_flag(entity, entity_flag::key_changed)) put_back_key(entity);
  }
  /// The key that was assigned is the only one: the object came from no row.
  void forget_parked_key(Entity& entity);
  void keep_old_target(Entity& entity, unsigned relation, Entity* old);
  /// nullptr when none is kept, nor parked.
  const OldTarget* old_target(Entity& entity, unsigned relation) const;
  /// The database says what the target was, which may have been unknown.
  void learn_old_target(Entity& entity, unsigned relation, Entity& target);

  /// It was never given to it.
  void forget_given(Entity& entity, unsigned relation, const Entity& given);

  /// The record of a changed collection, made on first use.
  CollectionChanges& record(ManyBase& collection);
  const std::vector<Cloned<CollectionRecord>>& collections() const { return collection_records_; }

  /// Forgets the object, which leaves the session: that it is pending, to be deleted, changed. What
  /// was done to its relationships and its key is parked.
  void forget(Entity& entity);
  /// What was parked counts again: the object has come in.
  void unpark(Entity& entity);
  /// The lists of a new object are news in full, also of one that was in the session before, until
  /// a rollback.
  void record_lists(Entity& entity);
  /// The same of a detached object that has come in, whose assigned columns are changed again; only
  /// of those of its key is known what they replace.
  void record_again(Entity& entity);
  /// Forgets that it is pending or changed, or what was done to one of its attributes (expire).
  void forget_changes(Entity& entity);
  void forget_values(Entity& entity);
  void forget_value(Entity& entity, unsigned column);
  void forget_target(Entity& entity, unsigned relation);
  void forget(ManyBase& collection);
  /// What the targets of objects outside the session were, which a rollback may have undone, is
  /// unknown.
  void forget_parked_targets();
  /// All but what is parked; what the objects know of it is reset.
  void clear();
  void clear_parked() {
    parked_.clear(), clear_filled(parked_targets_, parked_keys_);
    mentions_.clear_waiting(), absences_.clear();
  }

  Mentions& mentions() { return mentions_; }
  const Mentions& mentions() const { return mentions_; }
  Absences& absences() { return absences_; }
  LetGoNotes& let_go() { return let_go_; }

 private:
  using Records = std::vector<Cloned<CollectionRecord>>;

  struct ParkedField {
    unsigned column;
    Cloned<StoredValue> value;
  };

  std::size_t add_record(Entity& entity);
  void put_back_key(Entity& entity);
  OldTarget* find_old_target(Entity& entity, unsigned relation) const;
  void park_field(Entity& entity, unsigned column, const void* field);
  void park_key(Entity& entity);
  static void append(Records& records, Cloned<CollectionRecord> record);
  Records& records_with(const CollectionRecord& record) {
    return record.is_parked ? parked_ : collection_records_;
  }
  void move_records(Entity& owner, bool is_parked);
  void keep(Entity& entity, const ColumnInfo& info, unsigned column, void* copy);
  static void forget_values_of(ChangeRecord& record);

  std::vector<Entity*> added_;
  std::size_t added_count_ = 0;  // without gaps
  EntityList doomed_;
  Cloned<DeletionWords> words_;  // nullptr: nothing was said
  ChangeRecords records_;
  Records collection_records_;
  std::size_t collections_ = 0;  // without gaps
  Records parked_;
  std::unordered_map<const Entity*, std::vector<OldTarget>> parked_targets_;
  std::unordered_map<const Entity*, std::vector<ParkedField>> parked_keys_;
  Mentions mentions_;
  Absences absences_;
  LetGoNotes let_go_;
};

}  // namespace orp
