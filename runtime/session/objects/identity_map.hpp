// SPDX-License-Identifier: MIT
// key -> object, for the persistent objects of a session.
//
// Rules
//  (1) An object stands here under the key that its row has in the database, whatever was assigned
//      to it and not yet flushed: a row is found by what it is, and get() of a key that was only
//      assigned finds nothing.
//  (2) An assigned key is marked (entity_flag::key_changed), and what it replaces is known to the
//      change log.
//  (3) Keys that are neighbours are neighbours in the table (key_value.hpp, rule 2), whatever its
//      size: a scrambling hash costs a third of the loading time.
//  (4) Room that was reserved is enough: who comes then needs no memory, and where there is none
//      for it, everything stays as it is.
//  (5) A program looks at one table by itself (view()), the one that was asked for last, as long as
//      nothing has to be told: of a failed session, and of a table that has moved, it sees nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "meta/key_value.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/entity/identity_view.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/key_values.hpp"
#include "session/objects/probe.hpp"

namespace orp {

class ChangeLog;

/// The objects of one class by primary key: open addressing, 16 bytes a slot, at most 80 % full.
/// Keys that are no integers are compared where hashes are equal.
class KeyTable {
 public:
  /// `changes` knows the keys that assigned ones replace. `view` may show this table, as long as
  /// its slots stay where they are.
  KeyTable(const EntityInfo& info, const ChangeLog& changes, detail::IdentityView& view);
  /// It is another map's from here on.
  void belong_to(const ChangeLog& changes, detail::IdentityView& view) {
    changes_ = &changes;
    view_ = &view;
  }
  /// Shows this table, if keys are found by it.
  void show();

  const EntityInfo& info() const { return *info_; }
  std::size_t size() const { return size_; }

  /// nullptr when no object has this key.
  Entity* find(KeyValues key) const;
  Entity* find_integer(std::int64_t key) const;  ///< Requires: has_integer_key()
  bool has_integer_key() const { return integer_type_ != nullptr; }

  class Place;
  /// Where the object of this key stands or would stand. Requires: has_integer_key()
  Place place_of(std::int64_t key);
  /// Requires: `place` is free, and the map was not changed since it was found.
  void insert_at(const Place& place, Entity& entity);

  /// Makes room for `count` objects more. (3)
  void reserve(std::size_t count);

  /// Requires: no object of this key is in the map; the key columns of `entity` are loaded.
  void insert(Entity& entity);
  /// Requires: no object of this key is in the map; its integer key is `key`.
  void insert_integer(std::int64_t key, Entity& entity);
  /// Takes out the object that is registered under `key`; nothing happens when there is none.
  void erase(KeyValues key);
  void erase(Entity& entity);

  template <class Visit>
  void for_each(Visit visit) const {
    for (const Slot& slot : slots_)
      if (slot.is_taken()) visit(*slot.entity);
  }
  void clear();

 private:
  // Empty, taken, or left: an object stood there, and the search for others goes on behind it.
  struct Slot : detail::KeySlot {
    bool is_empty() const { return entity == nullptr; }
    void leave() { entity = reinterpret_cast<Entity*>(greatest_mark); }
  };
  static_assert(sizeof(Slot) == sizeof(detail::KeySlot));

  std::uint64_t hash_of(KeyValues key) const;
  bool has_key(Entity& entity, KeyValues key) const;
  std::size_t first_slot(std::uint64_t hash) const;
  std::size_t first_slot_in_parts(std::uint64_t hash) const;
  Probe probe(std::uint64_t hash) const { return {hash, first_slot(hash), slots_.size()}; }
  const Slot* locate(KeyValues key) const;
  void erase_integer(std::int64_t key, const Entity& entity);
  void place(std::uint64_t hash, Entity& entity);
  /// There are parts << shift slots, or none yet.
  struct Capacity {
    unsigned shift = 0;
    unsigned parts = 4;  // 4 to 7: a large table grows by about a quarter, not by doubling

