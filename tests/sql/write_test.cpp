// SPDX-License-Identifier: MIT
#include "orpiment/sql/write.hpp"

#include <optional>
#include <string>
#include <tuple>

#include "orpiment/sql/functions.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using orp::delete_;
using orp::insert;
using orp::select;
using orp::update;

/// `make` assigns that column twice, and is told so.
template <class Make>
void expect_repeated(const Make& make, const std::string& table, const std::string& column) {
  const auto error = orp::tests::error_of<orp::UsageError>(make);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1205");
  EXPECT_EQ(error->message(), "column " + column + " is assigned twice");
  EXPECT_EQ(error->table(), table);
  EXPECT_EQ(error->columns(), std::vector{column});
}

// users.active has a client default, users.updated_at is set by every update, items.token is made
// by the client.

TEST(Insert, assigns_columns_and_fills_in_client_defaults) {
  expect_sql(insert<User>().values(User::c.name = "Ann", User::c.email = "ann@example.com"),
             R"(INSERT INTO "users" ("name", "email", "active") VALUES ($1, $2, $3))");
  expect_sql(insert<User>().values(User::c.active = false, User::c.name = "Ann",
                                   User::c.age = std::nullopt),
             R"(INSERT INTO "users" ("name", "age", "active") VALUES ($1, $2, $3))");
}

TEST(Insert, takes_many_rows) {
  const auto one = insert<Tag>().values(Tag::c.id = 1, Tag::c.label = "a");
  expect_sql(one.values(Tag::c.label = "b", Tag::c.id = 2),
             R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2), ($3, $4))");
  expect_sql(one, R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2))");
  EXPECT_THROW((void)one.values(Tag::c.id = 2), orp::UsageError);
}

TEST(Insert, refuses_a_column_twice) {
  expect_repeated([] { (void)insert<Tag>().values(Tag::c.id = 1, Tag::c.id = 2); }, "tags", "id");
}

TEST(Insert, takes_expressions) {
  expect_sql(insert<User>().values(User::c.name = orp::func::upper(orp::literal("ann")),
                                   User::c.created_at = orp::func::now()),
             {R"(INSERT INTO "users" ("name", "created_at", "active") )"
              R"(VALUES (upper(?), strftime('%Y-%m-%d %H:%M:%f000', 'now'), ?))",
              R"(INSERT INTO "users" ("name", "created_at", "active") )"
              R"(VALUES (upper($1::text), now(), $2))"});
}

TEST(Insert, makes_a_row_of_defaults) {
  expect_sql(insert<Tag>().values(), R"(INSERT INTO "tags" DEFAULT VALUES)");
  expect_sql(insert<User>().values(), R"(INSERT INTO "users" ("active") VALUES ($1))");
  expect_refused(insert<Tag>(), orp::backend::postgres_dialect(), "ORP-1206", "has no rows");
}

TEST(Insert, from_select_takes_each_column_once) {
  expect_repeated(
      [] {
        (void)insert<Tag>().from_select(select(User::c.name, User::c.name), Tag::c.label,
                                        Tag::c.label);
      },
      "tags", "label");
}

TEST(Insert, takes_the_rows_of_a_select) {
  expect_sql(insert<Tag>().from_select(select(User::c.id, User::c.name).where(User::c.id > 3),
                                       Tag::c.id, Tag::c.label),
             R"(INSERT INTO "tags" ("id", "label") SELECT "users"."id", "users"."name" )"
             R"(FROM "users" WHERE "users"."id" > $1)");
  expect_sql(insert<User>().from_select(select(Tag::c.label), User::c.name),
             {R"(INSERT INTO "users" ("name", "active") SELECT "tags"."label", ? FROM "tags")",
              R"(INSERT INTO "users" ("name", "active") )"
              R"(SELECT "tags"."label", $1::boolean FROM "tags")"});
  expect_sql(insert<Order>().from_select(select(Item::c.price, Item::c.order_id), Order::c.total,
                                         Order::c.user_id),
             {R"(INSERT INTO "orders" ("total", "user_id", "status") SELECT )"
              R"(orpiment_rounded("items"."price", 2), "items"."order_id", ? FROM "items")",
              R"(INSERT INTO "orders" ("total", "user_id", "status") SELECT "items"."price", )"
              R"("items"."order_id", $1::"order_status" FROM "items")"});
}

