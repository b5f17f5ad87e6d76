// SPDX-License-Identifier: MIT
// What a program asks for all day: few rows at a time, and joins.
#include "handwritten/sqlite_bulk.hpp"
#include "handwritten/sqlite_orders.hpp"
#include "handwritten/sqlite_store.hpp"
#include "handwritten/sqlite_users.hpp"

namespace bench {
namespace {

SqliteStatement& prepared(std::optional<SqliteStatement>& statement, SqliteConnection& connection,
                          const std::string& sql) {
  if (!statement) statement.emplace(connection, sql);
  return *statement;
}

std::string select_users(const char* condition) {
  return std::string("SELECT ") + sqlite_user_columns + " FROM users WHERE " + condition;
}

constexpr char joined_columns[] =
    "users.id, users.name, users.email, users.age, users.created_at, users.active, orders.id, "
    "orders.user_id, orders.total, orders.status";

constexpr int first_of_order = 6;

}  // namespace

std::optional<User> SqliteStore::find_user(std::int64_t id) {
  static const std::string sql = select_users("id = ?1");
  SqliteStatement& select = prepared(find_user_, connection_, sql);
  std::optional<User> found;
  select.bind(1, id);
  if (select.step()) read_user(select, found.emplace());
  select.reset();
  return found;
}

std::vector<Order> SqliteStore::find_orders(std::int64_t user) {
  static const std::string sql =
      std::string("SELECT ") + sqlite_order_columns + " FROM orders WHERE user_id = ?1";
  SqliteStatement& select = prepared(find_orders_, connection_, sql);
  std::vector<Order> orders;
  select.bind(1, user);
  while (select.step()) read_order(select, orders.emplace_back());
  select.reset();
  return orders;
}

std::optional<User> SqliteStore::find_user_by_email(std::string_view email) {
  static const std::string sql = select_users("email = ?1");
  SqliteStatement& select = prepared(find_user_by_email_, connection_, sql);
  std::optional<User> found;
  select.bind(1, email);
  if (select.step()) read_user(select, found.emplace());
  select.reset();
  return found;
}

std::vector<User> SqliteStore::find_active_users(std::int64_t first, std::int64_t last) {
  static const std::string sql = select_users("id >= ?1 AND id <= ?2 AND active = 1");
  SqliteStatement& select = prepared(find_active_users_, connection_, sql);
  std::vector<User> users;
  select.bind(1, first);
  select.bind(2, last);
  while (select.step()) read_user(select, users.emplace_back());
  select.reset();
  return users;
}

std::vector<OrderOfUser> SqliteStore::load_orders_with_user() {
  Transaction transaction(connection_);
  SqliteStatement select(connection_, std::string("SELECT ") + joined_columns +
                                          " FROM orders JOIN users ON users.id = orders.user_id");
  std::vector<OrderOfUser> orders;
  while (select.step()) {
    OrderOfUser& order = orders.emplace_back();
    read_user(select, order.user);
    read_order(select, order, first_of_order);
  }
  transaction.commit();
  return orders;
}

std::vector<UserWithOrders> SqliteStore::load_users_joined_with_orders() {
  Transaction transaction(connection_);
  SqliteStatement select(connection_,
                         std::string("SELECT ") + joined_columns +
                             " FROM users LEFT JOIN orders ON orders.user_id = users.id "
                             "ORDER BY users.id");
  std::vector<UserWithOrders> users;
  while (select.step()) {
    if (users.empty() || users.back().id != select.integer(0))
      read_user(select, users.emplace_back());
    if (!select.is_null(first_of_order))
      read_order(select, users.back().orders.emplace_back(), first_of_order);
  }
  transaction.commit();
  return users;
}

std::vector<NameAndAge> SqliteStore::load_names_and_ages() {
  Transaction transaction(connection_);
  auto rows = load_all<NameAndAge>(connection_, "users", "id, name, age",
                                   [](SqliteStatement& row, NameAndAge& user) {
                                     user.id = row.integer(0);
                                     user.name = row.text(1);
                                     if (!row.is_null(2))
                                       user.age = static_cast<std::int32_t>(row.integer(2));
                                   });
  transaction.commit();
  return rows;
}

void SqliteStore::update_age(const User& user) {
  Transaction transaction(connection_);
  static const std::string sql = "UPDATE users SET age = ?1 WHERE id = ?2";
  SqliteStatement& update = prepared(update_age_, connection_, sql);
  update.bind(1, std::int64_t{user.age.value()});
  update.bind(2, user.id);
  update.run();
  transaction.commit();
}

std::vector<std::int64_t> SqliteStore::load_item_keys() {
  SqliteStatement select(connection_, "SELECT id FROM items ORDER BY id");
  std::vector<std::int64_t> keys;
  while (select.step()) keys.push_back(select.integer(0));
  return keys;
}

void SqliteStore::delete_items(std::span<const std::int64_t> keys) {
  Transaction transaction(connection_);
  SqliteStatement erase(connection_, "DELETE FROM items WHERE id = ?1");
  for (const std::int64_t key : keys) {
    erase.bind(1, key);
    erase.run();
  }
  transaction.commit();
}

}  // namespace bench
