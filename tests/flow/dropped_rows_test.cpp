// SPDX-License-Identifier: MIT
// Rows that a trigger or a rule of the database drops, or writes elsewhere, without a word.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;

class DroppedRows : public CompanyTest {
 protected:
  /// Rows of `table` for which `condition` (of "new") holds are not inserted.
  void drop(const std::string& table, const std::string& condition) {
    drop_after(table, condition, "");
  }
  /// The same, behind another statement.
  void drop_after(const std::string& table, const std::string& condition,
                  const std::string& statement) {
    if (is_sqlite())
      return run("CREATE TRIGGER dropping BEFORE INSERT ON " + table + " WHEN " + condition +
                 " BEGIN " + statement + " SELECT RAISE(IGNORE); END");
    run("CREATE FUNCTION dropped() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + statement +
        " RETURN NULL; END $$; CREATE TRIGGER dropping BEFORE INSERT ON " + table +
        " FOR EACH ROW WHEN (" + condition + ") EXECUTE FUNCTION dropped()");
  }
  std::int64_t count(const std::string& what) {
    return value_of<std::int64_t>("SELECT count(*) FROM " + what);
  }
  static std::optional<StaleDataError> refused(Session& session) {
    auto error = error_of<StaleDataError>([&] { session.flush(); });
    if (error) {
      EXPECT_EQ(error->code(), "ORP-3303");
    }
    return error;
  }
};
ORPIMENT_ON_EACH_DATABASE(DroppedRows);

TEST_P(DroppedRows, fail_the_flush_that_inserts_them) {
  drop("teams", "new.name = 'spam'");
  for (int i = 0; i < 3; ++i) {  // new statements, to be prepared, prepared
    Session session = open();
    Team& good = session.add<Team>({.name = "good"});
    session.flush();
    Team& spam = session.add<Team>({.name = "spam"});
    const auto error = refused(session);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->table(), "teams");
    EXPECT_EQ(error->entity(), "Team");
    EXPECT_THAT(error->message(),
                HasSubstr("INSERT into teams has written 0 of 1 row, not that of new Team: a "
                          "trigger or a rule of the database drops rows"));
    EXPECT_FALSE(session.is_active());
    session.rollback();
    EXPECT_EQ(spam.entity_state(), EntityState::transient);
    EXPECT_EQ(good.entity_state(), EntityState::transient);
    EXPECT_EQ(spam.name(), "spam");
    spam.set_name("ham " + std::to_string(i));
    session.add(spam);
    session.commit();
    EXPECT_GT(spam.id(), 0);
  }
  EXPECT_EQ(count("teams"), 6);
}

TEST_P(DroppedRows, fail_it_among_others_however_many) {
  drop("teams", "new.name = 'spam'");
  for (const int others : {1, 20, 500}) {
    Session session = open();
    for (int i = 0; i < others; ++i) session.add<Team>({.name = "n" + std::to_string(i)});
    session.add<Team>({.name = "spam"});
    session.add<Person>({.name = "Eve"});
    const auto error = refused(session);
    ASSERT_TRUE(error) << others;
    EXPECT_THAT(error->message(), HasSubstr("has written " + std::to_string(others) + " of " +
                                            std::to_string(others + 1) + " rows"));
    session.rollback();
  }
  EXPECT_EQ(count("teams"), 3);
}

TEST_P(DroppedRows, fail_it_where_the_program_gives_the_key) {
  drop("labels", "new.name LIKE 'spam%'");
  for (const int each : {1, 10, 300}) {
    Session session = open();
    for (int i = 0; i < each; ++i) {
      session.add<Label>({.name = "l" + std::to_string(i)});
      session.add<Label>({.name = "spam" + std::to_string(i)});
    }
    const auto error = refused(session);
    ASSERT_TRUE(error);
    EXPECT_THAT(error->message(), HasSubstr("has written " + std::to_string(each) + " of " +
                                            std::to_string(2 * each) + " rows"));
  }
}

