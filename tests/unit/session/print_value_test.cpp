// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "meta/key_value.hpp"

namespace orp::tests {
namespace {

TEST(PrintedText, is_cut_between_characters) {
  const SqlType type{.tag = TypeTag::text};
  const std::string fits(60, 'a');
  EXPECT_EQ(print_value(type, &fits), "'" + fits + "'");
  const std::string split = std::string(59, 'a') + "\u00e9";
  EXPECT_EQ(print_value(type, &split), "'" + std::string(59, 'a') + "...'");
}

}  // namespace
}  // namespace orp::tests
