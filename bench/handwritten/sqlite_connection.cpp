// SPDX-License-Identifier: MIT
#include "handwritten/sqlite_connection.hpp"

#include <stdexcept>

namespace bench {
namespace {

[[noreturn]] void fail_with(sqlite3* handle) {
  throw std::runtime_error(std::string("sqlite: ") + sqlite3_errmsg(handle));
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& file) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int outcome = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (outcome != SQLITE_OK) fail_with(handle);
  execute("PRAGMA journal_mode = WAL");
  execute("PRAGMA foreign_keys = ON");
  execute("PRAGMA cache_size = -65536");  // 64 MiB: the tables fit, as they would in memory
  execute("PRAGMA busy_timeout = 5000");
}

void SqliteConnection::execute(const char* sql) {
  if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail_with(handle());
}

void SqliteConnection::rollback() noexcept {
  sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

SqliteStatement::SqliteStatement(const SqliteConnection& connection, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &handle, nullptr) != SQLITE_OK) {
    fail_with(connection.handle());
  }
  handle_.reset(handle);
}

void SqliteStatement::fail() { fail_with(sqlite3_db_handle(handle_.get())); }

}  // namespace bench
