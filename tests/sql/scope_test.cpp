// SPDX-License-Identifier: MIT
// Whose a table is that a nested query names: its own, or the statement's around it.
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;
namespace func = orp::func;

const orp::backend::Dialect& any_dialect() { return orp::backend::postgres_dialect(); }

// scope.hpp, rule 2.
TEST(Scope, the_only_table_of_a_subquery_is_its_own) {
  const auto average = select(func::avg(Item::c.weight)).scalar_subquery();
  expect_sql(select(Item::c.token, Item::c.weight > average),
             {R"(SELECT "items"."token", "items"."weight" > )"
              R"((SELECT orpiment_avg("items"."weight") FROM "items") FROM "items")",
              R"(SELECT "items"."token", "items"."weight" > (SELECT avg("items"."weight") )"
              R"(FROM "items") FROM "items")"});
  expect_sql(
      select(User::c.id).where(User::c.id == select(func::max(User::c.id)).scalar_subquery()),
      R"(SELECT "users"."id" FROM "users" WHERE "users"."id" = )"
      R"((SELECT max("users"."id") FROM "users"))");
  expect_sql(select(User::c.name).where(select(User::c.id).where(User::c.age > 3).exists()),
             R"(SELECT "users"."name" FROM "users" WHERE EXISTS (SELECT "users"."id" FROM "users" )"
             R"(WHERE "users"."age" > $1))");
  expect_sql(
      orp::update<Tag>().all_rows().set(Tag::c.id = select(func::max(Tag::c.id)).scalar_subquery()),
      R"(UPDATE "tags" SET "id" = (SELECT max("tags"."id") FROM "tags"))");
}

// scope.hpp, rule 1.
TEST(Scope, a_table_whose_relationship_a_subquery_joins_is_its_own) {
  expect_sql(select(User::c.id).where(select(Order::c.id).join(User::c.orders).exists()),
             R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT "orders"."id" FROM "users" )"
             R"(JOIN "orders" ON "users"."id" = "orders"."user_id"))");
  expect_sql(
      select(User::c.id)
          .where(select(Tag::c.id).join(User::c.orders).where(Tag::c.id == Order::c.id).exists()),
      R"(SELECT "users"."id" FROM "users" WHERE EXISTS (SELECT "tags"."id" FROM "users" )"
      R"(JOIN "orders" ON "users"."id" = "orders"."user_id", "tags" )"
      R"(WHERE "tags"."id" = "orders"."id"))");
}

// scope.hpp, rule 2.
TEST(Scope, a_table_beside_another_one_belongs_to_the_statement_around) {
  const auto counted = select(func::count()).where(Order::c.user_id == User::c.id);
  expect_sql(select(User::c.id, counted.scalar_subquery()),
             R"(SELECT "users"."id", (SELECT count(*) FROM "orders" WHERE "orders"."user_id" = )"
             R"("users"."id") FROM "users")");
  expect_refused(select(User::c.id, Order::c.id)
                     .join(User::c.orders)
                     .where(select(User::c.id).where(Order::c.user_id == User::c.id).exists()),
                 any_dialect(), "ORP-1201", "a subquery has no table of its own");
}

// scope.hpp, rule 3.
TEST(Scope, what_a_subquery_has_hides_the_same_table_outside_from_those_below) {
  const auto orders = select(Order::c.id).where(Order::c.user_id == User::c.id);
  const auto buyers = select(User::c.id).select_from<User>().where(orders.exists());
  expect_sql(select(User::c.name).where(buyers.exists()),
             R"(SELECT "users"."name" FROM "users" WHERE EXISTS (SELECT "users"."id" FROM "users" )"
             R"(WHERE EXISTS (SELECT "orders"."id" FROM "orders" WHERE "orders"."user_id" = )"
             R"("users"."id")))");
}

// The relationship's target gets another name, and what the criterion says of the target, too.
TEST(Scope, a_criterion_s_subquery_keeps_the_table_that_is_its_own) {
  const auto named = select(func::count()).where(Employee::c.name == "Ann");
  const Spelling expected =
      R"(SELECT "employees"."id" FROM "employees" WHERE EXISTS (SELECT 1 )"
      R"(FROM "employees" AS "employees_1" WHERE "employees"."id" = "employees_1"."manager_id" )"
      R"(AND (SELECT count(*) FROM "employees" WHERE "employees"."name" = $1) = $2))";
  const auto with = [](const auto& count) {
    return select(Employee::c.id)
        .where(Employee::c.reports.any(count.scalar_subquery() == std::int64_t{1}));
  };
  expect_sql(with(named), expected);
  expect_sql(with(named.select_from<Employee>()), expected);
}

