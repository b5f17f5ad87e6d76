// SPDX-License-Identifier: MIT
#include "harness/dataset.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace bench {
namespace {

constexpr std::string_view first_names[] = {
    "Ada",    "Bo",    "Catherine", "Dmitri", "Elena", "Farid", "Grace", "Hiroshi",
    "Ingrid", "Jamal", "Katarzyna", "Liam",   "Mei",   "Nadia", "Oscar", "Priya",
};
constexpr std::string_view last_names[] = {
    "Andersson", "Brown",  "Castellanos", "Dubois",     "Eriksen",   "Fitzgerald",
    "Gupta",     "Hopper", "Ivanova",     "Jansen",     "Kowalczyk", "Lovelace",
    "Nakamura",  "Okafor", "Park",        "Zimmermann",
};
constexpr std::string_view products[] = {
    "Desk lamp", "Fountain pen, medium nib",
    "Kettle",    "Notebook, dotted, 192 pages",
    "Umbrella",  "Wool blanket",
    "Teapot",    "Garden chair, foldable",
};

/// Independent of the standard library's distributions, which differ between implementations.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }

  template <class T, std::size_t Size>
  const T& pick(const T (&choices)[Size]) {
    return choices[below(Size)];
  }

  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

std::string make_email(std::string_view first, std::string_view last, std::size_t number) {
  std::string email;
  email.append(first).append(".").append(last).append(std::to_string(number));
  email.append("@example.com");
  std::transform(email.begin(), email.end(), email.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return email;
}

}  // namespace

std::vector<User> make_users(std::size_t count) {
  constexpr std::int64_t year_2020 = 1'577'836'800'000'000;
  constexpr std::uint64_t five_years = 157'766'400'000'000;
  Random random(1);
  std::vector<User> users(count);
  for (std::size_t i = 0; i < count; ++i) {
    User& user = users[i];
    const std::string_view first = random.pick(first_names);
    const std::string_view last = random.pick(last_names);
    user.name.append(first).append(" ").append(last);
    user.email = make_email(first, last, i);
    if (random.below(8) != 0) user.age = static_cast<std::int32_t>(18 + random.below(70));
    user.created_at = year_2020 + static_cast<std::int64_t>(random.below(five_years));
    user.active = random.below(10) != 0;
  }
  return users;
}

std::vector<Order> make_orders(std::span<const User> users, std::size_t orders_per_user) {
  Random random(2);
  std::vector<Order> orders;
  orders.reserve(users.size() * orders_per_user);
  for (const User& user : users) {
    for (std::size_t i = 0; i < orders_per_user; ++i) {
      orders.push_back({.user_id = user.id,
                        .total = static_cast<std::int64_t>(random.below(100'000)),
                        .status = static_cast<OrderStatus>(random.below(3))});
    }
  }
  random.shuffle(orders);
  return orders;
}

std::vector<Item> make_items(std::span<const Order> orders, std::size_t items_per_order) {
  Random random(3);
  std::vector<Item> items;
  items.reserve(orders.size() * items_per_order);
  for (const Order& order : orders) {
    for (std::size_t i = 0; i < items_per_order; ++i) {
      items.push_back({.order_id = order.id,
                       .product = std::string(random.pick(products)),
                       .quantity = static_cast<std::int32_t>(1 + random.below(9)),
                       .price = static_cast<std::int64_t>(1 + random.below(50'000))});
    }
  }
  return items;
}

std::vector<std::int64_t> shuffled(std::vector<std::int64_t> keys) {
  Random(4).shuffle(keys);
  return keys;
}

std::vector<std::int64_t> shuffled_keys(std::span<const User> users) {
  std::vector<std::int64_t> keys;
  keys.reserve(users.size());
  for (const User& user : users) keys.push_back(user.id);
  return shuffled(std::move(keys));
}

}  // namespace bench
