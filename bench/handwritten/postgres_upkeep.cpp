// SPDX-License-Identifier: MIT
#include "handwritten/ddl.hpp"
#include "handwritten/postgres_store.hpp"

namespace bench {
namespace {

const std::string all_tables = "users, orders, items, products, tags, products_tags";

}  // namespace

void PostgresStore::create_tables() { connection_.execute(read_ddl("postgres.sql").c_str()); }

void PostgresStore::drop_tables() {
  connection_.execute(("DROP TABLE " + all_tables + "; DROP TYPE order_status").c_str());
}

std::string PostgresStore::version() {
  const std::string text = PQparameterStatus(connection_.handle(), "server_version");
  return text.substr(0, text.find(' '));
}

void PostgresStore::clear_tables() {
  connection_.execute(("TRUNCATE " + all_tables + " RESTART IDENTITY").c_str());
}

void PostgresStore::settle() {
  connection_.execute(("VACUUM (ANALYZE) " + all_tables).c_str());
  connection_.execute("CHECKPOINT");
}

}  // namespace bench
