// SPDX-License-Identifier: MIT
// Whole tables in and out of SQLite.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "handwritten/sqlite_connection.hpp"
#include "handwritten/transaction.hpp"

namespace bench {

/// Runs the INSERT once a record, in one transaction, and fills the keys in. `bind` sets the
/// parameters; what it binds must live until it is called again.
///
/// One row a step: a hundred rows a statement, and RETURNING, each take twice as long.
template <class Record>
void insert_all(SqliteConnection& connection, const char* sql, std::span<Record> records,
                auto bind) {
  Transaction transaction(connection);
  SqliteStatement insert(connection, sql);
  for (Record& record : records) {
    bind(insert, record);
    insert.run();
    record.id = connection.last_key();
  }
  transaction.commit();
}

/// Every row of the table, in the order of a key. Counting first is nearly free in SQLite and saves
/// the vector from growing.
template <class Record>
std::vector<Record> load_all(SqliteConnection& connection, const std::string& table,
                             const std::string& columns, auto read, const std::string& key = "id") {
  SqliteStatement count(connection, "SELECT count(*) FROM " + table);
  count.step();
  std::vector<Record> records;
  records.reserve(static_cast<std::size_t>(count.integer(0)));

  SqliteStatement select(connection, "SELECT " + columns + " FROM " + table + " ORDER BY " + key);
  while (select.step()) read(select, records.emplace_back());
  return records;
}

}  // namespace bench
