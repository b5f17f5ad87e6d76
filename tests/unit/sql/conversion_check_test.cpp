// SPDX-License-Identifier: MIT
// A C++ type of the program's own that columns keep differently.
#include "sql/conversion_check.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "orpiment/sql/functions.hpp"

namespace {

using namespace orp::sql;

constexpr orp::ColumnType stored_in(orp::SqlType type) { return {type, {}}; }
constexpr orp::ColumnType cents = stored_in({.tag = orp::TypeTag::int64});
constexpr orp::ColumnType money =
    stored_in({.tag = orp::TypeTag::decimal, .precision = 10, .scale = 2});
constexpr orp::ColumnType more_money =
    stored_in({.tag = orp::TypeTag::decimal, .precision = 18, .scale = 2});
constexpr orp::ColumnType rate =
    stored_in({.tag = orp::TypeTag::decimal, .precision = 12, .scale = 4});
constexpr orp::ConversionInfo as_cents{&cents, nullptr, nullptr};
constexpr orp::ConversionInfo as_money{&money, nullptr, nullptr};
constexpr orp::ConversionInfo as_more_money{&more_money, nullptr, nullptr};
constexpr orp::ConversionInfo as_rate{&rate, nullptr, nullptr};

orp::SqlType custom(const orp::ConversionInfo& how) {
  return {.tag = orp::TypeTag::converted, .conversion = &how};
}
NodeRef value_of(const orp::ConversionInfo& how) { return make_cast(make_true(), custom(how)); }

TEST(ConversionCheck, meet_where_they_are_kept_alike) {
  EXPECT_NO_THROW(check_same_storage(custom(as_money), custom(as_money)));
  EXPECT_NO_THROW(check_same_storage(custom(as_money), custom(as_more_money)));
  EXPECT_NO_THROW(check_same_storage(custom(as_money), cents));  // not of one C++ type
}

TEST(ConversionCheck, do_not_meet_where_they_are_kept_differently) {
  const NodeRef left = value_of(as_money);
  const NodeRef right = value_of(as_cents);
  const NodeRef always = make_true();
  const auto expect_refused = [](const auto& make) {
    try {
      make();
      ADD_FAILURE() << "nothing is thrown";
    } catch (const orp::UsageError& error) {
      EXPECT_EQ(error.code(), "ORP-1227");
      EXPECT_NE(std::string(error.what()).find("kept as decimal(10, 2) and as int64"),
                std::string::npos)
          << error.what();
    }
  };
  expect_refused([&] { make_binary(BinaryOp::equal, left, right); });
  expect_refused([&] { make_between(left, left, right); });
  expect_refused([&] { make_function(Function::coalesce, {left, right}); });
  expect_refused([&] { add_branch(make_case(always, left), always, right); });
  expect_refused([&] { add_otherwise(make_case(always, left), right); });
  EXPECT_THROW(check_same_storage(custom(as_money), custom(as_rate)), orp::UsageError);
}

}  // namespace
