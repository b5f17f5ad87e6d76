// SPDX-License-Identifier: MIT
// A CASE that compares one value with others.
#include <cstdint>
#include <optional>
#include <string>
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
using orp::case_;
using orp::select;

const auto letter =
    case_(Order::c.status).when(Status::open, "o").when(Status::paid, "p").else_("-");

TEST(CaseOfValue, names_the_value_once) {
  expect_sql(
      select(letter),
      {R"(SELECT CASE "orders"."status" WHEN ? THEN ? WHEN ? THEN ? ELSE ? END FROM "orders")",
       R"(SELECT CASE "orders"."status" WHEN $1 THEN $2::text WHEN $3 THEN $4::text )"
       R"(ELSE $5::text END FROM "orders")"});
}

TEST(CaseOfValue, compares_in_full_where_each_comparison_has_its_own_form) {
  expect_sql(
      select(case_(Order::c.total).when("1.5"_dec, 1).when("1.2345"_dec, 2)),
      {R"(SELECT CASE WHEN "orders"."total" = ? THEN ? WHEN "orders"."total" * 100 = ? THEN ? END FROM "orders")",
       R"(SELECT CASE "orders"."total" WHEN $1 THEN $2::integer WHEN $3 THEN $4::integer END FROM "orders")"});
}

class CaseOfValueResults : public ResultsTest {
 protected:
  void SetUp() override {
    run(orp::insert<User>().values(User::c.id = 1, User::c.name = "Ann", User::c.email = "Ann",
                                   User::c.created_at = orp::func::now(),
                                   User::c.updated_at = orp::func::now()));
    add(1, "1.50"_dec, Status::open, orp::Date::parse("2024-03-01"));
    add(2, "2.00"_dec, Status::paid, std::nullopt);
    add(3, "3.00"_dec, Status::shipped, std::nullopt);
  }
  void add(std::int64_t id, orp::Decimal total, Status status, std::optional<orp::Date> due) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = 1, Order::c.total = total,
                                    Order::c.status = status, Order::c.due = due));
  }
  template <class X>
  auto by_id(const X& value) {
    return connection_.execute(select(value).order_by(Order::c.id)).scalars();
  }
};

TEST_P(CaseOfValueResults, goes_by_what_the_value_is_equal_to) {
  EXPECT_EQ(by_id(letter), (std::vector<std::string>{"o", "p", "-"}));
  EXPECT_EQ(by_id(case_(Order::c.total).when("1.5"_dec, 1).when("1.2345"_dec, 2).when(2, 3)),
            (std::vector<std::optional<int>>{1, 3, std::nullopt}));
  EXPECT_EQ(by_id(case_(Order::c.id % 2).when(1, Order::c.total).else_(0)),
            (std::vector<orp::Decimal>{"1.5"_dec, 0, 3}));
  EXPECT_EQ(by_id(case_(Order::c.due).when(Order::c.due, "due").else_("never")),
            (std::vector<std::string>{"due", "never", "never"}));
}

TEST_P(CaseOfValueResults, stands_where_other_expressions_do) {
  const auto found = select(letter.label("letter"), orp::func::count())
                         .group_by(letter)
                         .order_by(letter.desc())
                         .where(letter != "o");
  std::string all;
  for (const auto& [one, number] : connection_.execute(found)) all += one + std::to_string(number);
  EXPECT_EQ(all, "p1-1");
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(CaseOfValueResults);

}  // namespace
