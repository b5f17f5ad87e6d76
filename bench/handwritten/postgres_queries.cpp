// SPDX-License-Identifier: MIT
// What a program asks for all day: few rows at a time, and joins.
#include "handwritten/postgres_bulk.hpp"
#include "handwritten/postgres_orders.hpp"
#include "handwritten/postgres_store.hpp"
#include "handwritten/postgres_users.hpp"

namespace bench {
namespace {

void prepare_once(bool& is_prepared, PostgresConnection& connection, const char* name,
                  const std::string& sql) {
  if (!is_prepared) connection.prepare(name, sql.c_str());
  is_prepared = true;
}

std::string select_users(const char* condition) {
  return std::string("SELECT ") + postgres_user_columns + " FROM users WHERE " + condition;
}

constexpr char joined_columns[] =
    "users.id, users.name, users.email, users.age, users.created_at, users.active, orders.id, "
    "orders.user_id, orders.total, orders.status";

constexpr int first_of_order = 6;

}  // namespace

std::optional<User> PostgresStore::find_user(std::int64_t id) {
  static const std::string sql = select_users("id = $1");
  prepare_once(has_find_user_, connection_, "find_user", sql);
  PostgresParameters parameters;
  parameters.add(id);
  const PostgresResult rows = connection_.run_prepared("find_user", parameters);
  std::optional<User> found;
  if (rows.size() > 0) read_user(rows, 0, found.emplace());
  return found;
}

std::vector<Order> PostgresStore::find_orders(std::int64_t user) {
  static const std::string sql =
      std::string("SELECT ") + postgres_order_columns + " FROM orders WHERE user_id = $1";
  prepare_once(has_find_orders_, connection_, "find_orders", sql);
  PostgresParameters parameters;
  parameters.add(user);
  const PostgresResult rows = connection_.run_prepared("find_orders", parameters);
  std::vector<Order> orders(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) read_order(rows, i, orders[static_cast<std::size_t>(i)]);
  return orders;
}

std::optional<User> PostgresStore::find_user_by_email(std::string_view email) {
  static const std::string sql = select_users("email = $1");
  prepare_once(has_find_user_by_email_, connection_, "find_user_by_email", sql);
  PostgresParameters parameters;
  parameters.add(email);
  const PostgresResult rows = connection_.run_prepared("find_user_by_email", parameters);
  std::optional<User> found;
  if (rows.size() > 0) read_user(rows, 0, found.emplace());
  return found;
}

std::vector<User> PostgresStore::find_active_users(std::int64_t first, std::int64_t last) {
  static const std::string sql = select_users("id >= $1 AND id <= $2 AND active");
  prepare_once(has_find_active_users_, connection_, "find_active_users", sql);
  PostgresParameters parameters;
  parameters.add(first);
  parameters.add(last);
  const PostgresResult rows = connection_.run_prepared("find_active_users", parameters);
  std::vector<User> users(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) read_user(rows, i, users[static_cast<std::size_t>(i)]);
  return users;
}

std::vector<OrderOfUser> PostgresStore::load_orders_with_user() {
  Transaction transaction(connection_);
  const std::string sql = std::string("SELECT ") + joined_columns +
                          " FROM orders JOIN users ON users.id = orders.user_id";
  const PostgresResult rows = connection_.query(sql.c_str());
  std::vector<OrderOfUser> orders(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) {
    OrderOfUser& order = orders[static_cast<std::size_t>(i)];
    read_user(rows, i, order.user);
    read_order(rows, i, order, first_of_order);
  }
  transaction.commit();
  return orders;
}

std::vector<UserWithOrders> PostgresStore::load_users_joined_with_orders() {
  Transaction transaction(connection_);
  const std::string sql = std::string("SELECT ") + joined_columns +
                          " FROM users LEFT JOIN orders ON orders.user_id = users.id "
                          "ORDER BY users.id";
  const PostgresResult rows = connection_.query(sql.c_str());
  std::vector<UserWithOrders> users;
  for (int i = 0; i < rows.size(); ++i) {
    if (users.empty() || users.back().id != rows.int64(i, 0))
      read_user(rows, i, users.emplace_back());
    if (!rows.is_null(i, first_of_order))
      read_order(rows, i, users.back().orders.emplace_back(), first_of_order);
  }
  transaction.commit();
  return users;
}

std::vector<NameAndAge> PostgresStore::load_names_and_ages() {
  Transaction transaction(connection_);
  auto all = load_all<NameAndAge>(connection_, "users", "id, name, age",
                                  [](const PostgresResult& rows, int row, NameAndAge& user) {
                                    user.id = rows.int64(row, 0);
                                    user.name = rows.text(row, 1);
                                    if (!rows.is_null(row, 2)) user.age = rows.int32(row, 2);
                                  });
  transaction.commit();
  return all;
}

void PostgresStore::update_age(const User& user) {
  static const std::string sql = "UPDATE users SET age = $1::integer WHERE id = $2";
  prepare_once(has_update_age_, connection_, "update_age", sql);
  PostgresParameters parameters;
  parameters.add(user.age.value());
  parameters.add(user.id);
  Transaction transaction(connection_);
  connection_.run_prepared("update_age", parameters);
  transaction.commit();
}

std::vector<std::int64_t> PostgresStore::load_item_keys() {
  const PostgresResult rows = connection_.query("SELECT id FROM items ORDER BY id");
  std::vector<std::int64_t> keys;
  for (int i = 0; i < rows.size(); ++i) keys.push_back(rows.int64(i, 0));
  return keys;
}

void PostgresStore::delete_items(std::span<const std::int64_t> keys) {
  WireWriter array;
  begin_array(array, ElementType::bigint, keys.size());
  for (const std::int64_t key : keys) array.field(key);
  PostgresParameters parameters;
  parameters.add(std::string_view(array.bytes()));
  Transaction transaction(connection_);
  connection_.query("DELETE FROM items WHERE id = ANY ($1::bigint[])", parameters);
  transaction.commit();
}

}  // namespace bench
