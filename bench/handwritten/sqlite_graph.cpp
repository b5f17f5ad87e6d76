// SPDX-License-Identifier: MIT
#include "handwritten/link.hpp"
#include "handwritten/sqlite_bulk.hpp"
#include "handwritten/sqlite_orders.hpp"
#include "handwritten/sqlite_store.hpp"
#include "handwritten/sqlite_users.hpp"

namespace bench {
namespace {

void read_item(SqliteStatement& row, Item& item) {
  item.id = row.integer(0);
  item.order_id = row.integer(1);
  item.product = row.text(2);
  item.quantity = static_cast<std::int32_t>(row.integer(3));
  item.price = row.integer(4);
}

}  // namespace

std::vector<UserWithOrders> SqliteStore::load_users_with_orders() {
  Transaction transaction(connection_);
  auto users =
      load_all<UserWithOrders>(connection_, "users", sqlite_user_columns,
                               [](SqliteStatement& row, User& user) { read_user(row, user); });
  auto orders =
      load_all<OrderWithItems>(connection_, "orders", sqlite_order_columns,
                               [](SqliteStatement& row, Order& order) { read_order(row, order); });
  auto items =
      load_all<Item>(connection_, "items", "id, order_id, product, quantity, price", read_item);
  transaction.commit();
  link(orders, &OrderWithItems::items, std::move(items), &Item::order_id);
  link(users, &UserWithOrders::orders, std::move(orders), &Order::user_id);
  return users;
}

void SqliteStore::insert(std::span<Order> orders) {
  insert_all(connection_, "INSERT INTO orders (user_id, total, status) VALUES (?1, ?2, ?3)", orders,
             [](SqliteStatement& insert, const Order& order) {
               insert.bind(1, order.user_id);
               insert.bind(2, order.total);
               insert.bind(3, format_status(order.status));
             });
}

void SqliteStore::insert(std::span<Item> items) {
  insert_all(connection_,
             "INSERT INTO items (order_id, product, quantity, price) VALUES (?1, ?2, ?3, ?4)",
             items, [](SqliteStatement& insert, const Item& item) {
               insert.bind(1, item.order_id);
               insert.bind(2, item.product);
               insert.bind(3, std::int64_t{item.quantity});
               insert.bind(4, item.price);
             });
}

}  // namespace bench