TEST(Insert, returns_what_was_inserted) {
  const auto ids = insert<Tag>().values(Tag::c.id = 1).returning(Tag::c.id, Tag::c.label);
  static_assert(std::is_same_v<decltype(ids)::row_type, std::tuple<std::int64_t, std::string>>);
  expect_sql(ids, R"(INSERT INTO "tags" ("id") VALUES ($1) RETURNING "tags"."id", "tags"."label")");
  const auto objects = insert<Tag>().values(Tag::c.id = 1).returning();
  static_assert(std::is_same_v<decltype(objects)::row_type, std::tuple<Tag&>>);
  expect_sql(objects,
             R"(INSERT INTO "tags" ("id") VALUES ($1) RETURNING "tags"."id", "tags"."label")");
}

TEST(Update, refuses_a_column_twice) {
  expect_repeated([] { (void)update<Tag>().set(Tag::c.label = "x", Tag::c.label = "y"); }, "tags",
                  "label");
}

TEST(Update, assigns_values_and_expressions) {
  expect_sql(update<Tag>().where(Tag::c.id == 1).set(Tag::c.label = "x"),
             R"(UPDATE "tags" SET "label" = $1 WHERE "tags"."id" = $2)");
  expect_sql(update<Employee>().set(Employee::c.manager_id = std::nullopt).all_rows(),
             R"(UPDATE "employees" SET "manager_id" = $1)");
  expect_sql(
      update<Tag>().set(Tag::c.label = Tag::c.label + "!", Tag::c.id = Tag::c.id + 1).all_rows(),
      {R"(UPDATE "tags" SET "label" = "tags"."label" || ?, )"
       R"("id" = orpiment_int64("tags"."id" + ?))",
       R"(UPDATE "tags" SET "label" = "tags"."label" || $1::text, "id" = "tags"."id" + $2)"});
}

TEST(Update, sets_what_the_schema_says_unless_the_program_does) {
  expect_sql(update<User>().set(User::c.name = "x").all_rows(),
             R"(UPDATE "users" SET "name" = $1, "updated_at" = $2)");
  expect_sql(update<User>().set(User::c.updated_at = orp::func::now()).all_rows(),
             {R"(UPDATE "users" SET "updated_at" = strftime('%Y-%m-%d %H:%M:%f000', 'now'))",
              R"(UPDATE "users" SET "updated_at" = now())"});
}

TEST(Update, takes_values_from_other_tables) {
  expect_sql(update<Tag>().set(Tag::c.label = User::c.name).where(Tag::c.id == User::c.id),
             R"(UPDATE "tags" SET "label" = "users"."name" FROM "users" )"
             R"(WHERE "tags"."id" = "users"."id")");
  const auto name = select(User::c.name).where(User::c.id == Tag::c.id).scalar_subquery();
  expect_sql(update<Tag>().set(Tag::c.label = orp::func::coalesce(name, "none")).all_rows(),
             {R"(UPDATE "tags" SET "label" = coalesce((SELECT "users"."name" FROM "users" )"
              R"(WHERE "users"."id" = "tags"."id"), ?))",
              R"(UPDATE "tags" SET "label" = coalesce((SELECT "users"."name" FROM "users" )"
              R"(WHERE "users"."id" = "tags"."id"), $1::text))"});
}

