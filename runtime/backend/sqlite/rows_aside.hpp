// SPDX-License-Identifier: MIT
// Rows of a running query, copied out of the way of whoever writes.
#pragma once
#include <sqlite3.h>

#include <string>

#include "backend/sqlite/handles.hpp"

namespace orp::backend::sqlite {

class SqliteLink;

/// They stand in a database of their own: in memory while they are few, else in a file that the
/// library removes. So no transaction of the link touches them.
class RowsAside {
 public:
  /// The row at which `from`, a statement of `link`, stands, and those behind it; `from` is reset.
  /// Throws what its steps throw.
  RowsAside(SqliteLink& link, sqlite3_stmt* from);

  /// Stands at the first of them.
  sqlite3_stmt* rows() const { return rows_.get(); }

 private:
  void run(const char* sql);
  StatementHandle prepare(const std::string& sql);
  void check(int result, int expected) const;

  DatabaseHandle database_;
  StatementHandle rows_;
};

}  // namespace orp::backend::sqlite
