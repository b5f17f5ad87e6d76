// SPDX-License-Identifier: MIT
#include <string>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;

const orp::backend::Dialect& any_dialect() { return orp::backend::postgres_dialect(); }

TEST(From, follows_from_the_columns) {
  expect_sql(
      select(User::c.id).where(User::c.id == Order::c.user_id),
      R"(SELECT "users"."id" FROM "users", "orders" WHERE "users"."id" = "orders"."user_id")");
  expect_sql(select(orp::func::count()).where(Order::c.total > 1),
             R"(SELECT count(*) FROM "orders" WHERE "orders"."total" > $1)");
  expect_sql(select(orp::func::count()).select_from<User>(), R"(SELECT count(*) FROM "users")");
}

TEST(From, joins_along_a_relationship) {
  expect_sql(select(User::c.id).join(User::c.orders),
             R"(SELECT "users"."id" FROM "users" JOIN "orders" )"
             R"(ON "users"."id" = "orders"."user_id")");
  expect_sql(select(Order::c.id).join(Order::c.user),
             R"(SELECT "orders"."id" FROM "orders" JOIN "users" )"
             R"(ON "orders"."user_id" = "users"."id")");
  expect_sql(select(User::c.id).join(User::c.orders).join(Order::c.items),
             R"(SELECT "users"."id" FROM "users" JOIN "orders" )"
             R"(ON "users"."id" = "orders"."user_id" JOIN "items" )"
             R"(ON "orders"."id" = "items"."order_id")");
  expect_sql(select(Order::c.id).join(User::c.orders),
             R"(SELECT "orders"."id" FROM "users" JOIN "orders" )"
             R"(ON "users"."id" = "orders"."user_id")");
}

TEST(From, joins_through_a_secondary_table) {
  expect_sql(select(User::c.id).join(User::c.tags).where(Tag::c.label == "x"),
             R"(SELECT "users"."id" FROM "users" JOIN "user_tags" AS "user_tags_1" )"
             R"(ON "users"."id" = "user_tags_1"."user_id" JOIN "tags" )"
             R"(ON "user_tags_1"."tag_id" = "tags"."id" WHERE "tags"."label" = $1)");
}

TEST(From, joins_along_a_relationship_to_those_that_meet_a_condition) {
  expect_sql(select(User::c.id).outerjoin(User::c.orders.and_(Order::c.total > 5)),
             R"(SELECT "users"."id" FROM "users" LEFT OUTER JOIN "orders" )"
             R"(ON "users"."id" = "orders"."user_id" AND "orders"."total" > $1)");
  const auto order = orp::aliased<Order>();
  expect_sql(select(User::c.id).join(User::c.orders.of_type(order).and_(Order::c.total > 5)),
             R"(SELECT "users"."id" FROM "users" JOIN "orders" AS "orders_1" )"
             R"(ON "users"."id" = "orders_1"."user_id" AND "orders_1"."total" > $1)");
  const auto boss = orp::aliased<Employee>();
  const auto top = orp::aliased<Employee>();
  expect_sql(select(Employee::c.id)
                 .join(Employee::c.manager.of_type(boss))
                 .join(boss[Employee::c.manager].of_type(top).and_(top[Employee::c.name] == "Z")),
             R"(SELECT "employees"."id" FROM "employees" JOIN "employees" AS "employees_1" )"
             R"(ON "employees"."manager_id" = "employees_1"."id" JOIN "employees" AS )"
             R"("employees_2" ON "employees_1"."manager_id" = "employees_2"."id" AND )"
             R"("employees_2"."name" = $1)");
}

