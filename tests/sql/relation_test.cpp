// SPDX-License-Identifier: MIT
#include "orpiment/sql/relation.hpp"

#include <cstddef>
#include <cstdint>

#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;

TEST(RelationCondition, asks_for_any_member) {
  expect_sql(select(User::c.id).where(User::c.orders.any()),
             R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT 1 FROM "orders" )"
             R"(WHERE "users"."id" = "orders"."user_id"))");
  expect_sql(select(User::c.id).where(!User::c.orders.any(Order::c.total > 5)),
             R"(SELECT "users"."id" FROM "users" WHERE NOT EXISTS (SELECT 1 FROM "orders" )"
             R"(WHERE "users"."id" = "orders"."user_id" AND "orders"."total" > $1))");
}

TEST(RelationCondition, goes_through_a_secondary_table) {
  expect_sql(
      select(User::c.id).where(User::c.tags.any(Tag::c.label == "x")),
      R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT 1 )"
      R"(FROM "user_tags" AS "user_tags_1" JOIN "tags" ON "user_tags_1"."tag_id" = )"
      R"("tags"."id" WHERE "users"."id" = "user_tags_1"."user_id" AND "tags"."label" = $1))");
}

TEST(RelationCondition, asks_for_the_target) {
  expect_sql(select(Order::c.id).where(Order::c.user.has(User::c.name == "Ann")),
             R"(SELECT "orders"."id" FROM "orders" WHERE EXISTS (SELECT 1 FROM "users" )"
             R"(WHERE "orders"."user_id" = "users"."id" AND "users"."name" = $1))");
}

TEST(RelationCondition, is_nested) {
  expect_sql(select(User::c.id).where(User::c.orders.any(Order::c.items.any(Item::c.weight > 1.5))),
             R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT 1 FROM "orders" )"
             R"(WHERE "users"."id" = "orders"."user_id" AND EXISTS (SELECT 1 FROM "items" )"
             R"(WHERE "orders"."id" = "items"."order_id" AND "items"."weight" > $1)))");
}

TEST(RelationCondition, gives_the_target_another_name_when_a_table_refers_to_itself) {
  expect_sql(select(Employee::c.id).where(Employee::c.manager.has(Employee::c.name == "Ann")),
             R"(SELECT "employees"."id" FROM "employees" WHERE EXISTS (SELECT 1 )"
             R"(FROM "employees" AS "employees_1" WHERE "employees"."manager_id" = )"
             R"("employees_1"."id" AND "employees_1"."name" = $1))");
  const auto boss = orp::aliased<Employee>("boss");
  expect_sql(
      select(boss[Employee::c.id]).where(boss[Employee::c.reports].any(Employee::c.name == "Ann")),
      R"(SELECT "boss"."id" FROM "employees" AS "boss" WHERE EXISTS (SELECT 1 )"
      R"(FROM "employees" WHERE "boss"."id" = "employees"."manager_id" )"
      R"(AND "employees"."name" = $1))");
}

TEST(RelationCondition, asks_for_no_target) {
  expect_sql(select(Employee::c.id).where(Employee::c.manager == nullptr),
             R"(SELECT "employees"."id" FROM "employees" WHERE "employees"."manager_id" IS NULL)");
  expect_sql(select(Employee::c.id).where(Employee::c.manager != nullptr),
             R"(SELECT "employees"."id" FROM "employees" )"
             R"(WHERE "employees"."manager_id" IS NOT NULL)");
}

// What `User::c.orders.contains(order)` and `Order::c.user == user` make.
const void* column_of_order(const void* order, std::uint16_t column) {
  return static_cast<const std::byte*>(order) + Order::info.columns[column].offset;
}
const void* column_of_tag(const void* tag, std::uint16_t column) {
  return static_cast<const std::byte*>(tag) + Tag::info.columns[column].offset;
}

TEST(RelationCondition, compares_with_the_key_of_an_object) {
  Order::Row order;
  order.user_id = 3;
  const orp::Predicate contains_order(
      orp::sql::make_leads_to(User::info, {}, User::c.orders.index, &order, &column_of_order));
  expect_sql(select(User::c.id).where(contains_order),
             R"(SELECT "users"."id" FROM "users" WHERE "users"."id" = $1)");
  const Tag::Row tag;
  const orp::Predicate contains_tag(
      orp::sql::make_leads_to(User::info, {}, User::c.tags.index, &tag, &column_of_tag));
  expect_sql(select(User::c.id).where(contains_tag),
             R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT 1 )"
             R"(FROM "user_tags" AS "user_tags_1" WHERE "users"."id" = "user_tags_1"."user_id" )"
             R"(AND "user_tags_1"."tag_id" = $1))");
}

}  // namespace
