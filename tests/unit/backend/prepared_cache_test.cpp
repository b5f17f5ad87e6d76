// SPDX-License-Identifier: MIT
#include "backend/prepared_cache.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace orp::backend {
namespace {

using Cache = PreparedCache<int>;

// prepared_cache.hpp, rule 2.
TEST(PreparedCache, forgets_what_was_used_longest_ago) {
  Cache cache(2);
  cache.insert(1, "one", 1);
  cache.insert(2, "two", 2);
  EXPECT_EQ(*cache.find(1, "one"), 1);
  cache.insert(3, "three", 3);
  EXPECT_EQ(cache.find(2, "two"), nullptr);
  EXPECT_EQ(*cache.find(1, "one"), 1);
  EXPECT_EQ(*cache.find(3, "three"), 3);
  EXPECT_EQ(cache.size(), 2u);
}

// prepared_cache.hpp, rule 1.
TEST(PreparedCache, trusts_the_text_more_than_the_key) {
  Cache cache(2);
  cache.insert(1, "one", 1);
  EXPECT_EQ(cache.find(1, "uno"), nullptr);
  cache.insert(1, "uno", 10);
  EXPECT_EQ(cache.find(1, "one"), nullptr);
  EXPECT_EQ(*cache.find(1, "uno"), 10);
  EXPECT_EQ(cache.size(), 1u);
}

// prepared_cache.hpp, rule 2.
TEST(PreparedCache, lets_go_of_what_it_forgets) {
  PreparedCache<std::shared_ptr<int>> cache(1);
  const auto value = std::make_shared<int>(1);
  cache.insert(1, "one", value);
  EXPECT_EQ(value.use_count(), 2);
  cache.insert(2, "two", nullptr);
  EXPECT_EQ(value.use_count(), 1);
  cache.insert(1, "one", value);
  cache.erase(1);
  EXPECT_EQ(value.use_count(), 1);
}

}  // namespace
}  // namespace orp::backend
