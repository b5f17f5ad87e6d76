// SPDX-License-Identifier: MIT
#include "session/objects/transaction_log.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <unordered_set>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/claim_key.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/identity_map.hpp"

namespace orp {

namespace {

const FieldOps& key_ops(const EntityInfo& info, std::size_t i) {
  return *info.column(info.key[i]).type.ops;
}

template <class T>
void reserve_more(std::vector<T>& list, const std::vector<T>& more) {
  const std::size_t size = list.size() + more.size();
  if (size > list.capacity()) list.reserve(std::max(size, 2 * list.capacity()));
}

template <class T>
void append(std::vector<T>& list, std::vector<T>& more) noexcept {
  list.insert(list.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

// What was assigned outside the session stays; what it replaces is another key now.
void restore_key(const KeySwitch& key, const ChangeLog& changes) {
  const EntityInfo& info = info_of(*key.entity);
  for (std::size_t i = 0; i < info.key.size(); ++i) {
    const std::uint16_t column = info.key[i];
    void* parked = changes.parked_field(*key.entity, column);
    void* field = parked != nullptr ? parked : field_of(*key.entity, info, column);
    key_ops(info, i).assign(field, key.old_key[i]);
  }
}

void unset(Entity& entity, Masks& masks, std::uint16_t column) {
  masks.clear_loaded(column);
  masks.clear_changed(column);
  const EntityInfo& info = info_of(entity);
  const ColumnType& type = info.column(column).type;
  if (type.nullable) type.ops->set_null(field_of(entity, info, column));
}

// Of what the database gives the next look reads what an UPDATE made of it.
bool has_lost_values(const Masks& masks, const EntityInfo& info, const InsertedRun& run) {
  for (std::uint16_t i = 0; i < info.columns.size(); ++i) {
    const ColumnInfo& column = info.column(i);
    if (!masks.is_loaded(i) && !column.is_read_only() && !column.trigger_on_update &&
        std::find(run.generated.begin(), run.generated.end(), i) == run.generated.end())
      return true;
  }
  return false;
}

// Of a relationship that is to fill in its key with the next flush, or to leave it empty.
void unset_key(Entity& entity, Masks& masks, const RelationInfo& relation,
               const std::vector<std::uint16_t>& copied) {
  for (const std::uint16_t column : relation.local_columns) {
    if (std::find(copied.begin(), copied.end(), column) == copied.end()) continue;
    unset(entity, masks, column);
  }
}

// What the program gave it counts as assigned again; the rest is unset, as before the flush.
void make_transient(Entity& entity, const InsertedRun& run) {
  Masks masks(entity);
  const EntityInfo& info = info_of(entity);
  set_flag(entity, entity_flag::values_lost, has_lost_values(masks, info, run));
  std::copy_n(masks.loaded_words(), masks.word_count(), masks.changed_words());
  for (const std::uint16_t column : run.generated) unset(entity, masks, column);
  for (std::size_t i = 0; i < info.relations.size(); ++i)
    if (speaks_for_new(info.relations[i], relation_slots(entity, info)[i]))
      unset_key(entity, masks, info.relations[i], run.copied);
  move_to(entity, EntityState::transient);
}

KeyTable& table_of(IdentityMap& identities, const Entity& entity) {
  return identities.table(info_of(entity));
}

bool has_state(const Entity& entity, EntityState state) { return entity.entity_state() == state; }

// Of several that had one key the first comes back, and nobody who came later. (3)
void give_keys_back(IdentityMap& identities, const std::vector<Entity*>& leavers) {
  std::unordered_set<const Entity*> met;
  for (Entity* entity : leavers) {
    const bool comes_back =
        has_state(*entity, EntityState::deleted) || has_state(*entity, EntityState::persistent);
    if (!comes_back || !met.insert(entity).second) continue;
    const EntityInfo& info = info_of(*entity);
    KeyTable& table = table_of(identities, *entity);
    KeyBuffer key(info.key.size());
    Entity* const holder = table.find(key_of(*entity, info, key.data()));
    if (holder != nullptr && holder != entity && met.count(holder) != 0)
      move_to(*entity, EntityState::detached);
    else
      claim_key(table, *entity);
  }
}

}  // namespace

TransactionFrame::TransactionFrame(std::uint64_t frame_number,
                                   std::optional<Savepoint> savepoint_set)
    : number(frame_number), savepoint(std::move(savepoint_set)) {}

TransactionFrame::~TransactionFrame() { forget_objects(); }

void TransactionFrame::forget_objects() {
  for (const KeySwitch& key : key_switches) {
    const EntityInfo& info = info_of(*key.entity);
    for (std::size_t i = 0; i < info.key.size(); ++i) key_ops(info, i).destroy(key.old_key[i]);
  }
  key_switches.clear();
  keys.clear();
  inserted.clear();
  runs.clear();
  deleted.clear();
  modified.clear();
  read.clear();
  members.clear();
  has_gaps = true;
}

void TransactionFrame::keep_key(Entity& entity, const void* const* old_key) {
  const EntityInfo& info = info_of(entity);
  const std::size_t size = info.key.size();
  auto** copies = static_cast<void**>(keys.allocate(size * sizeof(void*), alignof(void*)));
  std::size_t copied = 0;
  try {
    for (; copied < size; ++copied)
      copies[copied] = keys.copy_field(key_ops(info, copied), old_key[copied]);
    key_switches.push_back({&entity, copies, deleted.size()});
  } catch (...) {
    for (std::size_t i = 0; i < copied; ++i) key_ops(info, i).destroy(copies[i]);
    throw;
  }
}

std::vector<Entity*> TransactionFrame::leavers() const {
  std::vector<Entity*> all;
  all.reserve(deleted.size() + key_switches.size());
  auto next = deleted.begin();
  const auto take_deleted = [&](std::size_t end) {
    for (const auto last = deleted.begin() + static_cast<std::ptrdiff_t>(end); next < last; ++next)
      all.push_back(*next);
  };
  for (const KeySwitch& key : key_switches) {
    take_deleted(key.deleted_before);
    all.push_back(key.entity);
  }
  take_deleted(deleted.size());
  return all;
}

void TransactionFrame::make_room_for(const TransactionFrame& inner) {
  reserve_more(inserted, inner.inserted);
  reserve_more(runs, inner.runs);
  reserve_more(deleted, inner.deleted);
  reserve_more(modified, inner.modified);
  reserve_more(read, inner.read);
  reserve_more(members, inner.members);
  reserve_more(key_switches, inner.key_switches);
  keys.make_room_for(inner.keys);
}

void TransactionFrame::take_over(TransactionFrame& inner) noexcept {
  for (InsertedRun& run : inner.runs) run.end += inserted.size();
  append(runs, inner.runs);
  append(inserted, inner.inserted);
  for (KeySwitch& key : inner.key_switches) key.deleted_before += deleted.size();
  append(deleted, inner.deleted);
  append(members, inner.members);
  written += inner.written;
  if (savepoint) {
    append(modified, inner.modified);
    append(read, inner.read);
    has_gaps = has_gaps || inner.has_gaps;
  }
  append(key_switches, inner.key_switches);
  inner.key_switches.clear();
  keys.take_over(inner.keys);
}

void TransactionLog::push(std::optional<Savepoint> savepoint) {
  static std::atomic<std::uint64_t> last_number = 0;
  frames_.emplace_back(++last_number, std::move(savepoint));
}

bool TransactionLog::has(std::uint64_t number) const {
  return std::any_of(frames_.begin(), frames_.end(),
                     [&](const TransactionFrame& frame) { return frame.number == number; });
}

std::size_t TransactionLog::written_since(std::uint64_t number) const {
  std::size_t rows = 0;
  for (const TransactionFrame& frame : frames_)
    if (frame.number >= number) rows += frame.written;
  return rows;
}

void TransactionLog::hand_up() {
  TransactionFrame& outer = innermost(1);
  outer.make_room_for(innermost());
  outer.take_over(innermost());
  pop();
}

void TransactionLog::undo(IdentityMap& identities, ChangeLog& changes) {
  TransactionFrame& frame = innermost();
  // First leaves what has a key that it did not have before, so that nobody is in the way of those
  // who come back.
  for (Entity* entity : frame.inserted)
    if (has_state(*entity, EntityState::persistent)) table_of(identities, *entity).erase(*entity);
  std::size_t i = 0;
  for (const InsertedRun& run : frame.runs)
    for (; i < run.end; ++i) {
      make_transient(*frame.inserted[i], run);
      changes.forget_parked_key(*frame.inserted[i]);
    }
  for (const KeySwitch& key : frame.key_switches)
    if (has_state(*key.entity, EntityState::persistent))
      table_of(identities, *key.entity).erase(*key.entity);

  for (auto key = frame.key_switches.rbegin(); key != frame.key_switches.rend(); ++key)
    if (!has_state(*key->entity, EntityState::transient)) restore_key(*key, changes);
  for (Entity* entity : frame.deleted)
    if (has_state(*entity, EntityState::deleted)) changes.restore_key(*entity);
  give_keys_back(identities, frame.leavers());
}

void TransactionLog::forget(const Shelf& shelf) noexcept {
  const auto is_on_it = [&](const Entity* entity) { return Slab::of(*entity).shelf == &shelf; };
  for (TransactionFrame& frame : frames_) {
    std::erase_if(frame.modified, is_on_it);
    std::erase_if(frame.read, is_on_it);
  }
}

void TransactionLog::detach_deleted() {
  for (TransactionFrame& frame : frames_)
    for (Entity* entity : frame.deleted)
      if (has_state(*entity, EntityState::deleted)) move_to(*entity, EntityState::detached);
}

}  // namespace orp
