// SPDX-License-Identifier: MIT
// Several groupings of the same rows: their text, and their rows.
#include "orpiment/sql/grouping_sets.hpp"

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

std::string on_postgres(const orp::Executable& statement) {
  const std::string sql = statement.to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(refusal_of_postgres(sql), "") << sql;
  return sql;
}

TEST(GroupingSets, stand_in_group_by) {
  const auto count = select(func::count()).select_from<Order>();
  EXPECT_EQ(on_postgres(count.group_by(func::rollup(Order::c.status, Order::c.user_id))),
            R"(SELECT count(*) FROM "orders" GROUP BY ROLLUP ("orders"."status", )"
            R"("orders"."user_id"))");
  EXPECT_EQ(
      on_postgres(count.group_by(Order::c.due, func::cube(Order::c.status, Order::c.user_id))),
      R"(SELECT count(*) FROM "orders" GROUP BY "orders"."due", CUBE ("orders"."status", )"
      R"("orders"."user_id"))");
  EXPECT_EQ(on_postgres(count.group_by(
                func::grouping_sets(orp::grouping_set(Order::c.status, Order::c.user_id),
                                    Order::c.status, orp::grouping_set()))),
            R"(SELECT count(*) FROM "orders" GROUP BY GROUPING SETS (("orders"."status", )"
            R"("orders"."user_id"), "orders"."status", ()))");
}

TEST(GroupingSets, are_told_apart_by_grouping) {
  EXPECT_EQ(on_postgres(select(Order::c.status.or_null(), func::grouping(Order::c.status))
                            .group_by(func::rollup(Order::c.status))
                            .having(func::grouping(Order::c.status) == 1)),
            R"(SELECT "orders"."status", GROUPING("orders"."status") FROM "orders" )"
            R"(GROUP BY ROLLUP ("orders"."status") HAVING GROUPING("orders"."status") = $1)");
  expect_refused(select(func::grouping(Order::c.user_id)).group_by(func::rollup(Order::c.status)),
                 orp::backend::postgres_dialect(), "ORP-1225", "orders.user_id");
}

TEST(GroupingSets, are_refused_where_there_are_none) {
  for (const auto& sets : {func::rollup(Order::c.status), func::cube(Order::c.status)})
    expect_refused(select(func::count()).select_from<Order>().group_by(sets),
                   orp::backend::sqlite_dialect(), "ORP-1235", "ROLLUP");
}

TEST(GroupingSets, leave_out_what_a_row_is_not_grouped_by) {
  expect_refused(select(Order::c.status).group_by(func::rollup(Order::c.status)),
                 orp::backend::postgres_dialect(), "ORP-1202", "status is NULL");
  on_postgres(select(Order::c.status).group_by(Order::c.status, func::rollup(Order::c.user_id)));
}

class GroupingSetsResults : public ResultsTest {};

TEST_P(GroupingSetsResults, are_subtotals) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has no grouping sets";
  run(orp::insert<User>().values(User::c.id = 1, User::c.name = "u", User::c.email = "e",
                                 User::c.created_at = func::now(),
                                 User::c.updated_at = func::now()));
  const auto add = [this](std::int64_t id, orp::Decimal total, Status status) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = 1, Order::c.total = total,
                                    Order::c.status = status));
  };
  add(1, "1.50"_dec, Status::open);
  add(2, "2.50"_dec, Status::open);
  add(3, "4.00"_dec, Status::paid);
  const auto totals = select(Order::c.status.or_null(), func::sum(Order::c.total))
                          .group_by(func::rollup(Order::c.status))
                          .order_by(func::grouping(Order::c.status), Order::c.status);
  using Row = std::tuple<std::optional<Status>, std::optional<orp::Decimal>>;
  EXPECT_EQ(connection_.execute(totals).all(), (std::vector<Row>{{Status::open, "4.00"_dec},
                                                                 {Status::paid, "4.00"_dec},
                                                                 {std::nullopt, "8.00"_dec}}));
}
ORPIMENT_RESULTS_ON_EACH_DATABASE(GroupingSetsResults);

}  // namespace
