// SPDX-License-Identifier: MIT
#include "sql/statement_cache.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "backend/postgres/dialect.hpp"
#include "backend/sqlite/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;
using orp::sql::BoundStatement;
using orp::sql::StatementCache;

class StatementCacheTest : public testing::Test {
 protected:
  StatementCache cache_{orp::backend::sqlite_dialect()};
};

template <class T>
const T& value(const BoundStatement& bound, std::size_t i) {
  return *static_cast<const T*>(bound.parameters()[i].field);
}

// statement_cache.hpp, rules 1 and 4.
TEST_F(StatementCacheTest, compiles_a_shape_once) {
  const auto first = select<User>().where(User::c.id == 1);
  const auto second = select<User>().where(User::c.id == 2);
  const BoundStatement a = cache_.bind(orp::StatementAccess::node(first));
  const BoundStatement b = cache_.bind(orp::StatementAccess::node(second));
  EXPECT_EQ(&a.compiled(), &b.compiled());
  EXPECT_EQ(a.statement().cache_key, b.statement().cache_key);
  EXPECT_EQ(value<std::int64_t>(a, 0), 1);
  EXPECT_EQ(value<std::int64_t>(b, 0), 2);
  EXPECT_EQ(cache_.status().size, 1U);
  EXPECT_EQ(cache_.status().hits, 1U);
  EXPECT_EQ(cache_.status().misses, 1U);
}

// statement_cache.hpp, rule 1.
TEST_F(StatementCacheTest, gives_every_text_a_key_of_its_own) {
  const auto first = select<User>().where(User::c.id == 1);
  const auto second = select<User>().where(User::c.id != 1);
  EXPECT_NE(cache_.bind(orp::StatementAccess::node(first)).statement().cache_key,
            cache_.bind(orp::StatementAccess::node(second)).statement().cache_key);
  StatementCache other(orp::backend::postgres_dialect());
  EXPECT_NE(cache_.bind(orp::StatementAccess::node(first)).statement().cache_key,
            other.bind(orp::StatementAccess::node(first)).statement().cache_key);
}

TEST_F(StatementCacheTest, gives_parameters_in_the_order_of_the_text) {
  const auto statement = select(User::c.id)
                             .where(User::c.name == "Ann", User::c.age > 18)
                             .limit(7)
                             .offset(8)
                             .group_by(User::c.id)
                             .having(orp::func::count() > 3);
  const BoundStatement bound = cache_.bind(orp::StatementAccess::node(statement));
  ASSERT_EQ(bound.parameters().size(), 5U);
  EXPECT_EQ(value<std::string>(bound, 0), "Ann");
  EXPECT_EQ(value<std::int32_t>(bound, 1), 18);
  EXPECT_EQ(value<std::int64_t>(bound, 2), 3);
  EXPECT_EQ(value<std::int64_t>(bound, 3), 7);
  EXPECT_EQ(value<std::int64_t>(bound, 4), 8);
}

TEST_F(StatementCacheTest, binds_one_shared_expression_once) {
  const auto next = User::c.age + 1;
  const auto statement = select(next).group_by(next);
  EXPECT_EQ(cache_.bind(orp::StatementAccess::node(statement)).parameters().size(), 1U);
}

TEST_F(StatementCacheTest, binds_null_and_optional_fields) {
  const auto statement =
      orp::insert<User>().values(User::c.name = "Ann", User::c.age = std::optional<int>());
  const BoundStatement bound = cache_.bind(orp::StatementAccess::node(statement));
  ASSERT_EQ(bound.parameters().size(), 3U);  // name, age, active by default
  EXPECT_EQ(bound.parameters()[1].field, nullptr);
  EXPECT_EQ(bound.parameters()[1].type->tag, orp::TypeTag::int32);
  EXPECT_TRUE(value<bool>(bound, 2));
}

TEST_F(StatementCacheTest, binds_a_list_as_one_value) {
  const auto statement = select<User>().where(User::c.name.in_({"a", "b"}));
  const BoundStatement bound = cache_.bind(orp::StatementAccess::node(statement));
  ASSERT_EQ(bound.parameters().size(), 1U);
  const orp::backend::KeyList* const keys = bound.parameters()[0].keys;
  ASSERT_NE(keys, nullptr);
  ASSERT_EQ(keys->size, 2U);
  EXPECT_EQ(*static_cast<const std::string*>(keys->values[1]), "b");
}

// statement_cache.hpp, rule 4.
TEST_F(StatementCacheTest, makes_generated_values_anew_each_time) {
  const auto statement = orp::insert<Item>().values(Item::c.order_id = 1);
  const BoundStatement first = cache_.bind(orp::StatementAccess::node(statement));
  const BoundStatement second = cache_.bind(orp::StatementAccess::node(statement));
  ASSERT_EQ(first.parameters().size(), 2U);
  EXPECT_FALSE(value<orp::Uuid>(first, 1) == value<orp::Uuid>(second, 1));
}

// statement_cache.hpp, rule 3.
TEST_F(StatementCacheTest, remembers_the_most_recently_used) {
  StatementCache cache(orp::backend::sqlite_dialect(), 2);
  const auto a = select(User::c.id);
  const auto b = select(User::c.name);
  const auto c = select(User::c.age);
  cache.bind(orp::StatementAccess::node(a));
  cache.bind(orp::StatementAccess::node(b));
  cache.bind(orp::StatementAccess::node(a));
  cache.bind(orp::StatementAccess::node(c));  // b gives way
  EXPECT_EQ(cache.status().size, 2U);
  EXPECT_EQ(cache.status().misses, 3U);
  cache.bind(orp::StatementAccess::node(a));
  EXPECT_EQ(cache.status().misses, 3U);
  cache.bind(orp::StatementAccess::node(b));
  EXPECT_EQ(cache.status().misses, 4U);
}

