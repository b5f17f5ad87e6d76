// SPDX-License-Identifier: MIT
// UPDATE and DELETE of a session: the objects in memory follow.
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "company.hpp"
#include "orpiment/sql/bindparam_list.hpp"
#include "random_seeds.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class Synchronized : public CompanyTest {
 protected:
  static Person& person(Session& session, const char* name) {
    return session.scalars(select<Person>().where(Person::c.name == name)).one();
  }
  static ExecutionOptions by(SynchronizeSession wish) { return {.synchronize_session = wish}; }
};
ORPIMENT_ON_EACH_DATABASE(Synchronized);

// synchronize.hpp, rule 2.
TEST_P(Synchronized, update_gives_objects_what_it_assigns) {
  Session session = open();
  const auto people = session.scalars(everyone()).all();
  forget();
  session.execute(update<Person>().set(Person::c.salary = 100).where(Person::c.name != "Ann"));
  EXPECT_THAT(sql_sent(), SizeIs(1));
  EXPECT_EQ(people[0]->salary(), std::nullopt);
  EXPECT_EQ(people[1]->salary(), 100);
  EXPECT_FALSE(session.is_modified(*people[1]));
  session.execute(update<Person>()
                      .set(Person::c.salary = Person::c.salary + 5)
                      .where(Person::c.salary.is_not_null()));
  EXPECT_EQ(people[1]->salary(), 105);
  EXPECT_THAT(sql_sent(), SizeIs(1));
}

TEST_P(Synchronized, by_a_list_of_a_compiled_statement) {
  Session session = open();
  Person& ann = person(session, "Ann");
  Person& ben = person(session, "Ben");
  const auto names = bindparam_list<std::string>("names");
  const auto raise =
      compile(update<Person>().set(Person::c.salary = 9).where(Person::c.name.in_(names)));
  session.execute(raise.bind(names = {"Ben", "Nobody"}));
  EXPECT_EQ(ben.salary(), 9);
  EXPECT_NE(ann.salary(), 9);
  session.execute(raise.bind(names = std::vector<std::string>{"Ann"}));
  EXPECT_EQ(ann.salary(), 9);
}

TEST_P(Synchronized, what_memory_cannot_know_is_read_when_it_is_looked_at) {
  Session session = open();
  Person& ann = person(session, "Ann");
  forget();
  session.execute(update<Person>().set(Person::c.name = func::upper(Person::c.name)).all_rows());
  EXPECT_THAT(sql_sent(), SizeIs(1));
  EXPECT_EQ(ann.name(), "ANN");
  EXPECT_THAT(sql_sent(), SizeIs(1));
}

// Its row may be gone, and another one of its key come before it is looked at.
TEST_P(Synchronized, expired_objects_are_given_nothing) {
  Session session = open();
  Person& ann = person(session, "Ann");
  const auto id = ann.id();
  session.commit();
  forget();
  session.execute(update<Person>().set(Person::c.salary = 7).where(Person::c.id == id));
  EXPECT_THAT(sql_sent(), SizeIs(1));
  EXPECT_EQ(ann.salary(), 7);
  EXPECT_THAT(sql_sent(), SizeIs(1));
}

// synchronize.hpp, rule 1.
TEST_P(Synchronized, conditions_are_asked_before_the_statement_runs) {
  Session session = open();
  Person& ben = person(session, "Ben");
  Person& cy = person(session, "Cy");
  session.execute(update<Person>()
                      .set(Person::c.name = "Benno")
                      .where(Person::c.team.has(Team::c.name == "red"), Person::c.name == "Ben"));
  EXPECT_EQ(ben.name(), "Benno");
  session.execute(update<Person>().set(Person::c.name = "Cyd").where(Person::c.name == "Cy"));
  EXPECT_EQ(cy.name(), "Cyd");
}

TEST_P(Synchronized, fetch_asks_for_the_objects_in_memory_alone) {
  Session session = open();
  Person& ben = person(session, "Ben");
  forget();
  session.execute(update<Person>()
                      .set(Person::c.salary = 7)
                      .where(Person::c.name.like("B%"))
                      .execution_options(by(SynchronizeSession::fetch)));
  EXPECT_EQ(ben.salary(), 7);
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "UPDATE people"));
  session.expunge(ben);
  forget();
  session.execute(update<Person>().set(Person::c.salary = 8).where(Person::c.name.like("B%")));
  EXPECT_THAT(sent(), ElementsAre("UPDATE people"));
}

