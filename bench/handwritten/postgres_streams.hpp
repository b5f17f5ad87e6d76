// SPDX-License-Identifier: MIT
// Rows of PostgreSQL by a cursor on the server, of which a thousand are in memory.
#pragma once

#include "handwritten/postgres_store.hpp"
#include "handwritten/postgres_users.hpp"
#include "handwritten/transaction.hpp"

namespace bench {

/// Calls read(rows, row) for each row of a query.
void stream_rows(PostgresConnection& connection, const std::string& query, auto read) {
  Transaction transaction(connection);
  connection.execute("SET LOCAL cursor_tuple_fraction = 1");
  connection.execute(("DECLARE stream NO SCROLL CURSOR FOR " + query).c_str());
  while (true) {
    const PostgresResult rows = connection.query("FETCH FORWARD 1000 FROM stream");
    if (rows.size() == 0) break;
    for (int i = 0; i < rows.size(); ++i) read(rows, i);
  }
  transaction.commit();
}

void PostgresStore::stream_names_and_ages(auto visit) {
  NameAndAge user;
  stream_rows(connection_, "SELECT id, name, age FROM users",
              [&](const PostgresResult& rows, int row) {
                user.id = rows.int64(row, 0);
                user.name = rows.text(row, 1);
                user.age.reset();
                if (!rows.is_null(row, 2)) user.age = rows.int32(row, 2);
                visit(user);
              });
}

void PostgresStore::stream_users(auto visit) {
  User user;
  stream_rows(connection_, std::string("SELECT ") + postgres_user_columns + " FROM users",
              [&](const PostgresResult& rows, int row) {
                user.age.reset();
                read_user(rows, row, user);
                visit(user);
              });
}

}  // namespace bench
