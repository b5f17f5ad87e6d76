// SPDX-License-Identifier: MIT
// Entities as the SQL layer sees them: attributes and descriptors. Written by hand, so that these
// tests need neither the generator nor objects.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/sql/column.hpp"

namespace shop {

enum class Status : std::uint8_t { open, paid, shipped };
const orp::EnumInfo& enum_info(Status);

/// A C++ type of the program's own, stored as an int16.
struct Percent {
  std::int16_t value = 0;
  friend bool operator==(const Percent&, const Percent&) = default;
};

struct Order;
struct Item;
struct Tag;

struct User {
  static const orp::EntityInfo info;
  struct Row {
    std::int64_t id{};
    std::string name;
    std::string email;
    std::optional<std::int32_t> age;
    bool active = true;
    orp::TimestampTz created_at;
    orp::TimestampTz updated_at;
  };
  struct Attributes {
    orp::Column<User, std::int64_t> id;
    orp::Column<User, std::string> name;
    orp::Column<User, std::string> email;
    orp::Column<User, std::optional<std::int32_t>> age;
    orp::Column<User, bool> active;
    orp::Column<User, orp::TimestampTz> created_at;
    orp::Column<User, orp::TimestampTz> updated_at;
    orp::ToMany<User, Order> orders;
    orp::ToMany<User, Tag> tags;
  };
  static constexpr Attributes c{{&info, 0}, {&info, 1}, {&info, 2}, {&info, 3}, {&info, 4},
                                {&info, 5}, {&info, 6}, {&info, 0}, {&info, 1}};
};

struct Order {
  static const orp::EntityInfo info;
  struct Row {
    std::int64_t id{};
    std::int64_t user_id{};
    orp::Decimal total;
    Status status = Status::open;
    std::optional<orp::Date> due;
  };
  struct Attributes {
    orp::Column<Order, std::int64_t> id;
    orp::Column<Order, std::int64_t> user_id;
    orp::Column<Order, orp::Decimal> total;
    orp::Column<Order, Status> status;
    orp::Column<Order, std::optional<orp::Date>> due;
    orp::ToOne<Order, User> user;
    orp::ToMany<Order, Item> items;
  };
  static constexpr Attributes c{{&info, 0}, {&info, 1}, {&info, 2}, {&info, 3},
                                {&info, 4}, {&info, 0}, {&info, 1}};
};

/// A composite key, and a type of every kind that needs care.
struct Item {
  static const orp::EntityInfo info;
  struct Row {
    std::int64_t order_id{};
    std::int16_t position{};
    orp::Decimal price;
    orp::Decimal mass;
    double weight{};
    Percent discount;
    orp::Uuid token;
    orp::Bytes picture;
    orp::Json details;
  };
  struct Attributes {
    orp::Column<Item, std::int64_t> order_id;
    orp::Column<Item, std::int16_t> position;
    orp::Column<Item, orp::Decimal> price;
    orp::Column<Item, orp::Decimal> mass;
    orp::Column<Item, double> weight;
    orp::Column<Item, Percent> discount;
    orp::Column<Item, orp::Uuid> token;
    orp::Column<Item, orp::Bytes> picture;
    orp::Column<Item, orp::Json> details;
    orp::ToOne<Item, Order> order;
  };
  static constexpr Attributes c{{&info, 0}, {&info, 1}, {&info, 2}, {&info, 3}, {&info, 4},
                                {&info, 5}, {&info, 6}, {&info, 7}, {&info, 8}, {&info, 0}};
};

struct Tag {
  static const orp::EntityInfo info;
  struct Row {
    std::int64_t id{};
    std::string label;
  };
  struct Attributes {
    orp::Column<Tag, std::int64_t> id;
    orp::Column<Tag, std::string> label;
    orp::ToMany<Tag, User> users;
  };
  static constexpr Attributes c{{&info, 0}, {&info, 1}, {&info, 0}};
};

/// Refers to itself.
struct Employee {
  static const orp::EntityInfo info;
  struct Row {
    std::int64_t id{};
    std::string name;
    std::optional<std::int64_t> manager_id;
  };
  struct Attributes {
    orp::Column<Employee, std::int64_t> id;
    orp::Column<Employee, std::string> name;
    orp::Column<Employee, std::optional<std::int64_t>> manager_id;
    orp::ToOne<Employee, Employee> manager;
    orp::ToMany<Employee, Employee> reports;
  };
  static constexpr Attributes c{{&info, 0}, {&info, 1}, {&info, 2}, {&info, 0}, {&info, 1}};
};

/// What is not one value: json and arrays.
struct Note {
  static const orp::EntityInfo info;
  struct Row {
    std::int64_t id{};
    std::optional<orp::Json> details;
    std::vector<std::string> tags;
    std::optional<std::vector<std::int32_t>> scores;
    std::vector<orp::Date> days;
    std::vector<Status> states;
    std::vector<orp::Decimal> amounts;
  };
  struct Attributes {
    orp::Column<Note, std::int64_t> id;
    orp::Column<Note, std::optional<orp::Json>> details;
    orp::Column<Note, std::vector<std::string>> tags;
    orp::Column<Note, std::optional<std::vector<std::int32_t>>> scores;
    orp::Column<Note, std::vector<orp::Date>> days;
    orp::Column<Note, std::vector<Status>> states;
    orp::Column<Note, std::vector<orp::Decimal>> amounts;
  };
  static constexpr Attributes c{{&info, 0}, {&info, 1}, {&info, 2}, {&info, 3},
                                {&info, 4}, {&info, 5}, {&info, 6}};
};

}  // namespace shop
