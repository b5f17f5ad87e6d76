// SPDX-License-Identifier: MIT
#include "handwritten/ddl.hpp"
#include "handwritten/sqlite_store.hpp"

namespace bench {

void SqliteStore::create_tables() { connection_.execute(read_ddl("sqlite.sql").c_str()); }

void SqliteStore::drop_tables() {
  connection_.execute(
      "DROP TABLE items; DROP TABLE orders; DROP TABLE users;"
      "DROP TABLE products_tags; DROP TABLE products; DROP TABLE tags");
}

std::string SqliteStore::version() { return sqlite3_libversion(); }

void SqliteStore::clear_tables() {
  connection_.execute(
      "DELETE FROM items; DELETE FROM orders; DELETE FROM users;"
      "DELETE FROM products_tags; DELETE FROM products; DELETE FROM tags;"
      "VACUUM");
}

void SqliteStore::settle() { connection_.execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"); }

}  // namespace bench
