// SPDX-License-Identifier: MIT
// Decimals of at most 18 digits are integers scaled by 10^scale on SQLite: orders.total has the
// scale 2, items.price 4, items.mass is too wide and a text there.
#include <string>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/statement_cache.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
using orp::func::avg;
using orp::func::sum;

#define FROM_BOTH R"( FROM "orders" JOIN "items" ON "orders"."id" = "items"."order_id")"

/// An expression over both tables.
template <class T>
auto both(const orp::Expr<T>& expression) {
  return select(expression).join(Order::c.items);
}

/// The scale that the only parameter of a statement is bound with.
int scale_of_parameter(const orp::Executable& statement) {
  const orp::sql::Shape shape(*orp::StatementAccess::node(statement));
  return shape.parameters()[0]->type->scale;
}

TEST(SqlDecimal, binds_a_literal_with_the_scale_of_the_column) {
  const auto orders = select(Order::c.id);
  expect_sql(orders.where(Order::c.total == "12.5"_dec),
             R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" = $1)");
  EXPECT_EQ(scale_of_parameter(orders.where(Order::c.total == "12.5"_dec)), 2);
  EXPECT_EQ(scale_of_parameter(orders.where(Order::c.total > 12)), 2);
  EXPECT_EQ(scale_of_parameter(orders.where(Order::c.total.in_({1, 2}))), 2);
  EXPECT_EQ(scale_of_parameter(orders.where("7"_dec < Order::c.total)), 2);
}

TEST(SqlDecimal, compares_with_a_literal_of_more_digits) {
  const auto statement = select(Order::c.id).where(Order::c.total == "12.345"_dec);
  EXPECT_EQ(scale_of_parameter(statement), 3);
  expect_sql(statement, {R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" * 10 = ?)",
                         R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" = $1)"});
  const auto list = select(Order::c.id).where(Order::c.total.in_({"1.5"_dec, "2.125"_dec}));
  EXPECT_EQ(scale_of_parameter(list), 3);
  expect_sql(list, {R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" * 10 )"
                    R"(IN (SELECT value FROM orpiment_keys(?1)))",
                    R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" = ANY ($1))"});
}

TEST(SqlDecimal, brings_both_sides_to_one_scale) {
  expect_sql(both(Order::c.total < Item::c.price),
             {R"(SELECT "orders"."total" * 100 < "items"."price")" FROM_BOTH,
              R"(SELECT "orders"."total" < "items"."price")" FROM_BOTH});
  expect_sql(both(Order::c.total + Item::c.price),
             {R"(SELECT orpiment_int64("orders"."total" * 100 + "items"."price"))" FROM_BOTH,
              R"(SELECT "orders"."total" + "items"."price")" FROM_BOTH});
  expect_sql(
      both(Item::c.price - Order::c.total % 3),
      {R"(SELECT orpiment_int64("items"."price" - orpiment_mod("orders"."total", ?) * 100))" FROM_BOTH,
       R"(SELECT "items"."price" - "orders"."total" % $1)" FROM_BOTH});
  expect_sql(both(Order::c.total > Item::c.position),
             {R"(SELECT "orders"."total" > "items"."position" * 100)" FROM_BOTH,
              R"(SELECT "orders"."total" > "items"."position")" FROM_BOTH});
  expect_sql(
      both(Item::c.price.between(Order::c.total, 5)),
      {R"(SELECT "items"."price" >= "orders"."total" * 100 AND "items"."price" <= ?)" FROM_BOTH,
       R"(SELECT "items"."price" BETWEEN "orders"."total" AND $1)" FROM_BOTH});
}

TEST(SqlDecimal, adds_the_scales_of_a_product) {
  const auto product = both(Order::c.total * Item::c.price > 1);
  expect_sql(product, {R"(SELECT orpiment_int64("orders"."total" * "items"."price") > ?)" FROM_BOTH,
                       R"(SELECT "orders"."total" * "items"."price" > $1)" FROM_BOTH});
  EXPECT_EQ(scale_of_parameter(product), 6);
  EXPECT_EQ(scale_of_parameter(select(Order::c.total * 3)), 0);
  EXPECT_EQ(scale_of_parameter(select(Order::c.total * "1.175"_dec)), 3);
}

TEST(SqlDecimal, rounds_a_quotient_to_six_digits) {
  expect_sql(select(Order::c.total / 3),
             {R"(SELECT orpiment_quotient("orders"."total", ?, 4) FROM "orders")",
              R"(SELECT round(round("orders"."total", 46) / $1, 6) FROM "orders")"});
  expect_sql(
      both(7 / (Item::c.price * Order::c.total)),
      {R"(SELECT orpiment_quotient(?, orpiment_int64("items"."price" * "orders"."total"), 12))" FROM_BOTH,
       R"(SELECT round(round($1::numeric, 44) / ("items"."price" * "orders"."total"), 6))" FROM_BOTH});
}