    std::size_t slots() const { return std::size_t{parts} << shift; }
    std::size_t limit() const;
    Capacity wider() const;
  };

  /// An empty one where `hash` may stand. Requires: no slot was left.
  Slot& free_slot(std::uint64_t hash);
  void grow();
  void rehash(Capacity capacity);
  void forget_those_that_left();

  const EntityInfo* info_;
  const ChangeLog* changes_;
  detail::IdentityView* view_;
  const SqlType* integer_type_;  // of the key; nullptr: it is not one integer
  std::size_t size_ = 0;
  std::size_t used_ = 0;   // slots that are not empty
  std::size_t limit_ = 0;  // used_ at which room is made
  Capacity capacity_;
  std::vector<Slot> slots_;
};

class KeyTable::Place {
 public:
  Entity* entity() const { return slot_->entity; }  ///< nullptr: the place is free

 private:
  friend class KeyTable;
  Place(Slot& slot, std::uint64_t hash) : slot_(&slot), hash_(hash) {}
  Slot* slot_;
  std::uint64_t hash_;
};

// A get() of what is in memory is little more than these, and so is what loading a row adds to it.

inline Entity* KeyTable::find(KeyValues key) const {
  if (integer_type_ != nullptr) return find_integer(integer_value(*integer_type_, key[0]));
  const Slot* slot = locate(key);
  return slot == nullptr ? nullptr : slot->entity;
}

inline Entity* KeyTable::find_integer(std::int64_t key) const {
  if (size_ == 0) return nullptr;
  const auto hash = static_cast<std::uint64_t>(key);
  for (Probe at = probe(hash);; at.advance()) {
    const Slot& slot = slots_[at.slot()];
    if (slot.is_empty()) return nullptr;
    if (slot.hash == hash && slot.is_taken()) return slot.entity;
  }
}

// Neighbours in hash are neighbours in the table, in blocks of 1 << shift slots.
inline std::size_t KeyTable::first_slot(std::uint64_t hash) const {
  if (capacity_.parts == 4) return static_cast<std::size_t>(hash & (slots_.size() - 1));
  return first_slot_in_parts(hash);
}

inline KeyTable::Place KeyTable::place_of(std::int64_t key) {
  if (used_ >= limit_) [[unlikely]]
    grow();
  const auto hash = static_cast<std::uint64_t>(key);
  for (Probe at = probe(hash);; at.advance()) {
    Slot& slot = slots_[at.slot()];
    if (slot.is_empty() || (slot.hash == hash && slot.is_taken())) return {slot, hash};
  }
}

inline void KeyTable::insert_at(const Place& place, Entity& entity) {
  place.slot_->hash = place.hash_;
  place.slot_->entity = &entity;
  ++used_;
  ++size_;
}

/// The tables of all classes met so far.
class IdentityMap {
 public:
  explicit IdentityMap(const ChangeLog& changes) : changes_(&changes) {}

  KeyTable& table(const EntityInfo& info) {
    KeyTable* known = tables_.find(info);
    return known != nullptr ? *known : add_table(info);
  }
  const ClassMap<KeyTable>& tables() const { return tables_; }
  const detail::IdentityView& view() const { return view_; }
  /// Nobody is found by the view until a table is shown.
  void hide() { view_ = {}; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const KeyTable& table : tables_) table.for_each(visit);
  }
  std::size_t size() const;
  void clear();
  /// What each of both asks stays.
  void swap(IdentityMap& other) noexcept;

  /// Whom it holds, to be put back.
  std::vector<KeyTable> remember() const { return {tables_.begin(), tables_.end()}; }
  void put_back(std::vector<KeyTable> tables) noexcept;

 private:
  KeyTable& add_table(const EntityInfo& info);

  const ChangeLog* changes_;
  detail::IdentityView view_;
  ClassMap<KeyTable> tables_;
};

}  // namespace orp
