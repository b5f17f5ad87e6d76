// SPDX-License-Identifier: MIT
// The plain structs of the hand-written side: what a program without a mapper keeps in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct User {
  std::int64_t id = 0;
  std::string name;
  std::string email;
  std::optional<std::int32_t> age;
  std::int64_t created_at = 0;  // microseconds since 1970, UTC
  bool active = false;
};

enum class OrderStatus : std::uint8_t { open, paid, shipped };

struct Order {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::int64_t total = 0;  // hundredths
  OrderStatus status = OrderStatus::open;
};

struct Item {
  std::int64_t id = 0;
  std::int64_t order_id = 0;
  std::string product;
  std::int32_t quantity = 0;
  std::int64_t price = 0;  // hundredths
};

struct Product {
  std::int64_t id = 0;
  std::string name;
  std::int64_t price = 0;  // hundredths
};

struct Tag {
  std::int64_t id = 0;
  std::string name;
};

struct TagOfProduct {
  std::int64_t product_id = 0;
  std::int64_t tag_id = 0;
};

struct OrderWithItems : Order {
  std::vector<Item> items;
};

struct UserWithOrders : User {
  std::vector<OrderWithItems> orders;
};

struct ProductWithTags : Product {
  std::vector<const Tag*> tags;
};

/// The products point to the tags.
struct TaggedProducts {
  std::vector<Tag> tags;
  std::vector<ProductWithTags> products;
};

struct OrderOfUser : Order {
  User user;
};

struct NameAndAge {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::int32_t> age;
};

}  // namespace bench
