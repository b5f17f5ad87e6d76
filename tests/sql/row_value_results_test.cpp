// SPDX-License-Identifier: MIT
// Rows of values are compared alike on every database.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/row_value.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
using orp::tuple;

using Ids = std::vector<std::int64_t>;
using Due = std::optional<orp::Date>;

class RowValueResults : public ResultsTest {
 protected:
  void SetUp() override {
    run(orp::insert<User>().values(User::c.id = 1, User::c.name = "Ann", User::c.email = "Ann",
                                   User::c.created_at = orp::func::now(),
                                   User::c.updated_at = orp::func::now()));
    add_order(1, "12.50"_dec, Status::shipped, orp::Date::parse("2024-03-01"));
    add_order(2, "12.50"_dec, Status::open, std::nullopt);
    add_order(3, "0.05"_dec, Status::paid, orp::Date::parse("2024-03-01"));
    add_order(4, "12.50"_dec, Status::paid, orp::Date::parse("2024-03-09"));
  }

  void add_order(std::int64_t id, orp::Decimal total, Status status, Due due) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = 1, Order::c.total = total,
                                    Order::c.status = status, Order::c.due = due));
  }
  Ids ids(const orp::Predicate& condition) {
    return connection_.execute(select(Order::c.id).where(condition).order_by(Order::c.id))
        .scalars();
  }
};

const auto by_total = tuple(Order::c.total, Order::c.id);
const auto by_status = tuple(Order::c.total, Order::c.status);
const auto by_due = tuple(Order::c.due, Order::c.id);

TEST_P(RowValueResults, are_ordered_by_the_first_element_that_differs) {
  EXPECT_EQ(ids(by_total > tuple("12.5"_dec, 1)), (Ids{2, 4}));
  EXPECT_EQ(ids(by_total >= tuple("12.5"_dec, 1)), (Ids{1, 2, 4}));
  EXPECT_EQ(ids(by_total < tuple("12.50"_dec, 2)), (Ids{1, 3}));
  EXPECT_EQ(ids(by_total <= tuple("0.0499"_dec, 9)), Ids{});
  EXPECT_EQ(ids(by_status > tuple("12.5"_dec, Status::open)), (Ids{1, 4}));
}

TEST_P(RowValueResults, are_equal_in_all_elements) {
  EXPECT_EQ(ids(by_total == tuple("12.50"_dec, 2)), (Ids{2}));
  EXPECT_EQ(ids(by_total != tuple("12.50"_dec, 2)), (Ids{1, 3, 4}));
  EXPECT_EQ(ids(by_status == std::tuple("12.5"_dec, Status::paid)), (Ids{4}));
}

TEST_P(RowValueResults, are_null_where_null_decides) {
  const auto march = orp::Date::parse("2024-03-01");
  EXPECT_EQ(ids(by_due != tuple(march, 1)), (Ids{2, 3, 4}));
  EXPECT_EQ(ids(by_due != tuple(march, 2)), (Ids{1, 3, 4}));
  EXPECT_EQ(ids(by_due > tuple(march, 0)), (Ids{1, 3, 4}));
  EXPECT_EQ(ids(!(by_due > tuple(march, 1))), (Ids{1}));
  EXPECT_EQ(ids(tuple(Order::c.id, Order::c.due) < tuple(3, march)), (Ids{1, 2}));
}

TEST_P(RowValueResults, are_found_in_a_list) {
  EXPECT_EQ(ids(by_total.in_({{"12.5"_dec, 2}, {"0.05"_dec, 3}, {"0.05"_dec, 1}})), (Ids{2, 3}));
  EXPECT_EQ(ids(by_total.not_in({{"12.5"_dec, 2}})), (Ids{1, 3, 4}));
  EXPECT_EQ(ids(by_status.in_({{"12.5"_dec, Status::paid}})), (Ids{4}));
  const std::vector<std::tuple<orp::Decimal, int>> none;
  EXPECT_EQ(ids(by_total.in_(none)), Ids{});
  EXPECT_EQ(ids(by_total.not_in(none)), (Ids{1, 2, 3, 4}));
  const std::vector<std::tuple<orp::Date, std::int64_t>> dated{{orp::Date::parse("2024-03-01"), 3},
                                                               {orp::Date::parse("2024-03-01"), 2}};
  EXPECT_EQ(ids(by_due.in_(dated)), (Ids{3}));
  EXPECT_EQ(ids(by_due.not_in(dated)), (Ids{1, 4}));
}

TEST_P(RowValueResults, are_found_in_the_rows_of_a_select) {
  const auto later = orp::aliased<Order>();
  const auto greatest = select(orp::func::max(later[Order::c.total]).label("total"),
                               orp::func::max(later[Order::c.id]).label("id"))
                            .group_by(later[Order::c.total]);
  EXPECT_EQ(ids(by_total.in_(greatest)), (Ids{3, 4}));
  EXPECT_EQ(ids(by_total.not_in(greatest)), (Ids{1, 2}));
  EXPECT_EQ(ids(tuple(Order::c.total + "0.001"_dec, Order::c.id).in_(greatest)), Ids{});
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(RowValueResults);

}  // namespace
