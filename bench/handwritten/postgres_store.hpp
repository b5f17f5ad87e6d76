// SPDX-License-Identifier: MIT
// The hand-written side on PostgreSQL: what a careful program does with libpq and nothing above it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
  void insert(std::span<Product> products);
  void insert(std::span<Tag> tags);
  void insert(std::span<const TagOfProduct> links);
  /// The same by INSERT ... SELECT unnest ... RETURNING, for comparison.
  void insert_by_unnest(std::span<User> users);
  /// In one transaction, by COPY; the keys stay with the server.
  void add(std::span<User> users);
  /// In one transaction, those of known keys anew: INSERT ... SELECT unnest ... ON CONFLICT.
  void upsert(std::span<User> users);

  std::vector<User> load_users();
  /// Many finds belong in one transaction.
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
  /// Call visit(row) for each row, few of which are in memory (postgres_streams.hpp).
  void stream_names_and_ages(auto visit);
  void stream_users(auto visit);
  /// Three queries, linked by key.
  TaggedProducts load_products_with_tags();

  /// Writes the ages alone, in one transaction and one statement.
  void update_ages(std::span<const User> users);
  /// The same as a statement a row in libpq's pipeline mode, for comparison.
  void update_ages_pipelined(std::span<const User> users);
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
  PostgresConnection connection_;
  bool has_find_user_ = false;
  bool has_update_age_ = false;
  bool has_find_orders_ = false;
  bool has_find_user_by_email_ = false;
  bool has_find_active_users_ = false;
};

}  // namespace bench
