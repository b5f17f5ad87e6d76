// SPDX-License-Identifier: MIT
// Values on their way from the database, straight into the fields of C++ objects.
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "backend/sqlite/cell.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend::sqlite {

// A Source is a value of the database: kind(), and in that kind integer(), real(), text(), blob().
// It is passed by value, in registers.

/// A value of the current row. Used by the thread of its connection only, hence never protected.
class ColumnSource {
 public:
  explicit ColumnSource(sqlite3_value* value)
      : value_(value), kind_(static_cast<Cell::Kind>(sqlite3_value_type(value))) {}

  Cell::Kind kind() const { return kind_; }
  std::int64_t integer() const { return sqlite3_value_int64(value_); }
  double real() const { return sqlite3_value_double(value_); }
  std::string_view text() const {
    const unsigned char* const data = sqlite3_value_text(value_);
    return {reinterpret_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_value_bytes(value_))};
  }
  std::string_view blob() const {
    const void* const data = sqlite3_value_blob(value_);  // nullptr for an empty one
    return {data == nullptr ? "" : static_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_value_bytes(value_))};
  }

 private:
  sqlite3_value* value_;
  Cell::Kind kind_;
};

/// A value that was copied.
class CellSource {
 public:
  explicit CellSource(const Cell& cell) : cell_(cell) {}

  Cell::Kind kind() const { return cell_.kind; }
  std::int64_t integer() const { return cell_.integer; }
  double real() const { return cell_.real; }
  std::string_view text() const { return {cell_.bytes.data, cell_.bytes.size}; }
  std::string_view blob() const { return text(); }

 private:
  const Cell& cell_;
};

}  // namespace orp::backend::sqlite
