// SPDX-License-Identifier: MIT
// A recursion says the same of its rows on every database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/recursion.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
using ::testing::ElementsAre;

class RecursionResults : public ResultsTest {
 protected:
  //            1 Zoe
  //     10 b          9 a
  //  2 c   3 a      4 b/c
  void SetUp() override {
    add(1, "Zoe", std::nullopt);
    add(10, "b", 1);
    add(9, "a", 1);
    add(2, "c", 10);
    add(3, "a", 10);
    add(4, "b/c", 9);
  }
  void add(std::int64_t id, const char* name, std::optional<std::int64_t> manager) {
    run(orp::insert<Employee>().values(Employee::c.id = id, Employee::c.name = name,
                                       Employee::c.manager_id = manager));
  }
  template <class... Tracks>
  static auto below(const Tracks&... tracks) {
    return select(Employee::c.id, Employee::c.name)
        .where(Employee::c.id == 1)
        .tracking(tracks...)
        .recursive_cte("tree", [](const auto& up) {
          return select(Employee::c.id, Employee::c.name)
              .join(up, Employee::c.manager_id == up[Employee::c.id]);
        });
  }
  template <class Query>
  auto all(const Query& query) {
    return connection_.execute(query).scalars();
  }
};

using Ids = std::vector<std::int64_t>;

TEST_P(RecursionResults, count_the_steps) {
  const auto depth = orp::depth();
  const auto tree = below(depth);
  EXPECT_EQ(all(select(tree[depth]).order_by(tree[Employee::c.id])),
            (std::vector<std::int32_t>{0, 2, 2, 2, 1, 1}));
  EXPECT_EQ(all(select(tree[Employee::c.id])
                    .where(tree[depth] == 1)
                    .order_by(tree[depth], tree[Employee::c.id])),
            (Ids{9, 10}));
}

TEST_P(RecursionResults, stand_in_the_order_of_a_search) {
  const auto by_id = orp::depth_first(Employee::c.id);
  const auto deep = below(by_id);
  EXPECT_EQ(all(select(deep[Employee::c.id]).order_by(deep[by_id])), (Ids{1, 9, 4, 10, 2, 3}));
  const auto by_name = orp::depth_first(Employee::c.name, Employee::c.id);
  const auto named = below(by_name);
  EXPECT_EQ(all(select(named[Employee::c.id]).order_by(named[by_name])), (Ids{1, 9, 4, 10, 3, 2}));
  const auto broad_by_id = orp::breadth_first(Employee::c.id);
  const auto broad = below(broad_by_id);
  EXPECT_EQ(all(select(broad[Employee::c.id]).order_by(broad[broad_by_id])),
            (Ids{1, 9, 10, 2, 3, 4}));
  const auto again = broad.alias("again");
  EXPECT_EQ(all(select(again[Employee::c.id]).order_by(again[broad_by_id])),
            (Ids{1, 9, 10, 2, 3, 4}));
}

TEST_P(RecursionResults, end_where_a_circle_closes) {
  run(orp::update<Employee>().set(Employee::c.manager_id = 3).where(Employee::c.id == 1));
  const auto depth = orp::depth();
  const auto closes = orp::cycle(Employee::c.id);
  const auto order = orp::depth_first(Employee::c.id);
  const auto tree = below(order, closes, depth);
  std::vector<std::tuple<std::int64_t, std::string, bool, std::int32_t>> rows;
  for (auto [id, name, closes_here, level] :
       connection_.execute(select(tree).order_by(tree[order])))
    rows.emplace_back(id, name, closes_here, level);
  using Row = std::tuple<std::int64_t, std::string, bool, std::int32_t>;
  EXPECT_THAT(rows,
              ElementsAre(Row(1, "Zoe", false, 0), Row(9, "a", false, 1), Row(4, "b/c", false, 2),
                          Row(10, "b", false, 1), Row(2, "c", false, 2), Row(3, "a", false, 2),
                          Row(1, "Zoe", true, 3)));
}

