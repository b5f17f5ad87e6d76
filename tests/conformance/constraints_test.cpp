// SPDX-License-Identifier: MIT
// A violated constraint says of which kind it is and which one, on each of the ways to violate it.
#include <string>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Constraints : public OnEachDatabase {
 protected:
  void SetUp() override {
    create(people_and_teams);
    run("INSERT INTO teams (id, name) VALUES (1, 'red');"
        "INSERT INTO people (id, name, email, age, team_id) VALUES (1000000, 'Ada', 'ada@x', 36, "
        "1)");
  }

  /// Inserts these people after one who is welcome; the error of that.
  std::optional<IntegrityError> error_of_inserting(std::size_t good, Person bad) {
    std::vector<Person> rows = make_people(good);
    rows.push_back(std::move(bad));
    const Rows<Person> batch(people, {person_name, person_email, person_age, person_team}, rows);
    Connection connection = engine().connect();
    auto error = error_of<IntegrityError>(
        [&] { EngineAccess::link(connection).insert({.rows = batch.batch()}); });
    connection.rollback();
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people"), 1) << "nothing half-written";
    return error;
  }

  std::optional<IntegrityError> error_of_running(const std::string& sql) {
    return error_of<IntegrityError>([&] { run(sql); });
  }

  static constexpr std::size_t batch_sizes[] = {0, 1, 500};
};
ORPIMENT_ON_EACH_DATABASE(Constraints);

TEST_P(Constraints, unique_violations_are_named) {
  for (const std::size_t others : batch_sizes) {
    const auto error = error_of_inserting(others, {.name = "Eve", .email = "ada@x"});
    ASSERT_TRUE(error) << others;
    EXPECT_EQ(error->kind(), ConstraintKind::unique);
    EXPECT_EQ(error->code(), "ORP-3101");
    EXPECT_EQ(error->constraint(), "uq_people_email");
    EXPECT_EQ(error->table(), "people");
    EXPECT_EQ(error->columns(), std::vector<std::string>{"email"});
    EXPECT_FALSE(error->may_retry());
    EXPECT_FALSE(error->sqlstate().empty());
    ORPIMENT_EXPECT_PART(error->parameters(), "'ada@x'");
    EXPECT_NE(error->sql().find("people"), std::string::npos);
  }
}

TEST_P(Constraints, name_columns_as_they_are_called) {
  run("CREATE TABLE odd (\"select\" integer, \"Mixed, two\" integer, \"a\"\"b)=(\" integer, "
      "UNIQUE (\"select\", \"Mixed, two\", \"a\"\"b)=(\"))");
  run("INSERT INTO odd VALUES (1, 2, 3)");
  const auto error = error_of_running("INSERT INTO odd VALUES (1, 2, 3)");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  if (is_sqlite()) return;  // it names them without quotes, in a list
  EXPECT_EQ(error->columns(), (std::vector<std::string>{"select", "Mixed, two", "a\"b)=("}));
  run("CREATE UNIQUE INDEX ON odd (abs(\"select\"), (\"select\" + coalesce(\"select\", 1)))");
  run("INSERT INTO odd VALUES (5, 6, 7)");
  const auto expression = error_of_running("INSERT INTO odd VALUES (5, 7, 7)");
  ASSERT_TRUE(expression);
  EXPECT_EQ(
      expression->columns(),
      (std::vector<std::string>{"abs(\"select\")", "(\"select\" + COALESCE(\"select\", 1))"}));
}

TEST_P(Constraints, unique_violations_over_several_columns_name_each) {
  run("CREATE TABLE seats (hall varchar(10), line integer, UNIQUE (hall, line))");
  run("INSERT INTO seats (hall, line) VALUES ('A, B', 1)");
  const auto error = error_of_running("INSERT INTO seats (hall, line) VALUES ('A, B', 1)");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->table(), "seats");
  EXPECT_EQ(error->columns(), (std::vector<std::string>{"hall", "line"}));
  ORPIMENT_EXPECT_PART(std::string(error->what()), "columns hall, line");
}

TEST_P(Constraints, unique_violations_within_one_batch_are_named) {
  for (const std::size_t others : {std::size_t{1}, std::size_t{500}}) {
    const auto error = error_of_inserting(others, {.name = "Eve", .email = "person0@example.com"});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->constraint(), "uq_people_email");
  }
}

