// SPDX-License-Identifier: MIT
#include "handwritten/link.hpp"
#include "handwritten/postgres_bulk.hpp"
#include "handwritten/postgres_orders.hpp"
#include "handwritten/postgres_store.hpp"
#include "handwritten/postgres_users.hpp"

namespace bench {
namespace {

constexpr char item_columns[] = "id, order_id, product, quantity, price";

void read_item(const PostgresResult& rows, int row, Item& item) {
  item.id = rows.int64(row, 0);
  item.order_id = rows.int64(row, 1);
  item.product = rows.text(row, 2);
  item.quantity = rows.int32(row, 3);
  item.price = rows.hundredths(row, 4);
}

}  // namespace

std::vector<UserWithOrders> PostgresStore::load_users_with_orders() {
  Transaction transaction(connection_);
  auto users = load_all<UserWithOrders>(
      connection_, "users", postgres_user_columns,
      [](const PostgresResult& rows, int row, User& user) { read_user(rows, row, user); });
  auto orders = load_all<OrderWithItems>(
      connection_, "orders", postgres_order_columns,
      [](const PostgresResult& rows, int row, Order& order) { read_order(rows, row, order); });
  auto items = load_all<Item>(connection_, "items", item_columns, read_item);
  transaction.commit();
  link(orders, &OrderWithItems::items, std::move(items), &Item::order_id);
  link(users, &UserWithOrders::orders, std::move(orders), &Order::user_id);
  return users;
}

void PostgresStore::insert(std::span<Order> orders) {
  copy_all(connection_, "orders", postgres_order_columns, 4, orders,
           [](WireWriter& row, const Order& order) {
             row.field(order.id);
             row.field(order.user_id);
             row.hundredths_field(order.total);
             row.field(format_status(order.status));
           });
}

void PostgresStore::insert(std::span<Item> items) {
  copy_all(connection_, "items", item_columns, 5, items, [](WireWriter& row, const Item& item) {
    row.field(item.id);
    row.field(item.order_id);
    row.field(item.product);
    row.field(item.quantity);
    row.hundredths_field(item.price);
  });
}

}  // namespace bench
