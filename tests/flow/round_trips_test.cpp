// SPDX-License-Identifier: MIT
// What travels together: the same statements on every database, and on a server in as few round
// trips as the keys allow.
#include "company.hpp"
#include "support/cut_line.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// What a session has loaded.
struct Loaded {
  explicit Loaded(Session& session)
      : red(session.get_one<Team>(1)),
        ann(session.get_one<Person>(1)),
        ben(session.get_one<Person>(2)),
        cy(session.get_one<Person>(3)),
        dee(session.get_one<Person>(4)),
        paint(session.get_one<Task>(1)),
        cook(session.get_one<Task>(3)),
        attic(session.get_one<Room>({.site = "B", .number = 1})) {
    cook.notes();
    cook.labels();
  }

  /// Rows of four tables, none of which needs the key of another.
  void change() {
    red.set_name("crimson");
    ben.set_salary(7);
    cook.set_title("bake");
    cook.notes().add({.text = "hot"});
  }

  Team& red;
  Person& ann;
  Person& ben;
  Person& cy;
  Person& dee;
  Task& paint;
  Task& cook;
  Room& attic;
};

class Together : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(Together);

TEST_P(Together, siblings_are_the_statements_that_they_are_one_by_one) {
  Session session = open();
  const auto all = session
                       .scalars(everyone().options(
                           selectinload(Person::c.team), selectinload(Person::c.boss),
                           selectinload(Person::c.reports), selectinload(Person::c.badge),
                           selectinload(Person::c.owned).selectinload(Task::c.notes)))
                       .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT teams", "SELECT people", "SELECT badges",
                                  "SELECT tasks", "SELECT notes"));
  EXPECT_EQ(all[1]->boss(), all[0]);
  EXPECT_EQ(all[1]->team()->name(), "red");
  EXPECT_THAT(names(all[0]->reports()), ElementsAre("Ben", "Cy"));
  EXPECT_EQ(all[0]->badge()->code(), "A1");
  EXPECT_EQ(all[0]->owned().size(), 2U);
  EXPECT_EQ(all[1]->owned()[0].notes()[0].text(), "no salt");
  EXPECT_THAT(sent(), ElementsAre());
}

// level_flight.hpp, rule 1.
TEST_P(Together, a_target_that_a_sibling_brings_is_not_asked_for_again) {
  Session session = open();
  const auto all =
      session
          .scalars(tasks().options(selectinload(Task::c.owner), selectinload(Task::c.reviewer),
                                   selectinload(Task::c.notes)))
          .all();
  // Ann and Ben own all tasks, Ben and Cy look over them.
  EXPECT_THAT(sent(),
              ElementsAre("SELECT tasks", "SELECT people", "SELECT people", "SELECT notes"));
  EXPECT_EQ(all[0]->reviewer(), &all[2]->owner());
  EXPECT_EQ(all[2]->reviewer()->name(), "Cy");
}

TEST_P(Together, a_relationship_that_fails_is_told_as_it_is_alone) {
  Session session = open();
  session.scalars(everyone()).all();
  session.rollback();
  run("DROP TABLE badges");
  const auto error = error_of<SqlError>([&] {
    session
        .scalars(everyone().options(selectinload(Person::c.team), selectinload(Person::c.badge),
                                    selectinload(Person::c.owned)))
        .all();
  });
  ASSERT_TRUE(error);
  ORPIMENT_EXPECT_PART(error->sql(), "badges");
  session.rollback();
  EXPECT_EQ(session.scalars(everyone().options(selectinload(Person::c.team))).all().size(), 4U);
}

TEST_P(Together, the_steps_of_a_flush_are_told_in_their_order) {
  Session session = open();
  Loaded(session).change();
  forget();
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE teams (name, id) 1 row", "UPDATE people (salary, id) 1 row",
                          "UPDATE tasks (title, id) 1 row", "INSERT notes (text, task_id) 1 row"));
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM notes WHERE text = 'hot' AND id = 4"), 1);
  EXPECT_EQ(value_of<std::string>("SELECT name FROM teams WHERE id = 1"), "crimson");
}