TEST_P(Constraints, primary_key_violations_are_named) {
  std::vector<Person> rows{{.id = 1'000'000, .name = "Eve", .email = "eve@x"}};
  const Rows<Person> batch(people, {person_id, person_name, person_email}, rows);
  Connection connection = engine().connect();
  const auto error = error_of<IntegrityError>(
      [&] { EngineAccess::link(connection).insert({.rows = batch.batch()}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_EQ(error->constraint(), "pk_people");
  EXPECT_EQ(error->columns(), std::vector<std::string>{"id"});
}

TEST_P(Constraints, not_null_violations_are_named) {
  for (const std::size_t others : batch_sizes) {
    std::vector<Person> rows = make_people(others + 1);
    std::vector<const void*> cells;
    for (const Person& person : rows) {
      cells.push_back(&person.name);
      cells.push_back(&person.email);
    }
    cells.back() = nullptr;
    Connection connection = engine().connect();
    const auto error = error_of<IntegrityError>([&] {
      EngineAccess::link(connection)
          .insert({.rows = {&people, facts::list<person_name, person_email>, rows.size(),
                            cells.data()}});
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ConstraintKind::not_null);
    EXPECT_EQ(error->table(), "people");
    EXPECT_EQ(error->columns(), std::vector<std::string>{"email"});
  }
}

TEST_P(Constraints, check_violations_are_named) {
  for (const std::size_t others : batch_sizes) {
    const auto error = error_of_inserting(others, {.name = "Eve", .email = "e@x", .age = -1});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ConstraintKind::check);
    EXPECT_EQ(error->constraint(), "ck_people_age");
    EXPECT_EQ(error->table(), "people");
  }
}

TEST_P(Constraints, foreign_keys_to_a_row_that_is_not_there_are_named) {
  for (const std::size_t others : batch_sizes) {
    const auto error = error_of_inserting(others, {.name = "Eve", .email = "e@x", .team_id = 77});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
    EXPECT_EQ(error->constraint(), "fk_people_team_id");
    EXPECT_EQ(error->table(), "people");
    EXPECT_EQ(error->columns(), std::vector<std::string>{"team_id"});
  }
}

TEST_P(Constraints, foreign_keys_from_a_row_that_stays_are_told) {
  const auto error = error_of_running("DELETE FROM teams");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
}

TEST_P(Constraints, foreign_keys_with_restrict_are_told_as_such) {
  run("CREATE TABLE held (team_id bigint REFERENCES teams (id) ON DELETE RESTRICT);"
      "INSERT INTO teams (id, name) VALUES (2, 'blue'); INSERT INTO held VALUES (2)");
  const auto error = error_of_running("DELETE FROM teams WHERE id = 2");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
}

TEST_P(Constraints, violations_of_an_update_are_named) {
  run("INSERT INTO people (id, name, email) VALUES (2, 'Eve', 'eve@x')");
  std::vector<Person> rows{{.id = 2, .email = "ada@x"}};
  const Rows<Person> batch(people, {person_email, person_id}, rows);
  Connection connection = engine().connect();
  const auto error = error_of<IntegrityError>(
      [&] { EngineAccess::link(connection).update({.rows = batch.batch(), .set_count = 1}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->constraint(), "uq_people_email");
}

TEST_P(Constraints, exclusion_violations_are_named) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has none";
  run("CREATE TABLE bookings (span int4range, CONSTRAINT no_overlap EXCLUDE USING gist (span WITH "
      "&&))");
  const auto error = error_of_running(
      "INSERT INTO bookings VALUES ('[1,5)'); INSERT INTO bookings VALUES ('[4,9)')");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::exclusion);
  EXPECT_EQ(error->code(), "ORP-3105");
  EXPECT_EQ(error->constraint(), "no_overlap");
}

TEST_P(Constraints, violations_that_are_found_at_commit_are_named) {
  run("CREATE TABLE child (team_id bigint REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED)");
  Connection connection = engine().connect();
  connection.execute_script("INSERT INTO child VALUES (99)");
  const auto error = error_of<IntegrityError>([&] { connection.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
  connection.rollback();
  EXPECT_EQ(connection.execute(text("SELECT count(*) FROM child")).scalar_one<std::int64_t>(), 0);
}

TEST_P(Constraints, parameters_are_hidden_when_they_must_be) {
  Engine discreet = make_engine({.hide_parameters = true});
  if (GetParam() == DatabaseKind::sqlite_memory) {  // a database of its own
    const Metadata metadata{"conformance", {}, people_and_teams};
    metadata.create_all(discreet);
  }
  std::vector<Person> rows{{.name = "Eve", .email = "secret@x"},
                           {.name = "Ada", .email = "secret@x"}};
  const Rows<Person> batch(people, {person_name, person_email}, rows);
  Connection connection = discreet.connect();
  const auto error = error_of<IntegrityError>(
      [&] { EngineAccess::link(connection).insert({.rows = batch.batch()}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(std::string(error->what()).find("secret"), std::string::npos) << error->what();
  EXPECT_EQ(error->constraint(), "uq_people_email");
}

}  // namespace
}  // namespace orp::tests
