// SPDX-License-Identifier: MIT
// What a program hears when it asks for what is not there.
#include <string>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "orpiment/engine/url_parts.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Errors : public OnEachDatabase {
 protected:
  template <class E = SqlError>
  std::optional<E> error_of_running(const std::string& sql) {
    Connection connection = engine().connect();
    return error_of<E>([&] { connection.execute(unsafe_text(sql)); });
  }
};
ORPIMENT_ON_EACH_DATABASE(Errors);

TEST_P(Errors, a_missing_table_is_named) {
  const auto error = error_of_running("SELECT * FROM nowhere");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3002");
  ORPIMENT_EXPECT_PART(error->message(), "nowhere");
  EXPECT_EQ(error->sql(), "SELECT * FROM nowhere");
  EXPECT_FALSE(error->sqlstate().empty());
  EXPECT_FALSE(error->hint().empty());
  EXPECT_FALSE(error->may_retry());
  EXPECT_FALSE(error->lost_connection());
}

TEST_P(Errors, a_missing_column_is_named) {
  create(people_and_teams);
  for (const char* sql : {"SELECT colour FROM teams", "SELECT \"colour\" FROM teams"}) {
    const auto error = error_of_running(sql);
    ASSERT_TRUE(error) << "a misspelled name in quotes is no text";
    EXPECT_EQ(error->code(), "ORP-3003");
    ORPIMENT_EXPECT_PART(error->message(), "colour");
  }
}

TEST_P(Errors, hints_of_the_database_follow_ours) {
  create(people_and_teams);
  const auto column = error_of_running("SELECT nam FROM teams");
  ASSERT_TRUE(column);
  EXPECT_EQ(
      column->hint(),
      std::string(
          "the table differs from the schema, and create_all() alters none: ALTER TABLE does") +
          (is_sqlite() ? ""
                       : "; the database says: Perhaps you meant to reference the column "
                         "\"teams.name\"."));
  if (is_sqlite()) return;
  const auto check = error_of_running<IntegrityError>(
      "DO $$BEGIN RAISE 'no' USING ERRCODE = 'check_violation', HINT = 'say please'; END$$");
  ASSERT_TRUE(check);
  EXPECT_EQ(check->hint(),
            "choose values for which the check holds; the database says: say please");
  const auto conflict = error_of_running<ConflictError>(
      "DO $$BEGIN RAISE 'no' USING ERRCODE = 'serialization_failure', HINT = 'The transaction "
      "might succeed if retried.'; END$$");
  ASSERT_TRUE(conflict);
  EXPECT_EQ(conflict->hint(), "run the unit of work again");
}

TEST_P(Errors, a_missing_table_of_a_batch_is_named) {
  std::vector<Person> rows = make_people(2);
  const Rows<Person> batch(people, {person_name, person_email}, rows);
  Connection connection = engine().connect();
  const auto error =
      error_of<SqlError>([&] { EngineAccess::link(connection).insert({.rows = batch.batch()}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3002");
  EXPECT_EQ(error->table(), "people");
}

TEST_P(Errors, a_mistake_of_syntax_is_shown) {
  const auto error = error_of_running("SELEC 1");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3001");
  ORPIMENT_EXPECT_PART(error->message(), "SELEC");
}

// Both words are of the database's own checks: ours know nothing of values within SQL.
TEST_P(Errors, values_that_only_the_database_understands_are_data_errors) {
  const auto error = error_of_running<DataError>("SELECT 1 LIMIT 'many'");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2220");
  EXPECT_EQ(error->sql(), "SELECT 1 LIMIT 'many'");
  ORPIMENT_EXPECT_PART(error->message(), is_sqlite() ? "datatype mismatch" : "\"many\"");
}

TEST_P(Errors, copies_between_server_and_program_are_refused) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has none";
  create(people_and_teams);
  for (const char* sql : {"COPY teams FROM STDIN", "COPY teams TO STDOUT"}) {
    SCOPED_TRACE(sql);
    Engine own = make_engine();
    for (const bool as_script : {false, true}) {
      Connection connection = own.connect();
      const auto error = error_of<UsageError>([&] {
        if (as_script) {
          connection.execute_script(std::string(sql) + "; SELECT 1");
        } else {
          connection.execute(unsafe_text(sql));
        }
      });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->code(), "ORP-1413");
      connection.rollback();
      EXPECT_EQ(connection.execute(text("SELECT 1")).scalar_one<std::int32_t>(), 1);
    }
    EXPECT_EQ(own.pool_status().checked_in, 1);
  }
}

TEST_P(Errors, print_values_unless_they_are_hidden) {
  const auto run = [](Engine& engine) {
    Connection connection = engine.connect();
    return error_of<SqlError>([&] {
      connection.execute(text("SELECT * FROM nowhere WHERE a = :a").bind("a", "s3cret"));
    });
  };
  const auto error = run(engine());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->parameters(), "('s3cret')");
  engine().dispose();
  Engine discreet = make_engine({.hide_parameters = true});
  const auto hidden = run(discreet);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(hidden->parameters(), "(hidden)");
  EXPECT_EQ(std::string(hidden->what()).find("s3cret"), std::string::npos);
}

TEST_P(Errors, leave_the_connection_usable_after_rollback) {
  Connection connection = engine().connect();
  EXPECT_THROW(connection.execute(text("SELECT * FROM nowhere")), SqlError);
  connection.rollback();
  EXPECT_EQ(connection.execute(text("SELECT 1")).scalar_one<std::int64_t>(), 1);
}

TEST_P(Errors, unknown_options_are_refused) {
  const Engine wrong = create_engine(
      url().set({.options = std::vector<std::pair<std::string, std::string>>{{"colour", "red"}}}));
  const auto error = error_of<UsageError>([&] { EngineAccess::link(wrong.connect()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1402");
  ORPIMENT_EXPECT_PART(error->message(), "colour");
}

TEST_P(Errors, an_unreachable_database_is_named) {
  const Engine nowhere = create_engine(
      is_sqlite() ? url().set({.database = "/no/such/folder/x.db",
                               .options = std::vector<std::pair<std::string, std::string>>{}})
                  : Url::parse("postgresql://127.0.0.1:1/nowhere?connect_timeout=2"));
  const auto error = error_of<ConnectionError>([&] { nowhere.connect(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-4001");
  EXPECT_FALSE(error->hint().empty());
  EXPECT_EQ(nowhere.pool_status().checked_out, 0);
}

}  // namespace
}  // namespace orp::tests
