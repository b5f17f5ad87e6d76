// SPDX-License-Identifier: MIT
// What a database runs out of or may not do is told as that, and not as a mistake of the program.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "orpiment/engine/url_parts.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Wants : public OnEachDatabase {
 protected:
  void SetUp() override {
    create(people_and_teams);
    run("CREATE TABLE papers (content text)");
  }

  static void add_team(Connection& connection) {
    connection.execute(text("INSERT INTO teams (name) VALUES ('red')"));
  }
  static void add_large_paper(Connection& connection) {
    connection.execute(text("INSERT INTO papers VALUES (hex(zeroblob(500000)))"));
  }
  static std::int64_t count_teams(Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM teams")).scalar_one<std::int64_t>();
  }
  /// Lets PostgreSQL fail as it does when the real thing happens.
  static void raise(Connection& connection, const std::string& state) {
    connection.execute_script("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '" + state +
                              "'; END $$");
  }
  template <class Action>
  void expect_want(const std::string& code, const Action& action, bool may_retry = false) {
    const auto error = error_of<OperationalError>(action);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), code);
    EXPECT_EQ(error->may_retry(), may_retry);
    EXPECT_FALSE(error->lost_connection());
    EXPECT_FALSE(error->hint().empty());
    EXPECT_FALSE(error->sqlstate().empty());
  }
};
ORPIMENT_ON_EACH_DATABASE(Wants);

TEST_P(Wants, of_room_on_the_disk_are_told_and_the_connection_goes_on) {
  Connection connection = engine().connect();
  if (is_sqlite()) connection.execute_script("PRAGMA max_page_count = 20");
  expect_want("ORP-3401",
              [&] { is_sqlite() ? add_large_paper(connection) : raise(connection, "53100"); });
  connection.rollback();
  add_team(connection);
  connection.commit();
  EXPECT_EQ(count_teams(connection), 1);
}

TEST_P(Wants, of_room_for_a_batch_are_told_and_leave_nothing_of_it) {
  if (is_postgres()) GTEST_SKIP() << "a disk cannot be made small here";
  std::vector<Person> rows = make_people(20'000);
  const Rows<Person> batch(people, {person_name, person_email}, rows);
  Connection connection = engine().connect();
  connection.execute_script("PRAGMA max_page_count = 20");
  expect_want("ORP-3401", [&] { EngineAccess::link(connection).insert({.rows = batch.batch()}); });
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(Wants, of_leave_to_write_are_told) {
  if (GetParam() == DatabaseKind::sqlite_memory) GTEST_SKIP() << "there is no file";
  Engine reader = is_sqlite() ? make_engine({.connect = {{"mode", "ro"}}}) : make_engine();
  Connection connection = reader.connect();
  if (is_postgres()) connection.execute_script("SET TRANSACTION READ ONLY");
  expect_want("ORP-3402", [&] { add_team(connection); });
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(Wants, of_memory_are_told_and_the_connection_goes_on) {
  if (is_postgres()) {
    Connection connection = engine().connect();
    return expect_want("ORP-3403", [&] { raise(connection, "53200"); });
  }
  engine().dispose();
  const pid_t child = ::fork();  // the limit is the process's
  if (child == 0) {
    Engine own = make_engine();
    Connection connection = own.connect();
    connection.execute_script("PRAGMA hard_heap_limit = 8000000");
    try {
      connection.execute(text("SELECT hex(zeroblob(20000000))"));
    } catch (const OperationalError& error) {
      connection.rollback();
      connection.execute(text("SELECT 1"));
      ::_exit(error.code() == "ORP-3403" && !error.lost_connection() ? 0 : 1);
    } catch (...) {
    }
    ::_exit(2);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_P(Wants, of_room_for_temporary_files_are_told) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has no such limit";
  Connection connection = engine().connect();
  connection.execute_script("SET temp_file_limit = '64kB'; SET work_mem = '64kB'");
  expect_want("ORP-3405", [&] {
    connection.execute(
        text("SELECT count(*) FROM (SELECT DISTINCT n FROM "
             "generate_series(1, 100000) AS s(n) ORDER BY n DESC) AS t"));
  });
}

TEST_P(Wants, of_a_place_among_too_many_clients_may_be_tried_again) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has no clients";
  const std::string role = "crowd_" + std::to_string(::getpid());
  run("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 0");
  const auto crowded =
      error_of<ConnectionError>([&] { create_engine(url().set({.user = role})).connect(); });
  run("DROP ROLE " + role);
  ASSERT_TRUE(crowded);
  EXPECT_EQ(crowded->code(), "ORP-4001");
  EXPECT_TRUE(crowded->may_retry());
  EXPECT_FALSE(crowded->lost_connection()) << "there was none";
  const auto down = error_of<ConnectionError>([&] {
    make_engine({.connect = {{"host", "/nowhere"}}}).connect();
  });
  ASSERT_TRUE(down);
  EXPECT_TRUE(down->may_retry()) << "it may be starting";
  const auto missing = error_of<ConnectionError>(
      [&] { create_engine(url().set({.database = "nowhere"})).connect(); });
  ASSERT_TRUE(missing);
  EXPECT_FALSE(missing->may_retry());
}

/// While it lives, files do not grow beyond a size.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t size) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit limit{size, old_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  rlimit old_limit_{};
  void (*old_handler_)(int);
};

TEST_P(Wants, of_a_disk_that_works_are_told) {
  if (GetParam() != DatabaseKind::sqlite_file) GTEST_SKIP() << "the file is not ours";
  Engine own = make_engine();
  Connection connection = own.connect();
  connection.execute_script("PRAGMA cache_size = 10");  // so that it writes before COMMIT
  {
    const SmallFiles limit(100'000);
    const auto error = error_of<OperationalError>([&] { add_large_paper(connection); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-3404");
    EXPECT_TRUE(error->lost_connection()) << "nobody knows what the file holds";
    EXPECT_TRUE(error_of<ConnectionError>([&] { add_team(connection); }));
  }
  connection.rollback();
  add_team(connection);
  connection.commit();
  EXPECT_EQ(count_teams(connection), 1);
}

TEST_P(Wants, of_a_disk_that_works_at_commit_are_told) {
  if (GetParam() != DatabaseKind::sqlite_file) GTEST_SKIP() << "the file is not ours";
  Engine own = make_engine();
  Connection connection = own.connect();
  add_large_paper(connection);
  {
    const SmallFiles limit(100'000);
    const auto error = error_of<InDoubtError>([&] { connection.commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-4004");
    ASSERT_TRUE(error->cause());
    EXPECT_THROW(std::rethrow_exception(error->cause()), OperationalError);
  }
  connection.close();
  EXPECT_EQ(own.pool_status().checked_in, 0U);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM papers"), 0);
}

}  // namespace
}  // namespace orp::tests
