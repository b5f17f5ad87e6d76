// SPDX-License-Identifier: MIT
// The thinnest C++ over sqlite3: ownership and errors, nothing that costs a cycle.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace bench {

class SqliteConnection {
 public:
  /// Opens or creates the file, without SQLite's own locks: one thread uses a connection.
  explicit SqliteConnection(const std::string& file);

  void execute(const char* sql);
  void rollback() noexcept;
  std::int64_t last_key() const { return sqlite3_last_insert_rowid(handle_.get()); }
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement. Parameters count from 1 and columns from 0, as in sqlite3.
class SqliteStatement {
 public:
  SqliteStatement(const SqliteConnection& connection, std::string_view sql);

  void bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(handle_.get(), parameter, value);
  }
  /// The text is not copied: it must live until the next reset.
  void bind(int parameter, std::string_view value) {
    sqlite3_bind_text(handle_.get(), parameter, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  void bind_null(int parameter) { sqlite3_bind_null(handle_.get(), parameter); }

  /// Whether there is a row. Throws std::runtime_error when the statement fails.
  bool step() {
    const int outcome = sqlite3_step(handle_.get());
    if (outcome == SQLITE_ROW) return true;
    if (outcome != SQLITE_DONE) fail();
    return false;
  }
  void reset() { sqlite3_reset(handle_.get()); }
  /// For a statement without rows: runs it and makes it ready to run again.
  void run() {
    step();
    reset();
  }

  std::int64_t integer(int column) { return sqlite3_column_int64(handle_.get(), column); }
  bool is_null(int column) { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  /// Valid until the next step or reset.
  std::string_view text(int column) {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
  }

 private:
  [[noreturn]] void fail();

  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace bench
