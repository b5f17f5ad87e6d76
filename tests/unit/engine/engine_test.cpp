// SPDX-License-Identifier: MIT
// What an engine tells: logs, observers, and the errors of schemes that nobody knows.
#include "orpiment/engine/engine.hpp"
#include "engine/access.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "support/expect_error.hpp"

namespace orp {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr const char* memory = "sqlite://";

TEST(Engine, opens_nothing_before_its_first_use) {
  const Engine engine = create_engine("sqlite:////no/such/folder/shop.db");
  EXPECT_EQ(engine.url().database(), "/no/such/folder/shop.db");
  EXPECT_THROW(engine.connect(), ConnectionError);
}

TEST(Engine, refuses_unknown_schemes) {
  const auto refusal = [](const char* url) -> std::string {
    try {
      create_engine(url);
    } catch (const UsageError& error) {
      EXPECT_EQ(error.code(), "ORP-1403");
      return error.what();
    }
    return "nothing thrown";
  };
  EXPECT_THAT(refusal("sqlit:///shop.db"), HasSubstr("Did you mean \"sqlite\"?"));
  EXPECT_THAT(refusal("oracle://h/d"),
              HasSubstr("schemes of this build: postgresql, postgres, sqlite"));
}

TEST(Engine, refuses_null_pointers) {
  const char* const unset = nullptr;  // as of std::getenv()
  EXPECT_ERROR(DataError, "ORP-2211", create_engine(unset), "null pointer");
  Connection connection = create_engine(memory).connect();
  EXPECT_ERROR(DataError, "ORP-2211", connection.execute_script(unset), "null pointer");
}

TEST(Engine, refuses_hosts_for_files) {
  try {
    EngineAccess::link(create_engine("sqlite://shop.db").connect());
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("three slashes before a relative path"));
  }
}

class Recorder : public Observer {
 public:
  void on_statement(const StatementEvent& event) override {
    seen.push_back((event.failed ? "failed " : "") + std::string(event.sql));
  }
  void on_transaction(const TransactionEvent& event) override {
    constexpr const char* names[] = {"BEGIN",     "COMMIT",  "ROLLBACK",
                                     "SAVEPOINT", "RELEASE", "ROLLBACK TO"};
    seen.push_back(names[static_cast<int>(event.kind)]);
  }
  void on_pool(const PoolEvent& event) override {
    constexpr const char* names[] = {"connect", "checkout", "checkin", "invalidate", "close"};
    pool.push_back(names[static_cast<int>(event.kind)]);
  }

  std::vector<std::string> seen;
  std::vector<std::string> pool;
};

TEST(Engine, tells_observers_what_it_does) {
  const Engine engine = create_engine(memory);
  Recorder recorder;
  std::optional<Observation> observation = engine.observe(recorder);
  {
    Connection connection = engine.connect();
    connection.execute_script("CREATE TABLE t (n INTEGER)");
    {
      Savepoint savepoint = connection.begin_nested();
      connection.execute(text("INSERT INTO t VALUES (:n)").bind("n", 1));
      savepoint.commit();
    }
    static_cast<void>(connection.begin_nested());
    connection.commit();
    EXPECT_THROW(connection.execute(text("SELECT * FROM nowhere")), SqlError);
  }
  EXPECT_THAT(recorder.seen,
              ElementsAre("BEGIN", "CREATE TABLE t (n INTEGER)", "SAVEPOINT",
                          "INSERT INTO t VALUES (?)", "RELEASE", "SAVEPOINT", "ROLLBACK TO",
                          "COMMIT", "BEGIN", "failed SELECT * FROM nowhere", "ROLLBACK"));
  EXPECT_THAT(recorder.pool, ElementsAre("connect", "checkout", "checkin", "checkout", "checkin"));

  recorder.seen.clear();
  observation.reset();
  engine.transaction([](Connection& connection) { connection.execute(text("SELECT 1")); });
  EXPECT_TRUE(recorder.seen.empty());
}

TEST(Engine, observers_join_while_a_connection_is_in_use) {
  const Engine engine = create_engine(memory);
  Connection connection = engine.connect();
  connection.execute(text("SELECT 1"));
  Recorder recorder;
  const Observation observation = engine.observe(recorder);
  connection.execute(text("SELECT 2"));
  EXPECT_THAT(recorder.seen, ElementsAre("SELECT 2"));
}