// The library counts what triggers write, too.
TEST_P(DroppedRows, fail_it_when_they_are_written_elsewhere) {
  run("CREATE TABLE spam (name varchar(50))");
  drop_after("teams", "new.name LIKE 'spam%'", "INSERT INTO spam VALUES (new.name);");
  Session session = open();
  session.add<Team>({.name = "good"});
  session.add<Team>({.name = "spam"});
  ASSERT_TRUE(refused(session));
  session.rollback();
  const std::vector<Team::New> rows{{.name = "a"}, {.name = "spam 1"}, {.name = "spam 2"}};
  EXPECT_EQ(session.bulk_insert<Team>(rows), 1U);
  session.execute(insert<Team>().values(Team::c.name = "spam 3"));
  session.commit();
  EXPECT_EQ(count("spam"), 3);
  EXPECT_EQ(count("teams"), 4);
}

// Of a collection that is loaded: an association of another one may be there already.
TEST_P(DroppedRows, fail_it_for_what_links_objects) {
  drop("tasks_labels", "new.label_name = 'never'");
  Session session = open();
  Task& task = session.scalars(select<Task>().where(Task::c.title == "wash")).one();
  EXPECT_TRUE(task.labels().empty());
  task.labels().add(session.get_one<Label>("never"));
  const auto error = refused(session);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->table(), "tasks_labels");
  session.rollback();
  EXPECT_TRUE(task.labels().empty());
}

TEST_P(DroppedRows, do_not_fail_a_savepoint_around_it) {
  drop("teams", "new.name = 'spam'");
  Session session = open();
  session.add<Team>({.name = "good"});
  auto savepoint = session.begin_nested();
  session.add<Team>({.name = "spam"});
  ASSERT_TRUE(refused(session));
  savepoint.rollback();
  session.commit();
  EXPECT_EQ(count("teams"), 4);
}

TEST_P(DroppedRows, are_not_counted_by_a_bulk_insert) {
  drop("labels", "new.name LIKE '%7'");
  for (const int rows : {1, 10, 1'000}) {  // alone, as arrays, by COPY
    std::vector<Label::Row> labels;
    for (int i = 0; i < rows; ++i)
      labels.push_back({.name = std::to_string(rows) + '/' + std::to_string(i)});
    Session session = open();
    std::size_t written = 0;
    EXPECT_EQ(session.bulk_insert<Label>(
                  labels, {.chunk = 300,
                           .on_progress =
                               [&](const BulkProgress& progress) { written = progress.written; }}),
              static_cast<std::size_t>(rows - rows / 10));
    EXPECT_EQ(written, static_cast<std::size_t>(rows - rows / 10));
    session.rollback();
  }
}

TEST_P(DroppedRows, are_those_of_a_rule) {
  if (!is_postgres()) GTEST_SKIP() << "SQLite has no rules";
  run("CREATE RULE dropping AS ON INSERT TO labels WHERE new.name = 'spam' DO INSTEAD NOTHING");
  Session session = open();
  session.add<Label>({.name = "spam"});
  ASSERT_TRUE(refused(session));
  session.rollback();
  EXPECT_EQ(session.bulk_insert<Label>(std::vector<Label::Row>{{.name = "spam"}, {.name = "a"}}),
            1U);
}

// As programs did before PostgreSQL had partitioned tables.
TEST_P(DroppedRows, are_those_that_go_to_a_child_table) {
  if (!is_postgres()) GTEST_SKIP() << "SQLite has no child tables";
  run("CREATE TABLE labels_now () INHERITS (labels)");
  drop_after("labels", "true", "INSERT INTO labels_now VALUES (new.*);");
  Session session = open();
  session.add<Label>({.name = "a"});
  ASSERT_TRUE(refused(session));
  session.rollback();
  EXPECT_EQ(session.bulk_insert<Label>(std::vector<Label::Row>{{.name = "a"}}), 0U);
  EXPECT_NE(session.get<Label>("a"), nullptr);
}

TEST_P(DroppedRows, are_those_that_a_table_itself_ignores) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has no such tables";
  run("DROP TABLE tasks_labels; DROP TABLE labels; "
      "CREATE TABLE labels (name varchar(30) PRIMARY KEY ON CONFLICT IGNORE)");
  Session session = open();
  session.add<Label>({.name = "a"});
  session.commit();
  session.clear();
  session.add<Label>({.name = "a"});
  EXPECT_TRUE(refused(session));
}