TEST(SqlDecimal, aggregates) {
  expect_sql(select(sum(Order::c.total)), R"(SELECT sum("orders"."total") FROM "orders")");
  expect_sql(
      select(avg(Order::c.total)),
      {R"(SELECT orpiment_quotient(sum("orders"."total"), count("orders"."total"), 4) FROM "orders")",
       R"(SELECT round(avg(round("orders"."total", 27)), 6) FROM "orders")"});
}

TEST(SqlDecimal, rounds) {
  using orp::func::round;
  expect_sql(select(round(Order::c.total, 1)),
             {R"(SELECT orpiment_rounded("orders"."total", 1) FROM "orders")",
              R"(SELECT round("orders"."total", 1) FROM "orders")"});
  expect_sql(select(round(Order::c.total, 2)),
             {R"(SELECT "orders"."total" FROM "orders")",
              R"(SELECT round("orders"."total", 2) FROM "orders")"});
  expect_sql(select(round(Order::c.total, -2)),
             {R"(SELECT (orpiment_rounded("orders"."total", 4) * 100) FROM "orders")",
              R"(SELECT round("orders"."total", -2) FROM "orders")"});
}

TEST(SqlDecimal, chooses_among_values_of_one_scale) {
  expect_sql(
      both(orp::func::coalesce(Order::c.total, Item::c.price, 0)),
      {R"(SELECT coalesce("orders"."total" * 100, "items"."price", orpiment_int64(? * 100)))" FROM_BOTH,
       R"(SELECT coalesce("orders"."total", "items"."price", $1::numeric))" FROM_BOTH});
  expect_sql(both(orp::case_().when(Order::c.id > 1, Order::c.total).else_(Item::c.price)),
             {R"(SELECT CASE WHEN "orders"."id" > ? THEN "orders"."total" * 100 )"
              R"(ELSE "items"."price" END)" FROM_BOTH,
              R"(SELECT CASE WHEN "orders"."id" > $1 THEN "orders"."total" )"
              R"(ELSE "items"."price" END)" FROM_BOTH});
}

TEST(SqlDecimal, is_checked_where_64_bits_may_not_hold_it_at_another_scale) {
  expect_sql(
      both(orp::case_().when(Order::c.id > 1, Order::c.total).else_(Order::c.id)),
      {R"(SELECT CASE WHEN "orders"."id" > ? THEN "orders"."total" )"
       R"(ELSE orpiment_int64("orders"."id" * 100) END)" FROM_BOTH,
       R"(SELECT CASE WHEN "orders"."id" > $1 THEN "orders"."total" ELSE "orders"."id" END)" FROM_BOTH});
  expect_sql(both(Item::c.price.between(Order::c.id, Order::c.total)),
             {R"(SELECT "items"."price" >= "orders"."id" * 10000 )"
              R"(AND "items"."price" <= "orders"."total" * 100)" FROM_BOTH,
              R"(SELECT "items"."price" BETWEEN "orders"."id" AND "orders"."total")" FROM_BOTH});
  expect_sql(
      both(!Item::c.price.between(Order::c.id, Order::c.total)),
      {R"(SELECT "items"."price" < "orders"."id" * 10000 )"
       R"(OR "items"."price" > "orders"."total" * 100)" FROM_BOTH,
       R"(SELECT "items"."price" NOT BETWEEN "orders"."id" AND "orders"."total")" FROM_BOTH});
  expect_sql(select(Order::c.id).where(Order::c.total.in_(select(Order::c.id))),
             {R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" )"
              R"(IN (SELECT "orders"."id" * 100 FROM "orders"))",
              R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" )"
              R"(IN (SELECT "orders"."id" FROM "orders"))"});
}

// Of one check for each 15 factors no real number is infinite.
TEST(SqlDecimal, is_checked_before_a_product_is_infinite) {
  orp::Expr<orp::Decimal> product = Order::c.total;
  std::string sqlite = R"("orders"."total")";
  std::string postgres = sqlite;
  for (int i = 1; i < 17; ++i) {
    product = product * 1;
    sqlite = i == 15 ? "orpiment_int64(" + sqlite + ") * ?" : sqlite + " * ?";
    postgres += " * $" + std::to_string(i);
  }
  sqlite = "SELECT orpiment_int64(" + sqlite + R"() FROM "orders")";
  postgres = "SELECT " + postgres + R"( FROM "orders")";
  expect_sql(select(product), {sqlite.c_str(), postgres.c_str()});
}

TEST(SqlDecimal, looks_into_a_select_of_another_scale) {
  expect_sql(select(Order::c.id).where(Order::c.total.in_(select(Item::c.price))),
             {R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" * 100 )"
              R"(IN (SELECT "items"."price" FROM "items"))",
              R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."total" )"
              R"(IN (SELECT "items"."price" FROM "items"))"});
  expect_sql(select(Item::c.order_id).where(Item::c.price.in_(select(Order::c.total))),
             {R"(SELECT "items"."order_id" FROM "items" WHERE "items"."price" )"
              R"(IN (SELECT "orders"."total" * 100 FROM "orders"))",
              R"(SELECT "items"."order_id" FROM "items" WHERE "items"."price" )"
              R"(IN (SELECT "orders"."total" FROM "orders"))"});
  expect_refused(select(Order::c.id).where(Order::c.total.in_(select(Item::c.mass))),
                 orp::backend::sqlite_dialect(), "ORP-1211", "at most 18 digits");
}

