// SPDX-License-Identifier: MIT
#include "orpiment/sql/functions.hpp"

#include <optional>
#include <string>
#include <type_traits>

#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;
namespace func = orp::func;

TEST(SqlFunction, counts) {
  expect_sql(select(func::count()).select_from<User>(), R"(SELECT count(*) FROM "users")");
  expect_sql(select(func::count(User::c.age)), R"(SELECT count("users"."age") FROM "users")");
  expect_sql(select(func::count(orp::distinct(User::c.age))),
             R"(SELECT count(DISTINCT "users"."age") FROM "users")");
}

TEST(SqlFunction, sums_and_averages_numbers_as_the_cpp_type_says) {
  static_assert(std::is_same_v<decltype(func::sum(User::c.age)),
                               orp::Aggregate<std::optional<std::int64_t>>>);
  static_assert(
      std::is_same_v<decltype(func::avg(User::c.age)), orp::Aggregate<std::optional<double>>>);
  static_assert(std::is_same_v<decltype(func::avg(Order::c.total)),
                               orp::Aggregate<std::optional<orp::Decimal>>>);
  expect_sql(select(func::sum(User::c.age), func::avg(Item::c.weight).label("a"))
                 .join<Item>(Item::c.order_id == User::c.id),
             {R"(SELECT sum("users"."age"), orpiment_avg("items"."weight") AS "a" FROM "users" )"
              R"(JOIN "items" ON "items"."order_id" = "users"."id")",
              R"(SELECT sum("users"."age"), avg("items"."weight") AS "a" FROM "users" )"
              R"(JOIN "items" ON "items"."order_id" = "users"."id")"});
  expect_sql(select(func::sum(User::c.id), func::avg(User::c.id)),
             {R"(SELECT sum("users"."id"), orpiment_int64_avg("users"."id") FROM "users")",
              R"(SELECT CAST(sum("users"."id") AS bigint), )"
              R"(CAST(avg("users"."id") AS double precision) FROM "users")"});
}

TEST(SqlFunction, finds_the_least_and_the_greatest) {
  expect_sql(select(func::min(User::c.name), func::max(User::c.created_at)),
             R"(SELECT min("users"."name"), max("users"."created_at") FROM "users")");
  expect_sql(select(func::max(Order::c.status)),
             {R"(SELECT CASE max(CASE "orders"."status" WHEN 'open' THEN 0 WHEN 'paid' THEN 1 )"
              R"(WHEN 'shipped' THEN 2 END) WHEN 0 THEN 'open' WHEN 1 THEN 'paid' )"
              R"(WHEN 2 THEN 'shipped' END FROM "orders")",
              R"(SELECT max("orders"."status") FROM "orders")"});
}

TEST(SqlFunction, gives_postgres_what_it_lacks) {
  expect_sql(select(func::max(User::c.active)),
             {R"(SELECT max("users"."active") FROM "users")",
              R"(SELECT (max(CAST("users"."active" AS integer)) <> 0) FROM "users")"});
}

TEST(SqlFunction, works_on_texts) {
  expect_sql(select(func::lower(User::c.name), func::upper(User::c.name)),
             R"(SELECT lower("users"."name"), upper("users"."name") FROM "users")");
  expect_sql(select(func::length(User::c.name)),
             {R"(SELECT length("users"."name") FROM "users")",
              R"(SELECT char_length("users"."name") FROM "users")"});
  expect_sql(select(func::length(Item::c.picture)),
             {R"(SELECT length("items"."picture") FROM "items")",
              R"(SELECT octet_length("items"."picture") FROM "items")"});
}

TEST(SqlFunction, takes_the_first_that_is_not_null) {
  static_assert(std::is_same_v<decltype(func::coalesce(User::c.age, 0)), orp::Expr<std::int32_t>>);
  static_assert(std::is_same_v<decltype(func::coalesce(User::c.age, User::c.age)),
                               orp::Expr<std::optional<std::int32_t>>>);
  expect_sql(select(func::coalesce(User::c.age, 0)),
             {R"(SELECT coalesce("users"."age", ?) FROM "users")",
              R"(SELECT coalesce("users"."age", $1::integer) FROM "users")"});
}

TEST(SqlFunction, rounds_doubles_alike) {
  expect_sql(select(func::round(Item::c.weight, 1), func::abs(Item::c.weight)),
             {R"(SELECT orpiment_round("items"."weight", 1), abs("items"."weight") FROM "items")",
              R"(SELECT CAST(round(CAST("items"."weight" AS numeric), 1) AS double precision), )"
              R"(abs("items"."weight") FROM "items")"});
}

