// SPDX-License-Identifier: MIT
// A list that stands in a statement twice is one parameter there, so that what is selected and what
// is grouped by are seen to be the same.
#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/relation.hpp"
#include "orpiment/sql/row_value.hpp"
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
using orp::tuple;
namespace func = orp::func;

auto kind_of_order() {
  return case_()
      .when(Order::c.status.in_({Status::open, Status::paid}), "open")
      .else_("rest")
      .label("kind");
}

// shape.hpp, rule 2.
TEST(RepeatedList, is_one_parameter) {
  const auto kind = kind_of_order();
  expect_sql(select(kind, func::count()).group_by(kind),
             {R"(SELECT CASE WHEN "orders"."status" IN (SELECT value FROM orpiment_keys(?1)) )"
              R"(THEN ? ELSE ? END AS "kind", count(*) FROM "orders" GROUP BY CASE WHEN )"
              R"("orders"."status" IN (SELECT value FROM orpiment_keys(?1)) THEN ?2 ELSE ?3 END)",
              R"(SELECT CASE WHEN "orders"."status" = ANY ($1) THEN $2::text ELSE $3::text END )"
              R"(AS "kind", count(*) FROM "orders" GROUP BY CASE WHEN "orders"."status" = ANY )"
              R"(($1) THEN $2::text ELSE $3::text END)"});
}

TEST(RepeatedList, of_several_columns_is_as_many_parameters) {
  const auto among = tuple(Order::c.id, Order::c.user_id)
                         .in_(std::vector<std::tuple<std::int64_t, std::int64_t>>{{1, 2}, {3, 4}})
                         .label("among");
  expect_sql(select(among, func::count()).where(Order::c.id > 7).group_by(among),
             {R"(SELECT ("orders"."id", "orders"."user_id") IN (SELECT k0.value, k1.value FROM )"
              R"(orpiment_keys(?1) AS k0 JOIN orpiment_keys(?2) AS k1 ON k1.position = )"
              R"(k0.position) AS "among", count(*) FROM "orders" WHERE "orders"."id" > ? GROUP BY )"
              R"(("orders"."id", "orders"."user_id") IN (SELECT k0.value, k1.value FROM )"
              R"(orpiment_keys(?1) AS k0 JOIN orpiment_keys(?2) AS k1 ON k1.position = )"
              R"(k0.position))",
              R"(SELECT ("orders"."id", "orders"."user_id") IN (SELECT * FROM )"
              R"(unnest($1::bigint[], $2::bigint[])) AS "among", count(*) FROM "orders" WHERE )"
              R"("orders"."id" > $3 GROUP BY ("orders"."id", "orders"."user_id") IN (SELECT * )"
              R"(FROM unnest($1::bigint[], $2::bigint[])))"});
}

TEST(RepeatedList, of_equal_values_is_another_one) {
  expect_sql(select(User::c.id).where(User::c.id.in_({1, 2}) || User::c.age.in_({1, 2})),
             {R"(SELECT "users"."id" FROM "users" WHERE "users"."id" IN (SELECT value FROM )"
              R"(orpiment_keys(?1)) OR "users"."age" IN (SELECT value FROM orpiment_keys(?2)))",
              R"(SELECT "users"."id" FROM "users" WHERE "users"."id" = ANY ($1) OR )"
              R"("users"."age" = ANY ($2))"});
}

class RepeatedListResults : public ResultsTest {
 protected:
  void SetUp() override {
    for (const std::int64_t id : {1, 2, 3})
      run(orp::insert<User>().values(
          User::c.id = id, User::c.name = std::to_string(id), User::c.email = std::to_string(id),
          User::c.created_at = func::now(), User::c.updated_at = func::now()));
    add_order(1, 1, Status::open, orp::Date::parse("2024-03-01"));
    add_order(2, 1, Status::paid, orp::Date::parse("2025-03-01"));
    add_order(3, 2, Status::shipped, orp::Date::parse("2026-03-01"));
  }
  void add_order(std::int64_t id, std::int64_t user, Status status, orp::Date due) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = user,
                                    Order::c.total = "1.50"_dec, Order::c.status = status,
                                    Order::c.due = due));
  }

  /// How many rows have the value, and how many have not, where that is grouped by.
  template <class Value>
  void expect_counts(const Value& value, std::int64_t with, std::int64_t without) {
    const auto label = value.label("among");
    const auto rows =
        connection_.execute(select(func::count(), label).group_by(label).order_by(label)).all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(std::get<0>(rows[0]), without);
    EXPECT_EQ(std::get<0>(rows[1]), with);
  }
};
ORPIMENT_RESULTS_ON_EACH_DATABASE(RepeatedListResults);

TEST_P(RepeatedListResults, is_grouped_by) {
  const auto kind = kind_of_order();
  const auto counts =
      connection_.execute(select(kind, func::count()).group_by(kind).order_by(kind)).all();
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(std::get<1>(counts[0]), 2);
  EXPECT_EQ(std::get<1>(counts[1]), 1);

  expect_counts(Order::c.id.in_({1, 7}), 1, 2);
  expect_counts(Order::c.id.not_in({1, 7}), 2, 1);
  expect_counts(tuple(Order::c.id, Order::c.user_id)
                    .in_(std::vector<std::tuple<std::int64_t, std::int64_t>>{{1, 1}, {2, 1}}),
                2, 1);
  expect_counts(orp::extract(orp::Field::year, Order::c.due).in_({2024, 2026}), 2, 1);
}

TEST_P(RepeatedListResults, within_a_subquery_is_grouped_by) {
  const std::initializer_list<Status> live = {Status::open, Status::paid};
  const auto counts = [this](const auto& value) {
    const auto label = value.label("live");
    const auto rows =
        connection_.execute(select(func::count(User::c.id), label).group_by(label).order_by(label))
            .all();
    std::vector<std::int64_t> found;
    for (const auto& row : rows) found.push_back(std::get<0>(row));
    return found;
  };
  EXPECT_EQ(counts(User::c.orders.any(Order::c.status.in_(live))),
            (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(counts(select(Order::c.id)
                       .where(Order::c.user_id == User::c.id, Order::c.status.in_(live))
                       .exists()),
            (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(counts(select(func::count())
                       .select_from<Order>()
                       .where(Order::c.user_id == User::c.id, Order::c.status.in_(live))
                       .scalar_subquery()),
            (std::vector<std::int64_t>{2, 1}));
}

TEST_P(RepeatedListResults, is_what_distinct_rows_and_windows_go_by) {
  const auto kind = kind_of_order();
  const auto first = select(kind, Order::c.id).distinct(kind).order_by(kind, Order::c.id.desc());
  const auto rows = connection_.execute(first).all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::get<1>(rows[0]), 2);
  EXPECT_EQ(std::get<1>(rows[1]), 3);

  const auto place = func::rank().over(orp::order_by(kind)).label("place");
  const auto ranked =
      connection_.execute(select(kind, place, func::count()).group_by(kind).order_by(place)).all();
  ASSERT_EQ(ranked.size(), 2U);
  EXPECT_EQ(std::get<1>(ranked[1]), 2);
}

}  // namespace