TEST_P(RecursionResults, are_in_a_circle_by_all_of_their_columns) {
  const auto n = orp::literal(0).label("n");
  const auto word = orp::literal(std::string("a/")).label("word");
  const auto both = orp::cycle(n, word);
  const auto depth = orp::depth();
  // 0 a/ -> 1 a/ -> 2 a/ -> 0 a/
  const auto rows =
      select(n, word).tracking(both, depth).recursive_cte("rows", [&](const auto& up) {
        return select((up[n] + 1) % 3, up[word]);
      });
  EXPECT_EQ(all(select(rows[n]).order_by(rows[depth])), (std::vector<int>{0, 1, 2, 0}));
  EXPECT_EQ(all(select(rows[depth]).where(rows[both])), (std::vector<int>{3}));
}

TEST_P(RecursionResults, go_on_in_several_ways) {
  const auto n = orp::literal(std::int64_t{1}).label("n");
  const auto order = orp::depth_first(n);
  const auto depth = orp::depth();
  const auto doubled = [&](const auto& some) { return select(some[n] * 2).where(some[depth] < 2); };
  const auto tripled = [&](const auto& some) { return select(some[n] * 3).where(some[depth] < 2); };
  const auto rows = select(n).tracking(order, depth).recursive_cte("rows", doubled, tripled);
  EXPECT_EQ(all(select(rows[n]).order_by(rows[order])), (Ids{1, 2, 4, 6, 3, 6, 9}));
}

TEST_P(RecursionResults, have_rows_once_each_with_all_that_is_tracked) {
  const auto n = orp::literal(std::int64_t{1}).label("n");
  const auto depth = orp::depth();
  const auto order = orp::depth_first(n);
  const auto closes = orp::cycle(n);
  const auto doubled = [&](const auto& some) { return select(some[n] * 2).where(some[n] < 9); };
  const auto tripled = [&](const auto& some) { return select(some[n] * 3).where(some[n] < 9); };
  const auto by_depth = select(n).tracking(depth).recursive_cte_distinct("rows", doubled, tripled);
  EXPECT_EQ(all(select(by_depth[n]).where(by_depth[depth] == 2).order_by(by_depth[n])),
            (Ids{4, 6, 9}));
  const auto by_way =
      select(n).tracking(depth, order).recursive_cte_distinct("rows", doubled, tripled);
  EXPECT_EQ(all(select(by_way[n]).where(by_way[depth] == 2).order_by(by_way[order])),
            (Ids{4, 6, 6, 9}));
  const auto around = [&](const auto& some) { return select((some[n] + 1) % 3); };
  const auto ring =
      select(n).tracking(closes, depth).recursive_cte_distinct("rows", around, around);
  EXPECT_EQ(all(select(ring[n]).order_by(ring[depth])), (Ids{1, 2, 0, 1}));
}

TEST_P(RecursionResults, are_ordered_by_values_of_every_kind) {
  const auto check = [&](const auto& first, const auto& second, const auto& third) {
    const auto key = orp::literal(first).label("key");
    const auto order = orp::depth_first(key);
    const auto depth = orp::depth();
    const auto with = [&](const auto& value) {
      return
          [&, value](const auto& up) { return select(orp::literal(value)).where(up[depth] < 1); };
    };
    const auto rows = select(key)
                          .tracking(depth, order)
                          .recursive_cte("rows", with(third), with(first), with(second));
    EXPECT_EQ(all(select(rows[key]).order_by(rows[order])),
              (std::vector<std::decay_t<decltype(first)>>{first, first, second, third}));
  };
  check(std::int64_t{-5}, std::int64_t{9}, std::int64_t{10});
  check(std::int64_t{9007199254740992}, std::int64_t{9007199254740993},
        std::int64_t{9223372036854775807});
  check(-2.5, 0.0, 1e300);
  check(std::string("a"), std::string("a b"), std::string("b"));
  check("1.50"_dec, "2.25"_dec, "10.00"_dec);
  check("2024-01-02"_date, "2024-02-01"_date, "2025-01-01"_date);
  check(false, true, true);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(RecursionResults);

}  // namespace