// evaluator.hpp, rule 1.
TEST_P(Synchronized, evaluate_refuses_what_memory_cannot_tell) {
  Session session = open();
  person(session, "Ben");
  const auto stmt = update<Person>()
                        .set(Person::c.salary = 7)
                        .where(Person::c.name.like("B%"))
                        .execution_options(by(SynchronizeSession::evaluate));
  const auto error = error_of<UsageError>([&] { session.execute(stmt); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1261");
}

TEST_P(Synchronized, none_leaves_objects_as_they_are) {
  Session session = open();
  Person& ben = person(session, "Ben");
  session.execute(update<Person>()
                      .set(Person::c.salary = 7)
                      .all_rows()
                      .execution_options(by(SynchronizeSession::none)));
  EXPECT_EQ(ben.salary(), std::nullopt);
  session.refresh(ben);
  EXPECT_EQ(ben.salary(), 7);
}

TEST_P(Synchronized, relationships_follow_their_foreign_keys) {
  Session session = open();
  Person& dee = person(session, "Dee");
  EXPECT_EQ(dee.boss()->name(), "Ben");
  session.execute(update<Person>()
                      .set(Person::c.boss_id = person(session, "Cy").id())
                      .where(Person::c.name == "Dee"));
  EXPECT_EQ(dee.boss()->name(), "Cy");
  session.execute(update<Person>().set(Person::c.boss_id = std::nullopt).all_rows());
  EXPECT_EQ(dee.boss(), nullptr);
}

TEST_P(Synchronized, unflushed_changes_stay) {
  Session session = open();
  Person& ben = person(session, "Ben");
  Person& cy = person(session, "Cy");
  {
    const auto block = session.no_autoflush();
    ben.set_salary(1);
    session.execute(update<Person>().set(Person::c.salary = 7).all_rows());
  }
  EXPECT_EQ(ben.salary(), 1);
  EXPECT_EQ(cy.salary(), 7);
  session.commit();
  EXPECT_EQ(ben.salary(), 1);
}

// synchronize.hpp, rule 3.
TEST_P(Synchronized, deleted_objects_leave_and_a_rollback_brings_them_back) {
  Session session = open();
  Note& note = session.scalars(select<Note>().where(Note::c.text == "no salt")).one();
  const auto notes = session.scalars(select<Note>()).all();
  {
    auto savepoint = session.begin_nested();
    session.execute(delete_<Note>().where(Note::c.text == "no salt"));
    EXPECT_EQ(note.entity_state(), EntityState::deleted);
    EXPECT_FALSE(session.contains(note));
    EXPECT_EQ(note.text(), "no salt");
    savepoint.rollback();
  }
  EXPECT_EQ(note.entity_state(), EntityState::persistent);
  EXPECT_EQ(note.text(), "no salt");
  session.execute(delete_<Note>().where(Note::c.id.in_({note.id()})));
  session.commit();
  EXPECT_EQ(note.entity_state(), EntityState::detached);
  EXPECT_THAT(session.scalars(select<Note>()).all(), SizeIs(2));
}

// synchronize.hpp, rule 4.
TEST_P(Synchronized, who_is_not_known_well_enough_is_read_anew) {
  Session session = open();
  Person& ben = person(session, "Ben");
  Note& note = session.scalars(select<Note>().where(Note::c.text == "no salt")).one();
  session.expire(ben);
  session.expire(note);
  forget();
  session.execute(update<Person>().set(Person::c.salary = 9).where(Person::c.name == "Ben"));
  session.execute(delete_<Note>().where(Note::c.text == "no salt"));
  EXPECT_THAT(sent(), ElementsAre("UPDATE people", "DELETE notes"));
  EXPECT_EQ(ben.salary(), 9);
  EXPECT_THROW((void)note.text(), StaleDataError);
}

// synchronize.hpp, rule 4.
TEST_P(Synchronized, a_change_of_an_expired_object_is_told_by_the_flush_when_its_row_is_gone) {
  for (const auto wish : {SynchronizeSession::evaluate, SynchronizeSession::fetch}) {
    Session session = open({.autoflush = false});
    session.add<Person>({.name = "Eve"});
    session.commit();
    Person& eve = person(session, "Eve");
    session.expire(eve);
    eve.set_salary(7);
    session.execute(delete_<Person>().where(Person::c.name == "Eve").execution_options(by(wish)));
    if (wish == SynchronizeSession::fetch) {
      EXPECT_EQ(eve.entity_state(), EntityState::deleted);
      session.flush();
    } else {
      EXPECT_EQ(eve.entity_state(), EntityState::persistent) << "nobody knows its name";
      const auto error = error_of<StaleDataError>([&] { session.flush(); });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->code(), "ORP-3302");
    }
    session.rollback();
    EXPECT_EQ(eve.name(), "Eve");
    session.delete_(eve);
    session.commit();
  }
}

// synchronize.hpp, rule 4.
TEST_P(Synchronized, a_change_of_an_expired_object_stays_when_its_row_does) {
  Session session = open({.autoflush = false});
  Person& ben = person(session, "Ben");
  session.expire(ben);
  ben.set_salary(7);
  session.execute(delete_<Note>().where(Note::c.text == "nobody's"));
  session.execute(delete_<Person>().where(Person::c.name == "Nobody"));
  EXPECT_EQ(ben.name(), "Ben");
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT salary FROM people WHERE name = 'Ben'"), 7);
}

TEST_P(Synchronized, objects_returned_are_as_their_rows) {
  Session session = open();
  Person& ben = person(session, "Ben");
  const auto changed =
      session
          .scalars(update<Person>()
                       .set(Person::c.salary = 3, Person::c.name = func::upper(Person::c.name))
                       .where(Person::c.name == "Ben")
                       .returning())
          .all();
  ASSERT_THAT(changed, SizeIs(1));
  EXPECT_EQ(changed[0], &ben);
  forget();
  EXPECT_EQ(ben.salary(), 3);
  EXPECT_EQ(ben.name(), "BEN");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Synchronized, objects_returned_by_a_delete_are_deleted) {
  Session session = open();
  Note& known = session.scalars(select<Note>().where(Note::c.text == "no salt")).one();
  const auto deleted = session.scalars(delete_<Note>().all_rows().returning()).all();
  EXPECT_THAT(deleted, SizeIs(3));
  for (const Note* note : deleted) EXPECT_EQ(note->entity_state(), EntityState::deleted);
  EXPECT_EQ(known.entity_state(), EntityState::deleted);
  session.rollback();
  EXPECT_EQ(known.entity_state(), EntityState::persistent);
  EXPECT_EQ(known.text(), "no salt");
}

TEST_P(Synchronized, a_savepoint_that_is_rolled_back_takes_what_a_statement_returned_along) {
  Session session = open();
  Person& ben = person(session, "Ben");
  auto savepoint = session.begin_nested();
  session.execute(update<Person>().set(Person::c.salary = 3).all_rows().returning(Person::c.id));
  Person& cy = person(session, "Cy");
  EXPECT_EQ(cy.salary(), 3);
  savepoint.rollback();
  EXPECT_EQ(ben.salary(), std::nullopt);
  EXPECT_EQ(cy.salary(), std::nullopt);
}

TEST_P(Synchronized, objects_of_composite_keys) {
  Session session = open();
  const auto all = session.scalars(rooms()).all();
  const auto fetch = by(SynchronizeSession::fetch);
  session.execute(update<Room>()
                      .set(Room::c.name = "Loft")
                      .where(Room::c.site == "A")
                      .execution_options(fetch));
  EXPECT_EQ(all[0]->name(), "Loft");
  EXPECT_EQ(all[1]->name(), "Loft");
  EXPECT_EQ(all[2]->name(), "Attic");
  auto gone =
      session.scalars(delete_<Room>().where(Room::c.site == "A", Room::c.number == 2).returning());
  EXPECT_EQ(&gone.one(), all[1]);
  EXPECT_EQ(all[1]->entity_state(), EntityState::deleted);
  EXPECT_EQ(all[0]->entity_state(), EntityState::persistent);
}

// As in SQLAlchemy, whose identity map does not follow either.
TEST_P(Synchronized, an_object_keeps_its_key_when_its_row_gets_another_one) {
  Session session = open();
  Label& never = session.get_one<Label>("never");
  session.execute(update<Label>().set(Label::c.name = "ever").where(Label::c.name == "never"));
  EXPECT_EQ(never.name(), "never");
  const auto gone = error_of<StaleDataError>([&] { session.refresh(never); });
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->code(), "ORP-3301");
  EXPECT_NE(&session.get_one<Label>("ever"), &never);
  session.rollback();
  EXPECT_EQ(&session.get_one<Label>("never"), &never);
  EXPECT_NO_THROW(session.refresh(never));
}