// A view whose rows triggers write; the schema takes it for a table.
class WrittenViews : public CompanyTest {
 protected:
  void SetUp() override {
    CompanyTest::SetUp();
    run("CREATE TABLE kept (id integer PRIMARY KEY, text text, task_id integer)");
    run("INSERT INTO kept SELECT id, text, task_id FROM notes");
    run("DROP TABLE notes");
    run("CREATE VIEW notes AS SELECT * FROM kept WHERE id < 1000");
    on("INSERT", "INSERT INTO kept VALUES (new.id, new.text, new.task_id)", "new");
    on("UPDATE", "UPDATE kept SET text = new.text, task_id = new.task_id WHERE id = old.id", "new");
    on("DELETE", "DELETE FROM kept WHERE id = old.id", "old");
  }
  void on(const std::string& event, const std::string& statement, const std::string& row) {
    if (is_sqlite())
      return run("CREATE TRIGGER on_" + event + " INSTEAD OF " + event + " ON notes BEGIN " +
                 statement + "; END");
    run("CREATE FUNCTION on_" + event + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " +
        statement + "; RETURN " + row + "; END $$; CREATE TRIGGER on_" + event + " INSTEAD OF " +
        event + " ON notes FOR EACH ROW EXECUTE FUNCTION on_" + event + "()");
  }
  Note& note(Session& session, const std::string& text) {
    return session.scalars(select<Note>().where(Note::c.text == text)).one();
  }
  std::int64_t count(const std::string& what) {
    return value_of<std::int64_t>("SELECT count(*) FROM " + what);
  }
};
ORPIMENT_ON_EACH_DATABASE(WrittenViews);

TEST_P(WrittenViews, take_what_a_flush_writes) {
  for (const int rows : {1, 3, 300}) {
    Session session = open();
    Task& task = session.scalars(select<Task>().where(Task::c.title == "wash")).one();
    std::vector<Note*> notes;
    for (int i = 0; i < rows; ++i)
      notes.push_back(&session.add<Note>({.id = 100 + i, .text = "new", .task_id = task.id()}));
    session.commit();
    EXPECT_EQ(count("kept WHERE text = 'new'"), rows);
    for (Note* each : notes) each->set_text("changed");
    session.commit();
    EXPECT_EQ(count("kept WHERE text = 'changed'"), rows);
    for (Note* each : notes) session.delete_(*each);
    session.commit();
    EXPECT_EQ(count("kept"), 3);
  }
}

TEST_P(WrittenViews, tell_rows_that_are_gone) {
  Session session = open();
  std::vector<Note*> notes = session.scalars(select<Note>().order_by(Note::c.id)).all();
  ASSERT_EQ(notes.size(), 3U);
  const std::int64_t first = notes[0]->id();
  const std::int64_t second = notes[1]->id();
  session.commit();
  run("DELETE FROM kept WHERE id = " + std::to_string(second));
  for (Note* each : notes) each->set_text("changed");
  const auto error = error_of<StaleDataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3302");
  EXPECT_THAT(error->message(), HasSubstr("Note (" + std::to_string(second) + ")"));
  session.rollback();
  const std::vector<std::tuple<std::int64_t, std::string>> rows{{first, "bulk"}};
  EXPECT_EQ(session.bulk_update(std::tuple(Note::c.id, Note::c.text), rows), 1U);
  session.commit();
  EXPECT_EQ(count("kept WHERE text = 'bulk'"), 1);
}

TEST_P(WrittenViews, count_rows_of_bulk_inserts) {
  Session session = open();
  std::vector<Note::Row> rows;
  for (int i = 0; i < 300; ++i) rows.push_back({.id = 100 + i, .text = "bulk", .task_id = 1});
  EXPECT_EQ(session.bulk_insert<Note>(rows), 300U);
  session.commit();
  EXPECT_EQ(count("kept"), 303);
}

TEST_P(WrittenViews, need_keys_of_the_program_where_nobody_tells_them) {
  Session session = open();
  Task& task = session.scalars(select<Task>().where(Task::c.title == "wash")).one();
  session.add<Note>({.text = "new", .task_id = task.id()});
  const auto error = error_of<Error>([&] { session.flush(); });
  ASSERT_TRUE(error);
  if (is_sqlite()) {
    EXPECT_EQ(error->code(), "ORP-1416");
    EXPECT_EQ(error->hint(), "set the key in the program");
  }
}

}  // namespace
}  // namespace orp::tests
