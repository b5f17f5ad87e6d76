// SPDX-License-Identifier: MIT
// What columns of tables without classes hold, on each database.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/number_functions.hpp"
#include "orpiment/sql/table.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace orp::literals;
using orp::insert;
using orp::select;
using orp::update;
namespace func = orp::func;
namespace meta = orp::meta;

using TableTypes = ResultsTest;
ORPIMENT_RESULTS_ON_EACH_DATABASE(TableTypes);

TEST_P(TableTypes, have_arrays_by_default) {
  connection_.close();
  const auto array = [](const char* name, orp::TypeTag tag, const char* json) {
    orp::schema::Column column{.name = name, .type = {.tag = tag}};
    column.type.is_array = true;
    column.server_default = {orp::ServerDefaultKind::literal, json};
    return column;
  };
  orp::schema::Table described{.name = "lists"};
  described.columns.push_back({.name = "id", .type = {.tag = orp::TypeTag::int64}});
  described.columns.push_back(array("words", orp::TypeTag::text, R"(["a", "it's \"so\", {}"])"));
  described.columns.push_back(array("numbers", orp::TypeTag::int64, "[1, -2]"));
  described.columns.push_back(array("none", orp::TypeTag::float64, "[]"));
  described.primary_key.columns = {"id"};
  const meta::Table lists(described);
  lists.drop(engine_);
  lists.create(engine_);
  auto connection = engine_.connect();
  connection.execute(insert(lists).values({{"id", 1}}));
  const auto row = connection
                       .execute(select(lists.column<std::vector<std::string>>("words"),
                                       lists.column<std::vector<std::int64_t>>("numbers"),
                                       lists.column<std::vector<double>>("none")))
                       .one();
  EXPECT_EQ(std::get<0>(row), (std::vector<std::string>{"a", "it's \"so\", {}"}));
  EXPECT_EQ(std::get<1>(row), (std::vector<std::int64_t>{1, -2}));
  EXPECT_TRUE(std::get<2>(row).empty());
  connection.close();
  lists.drop(engine_);
}

TEST_P(TableTypes, are_decimals_of_any_digits_or_refused) {
  connection_.close();
  const meta::Table prices("prices", {meta::column<std::int64_t>("id").primary_key(),
                                      meta::column<orp::Decimal>("price")});
  if (!engine_.dialect().facts().casts_variants) {
    const auto made = orp::tests::error_of<orp::UsageError>([&] { prices.create(engine_); });
    ASSERT_TRUE(made);
    EXPECT_EQ(made->code(), "ORP-1290");
    engine_.transaction([](orp::Connection& connection) {
      connection.execute_script("CREATE TABLE prices (id INTEGER PRIMARY KEY, price NUMERIC)");
    });
    auto connection = engine_.connect();
    for (const auto& act : std::vector<std::function<void()>>{
             [&] { connection.execute(select(prices)); },
             [&] {
               connection.execute(insert(prices).values({{"id", 1}, {"price", "1.5"_dec}}));
             }}) {
      const auto used = orp::tests::error_of<orp::UsageError>(act);
      ASSERT_TRUE(used);
      EXPECT_EQ(used->code(), "ORP-1219");
      EXPECT_NE(used->message().find("without a precision"), std::string::npos);
    }
    connection.close();
    prices.drop(engine_);
    return;
  }
  prices.create(engine_);
  auto connection = engine_.connect();
  const auto price = prices.column<orp::Decimal>("price");
  connection.execute(insert(prices)
                         .values({{"id", 1}, {"price", "0.000000001"_dec}})
                         .values({{"id", 2}, {"price", "12345678901234567890.5"_dec}})
                         .values({{"id", 3}, {"price", 7}}));
  EXPECT_EQ(connection.execute(select(price).order_by(price)).scalars(),
            (std::vector<orp::Decimal>{"0.000000001"_dec, "7"_dec, "12345678901234567890.5"_dec}));
  EXPECT_EQ(connection.execute(select(func::sum(price))).scalar(),
            "12345678901234567897.500000001"_dec);
  EXPECT_EQ(connection.execute(select(func::count()).select_from(prices).where(price > "6.9"_dec))
                .scalar(),
            2);
  EXPECT_EQ(connection.execute(select(price).where(price == "0.0000000010"_dec)).scalars().size(),
            1U);
  // What is made of them has as many digits as there are.
  connection.execute(
      update(prices).set({{"price", "1.555"_dec}}).where(prices.column<std::int64_t>("id") == 1));
  const auto of_first = [&](const auto& value) {
    return connection.execute(select(value).where(prices.column<std::int64_t>("id") == 1)).scalar();
  };
  EXPECT_EQ(of_first(orp::cast<std::string>(price)), "1.555");
  EXPECT_EQ(of_first(orp::cast<std::string>(price + 1)), "2.555");
  EXPECT_EQ(of_first(func::round(price, 1)), "1.6"_dec);
  EXPECT_EQ(of_first(func::round(price, 1) == "1.6"_dec), true);
  EXPECT_EQ(of_first(func::floor(price)), "1"_dec);
  EXPECT_EQ(of_first(func::ceil(price)), "2"_dec);
  EXPECT_EQ(of_first(func::trunc(price)), "1"_dec);
  EXPECT_EQ(of_first(func::avg(price)), "1.555"_dec);
  EXPECT_EQ(of_first(price * "2.25"_dec), "3.49875"_dec);
  EXPECT_EQ(of_first(price / "0.5"_dec), "3.11"_dec);
  connection.execute(update(prices)
                         .set({{"price", price * "1.1"_dec}})
                         .where(prices.column<std::int64_t>("id") == 1));
  EXPECT_EQ(of_first(price), "1.7105"_dec);
  connection.commit();
  connection.close();
  prices.drop(engine_);
}

}  // namespace