TEST(SqlDecimal, casts) {
  expect_sql(select(orp::cast<double>(Order::c.total)),
             {R"(SELECT (CAST("orders"."total" AS REAL) / 100.0) FROM "orders")",
              R"(SELECT CAST("orders"."total" AS double precision) FROM "orders")"});
  expect_sql(select(orp::cast<orp::Decimal>(Order::c.id, 12, 3)),
             {R"(SELECT orpiment_digits("orders"."id" * 1000, 12) FROM "orders")",
              R"(SELECT CAST("orders"."id" AS numeric(12, 3)) FROM "orders")"});
  expect_sql(select(orp::cast<std::int32_t>(Order::c.total)),
             {R"(SELECT orpiment_int32(orpiment_rounded("orders"."total", 2)) FROM "orders")",
              R"(SELECT CAST("orders"."total" AS integer) FROM "orders")"});
  expect_sql(select(orp::cast<orp::Decimal>(Item::c.weight, 12, 3)),
             {R"(SELECT orpiment_decimal("items"."weight", 12, 3) FROM "items")",
              R"(SELECT CAST("items"."weight" AS numeric(12, 3)) FROM "items")"});
}

TEST(SqlDecimal, becomes_a_text_with_all_digits_of_its_scale) {
  expect_sql(select(orp::cast<std::string>(Order::c.total)),
             {R"(SELECT orpiment_decimal_text("orders"."total", 2, 2) FROM "orders")",
              R"(SELECT CAST(round("orders"."total", 2) AS text) FROM "orders")"});
}

TEST(SqlDecimal, is_assigned_with_the_scale_of_the_column) {
  expect_sql(orp::update<Order>().set(Order::c.total = "7.5"_dec).all_rows(),
             R"(UPDATE "orders" SET "total" = $1)");
  expect_sql(
      orp::update<Order>().set(Order::c.total = Order::c.total * "1.1"_dec).all_rows(),
      {R"(UPDATE "orders" SET "total" = orpiment_rounded(orpiment_int64("orders"."total" * ?), 1))",
       R"(UPDATE "orders" SET "total" = "orders"."total" * $1)"});
  expect_sql(orp::update<Order>().set(Order::c.total = Order::c.id).all_rows(),
             {R"(UPDATE "orders" SET "total" = orpiment_int64("orders"."id" * 100))",
              R"(UPDATE "orders" SET "total" = "orders"."id")"});
}

TEST(SqlDecimal, of_many_digits_is_assigned_and_compared_as_a_text_of_one_scale) {
  expect_sql(orp::update<Item>().set(Item::c.mass = Item::c.price).all_rows(),
             {R"(UPDATE "items" SET "mass" = orpiment_decimal_text("items"."price", 4, 10))",
              R"(UPDATE "items" SET "mass" = "items"."price")"});
  expect_sql(select(Item::c.order_id).where(Item::c.mass == "1.12345678901"_dec),
             {R"(SELECT "items"."order_id" FROM "items" )"
              R"(WHERE orpiment_comparable_text("items"."mass", 10, 11) = ?)",
              R"(SELECT "items"."order_id" FROM "items" WHERE "items"."mass" = $1)"});
}

TEST(SqlDecimal, of_many_digits_is_only_equal_or_not_on_sqlite) {
  const auto items = select(Item::c.order_id);
  const auto& sqlite = orp::backend::sqlite_dialect();
  expect_sql(items.where(Item::c.mass == "1.5"_dec),
             R"(SELECT "items"."order_id" FROM "items" WHERE "items"."mass" = $1)");
  expect_refused(items.where(Item::c.mass < 5), sqlite, "ORP-1210", "cannot order");
  expect_refused(items.order_by(Item::c.mass), sqlite, "ORP-1210", "cannot order");
  expect_refused(select(sum(Item::c.mass)), sqlite, "ORP-1211", "at most 18 digits");
  expect_refused(select(Item::c.mass + 1), sqlite, "ORP-1211", "at most 18 digits");
  expect_refused(select(Item::c.mass * Item::c.price), sqlite, "ORP-1211", "at most 18 digits");
  expect_refused(items.where(Item::c.price > "12345678901234567890.12345"_dec), sqlite, "ORP-1211",
                 "at most 18 digits");
  expect_sql(
      items.where(Item::c.price > "123456789012345678901"_dec),
      {R"(SELECT "items"."order_id" FROM "items" WHERE "items"."price" > orpiment_bound(?, 4))",
       R"(SELECT "items"."order_id" FROM "items" WHERE "items"."price" > $1)"});
}

}  // namespace
