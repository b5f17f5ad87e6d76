// SPDX-License-Identifier: MIT
// key -> object, for the persistent objects of a session.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <vector>

#include "meta/key_value.hpp"
#include "orpiment/entity/entity.hpp"
#include "session/probe.hpp"

namespace orp {

/// The key of a row: one value (not field) per primary key column, in order. NULL is no key.
using KeyValues = const void* const*;

/// Room for the values of one key; few have more than a handful.
class KeyBuffer {
 public:
  explicit KeyBuffer(std::size_t size) : large_(size > std::size(small_) ? size : 0) {}
  const void** data() { return large_.empty() ? small_ : large_.data(); }

 private:
  const void* small_[4] = {};
  std::vector<const void*> large_;
};

/// The objects of one class by primary key: open addressing, 16 bytes a slot, at most 80 % full. An
/// integer key is its own hash, so that sequential keys stand next to each other (a scrambling hash
/// costs a third of the loading time); other keys are hashed and compared in the objects' rows.
class KeyTable {
 public:
  explicit KeyTable(const EntityInfo& info);

  const EntityInfo& info() const { return *info_; }
  std::size_t size() const { return size_; }

  /// nullptr when no object has this key.
  Entity* find(KeyValues key) const;
  Entity* find_integer(std::int64_t key) const;  ///< Requires: has_integer_key()
  bool has_integer_key() const { return integer_key_; }

  class Place;
  /// Where the object of this key stands or would stand. Requires: has_integer_key()
  Place place_of(std::int64_t key);
  /// Requires: `place` is free, and the map was not changed since it was found.
  void insert_at(const Place& place, Entity& entity);

  /// Makes room for `count` objects more.
  void reserve(std::size_t count);

  /// Requires: no object of this key is in the map; the key columns of `entity` are loaded.
  void insert(Entity& entity);
  /// Requires: no object of this key is in the map; its integer key is `key`.
  void insert_integer(std::int64_t key, Entity& entity);
  /// Takes out the object that is registered under `key`; nothing happens when there is none.
  void erase(KeyValues key);
  void erase(const Entity& entity);  ///< by the key in its row

  template <class Visit>
  void for_each(Visit visit) const {
    for (const Slot& slot : slots_)
      if (slot.is_taken()) visit(*slot.entity);
  }
  void clear();

 private:
  // Empty, taken, or left: an object stood there, and the search for others goes on behind it.
  struct Slot {
    std::uint64_t hash = 0;
    Entity* entity = nullptr;

    bool is_empty() const { return entity == nullptr; }
    bool is_taken() const { return reinterpret_cast<std::uintptr_t>(entity) > left_mark; }
    void leave() { entity = reinterpret_cast<Entity*>(left_mark); }

   private:
    static constexpr std::uintptr_t left_mark = 1;
  };

  std::int64_t integer_of(KeyValues key) const;
  std::uint64_t hash_of(KeyValues key) const;
  bool has_key(const Entity& entity, KeyValues key) const;
  std::size_t home(std::uint64_t hash) const;
  Probe probe(std::uint64_t hash) const { return {hash, home(hash), slots_.size()}; }
  const Slot* locate(KeyValues key) const;
  void place(std::uint64_t hash, Entity& entity);
  void make_room();
  std::size_t limit() const;  ///< of a table of this size
  void widen();
  void rehash();

  const EntityInfo* info_;
  bool integer_key_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;   // slots that are not empty
  std::size_t limit_ = 0;  // used_ at which room is made
  unsigned shift_ = 0;     // capacity is parts_ << shift_, or nothing yet
  unsigned parts_ = 4;     // 4 to 7: a large table grows by about a quarter, not by doubling
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

/// The tables of all classes met so far.
class IdentityMap {
 public:
  KeyTable& table(const EntityInfo& info);

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& table : tables_) table->for_each(visit);
  }
  std::size_t size() const;
  void clear();

 private:
  std::vector<std::unique_ptr<KeyTable>> tables_;
};

/// The key in the row of `entity`, as values; `buffer` has room for the class's key columns.
KeyValues key_of(const Entity& entity, const EntityInfo& info, const void** buffer);

}  // namespace orp
