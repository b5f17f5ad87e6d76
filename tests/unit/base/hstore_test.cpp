// SPDX-License-Identifier: MIT
#include "orpiment/base/hstore.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/base/throws.hpp"

namespace orp {
namespace {

using test::data_error_of;
using ::testing::StartsWith;

TEST(Hstore, has_texts_by_name) {
  Hstore store({{"size", "12"}, {"a", std::nullopt}, {"size", "13"}});
  EXPECT_EQ(store.size(), 2U);
  EXPECT_EQ(store.find("size"), "13");
  EXPECT_EQ(store.find("a"), std::nullopt);
  EXPECT_TRUE(store.contains("a"));
  EXPECT_FALSE(store.contains("b"));
  store.set("b", "x");
  store.erase("a");
  store.erase("none");
  EXPECT_EQ(store.to_string(), R"("b"=>"x", "size"=>"13")");
  EXPECT_EQ(store.entries().front().first, "b");
  EXPECT_TRUE(Hstore().empty());
}

TEST(Hstore, is_read_as_postgresql_writes_it) {
  const Hstore store({{"a \"b\"", "c\\d"}, {"n", "NULL"}, {"z", std::nullopt}});
  EXPECT_EQ(Hstore::parse(store.to_string()), store);
  EXPECT_EQ(Hstore::parse("a=>1,b => null"), Hstore({{"a", "1"}, {"b", std::nullopt}}));
  EXPECT_EQ(Hstore::parse(" "), Hstore());
  for (const char* text : {"a", "a=>", "=>1", "\"a\"=>\"1", "a=>1,", "a=>1 b=>2"})
    EXPECT_EQ(Hstore::from_string(text), std::nullopt) << text;
  EXPECT_THAT(data_error_of([] { Hstore::parse("a"); }), StartsWith("ORP-200"));
}

}  // namespace
}  // namespace orp
