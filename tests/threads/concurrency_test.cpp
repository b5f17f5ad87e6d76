// SPDX-License-Identifier: MIT
// Several threads, several connections, one database.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "orpiment/session/session.hpp"
#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/table.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Concurrency : public OnEachDatabase {
 protected:
  void SetUp() override { create(people_and_teams); }

  static void add_team(Connection& connection, const std::string& name = "red") {
    connection.execute(text("INSERT INTO teams (name) VALUES (:name)").bind("name", name));
  }
  static std::int64_t count_teams(Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM teams")).scalar_one<std::int64_t>();
  }
  Engine engine_with(const std::string& key, const std::string& value) const {
    return make_engine({.connect = {{key, value}}});
  }
};
ORPIMENT_ON_EACH_SHARED_DATABASE(Concurrency);

TEST_P(Concurrency, threads_share_a_pool) {
  Engine shared = make_engine({.pool_size = 2, .max_overflow = 1, .begin = BeginMode::immediate});
  constexpr int thread_count = 6;
  constexpr int transactions = 20;
  std::vector<std::thread> threads;
  for (int t = 0; t < thread_count; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < transactions; ++i) {
        shared.transaction([](Connection& connection) { add_team(connection); });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Connection connection = shared.connect();
  EXPECT_EQ(count_teams(connection), thread_count * transactions);
  EXPECT_LE(shared.pool_status().checked_in + shared.pool_status().checked_out, 3);
}

TEST_P(Concurrency, connections_do_not_see_what_is_not_committed) {
  Connection writer = engine().connect();
  Connection reader = engine().connect();
  add_team(writer);
  EXPECT_EQ(count_teams(reader), 0);
  reader.rollback();
  writer.commit();
  EXPECT_EQ(count_teams(reader), 1);
}

TEST_P(Concurrency, writer_that_waits_too_long_is_told_to_try_again) {
  run("INSERT INTO teams (id, name) VALUES (1, 'red')");
  const auto update = text("UPDATE teams SET name = 'blue' WHERE id = 1");
  Connection first = engine().connect();
  first.execute(update);
  Engine impatient =
      is_sqlite() ? engine_with("busy_timeout", "30")
                  : engine_with("options", *url().option("options") + " -clock_timeout=30ms");
  Connection second = impatient.connect();
  const auto error = error_of<ConflictError>([&] { second.execute(update); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3201");
  EXPECT_TRUE(error->may_retry());
  second.rollback();
  first.commit();
  EXPECT_NO_THROW(second.execute(update));
}

TEST_P(Concurrency, snapshot_that_is_out_of_date_is_told_to_try_again) {
  const auto isolate = [&](Connection& connection) {
    if (is_postgres()) {
      connection.execute_script("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    }
  };
  Connection first = engine().connect();
  Connection second = engine().connect();
  isolate(first);
  isolate(second);
  EXPECT_EQ(count_teams(first), 0);
  EXPECT_EQ(count_teams(second), 0);
  add_team(second);
  second.commit();
  const auto error = error_of<ConflictError>([&] {
    add_team(first);
    first.commit();
  });
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->may_retry());
  EXPECT_EQ(error->code(), is_sqlite() ? "ORP-3201" : "ORP-3203");
  first.rollback();
  add_team(first);
  EXPECT_NO_THROW(first.commit());
}

TEST_P(Concurrency, deadlock_is_broken) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has one writer";
  run("INSERT INTO teams (id, name) VALUES (1, 'red'), (2, 'blue')");
  std::atomic<int> ready{0};
  std::atomic<int> deadlocks{0};
  const auto work = [&](int own, int other) {
    Connection connection = engine().connect();
    const auto update = [&](int id) {
      connection.execute(text("UPDATE teams SET name = name WHERE id = :id").bind("id", id));
    };
    connection.execute_script("SET deadlock_timeout = 20");
    update(own);
    ++ready;
    while (ready < 2) std::this_thread::yield();
    try {
      update(other);
    } catch (const ConflictError& error) {
      EXPECT_EQ(error.code(), "ORP-3202");
      EXPECT_EQ(error.hint(),
                "run the unit of work again; change rows in the same order everywhere");
      ++deadlocks;
    }
    connection.rollback();
  };
  std::thread one(work, 1, 2);
  std::thread two(work, 2, 1);
  one.join();
  two.join();
  EXPECT_EQ(deadlocks, 1);
}

TEST_P(Concurrency, new_database_is_opened_by_many_at_once) {
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      try {
        Engine own = make_engine();
        Connection connection = own.connect();
        count_teams(connection);
      } catch (const std::exception& error) {
        ++failures;
        ADD_FAILURE() << error.what();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
}

TEST_P(Concurrency, immediate_transactions_wait_when_they_begin) {
  if (is_postgres()) GTEST_SKIP() << "PostgreSQL has no such mode";
  for (Engine immediate :
       {make_engine({.begin = BeginMode::immediate}), engine_with("begin", "immediate")}) {
    Connection holder = immediate.connect();
    EngineAccess::link(holder);
    Engine impatient =
        make_engine({.begin = BeginMode::immediate, .connect = {{"busy_timeout", "20"}}});
    Connection waiting = impatient.connect();
    EXPECT_THROW(EngineAccess::link(waiting), ConflictError);
    holder.rollback();
    EXPECT_NO_THROW(EngineAccess::link(waiting));
  }
}

// The pool

TEST_P(Concurrency, pool_says_when_it_is_exhausted) {
  Engine small = make_engine(
      {.pool_size = 1, .max_overflow = 1, .pool_timeout = std::chrono::milliseconds(50)});
  Connection first = small.connect();
  Connection second = small.connect();
  const auto error = error_of<PoolTimeoutError>([&] { small.connect(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-4003");
  EXPECT_EQ(error->message(),
            "QueuePool limit of size 1 overflow 1 reached, connection timed out, timeout 0.05");
  EXPECT_EQ(small.pool_status().to_string(),
            "Pool size: 1 Connections in pool: 0 Current overflow: 1 Current checked out "
            "connections: 2");
  second.close();
  EXPECT_NO_THROW(small.connect());
}

TEST_P(Concurrency, pool_wakes_who_waits) {
  Engine small = make_engine({.pool_size = 1, .max_overflow = 0});
  std::optional<Connection> held = small.connect();
  std::atomic<bool> is_served{false};
  std::thread waiting([&] {
    Connection connection = small.connect();
    is_served = true;
  });
  EXPECT_FALSE(is_served);
  held.reset();
  waiting.join();
  EXPECT_TRUE(is_served);
}

TEST_P(Concurrency, pool_keeps_its_size_and_closes_the_rest) {
  Engine small = make_engine({.pool_size = 1, .max_overflow = std::nullopt});
  {
    std::vector<Connection> many;
    for (int i = 0; i < 4; ++i) many.push_back(small.connect());
    EXPECT_EQ(small.pool_status().overflow, 3);
  }
  EXPECT_EQ(small.pool_status().checked_in, 1);
  EXPECT_EQ(small.pool_status().overflow, 0);
  small.dispose();
  EXPECT_EQ(small.pool_status().checked_in, 0);
  EXPECT_NO_THROW(small.connect());
}

TEST_P(Concurrency, pool_gives_connections_back_clean) {
  Engine small = make_engine({.pool_size = 1, .max_overflow = 0});
  {
    Connection connection = small.connect();
    add_team(connection);
    static_cast<void>(connection.begin_nested());
  }
  Connection connection = small.connect();
  EXPECT_FALSE(connection.in_transaction());
  EXPECT_EQ(count_teams(connection), 0);
}

// connection_state.hpp, rule 3.
TEST_P(Concurrency, pool_closes_connections_that_made_something_for_themselves) {
  Engine small = make_engine({.pool_size = 1, .max_overflow = 0});
  const meta::Table teams("teams", {meta::column<std::int64_t>("id").primary_key().identity(),
                                    meta::column<std::string>("name")});
  {
    Connection connection = small.connect();
    teams.temporary().create(connection);
    add_team(connection);
    connection.commit();
    EXPECT_EQ(count_teams(connection), 1);
  }
  EXPECT_EQ(small.pool_status().checked_in, 0U);
  Session session(small);
  teams.temporary().create(session);
  session.execute(insert(teams).values({{"name", "blue"}}));
  session.commit();
  EXPECT_EQ(session.scalar(select(func::count()).select_from(teams)), 0);
  session.execute_script("create table not_temp (id INTEGER); create Temp table t (id INTEGER)");
  session.close();
  EXPECT_EQ(small.pool_status().checked_in, 0U);
  Connection connection = small.connect();
  connection.execute_script("CREATE TABLE temperatures (temp_high INTEGER)");
  connection.close();
  EXPECT_EQ(small.pool_status().checked_in, 1U);
}

// pool.hpp, rule 3.
TEST_P(Concurrency, dispose_closes_connections_in_use_when_they_come_back) {
  Engine own = make_engine();
  {
    Connection connection = own.connect();
    own.dispose();
    EXPECT_NO_THROW(count_teams(connection));
  }
  EXPECT_EQ(own.pool_status().checked_in, 0);
}

}  // namespace
}  // namespace orp::tests
