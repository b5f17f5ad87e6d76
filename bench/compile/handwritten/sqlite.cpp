// SPDX-License-Identifier: MIT
#include "sqlite.hpp"

#include <stdexcept>

namespace hand {
namespace {

[[noreturn]] void fail(sqlite3* connection) {
  throw std::runtime_error(sqlite3_errmsg(connection));
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* connection, std::string_view sql) {
  if (sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &handle_, nullptr) != SQLITE_OK)
    fail(connection);
}

bool SqliteStatement::step() {
  const int outcome = sqlite3_step(handle_);
  if (outcome == SQLITE_ROW) return true;
  if (outcome != SQLITE_DONE) fail(sqlite3_db_handle(handle_));
  return false;
}

int SqliteStatement::run() {
  step();
  reset();
  return sqlite3_changes(sqlite3_db_handle(handle_));
}

}  // namespace hand
