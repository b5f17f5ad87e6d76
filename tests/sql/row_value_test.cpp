// SPDX-License-Identifier: MIT
// Rows of values, compared as one.
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/row_value.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
using orp::tuple;

#define ITEMS "SELECT \"items\".\"price\" FROM \"items\" WHERE "
#define ORDERS "SELECT \"orders\".\"id\" FROM \"orders\" WHERE "

auto items(const orp::Predicate& condition) { return select(Item::c.price).where(condition); }
auto orders(const orp::Predicate& condition) { return select(Order::c.id).where(condition); }

const auto key = tuple(Item::c.order_id, Item::c.position);

TEST(SqlRowValue, is_compared_as_one) {
  expect_sql(items(key == tuple(1, 2)),
             ITEMS R"(("items"."order_id", "items"."position") = ($1, $2))");
  expect_sql(items(key != std::tuple(1, 2)),
             ITEMS R"(("items"."order_id", "items"."position") <> ($1, $2))");
  expect_sql(items(tuple(3, Item::c.position) >= tuple(Item::c.order_id, 2)),
             ITEMS R"(($1, "items"."position") >= ("items"."order_id", $2))");
  expect_sql(
      items(!(key < tuple(1, 2)) && Item::c.weight > 1),
      {ITEMS R"(("items"."order_id", "items"."position") >= (?, ?) AND "items"."weight" > ?)",
       ITEMS R"(("items"."order_id", "items"."position") >= ($1, $2) AND "items"."weight" > $3)"});
}

TEST(SqlRowValue, compares_each_two_elements_as_they_would_be_alone) {
  expect_sql(orders(tuple(Order::c.total, Order::c.status) > tuple("1.5"_dec, Status::open)),
             {ORDERS R"(("orders"."total", CASE "orders"."status" WHEN 'open' THEN 0 )"
                     R"(WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END) > (?, CASE ? )"
                     R"(WHEN 'open' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END))",
              ORDERS R"(("orders"."total", "orders"."status") > ($1, $2))"});
}

TEST(SqlRowValue, may_be_null_where_an_element_may) {
  static_assert(std::is_same_v<decltype(key == tuple(1, 2))::value_type, bool>);
  const auto dated = tuple(Order::c.due, Order::c.id);
  static_assert(std::is_same_v<decltype(dated < dated)::value_type, std::optional<bool>>);
}

TEST(SqlRowValue, is_looked_for_in_a_list) {
  const std::vector<std::tuple<int, std::int16_t>> rows{{1, 2}};
  const Spelling among{ITEMS
                       R"(("items"."order_id", "items"."position") IN (SELECT k0.value, )"
                       R"(k1.value FROM orpiment_keys(?1) AS k0 JOIN orpiment_keys(?2) AS k1 )"
                       R"(ON k1.position = k0.position))",
                       ITEMS R"(("items"."order_id", "items"."position") IN (SELECT * FROM )"
                             R"(unnest($1::bigint[], $2::smallint[])))"};
  expect_sql(items(key.in_({{1, 2}, {3, 4}})), among);
  expect_sql(items(key.in_(rows)), among);
  EXPECT_NE(items(key.not_in({{1, 2}})).to_sql().find(" NOT IN "), std::string::npos);
  EXPECT_NE(items(!key.in_({{1, 2}})).to_sql().find(" NOT IN "), std::string::npos);
}

TEST(SqlRowValue, is_looked_for_in_the_rows_of_a_select) {
  expect_sql(items(key.in_(select(Order::c.id, User::c.age).join(Order::c.user))),
             ITEMS R"(("items"."order_id", "items"."position") IN (SELECT "orders"."id", )"
                   R"("users"."age" FROM "orders" JOIN "users" ON "orders"."user_id" = )"
                   R"("users"."id"))");
  expect_sql(
      items(tuple(Item::c.price, Item::c.order_id)
                .not_in(select(Order::c.total + "0.001"_dec, Order::c.id))),
      {ITEMS R"(("items"."price", "items"."order_id") NOT IN (SELECT )"
             R"(orpiment_int64("orders"."total" * 10 + ?) * 10, "orders"."id" FROM "orders"))",
       ITEMS R"(("items"."price", "items"."order_id") NOT IN (SELECT )"
             R"("orders"."total" + $1, "orders"."id" FROM "orders"))"});
}

}  // namespace
