// SPDX-License-Identifier: MIT
// The data that both sides work on: the same in every run and on every machine.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "handwritten/records.hpp"
#include "harness/random.hpp"

namespace bench {

/// What the tables hold before a measurement.
struct Dataset {
  std::size_t users = 0;
  std::size_t orders_per_user = 0;
  std::size_t items_per_order = 0;
  std::size_t products = 0;
  std::size_t tags = 0;
  std::size_t tags_per_product = 0;

  bool operator==(const Dataset&) const = default;
};

/// Users without keys, always the same. E-mails are unique and too long for the small-string
/// buffer, one age in eight is missing.
class UserSource {
 public:
  User next();

 private:
  Random random_{1};
  std::size_t made_ = 0;
};

/// The source's first ones.
std::vector<User> make_users(std::size_t count);

/// Orders without keys, in no particular order of users, as orders arrive.
std::vector<Order> make_orders(std::span<const User> users, std::size_t orders_per_user);

/// Items without keys, those of one order together.
std::vector<Item> make_items(std::span<const Order> orders, std::size_t items_per_order);

/// Without keys.
std::vector<Product> make_products(std::size_t count);
std::vector<Tag> make_tags(std::size_t count);

/// Gives each product tags at random, all of them before any is given again.
/// Requires: `tags` is a multiple of `tags_per_product`, so that no product gets one twice.
std::vector<TagOfProduct> make_tags_of_products(std::span<const Product> products,
                                                std::span<const Tag> tags,
                                                std::size_t tags_per_product);

/// The same keys in random order.
std::vector<std::int64_t> shuffled(std::vector<std::int64_t> keys);
/// The keys of the users, each once, in random order.
std::vector<std::int64_t> shuffled_keys(std::span<const User> users);

}  // namespace bench
