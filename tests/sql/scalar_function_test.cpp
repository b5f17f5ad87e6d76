// SPDX-License-Identifier: MIT
// Functions of one row's values, as each database spells them.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <type_traits>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/number_functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text_functions.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

TEST(ScalarFunction, cuts_texts) {
  expect_sql(select(func::trim(User::c.name), func::ltrim(User::c.name, "x"),
                    func::substr(User::c.name, 2), func::substr(User::c.name, 2, User::c.id),
                    func::left(User::c.name, 2)),
             {R"(SELECT trim("users"."name"), ltrim("users"."name", ?), )"
              R"(orpiment_substr("users"."name", ?, 2147483647), )"
              R"(orpiment_substr("users"."name", ?, orpiment_int32("users"."id")), )"
              R"(orpiment_left("users"."name", ?) FROM "users")",
              R"(SELECT btrim("users"."name"), ltrim("users"."name", $1::text), )"
              R"(substr("users"."name", $2::integer), )"
              R"(substr("users"."name", $3::integer, CAST("users"."id" AS integer)), )"
              R"(left("users"."name", $4::integer) FROM "users")"});
}

TEST(ScalarFunction, puts_texts_together) {
  const auto maybe = User::c.name.or_null();
  expect_sql(select(func::concat("<", maybe, User::c.email), func::concat_ws(", ", maybe, "x")),
             {R"(SELECT ? || coalesce("users"."name", ?) || "users"."email", )"
              R"(orpiment_concat_ws(?, "users"."name", ?) FROM "users")",
              R"(SELECT $1::text || coalesce("users"."name", $2::text) || "users"."email", )"
              R"(concat_ws($3::text, "users"."name", $4::text) FROM "users")"});
  static_assert(std::is_same_v<decltype(func::concat(maybe, "x")), orp::Expr<std::string>>);
}

TEST(ScalarFunction, makes_numbers_whole) {
  expect_sql(select(func::floor(Order::c.total), func::sign(Order::c.total)),
             {R"(SELECT orpiment_floor_scaled("orders"."total", 2), )"
              R"(("orders"."total" > 0) - ("orders"."total" < 0) FROM "orders")",
              R"(SELECT floor("orders"."total"), CAST(sign("orders"."total") AS integer) )"
              R"(FROM "orders")"});
  expect_sql(select(func::ceil(Item::c.weight), func::power(Item::c.weight, 2)),
             {R"(SELECT orpiment_ceil("items"."weight"), orpiment_power("items"."weight", ?) )"
              R"(FROM "items")",
              R"(SELECT ceil("items"."weight"), power("items"."weight", $1::double precision) )"
              R"(FROM "items")"});
}

TEST(ScalarFunction, chooses_among_values) {
  expect_sql(select(func::greatest(Order::c.total, 1), func::nullif(Order::c.user_id, 0)),
             {R"(SELECT orpiment_greatest("orders"."total", ?), )"
              R"(CASE WHEN "orders"."user_id" IS NOT ? THEN "orders"."user_id" END FROM "orders")",
              R"(SELECT greatest("orders"."total", $1::numeric), )"
              R"(CASE WHEN "orders"."user_id" IS DISTINCT FROM $2 THEN "orders"."user_id" END )"
              R"(FROM "orders")"});
  expect_sql(select(func::least(Order::c.status, Status::paid)),
             {R"(SELECT CASE orpiment_least(CASE "orders"."status" WHEN 'open' THEN 0 )"
              R"(WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END, CASE ? WHEN 'open' THEN 0 )"
              R"(WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END) WHEN 0 THEN 'open' )"
              R"(WHEN 1 THEN 'paid' WHEN 2 THEN 'shipped' END FROM "orders")",
              R"(SELECT least("orders"."status", $1::"order_status") FROM "orders")"});
  static_assert(std::is_same_v<decltype(func::greatest(User::c.age, 18)), orp::Expr<std::int32_t>>);
  static_assert(std::is_same_v<decltype(func::greatest(User::c.age, User::c.age)),
                               orp::Expr<std::optional<std::int32_t>>>);
  static_assert(std::is_same_v<decltype(func::nullif(User::c.id, 0)),
                               orp::Expr<std::optional<std::int64_t>>>);
}

TEST(ScalarFunction, cuts_times) {
  expect_sql(select(orp::date_trunc(orp::Unit::month, User::c.created_at)),
             {R"(SELECT orpiment_date_trunc("users"."created_at", 'month') FROM "users")",
              R"(SELECT date_trunc('month', "users"."created_at", 'UTC') FROM "users")"});
  expect_sql(select(orp::date_trunc(orp::Unit::week, Order::c.due)),
             {R"(SELECT orpiment_date_trunc("orders"."due", 'week') FROM "orders")",
              R"(SELECT CAST(date_trunc('week', CAST("orders"."due" AS timestamp)) AS date) )"
              R"(FROM "orders")"});
  try {
    (void)orp::date_trunc(orp::Unit::hour, Order::c.due);
    ADD_FAILURE() << "not refused";
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1243");
  }
}

}  // namespace
