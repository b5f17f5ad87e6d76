// SPDX-License-Identifier: MIT
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Transactions : public OnEachDatabase {
 protected:
  void SetUp() override { create(people_and_teams); }

  static void add_team(Connection& connection, const std::string& name) {
    connection.execute(text("INSERT INTO teams (name) VALUES (:name)").bind("name", name));
  }
  static std::int64_t count_teams(Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM teams")).scalar_one<std::int64_t>();
  }
  std::int64_t count_teams() { return value_of<std::int64_t>("SELECT count(*) FROM teams"); }
};
ORPIMENT_ON_EACH_DATABASE(Transactions);

TEST_P(Transactions, begin_with_the_first_statement) {
  Connection connection = engine().connect();
  EXPECT_FALSE(connection.in_transaction());
  add_team(connection, "red");
  EXPECT_TRUE(connection.in_transaction());
  connection.commit();
  EXPECT_FALSE(connection.in_transaction());
  EXPECT_EQ(count_teams(), 1);
}

TEST_P(Transactions, are_undone_by_rollback) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(Transactions, are_undone_when_the_connection_goes) {
  {
    Connection connection = engine().connect();
    add_team(connection, "red");
  }
  EXPECT_EQ(count_teams(), 0);
}

TEST_P(Transactions, undo_ddl) {
  {
    Connection connection = engine().connect();
    connection.execute_script("CREATE TABLE fresh (n integer)");
  }
  EXPECT_THROW(value_of<std::int64_t>("SELECT count(*) FROM fresh"), SqlError);
}

