// SPDX-License-Identifier: MIT
// The data that both sides work on: the same in every run and on every machine.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "handwritten/records.hpp"

namespace bench {

/// What the tables hold before a measurement.
struct Dataset {
  std::size_t users = 0;
  std::size_t orders_per_user = 0;
  std::size_t items_per_order = 0;

  bool operator==(const Dataset&) const = default;
};

/// Users without keys. E-mails are unique and too long for the small-string buffer, one age in
/// eight is missing.
std::vector<User> make_users(std::size_t count);

/// Orders without keys, in no particular order of users, as orders arrive.
std::vector<Order> make_orders(std::span<const User> users, std::size_t orders_per_user);

/// Items without keys, those of one order together.
std::vector<Item> make_items(std::span<const Order> orders, std::size_t items_per_order);

/// The same keys in random order.
std::vector<std::int64_t> shuffled(std::vector<std::int64_t> keys);
/// The keys of the users, each once, in random order.
std::vector<std::int64_t> shuffled_keys(std::span<const User> users);

}  // namespace bench