TEST_P(Together, a_step_that_fails_behind_others_names_its_row) {
  Session session = open();
  Loaded loaded(session);
  loaded.red.set_name("crimson");
  session.add<Badge>({.code = "A1"});
  loaded.attic.set_name("Loft");
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_EQ(error->table(), "badges");
  EXPECT_EQ(error->entity(), "Badge");
  ORPIMENT_EXPECT_PART(error->key(), "A1");
  session.rollback();
  EXPECT_EQ(loaded.red.name(), "red");
  loaded.change();
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT name FROM teams WHERE id = 1"), "crimson");
}

TEST_P(Together, a_value_that_is_refused_behind_others_names_its_row) {
  Session session = open();
  Loaded loaded(session);
  loaded.red.set_name("crimson");
  loaded.ben.set_name(std::string("B\0n", 3));
  loaded.paint.set_title("draw");
  forget();
  const auto error = error_of<DataError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->entity(), "Person");
  ORPIMENT_EXPECT_PART(error->key(), "2");
  EXPECT_EQ(sent().front(), "UPDATE teams (name, id) 1 row");
  session.rollback();
  EXPECT_EQ(value_of<std::string>("SELECT name FROM teams WHERE id = 1"), "red");
}

TEST_P(Together, a_row_that_is_gone_is_told_whatever_came_behind_it) {
  for (const bool is_one : {true, false}) {
    for (const bool fails_behind : {false, true}) {
      Session session = open();
      Loaded loaded(session);
      session.execute(text("DELETE FROM people WHERE id = 4"));
      loaded.red.set_name("crimson");
      loaded.dee.set_salary(4);
      if (!is_one) loaded.ann.set_salary(1);
      if (!is_one) loaded.cy.set_salary(3);
      loaded.paint.set_title("draw");
      if (fails_behind) session.add<Badge>({.code = "A1"});
      const auto error = error_of<StaleDataError>([&] { session.flush(); });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->entity(), "Person");
      ORPIMENT_EXPECT_PART(error->key(), "4");
      session.rollback();
    }
  }
}

TEST_P(Together, a_row_that_is_gone_already_is_deleted_among_others) {
  Session session = open();
  Loaded loaded(session);
  Badge& spare = session.get_one<Badge>("X9");
  session.execute(text("DELETE FROM badges WHERE code = 'X9'"));
  session.delete_(spare);
  loaded.change();
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM badges"), 2);
  EXPECT_EQ(value_of<std::string>("SELECT title FROM tasks WHERE id = 3"), "bake");
}

TEST_P(Together, a_savepoint_undoes_what_failed_together) {
  Session session = open();
  Loaded loaded(session);
  loaded.red.set_name("scarlet");
  session.flush();
  SessionTransaction savepoint = session.begin_nested();
  loaded.change();
  session.add<Badge>({.code = "A1"});
  EXPECT_THROW(session.flush(), IntegrityError);
  savepoint.rollback();
  EXPECT_EQ(loaded.red.name(), "scarlet");
  loaded.paint.set_title("draw");
  loaded.ann.set_salary(1);
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT name FROM teams WHERE id = 1"), "scarlet");
  EXPECT_EQ(value_of<std::string>("SELECT title FROM tasks WHERE id = 1"), "draw");
}

// step_flight.hpp, rules 1 and 2.
TEST_P(Together, rows_that_need_each_other_are_written_in_turn) {
  Session session = open();
  Loaded loaded(session);
  Person& eve = session.add<Person>({.name = "Eve"});
  Person& fay = session.add<Person>({.name = "Fay", .boss = eve});
  eve.set_boss(&fay);
  loaded.red.set_name("crimson");
  session.commit();
  EXPECT_EQ(eve.boss(), &fay);
  EXPECT_EQ(fay.boss(), &eve);
  session.close();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people AS p JOIN people AS b ON "
                                   "b.id = p.boss_id AND p.id = b.boss_id"),
            2);
}

/// Over a line that counts.
class RoundTrips : public Together {
 protected:
  void SetUp() override {
    Together::SetUp();
    if (!CutLine::can_lead_to(url())) GTEST_SKIP() << "the server has no socket in the file system";
    line_.emplace(url());
    engine_.emplace(make_engine(line_->options()));
  }

  Session open_far() { return Session(*engine_); }
  CutLine& line() { return *line_; }
  /// How many it takes to do `act`.
  template <class Act>
  std::size_t trips(const Act& act) {
    line_->take_round_trips();
    act();
    return line_->take_round_trips();
  }

