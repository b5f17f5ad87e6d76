// SPDX-License-Identifier: MIT
// The rows of a batch as the protocol takes them, cut into pieces that fit into a message.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "backend/postgres/parameters.hpp"
#include "backend/postgres/wire.hpp"
#include "backend/value_fault.hpp"
#include "meta/field_value.hpp"
#include "orpiment/backend/batch.hpp"

namespace orp::backend::postgres {

/// How much of a batch goes at once. Rows are cut where either of the first two is reached, and a
/// row that is larger goes by itself; what cannot be cut is told.
struct PieceLimits {
  std::size_t rows = 10'000;              // of a statement: more are no faster, but take memory
  std::size_t bytes = 32 * 1024 * 1024;   // likewise
  std::size_t row_bytes = message_limit;  // of one row
  std::size_t keys = 1'000'000;           // reserved at once
};

/// Of a COPY, sent while the next one is encoded.
inline constexpr std::size_t copy_piece = 64 * 1024;

/// The cells of a batch, maybe with one column more than the caller gave: the keys that were
/// reserved, which stand where the caller wants them returned.
class BatchCells {
 public:
  struct Range {
    std::size_t first;
    std::size_t last;  // past the end
    std::size_t size() const { return last - first; }
  };

  explicit BatchCells(const RowBatch& rows) : rows_(rows) {
    columns_.reserve(rows.columns.size() + 1);
    encodings_.reserve(rows.columns.size() + 1);
    for (const std::uint16_t column : rows.columns) add_column(column);
  }

  /// The field of row r is keys[r * stride].
  void add_keys(std::uint16_t column, const void* const* keys, std::size_t stride) {
    add_column(column);
    keys_ = keys;
    key_stride_ = stride;
  }

  /// Column `i`, of json, is a jsonb in the table; for COPY, which converts nothing.
  void send_as_jsonb(std::size_t i);

  const RowBatch& rows() const { return rows_; }
  const TableInfo& table() const { return *rows_.table; }
  const std::vector<std::uint16_t>& columns() const { return columns_; }
  /// The type of column `i`.
  const ColumnType& type(std::size_t i) const { return *encodings_[i].type; }

  /// The value (not the field) in column `i` of a row; nullptr for NULL.
  const void* value(std::size_t row, std::size_t i) const {
    return value_in(type(i), field(row, i));
  }

  /// Adds rows from `first` on, an array a column; returns which. Throws DataError.
  Range add_arrays(Parameters& parameters, std::size_t first, const PieceLimits& limits) const;
  /// Appends rows from `first` on as COPY has them in binary form, however many. Returns the first
  /// one left out. Throws DataError.
  std::size_t append_copy_rows(ByteWriter& out, std::size_t first, const PieceLimits& limits) const;

  /// The caller's cells of some rows.
  RowBatch rows_in(Range range) const {
    return {rows_.table, rows_.columns, range.size(),
            rows_.cells + range.first * rows_.columns.size()};
  }

 private:
  /// How the values of a column travel.
  struct Encoding {
    const ColumnType* type;
    void (*encode)(ByteWriter& out, const SqlType& type, const void* value);
  };

  void add_column(std::uint16_t column);
  const void* field(std::size_t row, std::size_t i) const {
    const std::size_t given = rows_.columns.size();
    return i < given ? rows_.cells[row * given + i] : keys_[row * key_stride_];
  }
  static void put(ByteWriter& out, const Encoding& encoding, const void* field);
  std::size_t add_array(Parameters& parameters, std::size_t i, Range range,
                        const PieceLimits& limits) const;
  [[noreturn]] void throw_at(const ValueFault& fault, std::size_t row, std::size_t i) const;

  const RowBatch& rows_;
  std::vector<std::uint16_t> columns_;
  std::vector<Encoding> encodings_;  // of columns_
  const void* const* keys_ = nullptr;
  std::size_t key_stride_ = 0;
};

}  // namespace orp::backend::postgres