TEST(Update, refuses_tables_that_nothing_connects) {
  for (const orp::backend::Dialect* dialect :
       {&orp::backend::sqlite_dialect(), &orp::backend::postgres_dialect()}) {
    expect_refused(update<Tag>().set(Tag::c.label = "x").where(User::c.id == 1), *dialect,
                   "ORP-1201", "nothing connects tags and users in this statement");
    expect_refused(update<Tag>().set(Tag::c.label = User::c.name).all_rows(), *dialect, "ORP-1201",
                   "nothing connects tags and users in this statement");
    expect_refused(delete_<Tag>().where(User::c.id == 1 && Tag::c.id > 2), *dialect, "ORP-1201",
                   "nothing connects tags and users in this statement");
    expect_refused(
        update<Tag>().set(Tag::c.label = "x").where(Tag::c.id == User::c.id, Order::c.id == 1),
        *dialect, "ORP-1201", "nothing connects tags and orders in this statement");
  }
}

TEST(Update, needs_something_to_assign) {
  expect_refused(update<Tag>().all_rows(), orp::backend::postgres_dialect(), "ORP-1206",
                 "assigns nothing");
}

TEST(Update, returns_what_was_changed) {
  expect_sql(update<Tag>().set(Tag::c.label = "x").all_rows().returning(Tag::c.id),
             R"(UPDATE "tags" SET "label" = $1 RETURNING "tags"."id")");
}

TEST(Delete, removes_rows) {
  expect_sql(delete_<Tag>().all_rows(), R"(DELETE FROM "tags")");
  expect_sql(delete_<Tag>().where(Tag::c.id > 3, Tag::c.label == "x").returning(),
             R"(DELETE FROM "tags" WHERE "tags"."id" > $1 AND "tags"."label" = $2 )"
             R"(RETURNING "tags"."id", "tags"."label")");
  expect_sql(delete_<User>().where(!User::c.orders.any()),
             R"(DELETE FROM "users" WHERE NOT EXISTS (SELECT 1 FROM "orders" )"
             R"(WHERE "users"."id" = "orders"."user_id"))");
}

TEST(Delete, looks_at_other_tables) {
  expect_sql(delete_<Tag>().where(Tag::c.id == User::c.id),
             {R"(DELETE FROM "tags" WHERE "tags"."id" IN (SELECT "tags"."id" FROM "tags", "users" )"
              R"(WHERE "tags"."id" = "users"."id"))",
              R"(DELETE FROM "tags" USING "users" WHERE "tags"."id" = "users"."id")"});
  expect_sql(delete_<Item>().where(Item::c.order_id == Order::c.id, Order::c.user_id == 3),
             {R"(DELETE FROM "items" WHERE ("items"."order_id", "items"."position") IN )"
              R"((SELECT "items"."order_id", "items"."position" FROM "items", "orders" )"
              R"(WHERE "items"."order_id" = "orders"."id" AND "orders"."user_id" = ?))",
              R"(DELETE FROM "items" USING "orders" )"
              R"(WHERE "items"."order_id" = "orders"."id" AND "orders"."user_id" = $1)"});
}

TEST(Delete, takes_ctes) {
  const auto old = select(User::c.id).where(User::c.age > 90).cte("old");
  expect_sql(delete_<Order>().where(Order::c.user_id == old[User::c.id]),
             {R"(WITH "old" AS (SELECT "users"."id" FROM "users" WHERE "users"."age" > ?) )"
              R"(DELETE FROM "orders" WHERE "orders"."id" IN (SELECT "orders"."id" )"
              R"(FROM "orders", "old" WHERE "orders"."user_id" = "old"."id"))",
              R"(WITH "old" AS (SELECT "users"."id" FROM "users" WHERE "users"."age" > $1) )"
              R"(DELETE FROM "orders" USING "old" WHERE "orders"."user_id" = "old"."id")"});
}

