// SPDX-License-Identifier: MIT
// Rows of subqueries, CTEs and set operations are the same on every database, whatever it keeps
// their values as.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

class DerivedResults : public ResultsTest {
 protected:
  void SetUp() override {
    for (const std::int64_t id : {1, 2})
      run(orp::insert<User>().values(User::c.id = id, User::c.name = "u", User::c.email = "e",
                                     User::c.created_at = func::now(),
                                     User::c.updated_at = func::now()));
    add_order(1, 1, "12.50"_dec, Status::shipped);
    add_order(2, 1, "-7.25"_dec, Status::open);
    add_order(3, 2, "4.10"_dec, Status::paid);
    run(orp::insert<Item>().values(
        Item::c.order_id = 1, Item::c.position = 1, Item::c.price = "4.1000"_dec,
        Item::c.mass = "1.5"_dec, Item::c.weight = 2.5, Item::c.discount = Percent{10},
        Item::c.picture = orp::Bytes{1, 2, 3}, Item::c.details = orp::Json::parse("{}")));
  }

  void add_order(std::int64_t id, std::int64_t user, orp::Decimal total, Status status) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = user,
                                    Order::c.total = total, Order::c.status = status));
  }
  template <class Query>
  auto all(const Query& query) {
    return connection_.execute(query).scalars();
  }
};

using Decimals = std::vector<orp::Decimal>;
using Ids = std::vector<std::int64_t>;

TEST_P(DerivedResults, calculate_with_decimals) {
  const auto orders = select(Order::c.id, Order::c.total).subquery();
  EXPECT_EQ(all(select(orders[Order::c.total] * 2).where(orders[Order::c.total] > "4.1"_dec)),
            Decimals{"25.00"_dec});
  const auto doubled = (Order::c.total * 2).label("doubled");
  const auto calculated = select(doubled).where(Order::c.id == 1).cte();
  EXPECT_EQ(all(select(calculated[doubled] + "0.5"_dec)), Decimals{"25.5"_dec});
  const auto total = func::sum(Order::c.total).label("total");
  const auto totals = select(Order::c.user_id, total).group_by(Order::c.user_id).cte();
  EXPECT_EQ(all(select(func::max(totals[total]))),
            std::vector<std::optional<orp::Decimal>>{"5.25"_dec});
}

TEST_P(DerivedResults, keep_decimals_of_several_scales_apart_or_together) {
  const auto both = select(Order::c.total).union_(select(Item::c.price)).order_by(Order::c.total);
  EXPECT_EQ(all(both), (Decimals{"-7.25"_dec, "4.10"_dec, "12.50"_dec})) << "4.1000 is 4.10";
  const auto prices = select(Order::c.total).intersect(select(Item::c.price)).subquery();
  EXPECT_EQ(all(select(prices[Order::c.total] + 1)), Decimals{"5.10"_dec});
}

TEST_P(DerivedResults, order_enumerations_by_their_places) {
  const auto orders = select(Order::c.id, Order::c.status).subquery();
  EXPECT_EQ(all(select(orders[Order::c.id]).order_by(orders[Order::c.status])), (Ids{2, 3, 1}));
  const auto two = select(Order::c.status).union_(select(Order::c.status)).subquery();
  EXPECT_EQ(all(select(two).order_by(two[Order::c.status])),
            (std::vector<Status>{Status::open, Status::paid, Status::shipped}));
}

TEST_P(DerivedResults, have_values_of_every_type) {
  const auto items =
      select(Item::c.position, Item::c.weight, Item::c.discount, Item::c.picture).cte();
  EXPECT_EQ(all(select(items[Item::c.discount]).where(items[Item::c.discount] == Percent{10})),
            std::vector<Percent>{Percent{10}});
  EXPECT_EQ(all(select(items[Item::c.picture])), (std::vector<orp::Bytes>{{1, 2, 3}}));
  EXPECT_EQ(all(select(items[Item::c.weight] / 2)), std::vector<double>{1.25});
  const auto now = func::now().label("now");
  const auto times = select(now).subquery();
  EXPECT_EQ(all(select(times[now] >= User::c.created_at).where(User::c.id == 1).cross_join(times)),
            std::vector<bool>{true});
}

TEST_P(DerivedResults, count_in_numbers_that_hold_all) {
  const auto numbers =
      select(func::count(Order::c.id)).union_all(select(func::sum(Order::c.user_id)));
  EXPECT_EQ(all(numbers), (std::vector<std::optional<std::int64_t>>{3, 4}));
}

