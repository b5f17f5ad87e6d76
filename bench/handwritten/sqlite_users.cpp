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

constexpr char insert_user[] =
    "INSERT INTO users (name, email, age, created_at, active) VALUES (?1, ?2, ?3, ?4, ?5)";

/// `created_at` holds the text of the timestamp until the statement has run.
void bind_user(SqliteStatement& statement, const User& user, TimestampText& created_at) {
  created_at = format_timestamp(user.created_at);
  statement.bind(1, user.name);
  statement.bind(2, user.email);
  bind_age(statement, 3, user);
  statement.bind(4, std::string_view(created_at.data(), created_at.size()));
  statement.bind(5, std::int64_t{user.active});
}

/// `bind_more` sets the parameters behind those of an INSERT.
void run_for_each(SqliteConnection& connection, const char* sql, std::span<const User> users,
                  auto bind_more) {
  Transaction transaction(connection);
  SqliteStatement statement(connection, sql);
  TimestampText created_at;
  for (const User& user : users) {
    bind_user(statement, user, created_at);
    bind_more(statement, user);
    statement.run();
  }
  transaction.commit();
}

}  // namespace

void SqliteStore::insert(std::span<User> users) {
  TimestampText created_at;
  insert_all(connection_, insert_user, users, [&](SqliteStatement& insert, const User& user) {
    bind_user(insert, user, created_at);
  });
}

void SqliteStore::add(std::span<User> users) {
  run_for_each(connection_, insert_user, users, [](SqliteStatement&, const User&) {});
}

void SqliteStore::upsert(std::span<User> users) {
  run_for_each(connection_,
               "INSERT INTO users (name, email, age, created_at, active, id) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET "
               "name = excluded.name, email = excluded.email, age = excluded.age, "
               "created_at = excluded.created_at, active = excluded.active",
               users, [](SqliteStatement& upsert, const User& user) { upsert.bind(6, user.id); });
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
