// SPDX-License-Identifier: MIT
#include "handwritten/ddl.hpp"
#include "handwritten/postgres_store.hpp"

namespace bench {

void PostgresStore::create_tables() { connection_.execute(read_ddl("postgres.sql").c_str()); }

void PostgresStore::drop_tables() {
  connection_.execute("DROP TABLE users, orders, items; DROP TYPE order_status");
}

std::string PostgresStore::version() {
  const std::string text = PQparameterStatus(connection_.handle(), "server_version");
  return text.substr(0, text.find(' '));
}

void PostgresStore::clear_tables() {
  connection_.execute("TRUNCATE users, orders, items RESTART IDENTITY");
}

void PostgresStore::settle() {
  for (const char* sql : {"VACUUM (ANALYZE) users, orders, items", "CHECKPOINT"}) {
    connection_.execute(sql);
  }
}

}  // namespace bench
