// SPDX-License-Identifier: MIT
// Objects that are in memory already when an upsert or an UPDATE returns them.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class UpsertedObjects : public CompanyTest {
 protected:
  /// An upsert of Ann, who is there.
  template <class... Assignments>
  static auto upsert(const Assignments&... assignments) {
    return insert<Person>()
        .values(Person::c.id = 1, Person::c.name = "Ann")
        .on_conflict(Person::c.id)
        .do_update(assignments...)
        .returning();
  }
  static auto raise() { return upsert(Person::c.salary = 3); }
  static SessionOptions by_hand() { return {.autoflush = false}; }
};
ORPIMENT_ON_EACH_DATABASE(UpsertedObjects);

// hydrate.hpp, rule 2.
TEST_P(UpsertedObjects, are_as_their_rows_but_for_what_was_changed) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  EXPECT_EQ(&session.scalars(raise()).one(), &ann);
  EXPECT_EQ(ann.salary(), 3);
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_TRUE(session.is_modified(ann));
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT name FROM people WHERE id = 1"), "Anne");
  EXPECT_EQ(ann.salary(), 3);
}

// An UPDATE that returns them says the same.
TEST_P(UpsertedObjects, keep_what_was_changed_where_the_statement_assigns_it) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  const auto lower = update<Person>().where(Person::c.id == 1L).set(Person::c.salary = 2);
  const auto expect_kept = [&](const auto& statement, int in_database) {
    ann.set_salary(7);
    EXPECT_EQ(&session.scalars(statement).one(), &ann);
    EXPECT_EQ(ann.salary(), 7);
    EXPECT_EQ(session.scalars(select(Person::c.salary).where(Person::c.id == 1L)).one(),
              in_database);
    session.flush();
    EXPECT_EQ(session.scalars(select(Person::c.salary).where(Person::c.id == 1L)).one(), 7);
    session.rollback();
  };
  expect_kept(lower.returning(), 2);
  expect_kept(raise(), 3);
}

// hydrate.hpp, rule 2.
TEST_P(UpsertedObjects, lose_what_was_changed_where_the_program_says_so) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  const ExecutionOptions anew{.populate_existing = true};
  const auto expect_lost = [&](const auto& statement) {
    ann.set_name("Anne");
    EXPECT_EQ(&session.scalars(statement).one(), &ann);
    EXPECT_EQ(ann.name(), "Ann");
    EXPECT_EQ(ann.salary(), 3);
    EXPECT_FALSE(session.is_modified(ann));
    session.rollback();
  };
  expect_lost(select<Person>().execution_options(anew).from_statement(raise()));
  expect_lost(raise().execution_options(anew));
  expect_lost(insert<Person>()
                  .values(Person::c.id = 1, Person::c.name = "Ann")
                  .execution_options(anew)
                  .on_conflict(Person::c.id)
                  .do_update(Person::c.salary = 3)
                  .returning());
  const auto update_ann = update<Person>().where(Person::c.id == 1L).set(Person::c.salary = 3);
  expect_lost(update_ann.returning().execution_options(anew));
  expect_lost(update_ann.execution_options(anew).returning());
}

TEST_P(UpsertedObjects, have_written_what_was_changed_where_sessions_flush_by_themselves) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  ann.set_salary(7);
  forget();
  session.scalars(raise()).one();
  EXPECT_THAT(sent(), ElementsAre("UPDATE people (name, salary, id) 1 row", "INSERT people"));
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(ann.salary(), 3);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(UpsertedObjects, that_had_expired_are_read) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  session.commit();
  forget();
  session.scalars(raise()).one();
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_EQ(ann.salary(), 3);
  EXPECT_THAT(sent(), ElementsAre("INSERT people"));
  session.commit();
  ann.set_name("Anne");
  session.scalars(upsert(Person::c.salary = 4)).one();
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(ann.salary(), 4);
}

// The column by which a relationship goes is the relationship's, whatever the statement assigns.
TEST_P(UpsertedObjects, keep_relationships_that_were_changed) {
  Session session = open(by_hand());
  const auto move = update<Person>().where(Person::c.id == 1L).set(Person::c.team_id = 3);
  const auto expect_kept = [&](const auto& statement) {
    Person& ann = session.get_one<Person>(1);
    Team& red = session.get_one<Team>(1);
    Team& blue = session.get_one<Team>(2);
    EXPECT_EQ(ann.team(), &red);
    ann.set_team(&blue);
    session.scalars(statement).one();
    EXPECT_EQ(ann.team(), &blue);
    EXPECT_TRUE(session.is_modified(ann));
    session.flush();
    EXPECT_EQ(session.scalars(select(Person::c.team_id).where(Person::c.id == 1L)).one(), 2);
    EXPECT_THAT(names(blue.members()), ElementsAre("Ann", "Cy"));
    session.rollback();
  };
  expect_kept(raise());
  expect_kept(upsert(Person::c.team_id = 3));
  expect_kept(move.returning());
}

TEST_P(UpsertedObjects, keep_relationships_that_only_their_lists_know) {
  for (const bool is_loaded : {true, false}) {
    Session session = open(by_hand());
    Person& ann = session.get_one<Person>(1);
    Team& blue = session.get_one<Team>(2);
    if (is_loaded) {
      EXPECT_THAT(names(blue.members()), ElementsAre("Cy"));
    }
    blue.members().add(ann);
    Task& task = session.add<Task>({.title = "rest"});
    ann.owned().add(task);
    session.scalars(upsert(Person::c.team_id = 3)).one();
    EXPECT_EQ(ann.team(), &blue);
    EXPECT_EQ(&task.owner(), &ann);
    session.flush();
    EXPECT_EQ(session.scalars(select(Person::c.team_id).where(Person::c.id == 1L)).one(), 2);
    EXPECT_EQ(session.scalars(select(func::count()).where(Task::c.owner_id == 1L)).one(), 3);
    session.rollback();
  }
}

TEST_P(UpsertedObjects, show_relationships_that_the_statement_has_changed) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  Team& red = session.get_one<Team>(1);
  EXPECT_EQ(ann.team(), &red);
  session.scalars(upsert(Person::c.team_id = 3)).one();
  EXPECT_EQ(ann.team()->name(), "grey");
}

// hydrate.hpp, rule 2.
TEST_P(UpsertedObjects, leave_what_is_loaded_along_as_it_is) {
  Session session = open(by_hand());
  Person& ben = session.get_one<Person>(2);
  Person& ann = session.get_one<Person>(1);
  ben.set_name("Benno");
  session.execute(unsafe_text("UPDATE people SET salary = 9 WHERE id = 2"));
  session.scalars(select<Person>().from_statement(raise()).options(selectinload(Person::c.reports)))
      .one();
  forget();
  EXPECT_THAT(names(ann.reports()), ElementsAre("Benno", "Cy"));
  EXPECT_EQ(ben.salary(), std::nullopt);
  EXPECT_EQ(ann.salary(), 3);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(UpsertedObjects, keep_expressions_that_wait) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  ann.set(Person::c.salary, func::coalesce(Person::c.salary, 0) + 10);
  session.scalars(raise()).one();
  session.flush();
  EXPECT_EQ(ann.salary(), 13);
}

TEST_P(UpsertedObjects, are_read_anew_after_a_rollback) {
  Session session = open(by_hand());
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  {
    const SessionTransaction savepoint = session.begin_nested();  // flushes
    ann.set_name("Annie");
    session.scalars(raise()).one();
  }
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(ann.salary(), std::nullopt);
}

}  // namespace
}  // namespace orp::tests