std::vector<std::string> echo_of(bool hide_parameters) {
  std::vector<std::string> lines;
  const Engine engine =
      create_engine(memory, {.echo = true,
                             .log = [&](std::string_view line) { lines.emplace_back(line); },
                             .hide_parameters = hide_parameters});
  engine.transaction([](Connection& connection) {
    connection.execute(text("SELECT :a, :b").bind("a", "it's").bind("b", 7));
  });
  return lines;
}

TEST(Engine, echoes_statements_values_and_transactions) {
  EXPECT_THAT(echo_of(false), ElementsAre("BEGIN", "SELECT ?, ?",
                                          MatchesRegex(R"(\[.* ms\] \('it''s', 7\))"), "COMMIT"));
}

TEST(Engine, echoes_no_values_when_they_are_hidden) {
  EXPECT_THAT(echo_of(true), ElementsAre("BEGIN", "SELECT ?, ?",
                                         MatchesRegex(R"(\[.* ms\] \(hidden\))"), "COMMIT"));
}

TEST(Engine, echoes_values_on_one_line_without_what_a_terminal_obeys) {
  std::vector<std::string> lines;
  const Engine engine = create_engine(
      memory, {.echo = true, .log = [&](std::string_view line) { lines.emplace_back(line); }});
  engine.transaction([](Connection& connection) {
    connection.execute(text("SELECT :a").bind("a", "x\ny\r\t\x1b[2J\x7f\xc2\x9b\xc3\xa4"));
  });
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_THAT(lines[2], EndsWith("('x\\ny\\r\\t\\x1b[2J\\x7f\\x9b\xc3\xa4')"));
}

TEST(Engine, goes_on_when_the_log_throws) {
  const Engine engine = create_engine(memory, {.echo = true, .log = [](std::string_view) {
                                                 throw std::runtime_error("disk full");
                                               }});
  engine.transaction([](Connection& connection) { connection.execute(text("SELECT 1")); });
  Connection connection = engine.connect();
  connection.execute(text("SELECT 2"));
}

TEST(Engine, refuses_a_zero_byte_in_options_besides_the_url) {
  const std::string zero("a\0b", 3);
  EXPECT_THROW(create_engine(memory, {.connect = {{"mode", zero}}}), UsageError);
}

TEST(Engine, options_besides_the_url_win) {
  const Engine engine = create_engine("sqlite:///x?mode=ro", {.connect = {{"mode", "memory"}}});
  Connection connection = engine.connect();
  EXPECT_NO_THROW(connection.execute_script("CREATE TABLE t (n INTEGER)"));
}

TEST(Engine, replaces_connections_that_are_too_old) {
  const Engine engine = create_engine("sqlite:///file:recycled?mode=memory&cache=shared",
                                      {.pool_recycle = std::chrono::milliseconds(0)});
  EXPECT_NO_THROW(EngineAccess::link(engine.connect()));
  const std::string path = testing::TempDir() + "recycled.db";
  const Engine file =
      create_engine("sqlite:///" + path, {.pool_recycle = std::chrono::milliseconds(0)});
  Recorder recorder;
  const Observation observation = file.observe(recorder);
  file.connect();
  file.connect();
  EXPECT_THAT(recorder.pool, ElementsAre("connect", "checkout", "checkin", "close", "connect",
                                         "checkout", "checkin", "close"));
  ::unlink(path.c_str());
}

TEST(Engine, of_a_parent_process_is_left_alone_by_the_child) {
  const std::string path = testing::TempDir() + "forked.db";
  const Engine engine = create_engine("sqlite:///" + path);
  { Connection idle = engine.connect(); }
  ASSERT_EQ(engine.pool_status().checked_in, 1);
  const pid_t child = ::fork();
  if (child == 0) {
    int failures = 0;
    Connection connection = engine.connect();
    if (engine.pool_status().checked_out != 1 || engine.pool_status().checked_in != 0) failures = 1;
    ::_exit(failures);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_NO_THROW(EngineAccess::link(engine.connect()));
  for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
}

TEST(Engine, of_a_child_process_is_left_alone_by_its_own_child) {
  const auto result_of = [](const auto& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
  };
  const std::string path = testing::TempDir() + "forked_twice.db";
  const Engine engine = create_engine("sqlite:///" + path);
  { Connection idle = engine.connect(); }
  const auto use = [&] {
    { Connection connection = engine.connect(); }
    return engine.pool_status().checked_in == 1 ? 0 : 1;
  };
  EXPECT_EQ(result_of([&] { return use() + result_of(use) + use(); }), 0);
  EXPECT_EQ(use(), 0);
  for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
}

}  // namespace
}  // namespace orp
