// SPDX-License-Identifier: MIT
// The thinnest C++ over sqlite3: ownership and errors.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "values.hpp"

namespace hand {

/// A prepared statement. Parameters count from 1 and columns from 0, as in sqlite3.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* connection, std::string_view sql);
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  ~SqliteStatement() { sqlite3_finalize(handle_); }

  void bind(int parameter, std::int64_t value) { sqlite3_bind_int64(handle_, parameter, value); }
  void bind(int parameter, double value) { sqlite3_bind_double(handle_, parameter, value); }
  /// The text is not copied: it must live until the next reset.
  void bind(int parameter, std::string_view value) {
    sqlite3_bind_text(handle_, parameter, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  void bind_null(int parameter) { sqlite3_bind_null(handle_, parameter); }

  /// Whether there is a row. Throws std::runtime_error when the statement fails.
  bool step();
  void reset() { sqlite3_reset(handle_); }
  /// Runs a statement without rows; how many it met.
  int run();
  std::int64_t last_key() const { return sqlite3_last_insert_rowid(sqlite3_db_handle(handle_)); }

  bool is_null(int column) { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) { return sqlite3_column_int64(handle_, column); }
  double real(int column) { return sqlite3_column_double(handle_, column); }
  /// Valid until the next step or reset.
  std::string_view text(int column) {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
  }

 private:
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace hand