 private:
  std::optional<CutLine> line_;
  std::optional<Engine> engine_;
};
ORPIMENT_ON_EACH_SERVER(RoundTrips);

// relation_loader.hpp, rule 3.
TEST_P(RoundTrips, of_any_number_of_siblings_are_one) {
  const auto query = everyone().options(
      selectinload(Person::c.team), selectinload(Person::c.boss), selectinload(Person::c.badge),
      selectinload(Person::c.owned).selectinload(Task::c.notes),
      selectinload(Person::c.owned).selectinload(Task::c.labels), selectinload(Person::c.reviewed));
  // New statements, those to be prepared (which the query needs a trip for), prepared ones.
  for (const std::size_t of_the_query : {1U, 2U, 1U}) {
    Session session = open_far();
    session.scalars(select<Label>()).all();
    EXPECT_EQ(trips([&] { session.scalars(query).all(); }), of_the_query + 2);
  }
}

// level_flight.hpp, rule 2.
TEST_P(RoundTrips, are_not_saved_for_very_many_owners) {
  run("INSERT INTO tasks (title, owner_id) SELECT 'x', 1 FROM generate_series(1, 10001)");
  Session session = open_far();
  session.scalars(select<Label>()).all();
  const auto query = tasks().options(selectinload(Task::c.notes), selectinload(Task::c.labels));
  EXPECT_EQ(trips([&] { session.scalars(query.limit(9000)).all(); }), 2U);
  session.clear();
  session.scalars(select<Label>()).all();
  EXPECT_EQ(trips([&] { session.scalars(query).all(); }), 3U);
}

// level_flight.hpp, rule 1.
TEST_P(RoundTrips, are_two_where_a_sibling_may_bring_what_another_one_wants) {
  Session session = open_far();
  session.scalars(select<Label>()).all();
  const auto query = tasks().options(selectinload(Task::c.owner), selectinload(Task::c.reviewer),
                                     selectinload(Task::c.notes), selectinload(Task::c.labels));
  EXPECT_EQ(trips([&] { session.scalars(query).all(); }), 3U);
}

TEST_P(RoundTrips, of_a_flush_are_one_where_nobody_needs_a_key) {
  Session session = open_far();
  Loaded loaded(session);
  Badge& spare = session.get_one<Badge>("X9");
  loaded.change();
  EXPECT_EQ(trips([&] { session.flush(); }), 1U);
  loaded.cook.set_title("boil");
  for (Person* person : {&loaded.ann, &loaded.ben, &loaded.cy}) person->set_salary(9);
  loaded.cook.labels().add(session.add<Label>({.name = "own key"}));
  session.delete_(spare);
  loaded.attic.set_name("Loft");
  const std::size_t steps = session.explain_flush().size();
  EXPECT_EQ(steps, 6U);
  EXPECT_EQ(trips([&] { session.flush(); }), 1U);
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people WHERE salary = 9"), 3);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM tasks_labels"), 4);
}

// step_flight.hpp, rule 1.
TEST_P(RoundTrips, of_a_parent_and_its_child_are_two) {
  Session session = open_far();
  Loaded loaded(session);
  Team& green = session.add<Team>({.name = "green"});
  session.add<Person>({.name = "Gus", .team = green});
  session.add<Label>({.name = "rides along"});
  EXPECT_EQ(trips([&] { session.flush(); }), 2U);
}

TEST_P(RoundTrips, of_an_autoflush_and_its_query_are_two) {
  Session session = open_far();
  Loaded(session).change();
  EXPECT_EQ(trips([&] { session.scalars(rooms()).all(); }), 2U);
}

TEST_P(RoundTrips, that_are_cut_lose_the_connection) {
  for (const CutLine::When when : {CutLine::When::asked, CutLine::When::server_is_done}) {
    Session session = open_far();
    Loaded loaded(session);
    loaded.change();
    line().cut(when, "");
    const auto error = error_of<ConnectionError>([&] { session.flush(); });
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->may_retry());
    session.rollback();
    EXPECT_EQ(loaded.red.name(), "red");
    line().cut(when, "");
    EXPECT_THROW(session
                     .scalars(everyone().options(selectinload(Person::c.team),
                                                 selectinload(Person::c.owned)))
                     .all(),
                 ConnectionError);
    session.rollback();
    loaded.change();
    session.flush();
    session.rollback();
  }
}

}  // namespace
}  // namespace orp::tests
