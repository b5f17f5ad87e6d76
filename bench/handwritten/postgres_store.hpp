// SPDX-License-Identifier: MIT
// The hand-written side on PostgreSQL: what a careful program does with libpq and nothing above it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "handwritten/postgres_connection.hpp"
#include "handwritten/records.hpp"

namespace bench {

/// Every function throws std::runtime_error when the server refuses.
class PostgresStore {
 public:
  explicit PostgresStore(const std::string& url) : connection_(url) {}

  PostgresConnection& connection() { return connection_; }

  /// Insert in one transaction and fill the keys in, by COPY with keys reserved from the sequence.
  void insert(std::span<User> users);
  void insert(std::span<Order> orders);
  void insert(std::span<Item> items);
  /// The same by INSERT ... SELECT unnest ... RETURNING, for comparison.
  void insert_by_unnest(std::span<User> users);

  std::vector<User> load_users();
  /// Many finds belong in one transaction.
  std::optional<User> find_user(std::int64_t id);
  /// Three queries, linked by key.
  std::vector<UserWithOrders> load_users_with_orders();

  /// Writes the ages alone, in one transaction and one statement.
  void update_ages(std::span<const User> users);
  /// The same as a statement a row in libpq's pipeline mode, for comparison.
  void update_ages_pipelined(std::span<const User> users);

  // Upkeep between measurements.
  std::string version();
  void create_tables();
  void drop_tables();
  void clear_tables();
  /// Leaves nothing pending that a measurement would pay for.
  void settle();

 private:
  PostgresConnection connection_;
  bool has_find_user_ = false;
  bool has_update_age_ = false;
};

}  // namespace bench
