// SPDX-License-Identifier: MIT
#include "base/topological_sort.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "unit/base/random_source.hpp"

namespace orp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TopologicalSort, keeps_the_order_of_what_is_free) {
  EXPECT_THAT(topological_sort(4, {}).order, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(topological_sort(0, {}).order, IsEmpty());
}

TEST(TopologicalSort, moves_only_what_must_wait) {
  EXPECT_THAT(topological_sort(4, {{3, 0}}).order, ElementsAre(1, 2, 3, 0));
  EXPECT_THAT(topological_sort(4, {{2, 1}, {1, 0}}).order, ElementsAre(2, 1, 0, 3));
}

TEST(TopologicalSort, takes_repeated_precedences) {
  EXPECT_THAT(topological_sort(3, {{2, 0}, {2, 0}, {2, 0}}).order, ElementsAre(1, 2, 0));
}

TEST(TopologicalSort, shows_a_cycle) {
  const TopologicalOrder sorted = topological_sort(5, {{0, 3}, {3, 2}, {2, 3}, {2, 4}});
  EXPECT_THAT(sorted.order, IsEmpty());
  EXPECT_THAT(sorted.cycle, ElementsAre(2, 3));
}

TEST(TopologicalSort, shows_a_cycle_in_its_direction_from_its_lowest_index) {
  EXPECT_THAT(topological_sort(4, {{3, 1}, {1, 2}, {2, 3}}).cycle, ElementsAre(1, 2, 3));
  EXPECT_THAT(topological_sort(4, {{1, 3}, {3, 2}, {2, 1}}).cycle, ElementsAre(1, 3, 2));
}

TEST(TopologicalSort, takes_an_index_before_itself_for_a_cycle) {
  EXPECT_THAT(topological_sort(2, {{1, 1}}).cycle, ElementsAre(1));
}

TEST(TopologicalSort, orders_any_graph_or_shows_a_true_cycle) {
  test::RandomSource random;
  int cycles = 0;
  for (int round = 0; round < 2000; ++round) {
    const auto count = static_cast<std::size_t>(random.integer(1, 12));
    const auto index = [&] {
      return static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(count) - 1));
    };
    std::vector<Precedence> precedences(static_cast<std::size_t>(random.integer(0, 14)));
    std::set<std::pair<std::size_t, std::size_t>> known;
    for (Precedence& precedence : precedences) {
      precedence = {index(), index()};
      known.insert({precedence.first, precedence.then});
    }

    const TopologicalOrder sorted = topological_sort(count, precedences);
    if (sorted.cycle.empty()) {
      ASSERT_EQ(sorted.order.size(), count);
      std::vector<std::size_t> place(count, count);
      for (std::size_t i = 0; i < count; ++i) place[sorted.order[i]] = i;
      for (const Precedence& precedence : precedences) {
        ASSERT_LT(place[precedence.first], place[precedence.then]);
      }
    } else {
      ++cycles;
      ASSERT_TRUE(sorted.order.empty());
      for (std::size_t i = 0; i < sorted.cycle.size(); ++i) {
        const std::size_t next = sorted.cycle[(i + 1) % sorted.cycle.size()];
        ASSERT_TRUE(known.contains({sorted.cycle[i], next}));
      }
    }
  }
  EXPECT_GT(cycles, 100);
}

}  // namespace
}  // namespace orp
