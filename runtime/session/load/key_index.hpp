// SPDX-License-Identifier: MIT
// Tells which of the keys that were asked for a row answers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "meta/key_value.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/backend/link.hpp"
#include "session/objects/probe.hpp"

namespace orp {

class KeyedQuery;

/// Numbers by key, for the time of one load: where in a list the object with that key stands.
class KeyIndex {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// Keys are values (not fields) of `types`; about `size` of them will be added.
  KeyIndex(View<const ColumnType*> types, std::size_t size);

  /// False when the key has a number already, which it keeps. The values must outlive this.
  bool add(const void* const* key, std::uint32_t number);
  /// `none` for a key that was not added.
  std::uint32_t find(const void* const* key) const;
  /// Requires: has_integer_key()
  std::uint32_t find_integer(std::int64_t key) const {
    const auto hash = static_cast<std::uint64_t>(key);
    const Entry& first = table_[hash & (table_.size() - 1)];
    const bool is_found = first.hash == hash || first.number == none;
    return is_found ? first.number : table_[locate(hash, nullptr)].number;
  }

  View<const ColumnType*> types() const { return types_; }
  bool has_integer_key() const { return integer_key_; }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t number = none;
  };

  // An integer key is its own hash, as in the identity map, so equal hashes are equal keys.
  std::uint64_t hash_of(const void* const* key) const {
    return integer_key_ ? static_cast<std::uint64_t>(integer_value(*types_[0], key[0]))
                        : hash_of_any(key);
  }
  std::uint64_t hash_of_any(const void* const* key) const;
  Probe probe(std::uint64_t hash) const {
    return {hash, hash & (table_.size() - 1), table_.size()};
  }
  std::size_t locate(std::uint64_t hash, const void* const* key) const;
  bool has_key(std::size_t slot, const void* const* key) const;
  void grow();

  View<const ColumnType*> types_;
  bool integer_key_;
  std::size_t used_ = 0;
  std::vector<Entry> table_;       // open addressing; a power of two, at most 80 % full
  std::vector<const void*> keys_;  // of keys that are not one integer: the values of each entry
};

/// The number of the key that a row of a KeyedQuery was asked for.
class KeyReader {
 public:
  KeyReader(const KeyIndex& index, const KeyedQuery& query);

  /// KeyIndex::none: the row was not asked for.
  std::uint32_t read(backend::Cursor& cursor) {
    if (!index_->has_integer_key()) return read_any(cursor);
    const bool is_null = !cursor.read_integer(columns_[0], integer_);
    return is_null ? KeyIndex::none : index_->find_integer(integer_);
  }
  /// The key that was read last. Requires: it is one integer.
  std::int64_t integer() const { return integer_; }

 private:
  std::uint32_t read_any(backend::Cursor& cursor);

  const KeyIndex* index_;
  std::vector<std::size_t> columns_;
  std::int64_t integer_ = 0;
  std::vector<std::unique_ptr<StoredValue>> fields_;  // of a key that is not one integer
  std::vector<const void*> values_;
};

}  // namespace orp
