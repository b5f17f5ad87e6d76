// SPDX-License-Identifier: MIT
#include "handwritten/ddl.hpp"
#include "handwritten/sqlite_store.hpp"

namespace bench {

void SqliteStore::create_tables() { connection_.execute(read_ddl("sqlite.sql").c_str()); }

void SqliteStore::drop_tables() {
  connection_.execute("DROP TABLE items; DROP TABLE orders; DROP TABLE users");
}

std::string SqliteStore::version() { return sqlite3_libversion(); }

void SqliteStore::clear_tables() {
  connection_.execute(
      "DELETE FROM items; DELETE FROM orders; DELETE FROM users;"
      "VACUUM");
}

void SqliteStore::settle() { connection_.execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"); }

}  // namespace bench
