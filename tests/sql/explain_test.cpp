// SPDX-License-Identifier: MIT
// How a database says that it means to run a statement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "orpiment/base/error.hpp"
#include "orpiment/engine/explained_plan.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using orp::select;
namespace func = orp::func;

class Explain : public ResultsTest {};

TEST_P(Explain, tells_the_steps_and_what_stands_below_them) {
  const auto counted = select(User::c.name, func::count(Order::c.id))
                           .outerjoin(User::c.orders)
                           .group_by(User::c.name);
  const orp::ExplainedPlan plan = connection_.explain(counted);
  ASSERT_GE(plan.steps.size(), 2U);
  EXPECT_EQ(plan.steps[0].depth, 0);
  EXPECT_THAT(plan.to_string(), testing::HasSubstr("users"));
  EXPECT_EQ(plan.steps[0].cost.has_value(), !is_sqlite());
  EXPECT_FALSE(plan.steps[0].actual_rows);
}

TEST_P(Explain, takes_the_values_of_the_statement) {
  const orp::ExplainedPlan plan = connection_.explain(select<User>().where(User::c.id == 7));
  ASSERT_EQ(plan.steps.size(), 1U) << plan.to_string();
  if (is_sqlite()) {
    EXPECT_THAT(plan.to_string(), testing::HasSubstr("SEARCH users USING INTEGER PRIMARY KEY"));
  } else {
    EXPECT_EQ(plan.steps[0].relation, "users");
    EXPECT_THAT(plan.to_string(), testing::HasSubstr("on users"));
    EXPECT_THAT(plan.to_string(), testing::HasSubstr("cost"));
  }
}

TEST_P(Explain, measures_where_the_database_does) {
  const auto statement = select<User>().where(User::c.id > 0);
  if (is_sqlite()) {
    const auto error = orp::tests::error_of<orp::UsageError>(
        [&] { (void)connection_.explain(statement, {.analyze = true}); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1375");
    EXPECT_EQ(error->message(), "sqlite cannot measure the steps of a plan");
    return;
  }
  const orp::ExplainedPlan plan = connection_.explain(statement, {.analyze = true});
  ASSERT_FALSE(plan.steps.empty());
  EXPECT_EQ(plan.steps[0].actual_rows, 0.0);
  EXPECT_EQ(plan.steps[0].loops, 1.0);
  EXPECT_TRUE(plan.steps[0].milliseconds);
}

TEST_P(Explain, writes_nothing_by_itself) {
  (void)connection_.explain(orp::delete_<User>().all_rows());
  (void)connection_.explain(orp::insert<User>().values(User::c.name = "x", User::c.email = "e"));
  EXPECT_EQ(connection_.execute(select(func::count()).select_from<User>()).scalar(), 0);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(Explain);

}  // namespace
