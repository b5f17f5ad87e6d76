// SPDX-License-Identifier: MIT
// The code of docs/guide/queries.md that shows rarer clauses.
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/values.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

using namespace shop;

namespace {

void expect_accepted_by_postgres(const orp::Executable& statement) {
  const std::string sql = statement.to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(refusal_of_postgres(sql), "") << sql;
}
void expect_accepted(const orp::Executable& statement) {
  expect_accepted_by_postgres(statement);
  const std::string sql = statement.to_sql(orp::backend::sqlite_dialect());
  EXPECT_EQ(refusal_of_sqlite(sql), "") << sql;
}

TEST(ClauseGuide, groups_in_several_ways) {
  // snippet: grouping_sets
  auto totals = orp::select(Order::c.status.or_null(), orp::func::sum(Order::c.total),
                            orp::func::grouping(Order::c.status).label("is_total"))
                    .group_by(orp::func::rollup(Order::c.status));
  auto every =
      orp::select(orp::func::count()).group_by(orp::func::cube(Order::c.status, Order::c.user_id));
  auto either = orp::select(orp::func::count())
                    .group_by(orp::func::grouping_sets(
                        orp::grouping_set(Order::c.status, Order::c.user_id), Order::c.due,
                        orp::grouping_set()));  // all rows as one group
  // end snippet
  expect_accepted_by_postgres(totals);
  expect_accepted_by_postgres(every);
  expect_accepted_by_postgres(either);
}

TEST(ClauseGuide, takes_rows_of_the_program) {
  // snippet: values
  std::vector<std::tuple<std::int64_t, std::string>> rows = {{1, "first"}, {2, "second"}};
  auto note = orp::column<std::string>("note");
  auto wanted = orp::values("wanted", rows, User::c.id, note);
  auto noted =
      orp::select(User::c.name, wanted[note]).join(wanted, wanted[User::c.id] == User::c.id);
  auto as_cte = orp::select(wanted.cte("wanted"));
  // end snippet
  expect_accepted(noted);
  expect_accepted(as_cte);
}

TEST(ClauseGuide, takes_samples) {
  // snippet: tablesample
  auto some = orp::tablesample<Order>(orp::Sampling::system, 1);  // about one row of a hundred
  auto mean = orp::select(orp::func::avg(some[Order::c.total]));
  // end snippet
  expect_accepted_by_postgres(mean);
}

TEST(ClauseGuide, says_what_only_one_database_knows) {
  // snippet: affixes
  auto first = orp::select(Tag::c.label)
                   .prefix_with("ALL")
                   .suffix_with("FETCH FIRST 3 ROWS ONLY", "postgresql")
                   .suffix_with("LIMIT 3", "sqlite");
  // end snippet
  expect_accepted(first);
}

TEST(ClauseGuide, joins_targets_that_meet_a_condition) {
  // snippet: relation_step
  auto open = orp::select(User::c.name, Order::c.id.or_null())
                  .outerjoin(User::c.orders.and_(Order::c.status == Status::open));
  auto boss = orp::aliased<Employee>();
  auto above = orp::aliased<Employee>();
  auto chain = orp::select(Employee::c.name, above[Employee::c.name])
                   .join(Employee::c.manager.of_type(boss))
                   .join(boss[Employee::c.manager].of_type(above).and_(Employee::c.name != "Zoe"));
  // end snippet
  expect_accepted(open);
  expect_accepted(chain);
}

TEST(ClauseGuide, names_windows) {
  // snippet: named_window
  auto of_user = orp::window("of_user").partition_by(Order::c.user_id).order_by(Order::c.id);
  auto stmt = orp::select(orp::func::row_number().over(of_user),
                          orp::func::sum(Order::c.total).over(of_user));
  // end snippet
  expect_accepted(stmt);
}

}  // namespace
