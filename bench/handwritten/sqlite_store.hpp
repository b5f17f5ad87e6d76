// SPDX-License-Identifier: MIT
// The hand-written side on SQLite: what a careful program does with sqlite3 and nothing above it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
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

  std::vector<User> load_users();
  /// Many finds belong in one transaction: a transaction each would cost as much as the find.
  std::optional<User> find_user(std::int64_t id);
  /// Three queries, linked by key.
  std::vector<UserWithOrders> load_users_with_orders();
  /// Writes the ages alone, in one transaction.
  void update_ages(std::span<const User> users);

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
};

}  // namespace bench