TEST_P(Transactions, object_commits_or_rolls_back) {
  Connection connection = engine().connect();
  {
    Transaction transaction = connection.begin();
    add_team(connection, "red");
    transaction.commit();
    EXPECT_FALSE(transaction.is_active());
    const auto error = error_of<UsageError>([&] { transaction.commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1408");
    ORPIMENT_EXPECT_PART(error->message(), "this transaction is over: it was committed or");
  }
  {
    Transaction transaction = connection.begin();
    add_team(connection, "blue");
    EXPECT_TRUE(transaction.is_active());
  }
  EXPECT_EQ(count_teams(connection), 1);
}

// connection_state.hpp, rule 2.
TEST_P(Transactions, object_survives_its_connection_and_does_nothing) {
  std::optional<Connection> connection = engine().connect();
  Transaction transaction = connection->begin();
  add_team(*connection, "red");
  connection.reset();
  EXPECT_FALSE(transaction.is_active());
  EXPECT_EQ(count_teams(), 0);
}

TEST_P(Transactions, begin_refuses_inside_another) {
  Connection connection = engine().connect();
  count_teams(connection);
  const auto error = error_of<UsageError>([&] { static_cast<void>(connection.begin()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1406");
}

TEST_P(Transactions, block_commits_when_it_is_left) {
  const int answer = engine().transaction([&](Connection& connection) {
    add_team(connection, "red");
    return 42;
  });
  EXPECT_EQ(answer, 42);
  EXPECT_EQ(count_teams(), 1);
}

TEST_P(Transactions, block_rolls_back_when_an_exception_leaves_it) {
  EXPECT_THROW(engine().transaction([&](Connection& connection) {
    add_team(connection, "red");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(count_teams(), 0);
}

TEST_P(Transactions, block_refuses_statements_after_its_end) {
  const auto error = error_of<UsageError>([&] {
    engine().transaction([&](Connection& connection) {
      add_team(connection, "red");
      connection.commit();
      add_team(connection, "blue");
    });
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1407");
  EXPECT_EQ(count_teams(), 1);
}

TEST_P(Transactions, closed_connection_is_refused) {
  Connection connection = engine().connect();
  connection.close();
  EXPECT_TRUE(connection.is_closed());
  const auto error = error_of<UsageError>([&] { count_teams(connection); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1405");
}

// Savepoints

TEST_P(Transactions, savepoint_undoes_what_was_done_since) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  {
    Savepoint savepoint = connection.begin_nested();
    add_team(connection, "blue");
    savepoint.rollback();
    EXPECT_FALSE(savepoint.is_active());
  }
  {
    Savepoint savepoint = connection.begin_nested();
    add_team(connection, "green");
    savepoint.commit();
    EXPECT_THROW(savepoint.commit(), UsageError);
  }
  {
    Savepoint forgotten = connection.begin_nested();
    add_team(connection, "grey");
  }
  connection.commit();
  EXPECT_EQ(count_teams(), 2);
}

TEST_P(Transactions, savepoint_is_released_once) {
  Connection connection = engine().connect();
  Savepoint savepoint = connection.begin_nested();
  savepoint.commit();
  const auto error = error_of<UsageError>([&] { savepoint.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1408");
  ORPIMENT_EXPECT_PART(error->message(), "this savepoint is over");
}

TEST_P(Transactions, savepoint_undoes_ddl) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  {
    Savepoint savepoint = connection.begin_nested();
    connection.execute_script("CREATE TABLE fresh (n integer); DROP TABLE people");
  }
  connection.commit();
  EXPECT_EQ(count_teams(), 1);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people"), 0);
  EXPECT_THROW(value_of<std::int64_t>("SELECT count(*) FROM fresh"), SqlError);
}

TEST_P(Transactions, savepoint_keeps_the_transaction_usable_after_an_error) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  try {
    Savepoint savepoint = connection.begin_nested();
    connection.execute(text("INSERT INTO teams (id, name) VALUES (1, NULL)"));
    savepoint.commit();
  } catch (const IntegrityError&) {
  }
  add_team(connection, "blue");
  connection.commit();
  EXPECT_EQ(count_teams(), 2);
}

TEST_P(Transactions, savepoints_nest) {
  Connection connection = engine().connect();
  Savepoint outer = connection.begin_nested();
  add_team(connection, "red");
  Savepoint inner = connection.begin_nested();
  add_team(connection, "blue");
  inner.commit();
  outer.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

// connection_state.hpp, rule 2.
TEST_P(Transactions, outer_savepoint_ends_the_inner_one) {
  Connection connection = engine().connect();
  Savepoint outer = connection.begin_nested();
  Savepoint inner = connection.begin_nested();
  outer.commit();
  EXPECT_FALSE(inner.is_active());
  EXPECT_THROW(inner.commit(), UsageError);
  Savepoint other = connection.begin_nested();
  connection.rollback();
  EXPECT_FALSE(other.is_active());
}

TEST_P(Transactions, failed_statement_poisons_the_rest_or_not_but_commit_tells) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  EXPECT_THROW(connection.execute(text("SELECT * FROM nowhere")), SqlError);
  if (is_sqlite()) {
    connection.commit();
    EXPECT_EQ(count_teams(), 1);
    return;
  }
  const auto refused = error_of<SqlError>([&] { count_teams(connection); });
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code(), "ORP-3006");
  const auto error = error_of<SqlError>([&] { connection.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3006");
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

// Commands that would end a transaction behind our back

// transaction_guard.hpp, rule 1.
TEST_P(Transactions, commands_are_refused_before_they_are_sent) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  for (const char* sql :
       {"COMMIT", "commit;", "ROLLBACK", "END", "ABORT", "BEGIN", "START TRANSACTION",
        "  \n-- the end\n/* of all */ ;Commit WORK", "COMMIT AND CHAIN", "SAVEPOINT a",
        "ROLLBACK TO SAVEPOINT a", "RELEASE a", "PREPARE TRANSACTION 'a'"}) {
    SCOPED_TRACE(sql);
    const auto error = error_of<UsageError>([&] { connection.execute(unsafe_text(sql)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1411");
    EXPECT_EQ(error->sql(), sql);
    EXPECT_FALSE(error->hint().empty());
    const auto script = error_of<UsageError>([&] { connection.execute_script(sql); });
    ASSERT_TRUE(script);
    EXPECT_EQ(script->code(), "ORP-1411");
  }
  add_team(connection, "blue");
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(Transactions, statements_that_only_look_like_commands_are_sent) {
  Connection connection = engine().connect();
  connection.execute_script(
      "CREATE TABLE starts (begin_at integer); INSERT INTO starts VALUES (1); -- COMMIT\n"
      "/* ROLLBACK; */ INSERT INTO starts (begin_at) VALUES (2); ;");
  EXPECT_EQ(connection.execute(text("SELECT ';COMMIT;', begin_at FROM starts")).size(), 2U);
}

// transaction_guard.hpp, rule 2.
TEST_P(Transactions, scripts_that_end_them_stop_everything_until_rollback) {
  const auto scripts = {"INSERT INTO teams (name) VALUES ('blue'); COMMIT",
                        "INSERT INTO teams (name) VALUES ('blue'); ROLLBACK",
                        "SELECT 1; COMMIT; BEGIN; INSERT INTO teams (name) VALUES ('blue')",
                        "SELECT 1; SAVEPOINT a; ROLLBACK TO SAVEPOINT a; SELECT 2",
                        "SELECT 1; COMMIT; SELECT * FROM nowhere"};
  for (const char* script : scripts) {
    SCOPED_TRACE(script);
    run("DELETE FROM teams");
    Connection connection = engine().connect();
    add_team(connection, "red");
    EXPECT_THROW(connection.execute_script(script), Error);
    if (is_sqlite()) {  // which refuses the one statement before it is sent
      add_team(connection, "green");
    } else {
      for (const auto& action :
           std::vector<std::function<void()>>{[&] { add_team(connection, "green"); },
                                              [&] { connection.execute_script("SELECT 1"); },
                                              [&] { static_cast<void>(connection.begin_nested()); },
                                              [&] { connection.commit(); }}) {
        const auto error = error_of<UsageError>(action);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->code(), "ORP-1412");
      }
    }
    connection.rollback();
    add_team(connection, "white");
    connection.commit();
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM teams WHERE name IN ('green', 'white')"),
              1);
    EXPECT_TRUE(is_postgres() || count_teams() == 1);
  }
}

// transaction_guard.hpp, rule 1.
TEST_P(Transactions, commands_do_not_hide_behind_what_this_database_skips) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::vector<std::string> of_sqlite = {"/* /* */ COMMIT", mark + "COMMIT",
                                              "/* a */" + mark + "\n" + mark + "-- a\nCOMMIT"};
  const std::vector<std::string> of_postgres = {"-- a\rCOMMIT", "/* of /* all */ */ COMMIT",
                                                "/* /* */\r*/-- a\rCOMMIT"};
  Connection connection = engine().connect();
  // Not as a text(), which refuses what databases read in different ways.
  const auto execute = [&](const std::string& sql) {
    EngineAccess::link(connection).execute({.sql = sql}, {});
  };
  for (const std::string& sql : is_sqlite() ? of_sqlite : of_postgres) {
    SCOPED_TRACE(sql);
    add_team(connection, "red");
    const auto error = error_of<UsageError>([&] { execute(sql); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1411");
    EXPECT_THROW(connection.execute_script(sql), UsageError);
    connection.rollback();
    EXPECT_EQ(count_teams(connection), 0);
  }
  for (const std::string& sql : is_sqlite() ? of_postgres : of_sqlite) {
    SCOPED_TRACE(sql);
    add_team(connection, "red");
    EXPECT_THROW(execute(sql), SqlError) << "no statement there";
    connection.rollback();
    EXPECT_EQ(count_teams(connection), 0);
  }
}

TEST_P(Transactions, scripts_do_not_end_savepoints) {
  Connection connection = engine().connect();
  add_team(connection, "red");
  Savepoint savepoint = connection.begin_nested();
  add_team(connection, "blue");
  EXPECT_THROW(connection.execute(text("RELEASE SAVEPOINT orp_2")), UsageError);
  EXPECT_THROW(connection.execute_script("ROLLBACK TO SAVEPOINT orp_2"), UsageError);
  savepoint.rollback();
  connection.commit();
  EXPECT_EQ(count_teams(), 1);
}

// transaction_guard.hpp, rule 2.
TEST_P(Transactions, that_failed_at_commit_take_no_more_statements) {
  run("CREATE TABLE child (team integer REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED)");
  Connection connection = engine().connect();
  connection.execute(text("INSERT INTO child VALUES (99)"));
  EXPECT_THROW(connection.commit(), IntegrityError);
  if (is_postgres()) {  // SQLite leaves it open
    const auto error = error_of<SqlError>([&] { add_team(connection, "red"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-3006");
  }
  connection.rollback();
  EXPECT_EQ(count_teams(connection), 0);
}

TEST_P(Transactions, engine_handles_share_everything) {
  Engine& original = engine();
  const Engine copy = original;
  Connection connection = copy.connect();
  add_team(connection, "red");
  connection.commit();
  connection.close();
  EXPECT_EQ(count_teams(), 1);
  EXPECT_EQ(copy.pool_status().checked_in, original.pool_status().checked_in);
}

}  // namespace
}  // namespace orp::tests