TEST_P(Synchronized, by_rows_of_other_tables) {
  Session session = open();
  const auto people = session.scalars(everyone()).all();
  const auto red = select(Team::c.id).where(Team::c.name == "red").cte("red");
  session.execute(
      update<Person>().set(Person::c.salary = 2).where(Person::c.team_id == red[Team::c.id]));
  std::map<std::string, std::optional<std::int32_t>> salaries;
  for (const Person* each : people) salaries[each->name()] = each->salary();
  EXPECT_THAT(salaries,
              UnorderedElementsAre(std::pair("Ann", 2), std::pair("Ben", 2),
                                   std::pair("Cy", std::nullopt), std::pair("Dee", std::nullopt)));
}

/// Conditions on people, of which memory can tell some and only the database others.
class RandomCondition {
 public:
  explicit RandomCondition(std::mt19937& random) : random_(random) {}

  Predicate operator()(int depth = 2) {
    switch (number(depth > 0 ? 12 : 8)) {
      case 0:
        return Person::c.salary > number(20);
      case 1:
        return Person::c.salary == number(20);
      case 2:
        return Person::c.salary.is_null();
      case 3:
        return Person::c.name == name();
      case 4:
        return Person::c.name.in_({name(), name()});
      case 5:
        return Person::c.salary.between(number(10), 10 + number(10));
      case 6:
        return Person::c.boss.has(Person::c.salary < number(20));
      case 7:
        return Person::c.salary.is_distinct_from(number(20));
      case 8:
        return !(*this)(depth - 1);
      case 9:
        return (*this)(depth - 1) || (*this)(depth - 1);
      case 10:
        return Person::c.salary + number(5) < Person::c.id + number(9);
      default:
        return (*this)(depth - 1) && (*this)(depth - 1);
    }
  }
  int number(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }
  const char* name() {
    static constexpr const char* all[] = {"Ann", "Ben", "Cy", "Dee", "Eve"};
    return all[number(5)];
  }

