// SPDX-License-Identifier: MIT
#include "orpiment/sql/load_option.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::LoadStep;
using orp::LoadStrategy;

TEST(LoadOption, is_a_path_of_steps) {
  const orp::LoadOption option = orp::selectinload(User::c.orders).joinedload(Order::c.items);
  const std::vector<LoadStep> steps{{&User::info, 0, LoadStrategy::selectin, false},
                                    {&Order::info, 1, LoadStrategy::joined, false}};
  EXPECT_EQ(option.steps, steps);
}

TEST(LoadOption, leads_through_relationships_that_stay_as_they_are) {
  const orp::LoadOption option = orp::defaultload(User::c.orders).raiseload(Order::c.items);
  ASSERT_EQ(option.steps.size(), 2U);
  EXPECT_TRUE(option.steps[0].keeps_default);
  EXPECT_EQ(option.steps[1].strategy, LoadStrategy::raise);
}

TEST(LoadOption, may_end_with_all_relationships) {
  const orp::LoadOption all = orp::raiseload("*");
  const std::vector<LoadStep> every{
      {nullptr, LoadStep::every_relation, LoadStrategy::raise, false}};
  EXPECT_EQ(all.steps, every);
  EXPECT_EQ(orp::lazyload(User::c.orders).peersload("*").steps.size(), 2U);
}

TEST(LoadOption, keeps_a_path_that_others_go_on_from) {
  const auto orders = orp::selectinload(User::c.orders);
  const auto items = orders.selectinload(Order::c.items);
  EXPECT_EQ(orders.steps.size(), 1U);
  EXPECT_EQ(items.steps.size(), 2U);
}

}  // namespace
