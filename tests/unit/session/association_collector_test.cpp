// SPDX-License-Identifier: MIT
#include "session/flush/association_collector.hpp"

#include <gtest/gtest.h>

namespace orp {
namespace {

// Addresses that nobody follows.
const Entity* address(std::uintptr_t number) {
  return reinterpret_cast<const Entity*>(number * 64);
}

TEST(PairSet, knows_what_is_in) {
  PairSet pairs;
  EXPECT_TRUE(pairs.insert(address(1), address(2)));
  EXPECT_FALSE(pairs.insert(address(1), address(2)));
  EXPECT_TRUE(pairs.insert(address(2), address(1)));
}

TEST(PairSet, stays_right_while_it_grows) {
  PairSet pairs;
  for (std::uintptr_t i = 1; i <= 300; ++i)
    for (std::uintptr_t j = 1; j <= 30; ++j) ASSERT_TRUE(pairs.insert(address(i), address(j)));
  for (std::uintptr_t i = 1; i <= 300; ++i)
    for (std::uintptr_t j = 1; j <= 30; ++j) ASSERT_FALSE(pairs.insert(address(i), address(j)));
}

}  // namespace
}  // namespace orp
