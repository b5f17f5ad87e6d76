// SPDX-License-Identifier: MIT
#include "meta/set_text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace orp {
namespace {

TEST(SetText, takes_exactly_the_memory_that_a_new_text_needs) {
  std::string text;
  set_text(text, std::string(100, 'x'));
  EXPECT_EQ(text, std::string(100, 'x'));
  EXPECT_EQ(text.capacity(), 100U);
}

TEST(SetText, uses_memory_again) {
  std::string text(100, 'x');
  const char* const memory = text.data();
  set_text(text, "short");
  EXPECT_EQ(text, "short");
  set_text(text, std::string(100, 'y'));
  EXPECT_EQ(text, std::string(100, 'y'));
  EXPECT_EQ(text.data(), memory);
}

TEST(SetText, gives_back_what_would_be_idle) {
  std::string text(100'000, 'x');
  set_text(text, std::string(99'500, 'y'));
  EXPECT_EQ(text.capacity(), 100'000U);
  set_text(text, std::string(5'000, 'z'));
  EXPECT_EQ(text, std::string(5'000, 'z'));
  EXPECT_EQ(text.capacity(), 5'000U);
  set_text(text, "");
  EXPECT_EQ(text, "");
  EXPECT_EQ(text.capacity(), std::string().capacity());
}

TEST(SetText, keeps_zero_bytes) {
  std::string text(20, 'x');
  set_text(text, std::string("a\0b", 3));
  EXPECT_EQ(text, std::string("a\0b", 3));
}

}  // namespace
}  // namespace orp
