// SPDX-License-Identifier: MIT
// Rows by key, each under the number of the key that asked for it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "session/load/key_index.hpp"
#include "session/load/keyed_query.hpp"

namespace orp {

class KeyedRows {
 public:
  /// For at most `most` keys, whose values are in `columns` of `owner`.
  KeyedRows(KeyedQuery query, const EntityInfo& owner, View<std::uint16_t> columns,
            std::size_t most);
  KeyedRows(const KeyedRows&) = delete;
  KeyedRows& operator=(const KeyedRows&) = delete;

  /// Asks for a key. False when it was asked for already, under a number that it keeps. The values
  /// must outlive this.
  bool add(const void* const* key, std::uint32_t number) {
    if (!wanted_.add(key, number)) return false;
    if (keys_.size() == 0) first_ = number;
    keys_.add(key);
    return true;
  }
  /// Requires: the key was added.
  std::uint32_t number_of(const void* const* key) const { return wanted_.find(key); }
  /// How many keys are wanted.
  std::size_t size() const { return keys_.size(); }

  /// Makes the query of what was asked for. Requires: something was.
  void prepare(QueryRunner& runner);
  /// Sends it, made now if need be, unless that is done. It and next() throw what the database
  /// refuses.
  void run(QueryRunner& runner) {
    if (!query_.is_prepared()) prepare(runner);
    query_.open();
  }
  /// Steps to the next row that was asked for; false after the last one.
  bool next() {
    while (query_.next()) {
      number_ = reader_ ? reader_->read(query_.cursor()) : first_;
      if (number_ != KeyIndex::none) return true;
    }
    return false;
  }
  std::uint32_t number() const { return number_; }
  bool has_integer_key() const { return wanted_.has_integer_key(); }
  /// The key of the row. Requires: has_integer_key()
  std::int64_t integer_key() const { return reader_ ? reader_->integer() : first_integer_; }
  KeyedQuery& query() { return query_; }
  const KeyedQuery& query() const { return query_; }

 private:
  std::vector<const ColumnType*> types_;
  KeyIndex wanted_;
  KeySet keys_;
  KeyedQuery query_;
  std::optional<KeyReader>
      reader_;  // of a run for several keys, or for one that may have spellings
  std::uint32_t first_ = KeyIndex::none;  // the number of the first key
  std::int64_t first_integer_ = 0;        // the same key itself, for one
  std::uint32_t number_ = KeyIndex::none;
};

}  // namespace orp
