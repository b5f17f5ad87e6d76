// SPDX-License-Identifier: MIT
// Values on their way to the database, in the five forms that it knows.
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite {

/// One of the database's own values. Texts and blobs are borrowed, from the value that was encoded
/// or from a CellBuffer.
struct Cell {
  /// Numbered as the library numbers them.
  enum class Kind : std::uint8_t {
    integer = SQLITE_INTEGER,
    real = SQLITE_FLOAT,
    text = SQLITE_TEXT,
    blob = SQLITE_BLOB,
    null = SQLITE_NULL
  };
  struct Borrowed {
    const char* data;
    std::size_t size;
  };

  Kind kind = Kind::null;
  union {
    std::int64_t integer = 0;
    double real;
    Borrowed bytes;
  };

  bool is_borrowed() const { return kind == Kind::text || kind == Kind::blob; }

  static Cell of_integer(std::int64_t value) {
    Cell cell;
    cell.kind = Kind::integer;
    cell.integer = value;
    return cell;
  }
  static Cell of_real(double value) {
    Cell cell;
    cell.kind = Kind::real;
    cell.real = value;
    return cell;
  }
  static Cell of_bytes(Kind kind, const char* data, std::size_t size) {
    Cell cell;
    cell.kind = kind;
    cell.bytes = {data, size};
    return cell;
  }
};

/// Room for what has to be spelled out: dates, decimals, arrays. Serves one cell at a time.
struct CellBuffer {
  char small[64];
  std::string large;

  /// Requires: `cell` is a text or a blob.
  bool holds(const Cell& cell) const {
    return cell.bytes.data == small || cell.bytes.data == large.data();
  }
};

/// Binds a cell to parameter `index` (from 1). `lifetime` is SQLITE_STATIC when what the cell
/// borrows outlives the execution, else SQLITE_TRANSIENT. Returns the library's result code.
int bind(sqlite3_stmt* statement, int index, const Cell& cell, sqlite3_destructor_type lifetime);

}  // namespace orp::backend::sqlite
