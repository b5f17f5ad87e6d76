// SPDX-License-Identifier: MIT
// The server ends the connection, in each phase of a unit of work. Each time the error says so, all
// of the transaction or nothing has happened, nothing reconnects within it, and the pool recovers.
#include <string>
#include <thread>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class LostConnections : public OnEachDatabase {
 protected:
  void SetUp() override { create(people_and_teams); }

  static std::int32_t process_of(Connection& connection) {
    return connection.execute(text("SELECT pg_backend_pid()")).scalar_one<std::int32_t>();
  }

  /// Ends the server process of a connection; returns when it is gone.
  void kill(std::int32_t process) {
    Connection killer = engine().connect();
    killer.execute(text("SELECT pg_terminate_backend(:p)").bind("p", process));
    const auto query =
        text("SELECT count(*) FROM pg_stat_activity WHERE pid = :p").bind("p", process);
    while (killer.execute(query).scalar_one<std::int64_t>() > 0) {
      killer.rollback();  // the view is a snapshot
      std::this_thread::yield();
    }
  }
  void kill(Connection& connection) { kill(process_of(connection)); }

  /// Expects a lost connection, and that the connection is of use again after rollback().
  template <class Action>
  void expect_lost(Connection& connection, const Action& action) {
    const auto error = error_of<ConnectionError>(action);
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->lost_connection());
    EXPECT_TRUE(error->may_retry());
    EXPECT_FALSE(error->hint().empty());
    const auto again = error_of<ConnectionError>([&] { add_team(connection); });
    ASSERT_TRUE(again) << "nothing may go on as if nothing had happened";
    EXPECT_TRUE(again->lost_connection());
    connection.rollback();
    EXPECT_EQ(count_teams(connection), 0) << "on another link";
    connection.rollback();
  }

  static void add_team(Connection& connection) {
    connection.execute(text("INSERT INTO teams (name) VALUES ('red')"));
  }
  static std::int64_t count_teams(Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM teams")).scalar_one<std::int64_t>();
  }

  /// From now on the server ends a connection that inserts a person without an age.
  void set_trap(const char* trigger) {
    run("CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.age IS NULL "
        "THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$;" +
        std::string(trigger));
  }
};
ORPIMENT_ON_EACH_SERVER(LostConnections);

// postgres/link.hpp, rule 1; connection_state.hpp, rule 1.
TEST_P(LostConnections, between_two_statements_are_told_by_the_next_one) {
  Connection connection = engine().connect();
  add_team(connection);
  kill(connection);
  expect_lost(connection, [&] { count_teams(connection); });
}

TEST_P(LostConnections, during_a_statement_are_told_by_it) {
  Connection connection = engine().connect();
  add_team(connection);
  const std::int32_t process = process_of(connection);
  std::thread killer([&] { kill(process); });
  expect_lost(connection, [&] { connection.execute(text("SELECT pg_sleep(60)")); });
  killer.join();
}

TEST_P(LostConnections, during_a_batch_leave_nothing_of_it) {
  set_trap("CREATE TRIGGER trap BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION spring()");
  for (const std::size_t size : {1U, 20U, 2000U}) {
    std::vector<Person> rows = make_people(size);
    for (Person& person : rows) person.age = 1;
    rows[size / 2].age.reset();
    const Rows<Person> batch(people, {person_name, person_email, person_age}, rows);
    Connection connection = engine().connect();
    add_team(connection);
    expect_lost(connection,
                [&] { EngineAccess::link(connection).insert({.rows = batch.batch()}); });
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people"), 0);
  }
}

TEST_P(LostConnections, at_a_savepoint_end_it) {
  Connection connection = engine().connect();
  add_team(connection);
  Savepoint savepoint = connection.begin_nested();
  kill(connection);
  expect_lost(connection, [&] { savepoint.commit(); });
  EXPECT_FALSE(savepoint.is_active());
}

