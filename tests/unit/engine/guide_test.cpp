// SPDX-License-Identifier: MIT
// The code that docs/guide/engine.md shows.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <vector>

#include "engine/access.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/engine/retry.hpp"

namespace {

class EngineGuide : public testing::Test {
 protected:
  orp::Engine engine = orp::create_engine("sqlite://");

  void SetUp() override {
    engine.transaction([](orp::Connection& connection) {
      connection.execute_script(
          "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
          "INSERT INTO users VALUES (1, 'Alice'), (2, 'Bob')");
    });
  }
  std::int64_t count() {
    orp::Connection connection = engine.connect();
    return connection.execute(orp::text("SELECT count(*) FROM users")).scalar_one<std::int64_t>();
  }
};

TEST_F(EngineGuide, options) {
  std::vector<std::string> lines;
  {
    // snippet: options
    orp::Engine shop =
        orp::create_engine("sqlite:///shop.db?mode=memory",
                           {.pool_size = 10,
                            .pool_timeout = std::chrono::seconds(5),
                            .echo = true,
                            .log = [&](std::string_view line) { lines.emplace_back(line); },
                            .begin = orp::BeginMode::immediate});
    // end snippet
    orp::EngineAccess::link(shop.connect());
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"BEGIN", "ROLLBACK"}));
}

TEST_F(EngineGuide, text) {
  std::string seen;
  // snippet: text
  orp::Connection connection = engine.connect();
  const auto by_name =
      orp::text("SELECT id, name FROM users WHERE name <> :name").bind("name", "Bob");

  for (const auto& [id, name] : connection.execute(by_name.columns<std::int64_t, std::string>()))
    seen += std::to_string(id) + name;

  for (const orp::DynamicRow& row : connection.execute(by_name))
    seen += row.get<std::string>("name");
  // end snippet
  EXPECT_EQ(seen, "1AliceAlice");
}

TEST_F(EngineGuide, commit_as_you_go) {
  // snippet: commit
  orp::Connection connection = engine.connect();
  connection.execute(orp::text("DELETE FROM users WHERE id = 1"));  // begins a transaction
  connection.commit();                                              // ends it
  connection.execute(orp::text("DELETE FROM users WHERE id = 2"));  // begins another
  connection.rollback();
  // end snippet
  connection.close();
  EXPECT_EQ(count(), 1);
}

TEST_F(EngineGuide, begin_once) {
  // snippet: begin
  const std::int64_t removed = engine.transaction([](orp::Connection& connection) {
    return connection.execute(orp::text("DELETE FROM users")).affected_rows();
  });
  // end snippet
  EXPECT_EQ(removed, 2);
}

TEST_F(EngineGuide, savepoints) {
  orp::Connection connection = engine.connect();
  // snippet: savepoint
  try {
    orp::Savepoint savepoint = connection.begin_nested();
    connection.execute(orp::text("INSERT INTO users VALUES (1, 'Carol')"));
    savepoint.commit();
  } catch (const orp::IntegrityError&) {
    // The savepoint is undone; the transaction goes on.
  }
  connection.commit();
  // end snippet
  EXPECT_EQ(count(), 2);
}

TEST_F(EngineGuide, conflicts) {
  int attempts = 0;
  const auto move_money = [&](orp::Connection&) {
    if (++attempts < 3) throw orp::ConflictError({.code = "ORP-3201", .message = "busy"});
  };
  // snippet: retry
  orp::retry(engine, move_money);
  // end snippet
  EXPECT_EQ(attempts, 3);
}

// snippet: observer
class StatementCounter : public orp::Observer {
 public:
  void on_statement(const orp::StatementEvent&) override { ++count; }
  int count = 0;
};
// end snippet

TEST_F(EngineGuide, observers) {
  // snippet: attach
  StatementCounter counter;
  {
    const orp::Observation observation = engine.observe(counter);
    engine.transaction(
        [](orp::Connection& connection) { connection.execute(orp::text("SELECT 1")); });
  }  // from here on nothing is counted
  // end snippet
  EXPECT_EQ(counter.count, 1);
}

}  // namespace
