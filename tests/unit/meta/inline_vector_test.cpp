// SPDX-License-Identifier: MIT
#include "meta/inline_vector.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace orp::tests {
namespace {

TEST(InlineVector, grows_past_its_inline_room) {
  InlineVector<int, 2> numbers;
  for (int i = 0; i < 100; ++i) numbers.push_back(i);
  InlineVector<int, 2> moved = std::move(numbers);
  ASSERT_EQ(moved.size(), 100U);
  EXPECT_EQ(moved[0], 0);
  EXPECT_EQ(moved[99], 99);
}

TEST(InlineVector, moves_what_it_has_inline) {
  InlineVector<int, 4> numbers;
  numbers.push_back(7);
  const InlineVector<int, 4> moved = std::move(numbers);
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0], 7);
}

TEST(InlineVector, copies_are_of_their_own) {
  for (const std::size_t size : {std::size_t{2}, std::size_t{9}}) {
    InlineVector<int, 4> numbers;
    numbers.assign(size, 7);
    InlineVector<int, 4> copy = numbers;
    EXPECT_EQ(copy, numbers);
    copy[0] = 1;
    EXPECT_EQ(numbers[0], 7);
    EXPECT_FALSE(copy == numbers);
    numbers = copy;
    EXPECT_EQ(copy, numbers);
  }
}

TEST(InlineVector, what_is_moved_away_may_be_filled_again) {
  InlineVector<int, 2> numbers;
  numbers.assign(9, 7);
  InlineVector<int, 2> moved;
  moved = std::move(numbers);
  EXPECT_TRUE(numbers.empty());  // NOLINT(bugprone-use-after-move)
  numbers.push_back(3);
  EXPECT_EQ(numbers[0], 3);
  EXPECT_EQ(moved.size(), 9U);
}

TEST(InlineVector, takes_several_at_once) {
  const int more[] = {1, 2, 3};
  InlineVector<int, 4> numbers;
  numbers.append(more);
  numbers.append(more);
  ASSERT_EQ(numbers.size(), 6U);
  EXPECT_EQ(numbers[3], 1);
}

}  // namespace
}  // namespace orp::tests
