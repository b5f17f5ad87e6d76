// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "meta/key_value.hpp"
#include "orpiment/meta/field_ops.hpp"

namespace orp::tests {
namespace {

TEST(PrintedText, is_cut_between_characters) {
  const ColumnType type{.tag = TypeTag::text, .ops = &FieldOpsOf<std::string>::value};
  const std::string fits(60, 'a');
  EXPECT_EQ(print_value(type, &fits), "'" + fits + "'");
  const std::string split = std::string(59, 'a') + "\u00e9";
  EXPECT_EQ(print_value(type, &split), "'" + std::string(59, 'a') + "...'");
}

}  // namespace
}  // namespace orp::tests
