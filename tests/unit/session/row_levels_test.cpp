// SPDX-License-Identifier: MIT
#include "session/flush/row_levels.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace orp {
namespace {

using Levels = std::vector<std::uint32_t>;

std::size_t no_cycle(const std::vector<RowEdge>&) {
  ADD_FAILURE() << "there is no cycle";
  return 0;
}

TEST(RowLevels, rows_without_edges_are_of_one_level) {
  EXPECT_EQ(row_levels(3, {}, no_cycle), (Levels{0, 0, 0}));
}

TEST(RowLevels, a_row_stands_above_the_highest_row_before_it) {
  EXPECT_EQ(row_levels(4, {{0, 1, 0}, {1, 2, 0}, {0, 2, 0}, {3, 2, 0}}, no_cycle),
            (Levels{0, 1, 2, 0}));
}

TEST(RowLevels, the_order_of_edges_does_not_matter) {
  EXPECT_EQ(row_levels(3, {{1, 0, 0}, {2, 1, 0}}, no_cycle), (Levels{2, 1, 0}));
}

TEST(RowLevels, repeated_edges_do_no_harm) {
  EXPECT_EQ(row_levels(2, {{0, 1, 0}, {0, 1, 1}}, no_cycle), (Levels{0, 1}));
}

TEST(RowLevels, a_cycle_is_shown_in_its_order_and_opened_where_told) {
  std::vector<RowEdge> shown;
  const Levels levels =
      row_levels(3, {{0, 1, 10}, {1, 2, 11}, {2, 0, 12}}, [&](const std::vector<RowEdge>& cycle) {
        shown = cycle;
        for (std::size_t i = 0; i < cycle.size(); ++i)
          if (cycle[i].tag == 12) return i;
        return std::size_t{0};
      });
  ASSERT_EQ(shown.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(shown[i].after, shown[(i + 1) % 3].before);
  EXPECT_EQ(levels, (Levels{0, 1, 2}));
}

TEST(RowLevels, a_row_before_itself_is_a_cycle) {
  int cycles = 0;
  EXPECT_EQ(row_levels(1, {{0, 0, 0}},
                       [&](const auto& cycle) {
                         EXPECT_EQ(cycle.size(), 1U);
                         ++cycles;
                         return 0U;
                       }),
            Levels{0});
  EXPECT_EQ(cycles, 1);
}

TEST(RowLevels, only_what_is_needed_is_given_up) {
  // Two cycles that share row 0, and a tail that hangs on both.
  int cycles = 0;
  const Levels levels =
      row_levels(4, {{0, 1, 0}, {1, 0, 1}, {0, 2, 2}, {2, 0, 3}, {2, 3, 4}, {1, 3, 5}},
                 [&](const std::vector<RowEdge>& cycle) {
                   ++cycles;
                   for (std::size_t i = 0; i < cycle.size(); ++i)
                     if (cycle[i].after == 0) return i;
                   return std::size_t{0};
                 });
  EXPECT_EQ(cycles, 2);
  EXPECT_EQ(levels, (Levels{0, 1, 1, 2}));
}

TEST(RowLevels, what_breaks_a_cycle_may_throw) {
  EXPECT_THROW(row_levels(2, {{0, 1, 0}, {1, 0, 0}},
                          [](const auto&) -> std::size_t { throw std::runtime_error("no"); }),
               std::runtime_error);
}

TEST(RowLevels, many_cycles_and_long_chains_take_linear_time) {
  constexpr std::uint32_t many = 200'000;
  std::vector<RowEdge> edges;
  for (std::uint32_t i = 0; i + 1 < many; i += 2) {
    edges.push_back({i, i + 1, 0});
    edges.push_back({i + 1, i, 0});
  }
  for (std::uint32_t i = many; i < 2 * many - 1; ++i) edges.push_back({i, i + 1, 0});
  std::size_t cycles = 0;
  const Levels levels = row_levels(2 * many, std::move(edges), [&](const auto&) {
    ++cycles;
    return 0U;
  });
  EXPECT_EQ(cycles, many / 2);
  EXPECT_EQ(levels.back(), many - 1);
}

}  // namespace
}  // namespace orp