TEST(SqlFunction, knows_the_time) {
  expect_sql(select(User::c.id).where(User::c.created_at < func::now()),
             {R"(SELECT "users"."id" FROM "users" )"
              R"(WHERE "users"."created_at" < strftime('%Y-%m-%d %H:%M:%f000', 'now'))",
              R"(SELECT "users"."id" FROM "users" WHERE "users"."created_at" < now())"});
}

TEST(SqlFunction, calls_any_other_by_name) {
  expect_sql(select(func::call<std::string>("substr", User::c.name, 1, 3)),
             {R"(SELECT substr("users"."name", ?, ?) FROM "users")",
              R"(SELECT substr("users"."name", $1::integer, $2::integer) FROM "users")"});
  expect_refused(select(func::call<std::string>("f(); --")).select_from<User>(),
                 orp::backend::default_dialect(), "ORP-1212", "is not the name of a function");
}

TEST(SqlFunction, casts_to_the_type_of_a_database) {
  static_assert(std::is_same_v<decltype(orp::cast<std::string>(User::c.age)),
                               orp::Expr<std::optional<std::string>>>);
  expect_sql(select(orp::cast<std::string>(User::c.id), orp::cast<double>(User::c.id)),
             {R"(SELECT CAST("users"."id" AS TEXT), CAST("users"."id" AS REAL) FROM "users")",
              R"(SELECT CAST("users"."id" AS text), CAST("users"."id" AS double precision) )"
              R"(FROM "users")"});
  expect_sql(select(orp::cast<orp::Date>(User::c.created_at)),
             {R"(SELECT substr("users"."created_at", 1, 10) FROM "users")",
              R"(SELECT CAST(("users"."created_at") AT TIME ZONE 'UTC' AS date) FROM "users")"});
  expect_sql(select(orp::cast<std::string>(User::c.active)),
             {R"(SELECT CASE "users"."active" WHEN 0 THEN 'false' WHEN 1 THEN 'true' END )"
              R"(FROM "users")",
              R"(SELECT CAST("users"."active" AS text) FROM "users")"});
  expect_sql(select(orp::cast<std::int16_t>(User::c.age)),
             {R"(SELECT orpiment_int16("users"."age") FROM "users")",
              R"(SELECT CAST("users"."age" AS smallint) FROM "users")"});
  expect_sql(select(orp::cast<std::int32_t>(Item::c.weight)),
             {R"(SELECT orpiment_int32(orpiment_whole("items"."weight")) FROM "items")",
              R"(SELECT CAST("items"."weight" AS integer) FROM "items")"});
  expect_sql(select(orp::cast<bool>(User::c.age)), {R"(SELECT ("users"."age" <> 0) FROM "users")",
                                                    R"(SELECT ("users"."age" <> 0) FROM "users")"});
}

TEST(SqlFunction, calculates_in_64_bits_with_a_literal_of_64_bits) {
  expect_sql(select(Item::c.position + 1L),
             {R"(SELECT orpiment_int64("items"."position" + ?) FROM "items")",
              R"(SELECT "items"."position" + $1::bigint FROM "items")"});
}

TEST(SqlFunction, calculates_in_32_bits_at_least) {
  expect_sql(select(Item::c.position + 1),
             {R"(SELECT orpiment_int32("items"."position" + ?) FROM "items")",
              R"(SELECT CAST("items"."position" AS integer) + $1::smallint FROM "items")"});
  expect_sql(select(Item::c.position * 100'000),
             {R"(SELECT orpiment_int32("items"."position" * ?) FROM "items")",
              R"(SELECT "items"."position" * $1::integer FROM "items")"});
}

TEST(SqlFunction, chooses_by_case) {
  const auto group = orp::case_().when(User::c.age < 18, "minor").when(User::c.age < 65, "adult");
  static_assert(std::is_base_of_v<orp::Expr<std::optional<std::string>>, decltype(group)>);
  static_assert(std::is_same_v<decltype(group.else_("senior")), orp::Expr<std::string>>);
  expect_sql(select(group.else_("senior")),
             {R"(SELECT CASE WHEN "users"."age" < ? THEN ? WHEN "users"."age" < ? THEN ? ELSE ? )"
              R"(END FROM "users")",
              R"(SELECT CASE WHEN "users"."age" < $1 THEN $2::text WHEN "users"."age" < $3 )"
              R"(THEN $4::text ELSE $5::text END FROM "users")"});
  expect_sql(select(orp::case_().when(User::c.active, User::c.name)),
             R"(SELECT CASE WHEN "users"."active" THEN "users"."name" END FROM "users")");
}

}  // namespace