// statement_cache.hpp, rule 3.
TEST_F(StatementCacheTest, keeps_a_statement_in_use_alive) {
  StatementCache cache(orp::backend::sqlite_dialect(), 1);
  const auto a = select(User::c.id);
  const auto b = select(User::c.name);
  const BoundStatement bound = cache.bind(orp::StatementAccess::node(a));
  cache.bind(orp::StatementAccess::node(b));
  EXPECT_EQ(bound.statement().sql, R"(SELECT "users"."id" FROM "users")");
}

// statement_cache.hpp, rule 5.
TEST_F(StatementCacheTest, keeps_what_stands_for_a_class_whatever_falls_out) {
  StatementCache cache(orp::backend::sqlite_dialect(), 1);
  const auto one = select<User>().where(User::c.id == 1 && User::c.age == 2);
  int built = 0;
  const auto keep = [&] {
    return cache.keep(&User::info, [&] {
      ++built;
      return orp::StatementAccess::node(one);
    });
  };
  const auto kept = keep();
  const auto other = select(User::c.name);
  cache.bind(orp::StatementAccess::node(other));
  EXPECT_EQ(keep(), kept);
  EXPECT_EQ(built, 1);
  const std::int64_t id = 7;
  const std::optional<std::int32_t> age = 8;
  const orp::backend::BoundValue values[] = {{.type = &User::info.column(0).type, .field = &id},
                                             {.type = &User::info.column(1).type, .field = &age}};
  const BoundStatement bound(kept, {values, 2});
  EXPECT_EQ(value<std::int64_t>(bound, 0), 7);
  EXPECT_EQ(bound.parameters()[1].field, &age);
}

// statement_cache.hpp, rule 2.
TEST_F(StatementCacheTest, keeps_nothing_of_a_statement_that_does_not_compile) {
  const auto wrong = select<User, Order>();
  EXPECT_THROW(cache_.bind(orp::StatementAccess::node(wrong)), orp::UsageError);
  EXPECT_THROW(cache_.bind(orp::StatementAccess::node(wrong)), orp::UsageError);
  EXPECT_EQ(cache_.status().size, 0U);
}

// statement_cache.hpp, rule 2.
TEST_F(StatementCacheTest, serves_many_threads) {
  std::vector<std::thread> threads;
  const auto shared = select<User>().where(User::c.id == 1);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t, &shared] {
      for (int i = 0; i < 200; ++i) {
        const auto own = shared.where(User::c.age > i).limit(t);
        const BoundStatement bound = cache_.bind(orp::StatementAccess::node(own));
        ASSERT_EQ(value<std::int32_t>(bound, 1), i);
        ASSERT_EQ(value<std::int64_t>(bound, 2), t);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cache_.status().size, 1U);
}

// node_memory.hpp: whoever frees a node keeps its memory, and another thread's end takes none of
// it.
TEST(NodeMemory, goes_from_the_thread_that_makes_a_statement_to_the_one_that_drops_it) {
  using Statement = decltype(select<User>().where(User::c.name == "x"));
  std::vector<Statement> made;
  std::thread([&] {
    for (int i = 0; i < 200; ++i)
      made.push_back(select<User>().where(User::c.name == std::to_string(i)));
  }).join();
  std::thread([&] {
    made.erase(made.begin(), made.begin() + 100);
    for (int i = 0; i < 100; ++i) made.push_back(select<User>().where(User::c.name == "again"));
  }).join();
  StatementCache cache(orp::backend::sqlite_dialect());
  const BoundStatement bound = cache.bind(orp::StatementAccess::node(made.front()));
  EXPECT_EQ(value<std::string>(bound, 0), "100");
}

TEST_F(StatementCacheTest, says_what_the_columns_of_a_result_are) {
  const auto statement = select<Order, User*>(Order::c.id, orp::func::sum(Order::c.total))
                             .outerjoin(Order::c.user)
                             .group_by(Order::c.id, User::c.id);
  const BoundStatement bound = cache_.bind(orp::StatementAccess::node(statement));
  const orp::sql::CompiledStatement& compiled = bound.compiled();
  ASSERT_EQ(compiled.elements.size(), 4U);
  EXPECT_EQ(compiled.elements[0].entity, &Order::info);
  EXPECT_EQ(compiled.elements[0].first, 0);
  EXPECT_EQ(compiled.elements[0].count, 5);
  EXPECT_FALSE(compiled.elements[0].is_optional);
  EXPECT_EQ(compiled.elements[1].entity, &User::info);
  EXPECT_TRUE(compiled.elements[1].is_optional);
  EXPECT_EQ(compiled.elements[2].first, 12);
  EXPECT_EQ(compiled.elements[2].entity, nullptr);
  const orp::sql::ResultColumn& sum = compiled.columns[13];
  EXPECT_EQ(sum.name, "sum");
  EXPECT_EQ(sum.type.tag, orp::TypeTag::decimal);
  EXPECT_EQ(sum.type.scale, 2);
  EXPECT_TRUE(sum.type.nullable);
}

}  // namespace
