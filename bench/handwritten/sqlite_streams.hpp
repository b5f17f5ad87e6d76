// SPDX-License-Identifier: MIT
// Rows of SQLite one after the other, of which one is in memory.
#pragma once

#include "handwritten/sqlite_store.hpp"
#include "handwritten/sqlite_users.hpp"
#include "handwritten/transaction.hpp"

namespace bench {

void SqliteStore::stream_names_and_ages(auto visit) {
  Transaction transaction(connection_);
  SqliteStatement row(connection_, "SELECT id, name, age FROM users");
  NameAndAge user;
  while (row.step()) {
    user.id = row.integer(0);
    user.name = row.text(1);
    user.age.reset();
    if (!row.is_null(2)) user.age = static_cast<std::int32_t>(row.integer(2));
    visit(user);
  }
  transaction.commit();
}

void SqliteStore::stream_users(auto visit) {
  Transaction transaction(connection_);
  SqliteStatement row(connection_, std::string("SELECT ") + sqlite_user_columns + " FROM users");
  User user;
  while (row.step()) {
    user.age.reset();
    read_user(row, user);
    visit(user);
  }
  transaction.commit();
}

}  // namespace bench
