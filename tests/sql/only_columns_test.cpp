// SPDX-License-Identifier: MIT
// Selects that select other things of the same rows.
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/load_option.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using orp::select;
namespace func = orp::func;

const auto of_ann = select<User>().where(User::c.name == "Ann").order_by(User::c.id);

TEST(OnlyColumns, keep_all_else) {
  const auto counted = of_ann.order_by(std::nullopt).with_only_columns(func::count());
  static_assert(std::is_same_v<decltype(counted), const orp::Select<std::int64_t>>);
  expect_sql(counted, R"(SELECT count(*) FROM "users" WHERE "users"."name" = $1)");
  expect_sql(of_ann.limit(3).with_only_columns(User::c.email),
             R"(SELECT "users"."email" FROM "users" WHERE "users"."name" = $1 )"
             R"(ORDER BY "users"."id" LIMIT $2)");
  expect_sql(select<Order>().join(Order::c.user).with_only_columns<User>(),
             select<User>().select_from<Order>().join(Order::c.user).to_sql().c_str());
}

TEST(OnlyColumns, keep_the_from) {
  const auto boss = orp::aliased<Employee>("boss");
  expect_sql(select(boss[Employee::c.name]).with_only_columns(func::count()),
             R"(SELECT count(*) FROM "employees" AS "boss")");
  expect_sql(select(User::c.name + Tag::c.label)
                 .where(User::c.id == Tag::c.id)
                 .with_only_columns(func::count()),
             R"(SELECT count(*) FROM "users", "tags" WHERE "users"."id" = "tags"."id")");
  expect_sql(select<User>()
                 .outerjoin(User::c.orders)
                 .options(orp::selectinload(User::c.tags))
                 .with_only_columns(func::max(Order::c.id)),
             R"(SELECT max("orders"."id") FROM "users" LEFT OUTER JOIN "orders" )"
             R"(ON "users"."id" = "orders"."user_id")");
}

TEST(OnlyColumns, are_added) {
  const auto more = of_ann.add_columns(User::c.age, User::c.id + 1);
  static_assert(std::is_same_v<decltype(more),
                               const orp::Select<User, std::optional<std::int32_t>, std::int64_t>>);
  expect_sql(
      select(Tag::c.id).add_columns(Tag::c.label).add_columns<Tag>().limit(1),
      R"(SELECT "tags"."id", "tags"."label", "tags"."id" AS "id_1", "tags"."label" AS "label_1" )"
      R"(FROM "tags" LIMIT $1)");
}

class OnlyColumnsResults : public ResultsTest {};

TEST_P(OnlyColumnsResults, count_the_rows_of_a_page) {
  std::int64_t id = 0;
  for (const char* const label : {"a", "b", "c"})
    run(orp::insert<Tag>().values(Tag::c.id = ++id, Tag::c.label = label));
  const auto page = select(Tag::c.label).where(Tag::c.label > "a");
  EXPECT_EQ(connection_.execute(page.with_only_columns(func::count())).scalar_one(), 2);
  const auto rows =
      connection_.execute(page.order_by(Tag::c.label).limit(1).add_columns(Tag::c.id)).all();
  EXPECT_EQ(rows, (std::vector{std::tuple<std::string, std::int64_t>("b", 2)}));
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(OnlyColumnsResults);

}  // namespace
