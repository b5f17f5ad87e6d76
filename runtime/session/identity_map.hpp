// SPDX-License-Identifier: MIT
// key -> object, for the persistent objects of a session.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "meta/key_value.hpp"
#include "orpiment/entity/entity.hpp"

namespace orp {

/// The key of a row: one value (not field) per primary key column, in order. NULL is no key.
using KeyValues = const void* const*;

/// The objects of one class by primary key: open addressing, 16 bytes a slot. An integer key is its
/// own hash, so that sequential keys stand next to each other (a scrambling hash costs a third of
/// the loading time); other keys are hashed and compared in the objects' rows.
class KeyTable {
 public:
  explicit KeyTable(const EntityInfo& info);

  const EntityInfo& info() const { return *info_; }
  std::size_t size() const { return size_; }

  /// nullptr when no object has this key.
  Entity* find(KeyValues key) const;
  Entity* find_integer(std::int64_t key) const;  ///< Requires: has_integer_key()
  bool has_integer_key() const { return integer_key_; }

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
      if (slot.entity != nullptr) visit(*slot.entity);
  }
  void clear();

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Entity* entity = nullptr;
  };

  std::uint64_t hash_of(KeyValues key) const;
  bool has_key(const Entity& entity, KeyValues key) const;
  std::size_t home(std::uint64_t hash) const;
  std::size_t next(std::size_t i) const { return i + 1 == slots_.size() ? 0 : i + 1; }
  std::size_t locate(std::uint64_t hash, KeyValues key) const;
  void place(std::uint64_t hash, Entity& entity);
  void grow();
  void erase_at(std::size_t i);

  const EntityInfo* info_;
  bool integer_key_;
  std::size_t size_ = 0;
  std::size_t limit_ = 0;  // size at which the table grows
  unsigned shift_ = 0;     // capacity is parts_ << shift_
  unsigned parts_ = 4;     // 4 to 7: capacity grows by about a quarter, not by doubling
  std::vector<Slot> slots_;
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