TEST(Scope, a_criterion_s_subquery_follows_the_target_that_it_refers_to) {
  const auto namesakes = select(Tag::c.id).where(Tag::c.label == Employee::c.name);
  expect_sql(
      select(Employee::c.id).where(Employee::c.reports.any(namesakes.exists())),
      R"(SELECT "employees"."id" FROM "employees" WHERE EXISTS (SELECT 1 )"
      R"(FROM "employees" AS "employees_1" WHERE "employees"."id" = "employees_1"."manager_id" )"
      R"(AND EXISTS (SELECT "tags"."id" FROM "tags" WHERE "tags"."label" = )"
      R"("employees_1"."name")))");
  const auto ordered = select(Tag::c.id)
                           .where(Tag::c.label == "x")
                           .group_by(Tag::c.id)
                           .having(func::max(Tag::c.label) == Employee::c.name)
                           .order_by(Tag::c.id)
                           .limit(1);
  expect_sql(
      select(Employee::c.id).where(Employee::c.reports.any(ordered.exists())),
      R"(SELECT "employees"."id" FROM "employees" WHERE EXISTS (SELECT 1 )"
      R"(FROM "employees" AS "employees_1" WHERE "employees"."id" = "employees_1"."manager_id" )"
      R"(AND EXISTS (SELECT "tags"."id" FROM "tags" WHERE "tags"."label" = $1 )"
      R"(GROUP BY "tags"."id" HAVING max("tags"."label") = )"
      R"("employees_1"."name" ORDER BY "tags"."id" LIMIT $2)))");
}

// What an operator's result is may hang on an operand that is replaced.
TEST(Scope, a_criterion_keeps_its_types_when_the_target_gets_another_name) {
  const auto length = func::call<std::int64_t>("length", Employee::c.name);
  expect_sql(
      select(Employee::c.id).where(Employee::c.reports.any(-(length + Employee::c.id) < 5)),
      {R"(SELECT "employees"."id" FROM "employees" WHERE EXISTS (SELECT 1 )"
       R"(FROM "employees" AS "employees_1" WHERE "employees"."id" = "employees_1"."manager_id" )"
       R"(AND orpiment_int64(-(length("employees_1"."name") + "employees_1"."id")) < ?))",
       R"(SELECT "employees"."id" FROM "employees" WHERE EXISTS (SELECT 1 )"
       R"(FROM "employees" AS "employees_1" WHERE "employees"."id" = "employees_1"."manager_id" )"
       R"(AND -(length("employees_1"."name") + "employees_1"."id") < $1))"});
}

TEST(Scope, two_tables_are_connected_by_any_clause_of_a_subquery) {
  const auto two = select(User::c.id, Order::c.id);
  const auto start = R"(SELECT "users"."id", "orders"."id" AS "id_1" FROM "users", "orders" )";
  const auto expect = [&](const auto& query, const std::string& text) {
    expect_sql(two.where(query.exists()), (start + ("WHERE EXISTS (" + text + ")")).c_str());
  };
  expect(select(Item::c.order_id)
             .join<Tag>(Tag::c.id == User::c.id && Item::c.order_id == Order::c.id),
         R"(SELECT "items"."order_id" FROM "items" JOIN "tags" ON "tags"."id" = "users"."id" )"
         R"(AND "items"."order_id" = "orders"."id")");
  expect(select(Item::c.order_id).group_by(Item::c.order_id).having(Order::c.user_id == User::c.id),
         R"(SELECT "items"."order_id" FROM "items" GROUP BY "items"."order_id" )"
         R"(HAVING "orders"."user_id" = "users"."id")");
  expect(select(Item::c.order_id.between(User::c.id, Order::c.id)),
         R"(SELECT "items"."order_id" BETWEEN "users"."id" AND "orders"."id" FROM "items")");
}

TEST(Scope, a_subquery_s_own_table_connects_nothing_outside) {
  const auto of_orders = select(func::max(Order::c.user_id)).where(Order::c.total > 1);
  expect_refused(select(User::c.id, Order::c.id).where(User::c.id == of_orders.scalar_subquery()),
                 any_dialect(), "ORP-1201", "nothing connects users and orders");
  expect_refused(select(User::c.id, Order::c.id)
                     .where(User::c.id == of_orders.select_from<Order>().scalar_subquery()),
                 any_dialect(), "ORP-1201", "nothing connects users and orders");
}

}  // namespace