// postgres/link.hpp, rule 1; connection_state.hpp, rule 1.
TEST_P(LostConnections, known_before_commit_may_be_tried_again) {
  Connection connection = engine().connect();
  add_team(connection);
  kill(connection);
  EXPECT_THROW(count_teams(connection), ConnectionError);
  const auto error = error_of<ConnectionError>([&] { connection.commit(); });
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->may_retry()) << "nothing was committed, that much is sure";
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

// postgres/link.hpp, rule 1.
TEST_P(LostConnections, during_commit_leave_it_in_doubt) {
  set_trap(
      "CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON people DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION spring()");
  Connection connection = engine().connect();
  connection.execute(text("INSERT INTO people (name, email) VALUES ('Ada', 'ada@x')"));
  const auto error = error_of<InDoubtError>([&] { connection.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-4004");
  EXPECT_TRUE(error->lost_connection());
  EXPECT_FALSE(error->may_retry());
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(LostConnections, at_rollback_do_not_matter) {
  Connection connection = engine().connect();
  add_team(connection);
  kill(connection);
  EXPECT_NO_THROW(connection.rollback());
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(LostConnections, in_a_block_leave_it_as_an_error) {
  const auto error = error_of<ConnectionError>([&] {
    engine().transaction([&](Connection& connection) {
      add_team(connection);
      kill(connection);
    });
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM teams"), 0);
}

TEST_P(LostConnections, in_the_pool_are_found_by_a_ping) {
  Engine pinging = make_engine({.pool_pre_ping = true});
  std::int32_t first = 0;
  std::int32_t second = 0;
  {
    Connection one = pinging.connect();
    Connection two = pinging.connect();
    first = process_of(one);
    second = process_of(two);
  }
  EXPECT_EQ(pinging.pool_status().checked_in, 2);
  kill(first);
  kill(second);
  Connection connection = pinging.connect();
  EXPECT_NO_THROW(count_teams(connection));
  Connection other = pinging.connect();
  EXPECT_NO_THROW(count_teams(other));
}

// pool.hpp, rule 3.
TEST_P(LostConnections, take_all_older_ones_with_them_when_a_ping_finds_one) {
  Engine pinging = make_engine({.pool_pre_ping = true});
  Connection one = pinging.connect();
  Connection two = pinging.connect();
  const std::int32_t first = process_of(one);
  const std::int32_t second = process_of(two);
  one.close();
  two.close();
  kill(first);
  Connection connection = pinging.connect();
  EXPECT_NE(process_of(connection), second) << "it is in the pool still, and suspect";
  Connection other = pinging.connect();
  EXPECT_NE(process_of(other), second) << "it was thrown away unasked";
}

TEST_P(LostConnections, are_thrown_away_when_they_come_back) {
  Engine own = make_engine();
  {
    Connection connection = own.connect();
    add_team(connection);
    kill(connection);
  }
  EXPECT_EQ(own.pool_status().checked_in, 0);
  Connection connection = own.connect();
  EXPECT_EQ(count_teams(connection), 0);
}

// pool.hpp, rule 3.
TEST_P(LostConnections, in_the_pool_without_ping_cost_one_error) {
  Engine plain = make_engine();
  std::int32_t first = 0;
  std::int32_t second = 0;
  {
    Connection one = plain.connect();
    Connection two = plain.connect();
    first = process_of(one);
    second = process_of(two);
  }
  kill(first);
  kill(second);
  {
    Connection connection = plain.connect();
    EXPECT_THROW(count_teams(connection), ConnectionError);
  }
  Connection connection = plain.connect();
  EXPECT_NO_THROW(count_teams(connection)) << "the pool throws all away when one is broken";
}

TEST_P(LostConnections, by_a_timeout_of_the_server_are_told_as_such) {
  Connection connection = engine().connect();
  connection.execute_script("SET idle_in_transaction_session_timeout = 20");
  const std::int32_t process = process_of(connection);
  while (value_of<std::int64_t>("SELECT count(*) FROM pg_stat_activity WHERE pid = " +
                                std::to_string(process)) > 0) {
    std::this_thread::yield();
  }
  expect_lost(connection, [&] { count_teams(connection); });
}

}  // namespace
}  // namespace orp::tests