TEST_P(DerivedResults, are_grouped_by_the_key_of_their_objects) {
  const auto user = orp::aliased<User>(select<User>().subquery());
  const auto totals = select(user[User::c.name], func::sum(Order::c.total))
                          .join(user[User::c.orders])
                          .group_by(user[User::c.id])
                          .order_by(user[User::c.id]);
  std::vector<std::optional<orp::Decimal>> found;
  for (auto [name, total] : connection_.execute(totals)) found.push_back(total);
  EXPECT_EQ(found, (std::vector<std::optional<orp::Decimal>>{"5.25"_dec, "4.10"_dec}));
}

TEST_P(DerivedResults, grow_in_a_recursion) {
  const auto n = orp::literal(std::int64_t{1}).label("n");
  const auto numbers = select(n).recursive_cte(
      "numbers", [n](const auto& before) { return select(before[n] + 1).where(before[n] < 1000); });
  EXPECT_EQ(connection_.execute(select(func::sum(numbers[n]))).scalar_one(), 500'500);
  const auto total = Order::c.total.label("total");
  const auto halves =
      select(total).where(Order::c.id == 1).recursive_cte("halves", [total](const auto& before) {
        return select(orp::cast<orp::Decimal>(before[total] - 5, 12, 2)).where(before[total] > 5);
      });
  EXPECT_EQ(all(select(halves).order_by(halves[total])),
            (Decimals{"2.50"_dec, "7.50"_dec, "12.50"_dec}));
}

TEST_P(DerivedResults, grow_in_several_ways) {
  const auto n = orp::literal(std::int64_t{1}).label("n");
  const auto doubled = [n](const auto& some) { return select(some[n] * 2).where(some[n] < 10); };
  const auto tripled = [n](const auto& some) { return select(some[n] * 3).where(some[n] < 10); };
  const auto products = select(n).recursive_cte_distinct("products", doubled, tripled);
  EXPECT_EQ(all(select(products).order_by(products[n])),
            (Ids{1, 2, 3, 4, 6, 8, 9, 12, 16, 18, 24, 27}));
  const auto all_ways = select(n).recursive_cte("products", doubled, tripled);
  EXPECT_EQ(
      connection_.execute(select(func::count(all_ways[n])).where(all_ways[n] == 6)).scalar_one(),
      2);
}

TEST_P(DerivedResults, are_the_first_of_each_kind) {
  const auto first = select(Order::c.user_id, Order::c.total)
                         .distinct(Order::c.user_id)
                         .order_by(Order::c.user_id, Order::c.status.desc());
  using Row = std::tuple<std::int64_t, orp::Decimal>;
  EXPECT_EQ(connection_.execute(first).all(),
            (std::vector<Row>{{1, "12.50"_dec}, {2, "4.10"_dec}}));
  EXPECT_EQ(connection_.execute(first.offset(1)).all(), (std::vector<Row>{{2, "4.10"_dec}}));
  const auto of_user = select(Order::c.id)
                           .where(Order::c.user_id == User::c.id)
                           .distinct(Order::c.user_id)
                           .order_by(Order::c.user_id, Order::c.total);
  EXPECT_EQ(all(select(of_user.scalar_subquery()).select_from<User>().order_by(User::c.id)),
            (std::vector<std::optional<std::int64_t>>{2, 3}));
}

TEST_P(DerivedResults, have_rows_beside_the_last_one) {
  const auto least = select(Order::c.id).order_by(Order::c.user_id).limit_with_ties(1);
  EXPECT_EQ(all(least).size(), 2U);
  EXPECT_EQ(all(least.offset(1)).size(), 1U);
  EXPECT_EQ(all(select(least.subquery())).size(), 2U);
}

TEST_P(DerivedResults, are_asked_for_in_writes) {
  const auto large = select(Order::c.id).where(Order::c.total > 4).cte("large");
  run(orp::update<Order>()
          .where(Order::c.id.in_(select(large)))
          .set(Order::c.status = Status::open));
  EXPECT_EQ(all(select(func::count()).where(Order::c.status == Status::open)), Ids{3});
  run(orp::delete_<Order>().where(Order::c.id.in_(select(large)), Order::c.id != 1));
  EXPECT_EQ(all(select(Order::c.id).order_by(Order::c.id)), (Ids{1, 2}));
}

TEST_P(DerivedResults, stand_in_subqueries_of_subqueries) {
  const auto large = select(Order::c.user_id).where(Order::c.total > 4).cte("large");
  const auto times = select(func::count()).where(large[Order::c.user_id] == User::c.id);
  EXPECT_EQ(all(select(times.scalar_subquery()).select_from<User>().order_by(User::c.id)),
            (std::vector<std::optional<std::int64_t>>{1, 1}));
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(DerivedResults);

}  // namespace
