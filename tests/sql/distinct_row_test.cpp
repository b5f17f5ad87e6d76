// SPDX-License-Identifier: MIT
// count() of the distinct rows of several expressions.
#include <cstdint>
#include <optional>
#include <string>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::distinct;
using orp::select;
namespace func = orp::func;

TEST(DistinctRows, are_counted) {
  expect_sql(select(func::count(distinct(User::c.name, User::c.age))),
             {R"(SELECT count(DISTINCT orpiment_step("users"."name", "users"."age")) FROM "users")",
              R"(SELECT count(DISTINCT ROW("users"."name", "users"."age")) FROM "users")"});
}

class DistinctRowResults : public ResultsTest {
 protected:
  void SetUp() override {
    add("a", std::nullopt);
    add("a", std::nullopt);
    add("a", 1);
    add("a", 1);
    add("a1", std::nullopt);
    add("a", 11);
    add("a1", 1);
  }
  void add(const char* name, std::optional<int> age) {
    ++last_;
    run(orp::insert<User>().values(User::c.id = last_, User::c.name = name, User::c.email = "e",
                                   User::c.age = age, User::c.created_at = func::now(),
                                   User::c.updated_at = func::now()));
    run(orp::insert<Order>().values(Order::c.id = last_, Order::c.user_id = last_,
                                    Order::c.total = orp::Decimal(last_ % 3),
                                    Order::c.status = last_ < 4 ? Status::open : Status::paid));
  }
  template <class Aggregate>
  std::int64_t number(const Aggregate& aggregate) {
    return connection_.execute(select(aggregate)).scalar_one();
  }

  std::int64_t last_ = 0;
};

TEST_P(DistinctRowResults, are_told_apart_by_each_value) {
  EXPECT_EQ(number(func::count(distinct(User::c.name, User::c.age))), 5);
  EXPECT_EQ(number(func::count(distinct(User::c.name, User::c.id))), 7);
  EXPECT_EQ(number(func::count(distinct(Order::c.total, Order::c.status, Order::c.total + 1))), 6);
  EXPECT_EQ(number(func::count(distinct(User::c.name, User::c.age)).filter(User::c.id > 4)), 3);
}

TEST_P(DistinctRowResults, of_nulls_count) {
  EXPECT_EQ(number(func::count(distinct(Order::c.due, Order::c.due))), 1);
  EXPECT_EQ(number(func::count(distinct(User::c.age, User::c.age))), 3);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(DistinctRowResults);

}  // namespace
