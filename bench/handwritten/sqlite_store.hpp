// SPDX-License-Identifier: MIT
// The hand-written side on SQLite: what a careful program does with sqlite3 and nothing above it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handwritten/records.hpp"
#include "handwritten/sqlite_connection.hpp"

namespace bench {

/// Every function throws std::runtime_error when the database refuses.
class SqliteStore {
 public:
  explicit SqliteStore(const std::string& file) : connection_(file) {}

  SqliteConnection& connection() { return connection_; }

  /// Insert in one transaction and fill the keys in.
  void insert(std::span<User> users);
  void insert(std::span<Order> orders);
  void insert(std::span<Item> items);
  void insert(std::span<Product> products);
  void insert(std::span<Tag> tags);
  void insert(std::span<const TagOfProduct> links);
  /// In one transaction; nobody asks for the keys.
  void add(std::span<User> users);
  /// In one transaction, those of known keys anew: INSERT ... ON CONFLICT.
  void upsert(std::span<User> users);

  std::vector<User> load_users();
  /// Many finds belong in one transaction: a transaction each would cost as much as the find.
  std::optional<User> find_user(std::int64_t id);
  /// Three queries, linked by key.
  std::vector<UserWithOrders> load_users_with_orders();
  /// Many finds belong in one transaction.
  std::vector<Order> find_orders(std::int64_t user);
  std::optional<User> find_user_by_email(std::string_view email);
  /// Those of these keys that are active.
  std::vector<User> find_active_users(std::int64_t first, std::int64_t last);
  /// One query each, a join.
  std::vector<OrderOfUser> load_orders_with_user();
  std::vector<UserWithOrders> load_users_joined_with_orders();
  std::vector<NameAndAge> load_names_and_ages();
  /// Call visit(row) for each row, few of which are in memory (sqlite_streams.hpp).
  void stream_names_and_ages(auto visit);
  void stream_users(auto visit);
  /// Three queries, linked by key.
  TaggedProducts load_products_with_tags();
  /// Writes the ages alone, in one transaction.
  void update_ages(std::span<const User> users);
  /// One row, in a transaction of its own.
  void update_age(const User& user);
  std::vector<std::int64_t> load_item_keys();
  /// In one transaction.
  void delete_items(std::span<const std::int64_t> keys);

  // Upkeep between measurements.
  std::string version();
  void create_tables();
  void drop_tables();
  void clear_tables();
  /// Leaves nothing pending that a measurement would pay for.
  void settle();

 private:
  SqliteConnection connection_;
  std::optional<SqliteStatement> find_user_;
  std::optional<SqliteStatement> find_orders_;
  std::optional<SqliteStatement> find_user_by_email_;
  std::optional<SqliteStatement> find_active_users_;
  std::optional<SqliteStatement> update_age_;
};

}  // namespace bench