TEST(From, joins_through_a_secondary_table_to_those_that_meet_a_condition) {
  expect_sql(select(User::c.id).join(User::c.tags.and_(Tag::c.label == "x")),
             R"(SELECT "users"."id" FROM "users" JOIN "user_tags" AS "user_tags_1" )"
             R"(ON "users"."id" = "user_tags_1"."user_id" JOIN "tags" )"
             R"(ON "user_tags_1"."tag_id" = "tags"."id" AND "tags"."label" = $1)");
  expect_sql(select(User::c.id).outerjoin(User::c.tags.and_(Tag::c.label == "x")),
             {R"(SELECT "users"."id" FROM "users" LEFT OUTER JOIN "user_tags" AS "user_tags_1" )"
              R"(ON "users"."id" = "user_tags_1"."user_id" AND EXISTS (SELECT 1 FROM "tags" AS )"
              R"("tags_1" WHERE "user_tags_1"."tag_id" = "tags_1"."id" AND "tags_1"."label" = ?) )"
              R"(LEFT OUTER JOIN "tags" ON "user_tags_1"."tag_id" = "tags"."id" AND )"
              R"("tags"."label" = ?1)",
              R"(SELECT "users"."id" FROM "users" LEFT OUTER JOIN "user_tags" AS "user_tags_1" )"
              R"(ON "users"."id" = "user_tags_1"."user_id" AND EXISTS (SELECT 1 FROM "tags" AS )"
              R"("tags_1" WHERE "user_tags_1"."tag_id" = "tags_1"."id" AND "tags_1"."label" = $1) )"
              R"(LEFT OUTER JOIN "tags" ON "user_tags_1"."tag_id" = "tags"."id" AND )"
              R"("tags"."label" = $1)"});
}

TEST(From, joins_on_a_condition) {
  expect_sql(select(User::c.id).join<Order>(Order::c.user_id == User::c.id && Order::c.total > 5),
             R"(SELECT "users"."id" FROM "users" JOIN "orders" )"
             R"(ON "orders"."user_id" = "users"."id" AND "orders"."total" > $1)");
  expect_sql(select(Order::c.id).join<User>(Order::c.user_id == User::c.id),
             R"(SELECT "orders"."id" FROM "orders" JOIN "users" )"
             R"(ON "orders"."user_id" = "users"."id")");
  const auto other = orp::aliased<User>();
  expect_sql(select(User::c.id).join(other, other[User::c.name] == User::c.name),
             R"(SELECT "users"."id" FROM "users" JOIN "users" AS "users_1" )"
             R"(ON "users_1"."name" = "users"."name")");
}

TEST(From, keeps_rows_without_a_partner) {
  expect_sql(
      select(User::c.id, Order::c.id.or_null()).outerjoin(User::c.orders),
      R"(SELECT "users"."id", "orders"."id" AS "id_1" FROM "users" LEFT OUTER JOIN "orders" )"
      R"(ON "users"."id" = "orders"."user_id")");
  expect_sql(select(User::c.id).outerjoin<Order>(Order::c.user_id == User::c.id),
             R"(SELECT "users"."id" FROM "users" LEFT OUTER JOIN "orders" )"
             R"(ON "orders"."user_id" = "users"."id")");
}

TEST(From, wants_what_may_be_missing_to_be_read_as_such) {
  expect_refused(select<User, Order>().outerjoin(User::c.orders), any_dialect(), "ORP-1202",
                 "Order is on the far side of an outer join");
  expect_refused(select(Order::c.total).outerjoin(User::c.orders), any_dialect(), "ORP-1202",
                 "orders.total is on the far side");
  EXPECT_NO_THROW((void)(select<User, Order*>().outerjoin(User::c.orders).to_sql()));
  EXPECT_NO_THROW((void)(select(Order::c.due).outerjoin(User::c.orders).to_sql()));
  // An inner join to what hangs on it brings it back.
  EXPECT_NO_THROW((void)(select<Order>().outerjoin(User::c.orders).join(Order::c.items).to_sql()));
}

TEST(From, gives_aliases_names_that_are_free) {
  const auto manager = orp::aliased<Employee>();
  const auto boss = orp::aliased<Employee>("boss");
  expect_sql(select(Employee::c.name, manager[Employee::c.name], boss[Employee::c.name])
                 .join(Employee::c.manager, manager)
                 .join(manager[Employee::c.manager], boss),
             R"(SELECT "employees"."name", "employees_1"."name" AS "name_1", )"
             R"("boss"."name" AS "name_2" FROM "employees" JOIN "employees" AS "employees_1" )"
             R"(ON "employees"."manager_id" = "employees_1"."id" JOIN "employees" AS "boss" )"
             R"(ON "employees_1"."manager_id" = "boss"."id")");
}

TEST(From, refuses_tables_that_nothing_connects) {
  expect_refused(select<User, Order>(), any_dialect(), "ORP-1201",
                 "nothing connects users and orders");
  expect_refused(select(User::c.id).where(Order::c.total > 5), any_dialect(), "ORP-1201",
                 "nothing connects users and orders");
  expect_refused(select(Employee::c.name).join(User::c.orders), any_dialect(), "ORP-1201",
                 "nothing connects");
  expect_refused(select(User::c.id, Tag::c.id).where(User::c.id == Order::c.user_id), any_dialect(),
                 "ORP-1201", "nothing connects users and tags");
}

