// SPDX-License-Identifier: MIT
#include "backend/sqlite/rows_aside.hpp"

#include <string>

#include "backend/sqlite/errors.hpp"
#include "backend/sqlite/link.hpp"
#include "backend/statement_context.hpp"

namespace orp::backend::sqlite {

namespace {

/// For a column each: "c0, c1", or "?, ?".
std::string list(int columns, bool is_of_places) {
  std::string text;
  for (int i = 0; i < columns; ++i) {
    if (i > 0) text += ", ";
    text += is_of_places ? "?" : "c" + std::to_string(i);
  }
  return text;
}

}  // namespace

RowsAside::RowsAside(SqliteLink& link, sqlite3_stmt* from) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2("", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  database_.reset(raw);
  check(opened, SQLITE_OK);
  const int columns = sqlite3_column_count(from);
  run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
  run(("CREATE TABLE aside (" + list(columns, false) + ")").c_str());  // no type: no conversion
  const StatementHandle insert = prepare("INSERT INTO aside VALUES (" + list(columns, true) + ")");
  int result = SQLITE_ROW;
  for (; result == SQLITE_ROW; result = sqlite3_step(from)) {
    for (int i = 0; i < columns; ++i)
      check(sqlite3_bind_value(insert.get(), i + 1, sqlite3_column_value(from, i)), SQLITE_OK);
    check(sqlite3_step(insert.get()), SQLITE_DONE);
    sqlite3_reset(insert.get());
  }
  if (result != SQLITE_DONE) link.throw_failed_step(from, result);
  sqlite3_reset(from);
  run("COMMIT");
  rows_ = prepare("SELECT " + list(columns, false) + " FROM aside ORDER BY rowid");
  check(sqlite3_step(rows_.get()), SQLITE_ROW);
}

void RowsAside::run(const char* sql) {
  check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr), SQLITE_OK);
}

StatementHandle RowsAside::prepare(const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  check(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr), SQLITE_OK);
  return StatementHandle(raw);
}

void RowsAside::check(int result, int expected) const {
  if (result != expected)
    throw_error(database_.get(), result, {.sql = "setting rows of a stream aside"});
}

}  // namespace orp::backend::sqlite