TEST(Returning, names_what_the_statement_has) {
  const auto& postgres = orp::backend::postgres_dialect();
  const auto& sqlite = orp::backend::sqlite_dialect();
  const auto joined = delete_<Tag>().where(Tag::c.id == User::c.id).returning(User::c.name);
  EXPECT_EQ(joined.to_sql(postgres),
            R"(DELETE FROM "tags" USING "users" WHERE "tags"."id" = "users"."id" )"
            R"(RETURNING "users"."name")");
  expect_refused(joined, sqlite, "ORP-1214", "returning() names users");
  expect_refused(update<Tag>()
                     .set(Tag::c.label = User::c.name)
                     .where(Tag::c.id == User::c.id)
                     .returning(User::c.name),
                 sqlite, "ORP-1214", "returning() names users");
  for (const auto* dialect : {&postgres, &sqlite}) {
    expect_refused(delete_<Tag>().all_rows().returning(User::c.name), *dialect, "ORP-1214",
                   "which is no table of the statement");
    expect_refused(insert<Tag>().values(Tag::c.id = 1).returning(User::c.name), *dialect,
                   "ORP-1214", "which is no table of the statement");
  }
}

TEST(Returning, stands_before_another_statement) {
  const auto gone =
      delete_<Tag>().where(Tag::c.id < 9).returning(Tag::c.id, Tag::c.label).cte("gone");
  const auto counted = select(gone[Tag::c.label], orp::func::count()).group_by(gone[Tag::c.label]);
  EXPECT_EQ(counted.to_sql(orp::backend::postgres_dialect()),
            R"(WITH "gone" AS (DELETE FROM "tags" WHERE "tags"."id" < $1 )"
            R"(RETURNING "tags"."id", "tags"."label") )"
            R"(SELECT "gone"."label", count(*) FROM "gone" GROUP BY "gone"."label")");
  expect_refused(counted, orp::backend::sqlite_dialect(), "ORP-1235",
                 "does not know INSERT, UPDATE or DELETE in WITH");
  const auto moved = insert<Tag>().from_select(select(gone), Tag::c.id, Tag::c.label);
  EXPECT_EQ(moved.to_sql(orp::backend::postgres_dialect()),
            R"(WITH "gone" AS (DELETE FROM "tags" WHERE "tags"."id" < $1 )"
            R"(RETURNING "tags"."id", "tags"."label") INSERT INTO "tags" ("id", "label") )"
            R"(SELECT "gone"."id", "gone"."label" FROM "gone")");
}

TEST(Returning, stands_before_a_statement_that_does_not_name_it) {
  const auto gone = delete_<Tag>().all_rows().returning(Tag::c.id).cte("gone");
  const auto text = [](const auto& statement) {
    return statement.to_sql(orp::backend::postgres_dialect());
  };
  const std::string with = R"(WITH "gone" AS (DELETE FROM "tags" RETURNING "tags"."id") )";
  EXPECT_EQ(text(select(User::c.id).add_cte(gone)), with + R"(SELECT "users"."id" FROM "users")");
  EXPECT_EQ(text(delete_<Order>().all_rows().add_cte(gone)), with + R"(DELETE FROM "orders")");
  EXPECT_EQ(text(insert<Tag>().values().add_cte(gone)),
            with + R"(INSERT INTO "tags" DEFAULT VALUES)");
  const auto error = orp::tests::error_of<orp::UsageError>(
      [] { (void)select(User::c.id).add_cte(select(Tag::c.id).subquery()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1260");
}

TEST(Write, takes_no_aggregates) {
  const auto& dialect = orp::backend::postgres_dialect();
  const auto most = orp::func::max(Tag::c.id);
  expect_refused(update<Tag>().set(Tag::c.id = most).all_rows(), dialect, "ORP-1248",
                 "an aggregate stands in a statement that changes rows of tags");
  expect_refused(delete_<Tag>().where(Tag::c.id == most), dialect, "ORP-1248", "an aggregate");
  expect_refused(delete_<Tag>().all_rows().returning(most), dialect, "ORP-1248", "an aggregate");
  expect_sql(delete_<Tag>().where(Tag::c.id == select(most).scalar_subquery()),
             R"(DELETE FROM "tags" WHERE "tags"."id" = (SELECT max("tags"."id") FROM "tags"))");
}

}  // namespace
