// SPDX-License-Identifier: MIT
#include "harness/dataset.hpp"

#include <algorithm>
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
constexpr std::string_view product_names[] = {
    "Desk lamp", "Fountain pen, medium nib",
    "Kettle",    "Notebook, dotted, 192 pages",
    "Umbrella",  "Wool blanket",
    "Teapot",    "Garden chair, foldable",
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

User UserSource::next() {
  constexpr std::int64_t year_2020 = 1'577'836'800'000'000;
  constexpr std::uint64_t five_years = 157'766'400'000'000;
  User user;
  const std::string_view first = random_.pick(first_names);
  const std::string_view last = random_.pick(last_names);
  user.name.append(first).append(" ").append(last);
  user.email = make_email(first, last, made_++);
  if (random_.below(8) != 0) user.age = static_cast<std::int32_t>(18 + random_.below(70));
  user.created_at = year_2020 + static_cast<std::int64_t>(random_.below(five_years));
  user.active = random_.below(10) != 0;
  return user;
}

std::vector<User> make_users(std::size_t count) {
  UserSource source;
  std::vector<User> users(count);
  for (User& user : users) user = source.next();
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
                       .product = std::string(random.pick(product_names)),
                       .quantity = static_cast<std::int32_t>(1 + random.below(9)),
                       .price = static_cast<std::int64_t>(1 + random.below(50'000))});
    }
  }
  return items;
}

std::vector<Product> make_products(std::size_t count) {
  Random random(5);
  std::vector<Product> products(count);
  for (Product& product : products) {
    product.name = random.pick(product_names);
    product.price = static_cast<std::int64_t>(1 + random.below(50'000));
  }
  return products;
}

std::vector<Tag> make_tags(std::size_t count) {
  std::vector<Tag> tags(count);
  for (std::size_t i = 0; i < count; ++i) tags[i].name = "for purpose " + std::to_string(i);
  return tags;
}

std::vector<TagOfProduct> make_tags_of_products(std::span<const Product> products,
                                                std::span<const Tag> tags,
                                                std::size_t tags_per_product) {
  Random random(6);
  std::vector<std::int64_t> deck;
  std::vector<TagOfProduct> links;
  links.reserve(products.size() * tags_per_product);
  for (const Product& product : products) {
    for (std::size_t i = 0; i < tags_per_product; ++i) {
      if (deck.empty()) {
        for (const Tag& tag : tags) deck.push_back(tag.id);
        random.shuffle(deck);
      }
      links.push_back({.product_id = product.id, .tag_id = deck.back()});
      deck.pop_back();
    }
  }
  return links;
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
