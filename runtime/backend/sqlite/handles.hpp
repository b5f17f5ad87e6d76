// SPDX-License-Identifier: MIT
// The client library's objects, owned.
#pragma once
#include <sqlite3.h>

#include <memory>

namespace orp::backend::sqlite {

struct CloseDatabase {
  void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using DatabaseHandle = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// A statement that may run again and again, but once at a time.
struct Prepared {
  StatementHandle statement;
  bool is_running = false;  ///< a cursor stands in its rows
};
/// Of the cache, and of the cursor that runs it: the cache may let it fall while it runs.
using PreparedStatement = std::shared_ptr<Prepared>;

}  // namespace orp::backend::sqlite
