// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <vector>

#include "meta/stored_value.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/entity/entity.hpp"
#include "session/probe.hpp"

namespace orp {

class KeyedQuery;

/// Objects by the key that relates them to others, for the time of one load.
class OwnerFinder {
 public:
  /// Keys are values (not fields) of `types`.
  explicit OwnerFinder(View<const ColumnType*> types);

  /// False when an object has this key already; the first one stays. The values must outlive this.
  bool add(const void* const* key, Entity& owner);
  Entity* find(const void* const* key) const;
  Entity* find_integer(std::int64_t key) const;

  View<const ColumnType*> types() const { return types_; }
  bool has_integer_key() const { return integer_key_; }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    Entity* owner = nullptr;
    std::uint32_t key = 0;  // first of its values in keys_
  };

  std::uint64_t hash_of(const void* const* key) const;
  Probe probe(std::uint64_t hash) const {
    return {hash, hash & (table_.size() - 1), table_.size()};
  }
  std::size_t locate(std::uint64_t hash, const void* const* key) const;
  bool has_key(const Entry& entry, const void* const* key) const;
  void grow();

  View<const ColumnType*> types_;
  bool integer_key_;
  std::size_t size_ = 0;
  std::vector<Entry> table_;       // open addressing; a power of two
  std::vector<const void*> keys_;  // of keys that are not one integer
};

/// The owner that a row of a KeyedQuery belongs to.
class OwnerReader {
 public:
  OwnerReader(const OwnerFinder& owners, const KeyedQuery& query);

  /// nullptr: none of the owners asked for.
  Entity* read(backend::Cursor& cursor);

 private:
  const OwnerFinder* owners_;
  std::vector<std::size_t> columns_;
  std::vector<std::unique_ptr<StoredValue>> fields_;
  std::vector<const void*> values_;
};

}  // namespace orp
