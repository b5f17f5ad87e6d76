// SPDX-License-Identifier: MIT
// The texts that write rows one by one, made once a link.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "meta/inline_vector.hpp"
#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

/// A statement that writes one row of a batch.
struct RowStatement {
  std::string sql;
  std::uint64_t cache_key;  ///< of the text, never 0
};

/// Those of a link (row_sql.hpp), each of which is built once.
class RowStatements {
 public:
  explicit RowStatements(const Dialect& dialect) : dialect_(&dialect) {}

  /// In which the texts are from now on; it outlives its use.
  void speak(const Dialect& dialect) { dialect_ = &dialect; }
  const Dialect& dialect() const { return *dialect_; }

  // What they return is valid until the next call.

  const RowStatement& insert(const InsertBatch& batch, View<std::uint16_t> returning);
  const RowStatement& insert_absent(const InsertBatch& batch);
  const RowStatement& update(const UpdateBatch& batch);
  const RowStatement& erase(const DeleteBatch& batch);

 private:
  enum class Kind : std::uint8_t { insert, insert_absent, update, erase };
  using Words = InlineVector<std::uint64_t, 24>;  // all that a text depends on

  struct Entry {
    Words words;
    RowStatement statement;
  };

  Words words_of(Kind kind, const RowBatch& rows, std::size_t set_count,
                 View<std::uint16_t> returning, View<std::uint16_t> unless_there) const;
  const RowStatement& upsert(const InsertBatch& batch, View<std::uint16_t> returning);
  template <class Write>
  const RowStatement& find(const Words& words, Write write);

  const Dialect* dialect_;
  RowStatement upsert_;  // which may say anything, so it is built each time
  std::unordered_map<std::uint64_t, Entry> entries_;  // by the hash of the words
};

}  // namespace orp::backend
