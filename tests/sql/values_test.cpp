// SPDX-License-Identifier: MIT
// Rows of a program's own in a FROM: their text, and what they give.
#include "orpiment/sql/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

const auto label = orp::column<std::optional<std::string>>("label");
using Rows = std::vector<std::tuple<std::int64_t, std::optional<std::string>>>;

TEST(Values, stand_in_from) {
  const auto wanted = orp::values("wanted", Rows{{1, "one"}, {2, std::nullopt}}, User::c.id, label);
  static_assert(std::is_same_v<decltype(wanted[label])::value_type, std::optional<std::string>>);
  expect_sql(
      select(User::c.name, wanted[label]).join(wanted, wanted[User::c.id] == User::c.id),
      {R"(SELECT "users"."name", "wanted"."label" FROM "users" JOIN (SELECT column1 AS "id", )"
       R"(column2 AS "label" FROM (VALUES (?, ?), (?, ?)) AS "anon_1") AS "wanted" )"
       R"(ON "wanted"."id" = "users"."id")",
       R"(SELECT "users"."name", "wanted"."label" FROM "users" JOIN (SELECT column1 AS "id", )"
       R"(column2 AS "label" FROM (VALUES ($1::bigint, $2::text), ($3, $4)) AS "anon_1") )"
       R"(AS "wanted" ON "wanted"."id" = "users"."id")"});
}

TEST(Values, are_a_cte) {
  const auto cte = orp::values("", Rows{{1, "one"}}, User::c.id, label).cte("w");
  expect_sql(
      select(cte),
      {R"(WITH "w" AS (SELECT column1 AS "id", column2 AS "label" FROM (VALUES (?, ?)) )"
       R"(AS "anon_1") SELECT "w"."id", "w"."label" FROM "w")",
       R"(WITH "w" AS (SELECT column1 AS "id", column2 AS "label" FROM )"
       R"((VALUES ($1::bigint, $2::text)) AS "anon_1") SELECT "w"."id", "w"."label" FROM "w")"});
}

TEST(Values, may_be_no_rows) {
  expect_sql(select(orp::values("v", Rows{}, User::c.id, label)),
             {R"(SELECT "v"."id", "v"."label" FROM (SELECT column1 AS "id", column2 AS "label" )"
              R"(FROM (VALUES (?, ?)) AS "anon_1" WHERE 1 = 0) AS "v")",
              R"(SELECT "v"."id", "v"."label" FROM (SELECT column1 AS "id", column2 AS "label" )"
              R"(FROM (VALUES ($1::bigint, $2::text)) AS "anon_1" WHERE 1 = 0) AS "v")"});
}

TEST(Values, have_a_shape_of_names_types_and_rows) {
  const auto sql_of = [](const auto& rows) {
    return select(rows).to_sql(orp::backend::postgres_dialect());
  };
  const auto other = orp::column<std::optional<std::string>>("other");
  const std::string two = sql_of(orp::values("v", Rows{{1, "a"}, {2, "b"}}, User::c.id, label));
  EXPECT_EQ(two, sql_of(orp::values("v", Rows{{3, "c"}, {4, {}}}, User::c.id, label)));
  EXPECT_NE(two, sql_of(orp::values("v", Rows{{1, "a"}}, User::c.id, label)));
  EXPECT_NE(two, sql_of(orp::values("v", Rows{{1, "a"}, {2, "b"}}, User::c.id, other)));
}

TEST(Values, take_expressions_of_rows_beside_them) {
  const auto doubled = orp::column<std::int64_t>("doubled");
  const std::vector<std::tuple<orp::Expr<std::int64_t>>> rows{{Order::c.id * 2}, {Order::c.id}};
  const auto both = orp::values("", rows, doubled).lateral("both");
  const std::string sql =
      select(Order::c.id, both[doubled]).cross_join(both).to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(sql,
            R"(SELECT "orders"."id", "both"."doubled" FROM "orders" CROSS JOIN LATERAL )"
            R"((SELECT column1 AS "doubled" FROM (VALUES ("orders"."id" * $1), ("orders"."id")) )"
            R"(AS "anon_1") AS "both")");
  EXPECT_EQ(refusal_of_postgres(sql), "");
}

class ValuesResults : public ResultsTest {};

TEST_P(ValuesResults, are_as_columns_keep_them) {
  const std::vector<std::tuple<orp::Decimal, Status, orp::Uuid, std::optional<orp::Date>>> rows{
      {"12.5"_dec, Status::paid, orp::Uuid{}, "2026-11-30"_date},
      {"-1"_dec, Status::open, orp::Uuid{}, std::nullopt}};
  const auto token = orp::column("token", Item::c.token);
  const auto v = orp::values("v", rows, Order::c.total, Order::c.status, token, Order::c.due);
  const auto all = connection_.execute(select(v).order_by(v[Order::c.status].desc())).all();
  EXPECT_EQ(all, rows);
  EXPECT_EQ(connection_.execute(select(func::sum(v[Order::c.total]))).scalar_one(), "11.50"_dec);
}

TEST_P(ValuesResults, are_joined) {
  run(orp::insert<Tag>().values(Tag::c.id = 1, Tag::c.label = "a"));
  run(orp::insert<Tag>().values(Tag::c.id = 2, Tag::c.label = "b"));
  const Rows rows{{2, "two"}, {3, "three"}};
  const auto v = orp::values("v", rows, Tag::c.id, label);
  const auto known = select(Tag::c.label, v[label]).join(v, v[Tag::c.id] == Tag::c.id);
  EXPECT_EQ(connection_.execute(known).all(),
            (std::vector<std::tuple<std::string, std::optional<std::string>>>{{"b", "two"}}));
  const auto none = orp::values("v", Rows{}, Tag::c.id, label);
  EXPECT_TRUE(connection_.execute(select(none)).empty());
  const auto cte = orp::values("", rows, Tag::c.id, label).cte("c");
  EXPECT_EQ(connection_.execute(select(func::count(cte[Tag::c.id]))).scalar_one(), 2);
}
ORPIMENT_RESULTS_ON_EACH_DATABASE(ValuesResults);

}  // namespace
