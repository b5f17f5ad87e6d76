// SPDX-License-Identifier: MIT
#include "handwritten/sqlite_users.hpp"

#include "handwritten/sqlite_bulk.hpp"
#include "handwritten/sqlite_store.hpp"

namespace bench {
namespace {

void bind_age(SqliteStatement& statement, int parameter, const User& user) {
  if (user.age) {
    statement.bind(parameter, std::int64_t{*user.age});
  } else {
    statement.bind_null(parameter);
  }
}

}  // namespace

void SqliteStore::insert(std::span<User> users) {
  TimestampText created_at;
  insert_all(connection_,
             "INSERT INTO users (name, email, age, created_at, active) VALUES (?1, ?2, ?3, ?4, ?5)",
             users, [&](SqliteStatement& insert, const User& user) {
               created_at = format_timestamp(user.created_at);
               insert.bind(1, user.name);
               insert.bind(2, user.email);
               bind_age(insert, 3, user);
               insert.bind(4, std::string_view(created_at.data(), created_at.size()));
               insert.bind(5, std::int64_t{user.active});
             });
}

std::vector<User> SqliteStore::load_users() {
  Transaction transaction(connection_);
  auto users = load_all<User>(connection_, "users", sqlite_user_columns,
                              [](SqliteStatement& row, User& user) { read_user(row, user); });
  transaction.commit();
  return users;
}

void SqliteStore::update_ages(std::span<const User> users) {
  Transaction transaction(connection_);
  SqliteStatement update(connection_, "UPDATE users SET age = ?1 WHERE id = ?2");
  for (const User& user : users) {
    bind_age(update, 1, user);
    update.bind(2, user.id);
    update.run();
  }
  transaction.commit();
}

}  // namespace bench