 private:
  std::mt19937& random_;
};

// evaluator.hpp, rule 2.
// evaluator.hpp, rule 3.
TEST_P(Synchronized, objects_are_as_their_rows_after_any_statement) {
  on_each_seed("1 12", [this](unsigned seed) {
    std::mt19937 random(seed);
    RandomCondition condition(random);
    Session session = open();
    session.execute(delete_<Badge>().all_rows());
    session.execute(update<Task>().set(Task::c.reviewer_id = std::nullopt).all_rows());
    for (int i = 0; i < 6; ++i) {
      Person& added = session.add<Person>({.name = condition.name()});
      if (i % 2 == 0) added.set_salary(condition.number(20));
    }
    session.flush();
    const auto people = session.scalars(everyone()).all();
    for (int step = 0; step < 8; ++step) {
      Person& any = *people[static_cast<std::size_t>(condition.number(6))];
      if (step % 3 == 2 && session.contains(any)) session.expire(any);
      const Predicate meant = condition();
      const auto wish =
          condition.number(2) == 0 ? SynchronizeSession::fetch : SynchronizeSession::automatic;
      switch (condition.number(4)) {
        case 0:
          session.execute(update<Person>()
                              .set(Person::c.salary = condition.number(20))
                              .where(meant)
                              .execution_options(by(wish)));
          break;
        case 1:
          session.execute(
              update<Person>()
                  .set(Person::c.salary = Person::c.salary + 1, Person::c.name = condition.name())
                  .where(meant)
                  .execution_options(by(wish)));
          break;
        case 2:
          session.execute(update<Person>()
                              .set(Person::c.salary = std::nullopt)
                              .where(meant)
                              .execution_options(by(wish)));
          break;
        default:
          session.execute(delete_<Person>()
                              .where(meant, Person::c.id > 4, !Person::c.reports.any())
                              .execution_options(by(wish)));
      }
      std::map<std::int64_t, std::pair<std::string, std::optional<std::int32_t>>> rows;
      for (auto [id, name, salary] :
           session.execute(select(Person::c.id, Person::c.name, Person::c.salary)))
        rows[id] = {name, salary};
      for (const Person* known : people) {
        const Person& each = *known;
        if (each.entity_state() == EntityState::deleted) {
          EXPECT_EQ(rows.count(each.id()), 0u) << each.id();
          continue;
        }
        if (rows.count(each.id()) == 0) {
          EXPECT_THROW((void)each.name(), StaleDataError) << each.id();
          continue;
        }
        EXPECT_EQ(each.name(), rows[each.id()].first) << each.id();
        EXPECT_EQ(each.salary(), rows[each.id()].second) << each.id();
      }
    }
  });
}

}  // namespace
}  // namespace orp::tests
