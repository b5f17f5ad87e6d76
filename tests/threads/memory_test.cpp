// SPDX-License-Identifier: MIT
// A database in memory has one connection, which all its users share, one transaction after
// another.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "orpiment/engine/engine.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class InMemory : public testing::TestWithParam<const char*> {
 protected:
  Engine engine = create_engine(GetParam());

  void SetUp() override {
    engine.transaction(
        [](Connection& connection) { connection.execute_script("CREATE TABLE t (n INTEGER)"); });
  }
  static void insert(Connection& connection) {
    connection.execute(text("INSERT INTO t VALUES (1)"));
  }
  static std::int64_t count(Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM t")).scalar_one<std::int64_t>();
  }
};
INSTANTIATE_TEST_SUITE_P(Urls, InMemory,
                         testing::Values("sqlite://", "sqlite:///:memory:",
                                         "sqlite:///file::memory:", "sqlite:///x?mode=memory"));

TEST_P(InMemory, lives_as_long_as_its_engine) {
  Connection first = engine.connect();
  insert(first);
  first.commit();
  Connection second = engine.connect();
  EXPECT_EQ(count(second), 1);
}

TEST_P(InMemory, serves_several_connections_in_turn) {
  Connection first = engine.connect();
  Connection second = engine.connect();
  insert(first);
  first.commit();
  insert(second);
  second.commit();
  EXPECT_EQ(count(first), 2);
}

TEST_P(InMemory, refuses_a_thread_that_would_wait_for_itself) {
  Connection first = engine.connect();
  insert(first);
  Connection second = engine.connect();
  const auto error = error_of<UsageError>([&] { insert(second); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1404");
  first.commit();
  EXPECT_NO_THROW(insert(second));
}

TEST_P(InMemory, lets_threads_wait_for_one_another) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i)
        engine.transaction([](Connection& connection) { insert(connection); });
    });
  }
  for (std::thread& thread : threads) thread.join();
  Connection connection = engine.connect();
  EXPECT_EQ(count(connection), 200);
}

}  // namespace
}  // namespace orp::tests