TEST(From, has_each_table_and_alias_once) {
  expect_refused(select(User::c.id).join(User::c.orders).outerjoin(User::c.orders), any_dialect(),
                 "ORP-1234", "orders stands twice in the FROM of a select");
  const auto order = orp::aliased<Order>("other");
  expect_refused(select(User::c.id).join(User::c.orders, order).join(User::c.orders, order),
                 any_dialect(), "ORP-1234", "orders AS other stands twice in the FROM of a select");
  EXPECT_NO_THROW(
      (void)(select(User::c.id).join(User::c.orders).join(User::c.orders, order).to_sql()));
  // A secondary table is another one each time.
  const auto tag = orp::aliased<Tag>();
  EXPECT_NO_THROW((void)(select(User::c.id).join(User::c.tags).join(User::c.tags, tag).to_sql()));
}

TEST(From, crosses_tables_when_told_to) {
  expect_sql(select(User::c.id, Tag::c.label).cross_join<Tag>(),
             R"(SELECT "users"."id", "tags"."label" FROM "users" CROSS JOIN "tags")");
  expect_sql(select(User::c.id, Tag::c.label).select_from<User>().select_from<Tag>(),
             R"(SELECT "users"."id", "tags"."label" FROM "users", "tags")");
}

TEST(From, joins_each_table_to_the_item_its_condition_names) {
  expect_sql(select(User::c.id, Tag::c.id, Order::c.id)
                 .join<Order>(Order::c.user_id == User::c.id)
                 .where(Tag::c.id == User::c.id),
             R"(SELECT "users"."id", "tags"."id" AS "id_1", "orders"."id" AS "id_2" )"
             R"(FROM "users" JOIN "orders" ON "orders"."user_id" = "users"."id", "tags" )"
             R"(WHERE "tags"."id" = "users"."id")");
}

TEST(From, leaves_tables_of_the_outer_statement_to_it) {
  const auto other = orp::aliased<Order>();
  const auto latest =
      select(orp::func::max(other[Order::c.id])).where(other[Order::c.user_id] == User::c.id);
  expect_sql(select(User::c.id).join(User::c.orders).where(Order::c.id == latest.scalar_subquery()),
             R"(SELECT "users"."id" FROM "users" JOIN "orders" )"
             R"(ON "users"."id" = "orders"."user_id" WHERE "orders"."id" = )"
             R"((SELECT max("orders_1"."id") FROM "orders" AS "orders_1" )"
             R"(WHERE "orders_1"."user_id" = "users"."id"))");
}

TEST(From, needs_a_table_of_its_own_in_a_subquery) {
  const auto nothing = select(User::c.id).where(User::c.id == Order::c.user_id);
  const auto orders = select(User::c.name).join(User::c.orders);
  expect_refused(orders.where(nothing.exists()), any_dialect(), "ORP-1201",
                 "a subquery has no table of its own");
  expect_sql(orders.where(nothing.select_from<User>().exists()),
             R"(SELECT "users"."name" FROM "users" JOIN "orders" ON "users"."id" = )"
             R"("orders"."user_id" WHERE EXISTS (SELECT "users"."id" FROM "users" )"
             R"(WHERE "users"."id" = "orders"."user_id"))");
}

TEST(From, wants_something_to_select) {
  expect_refused(select<>(), any_dialect(), "ORP-1213", "nothing to select");
}

TEST(From, keeps_rows_of_both_sides) {
  const auto all = select(User::c.name.or_null(), Order::c.id.or_null());
  expect_sql(all.full_join(User::c.orders),
             R"(SELECT "users"."name", "orders"."id" FROM "users" )"
             R"(FULL OUTER JOIN "orders" ON "users"."id" = "orders"."user_id")");
  expect_sql(all.full_join<Order>(Order::c.id == User::c.id),
             R"(SELECT "users"."name", "orders"."id" FROM "users" )"
             R"(FULL OUTER JOIN "orders" ON "orders"."id" = "users"."id")");
  expect_refused(select(User::c.name, Order::c.id.or_null()).full_join(User::c.orders),
                 any_dialect(), "ORP-1202", "users.name is on the far side of an outer join");
}

}  // namespace
