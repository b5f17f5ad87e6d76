// SPDX-License-Identifier: MIT
#include "backend/sqlite/cell.hpp"

#include "backend/value_fault.hpp"

namespace orp::backend::sqlite {

namespace {

int bind_as_is(sqlite3_stmt* statement, int index, const Cell& cell,
               sqlite3_destructor_type lifetime) {
  switch (cell.kind) {
    case Cell::Kind::null:
      return sqlite3_bind_null(statement, index);
    case Cell::Kind::integer:
      return sqlite3_bind_int64(statement, index, cell.integer);
    case Cell::Kind::real:
      return sqlite3_bind_double(statement, index, cell.real);
    case Cell::Kind::text:
      return sqlite3_bind_text64(statement, index, cell.bytes.data, cell.bytes.size, lifetime,
                                 SQLITE_UTF8);
    case Cell::Kind::blob:
      // An empty blob without an address would become NULL.
      return sqlite3_bind_blob64(statement, index, cell.bytes.size > 0 ? cell.bytes.data : "",
                                 cell.bytes.size, lifetime);
  }
  return SQLITE_MISUSE;
}

}  // namespace

int bind(sqlite3_stmt* statement, int index, const Cell& cell, sqlite3_destructor_type lifetime) {
  const int result = bind_as_is(statement, index, cell, lifetime);
  if (result == SQLITE_TOOBIG) [[unlikely]] {
    const int limit = sqlite3_limit(sqlite3_db_handle(statement), SQLITE_LIMIT_LENGTH, -1);
    fault_too_large(cell.bytes.size, static_cast<std::size_t>(limit));
  }
  return result;
}

}  // namespace orp::backend::sqlite
