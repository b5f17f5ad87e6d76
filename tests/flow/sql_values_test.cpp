// SPDX-License-Identifier: MIT
// Columns of objects that become what an SQL expression says.
#include <cstdint>
#include <optional>
#include <string>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SqlValues : public CompanyTest {
 protected:
  static Person& person(Session& session, const char* name) {
    return session.scalars(select<Person>().where(Person::c.name == name)).one();
  }
  static auto salary_plus(std::int32_t more) { return func::coalesce(Person::c.salary, 0) + more; }
};
ORPIMENT_ON_EACH_DATABASE(SqlValues);

// sql_values.hpp, rule 2.
TEST_P(SqlValues, are_written_by_the_flush_and_read_back) {
  Session session = open();
  Person& ben = person(session, "Ben");
  forget();
  ben.set(Person::c.salary, salary_plus(5));
  EXPECT_TRUE(session.is_modified(ben));
  EXPECT_THAT(session.dirty<Person>(), ElementsAre(&ben));
  EXPECT_THAT(sent(), IsEmpty());
  session.flush();
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_EQ(ben.salary(), 5);
  EXPECT_FALSE(session.is_modified(ben));
  EXPECT_THAT(sent(), IsEmpty());
  session.commit();
  EXPECT_EQ(ben.salary(), 5);
}

TEST_P(SqlValues, are_there_when_somebody_looks) {
  Session session = open();
  Person& ben = person(session, "Ben");
  ben.set_salary(7);
  ben.set(Person::c.salary, salary_plus(1));
  EXPECT_EQ(ben.salary(), 1);  // of the row, which the 7 never reached
  ben.set(Person::c.salary, salary_plus(1));
  ben.set(Person::c.salary, salary_plus(2));
  EXPECT_EQ(session.scalar(select(Person::c.salary).where(Person::c.name == "Ben")), 3);
}

TEST_P(SqlValues, are_calculated_by_the_row_as_it_is) {
  Session session = open();
  Person& ben = person(session, "Ben");
  session.execute(text("UPDATE people SET salary = 40 WHERE name = 'Ben'"));
  ben.set(Person::c.salary, salary_plus(2));
  session.flush();
  EXPECT_EQ(ben.salary(), 42);
}

TEST_P(SqlValues, stand_beside_values) {
  Session session = open();
  Person& ben = person(session, "Ben");
  ben.set(Person::c.salary, salary_plus(5));
  ben.set_name("Benno");
  Person& cy = person(session, "Cy");
  cy.set(Person::c.name, func::upper(Person::c.name));
  session.commit();
  EXPECT_EQ(ben.name(), "Benno");
  EXPECT_EQ(ben.salary(), 5);
  EXPECT_EQ(cy.name(), "CY");
}

// sql_values.hpp, rule 1.
TEST_P(SqlValues, give_way_to_what_is_said_after_them) {
  Session session = open();
  Person& ben = person(session, "Ben");
  Person& cy = person(session, "Cy");
  Person& dee = person(session, "Dee");
  ben.set(Person::c.salary, salary_plus(5));
  ben.set_salary(1);
  cy.set(Person::c.salary, salary_plus(5));
  session.expire(cy);
  dee.set(Person::c.salary, salary_plus(5));
  session.expire(dee, {Person::c.salary});
  session.commit();
  EXPECT_EQ(ben.salary(), 1);
  EXPECT_EQ(cy.salary(), std::nullopt);
  EXPECT_EQ(dee.salary(), std::nullopt);
}

TEST_P(SqlValues, of_new_objects_are_asked_for) {
  Session session = open();
  Person& eve = session.add<Person>({.name = "Eve"});
  const auto teams = select(cast<std::int32_t>(func::count(Team::c.id))).scalar_subquery();
  eve.set(Person::c.salary, teams);
  eve.set(Person::c.name, func::lower(literal("EVA")));
  forget();
  session.flush();
  EXPECT_THAT(sql_sent(), SizeIs(2));
  EXPECT_EQ(eve.salary(), 3);
  EXPECT_EQ(eve.name(), "eva");
  session.commit();
}

TEST_P(SqlValues, are_undone_by_a_rollback) {
  Session session = open();
  Person& ben = person(session, "Ben");
  {
    auto savepoint = session.begin_nested();
    ben.set(Person::c.salary, salary_plus(5));
    session.flush();
    EXPECT_EQ(ben.salary(), 5);
    savepoint.rollback();
  }
  EXPECT_EQ(ben.salary(), std::nullopt);
  ben.set(Person::c.salary, salary_plus(5));
  session.rollback();
  session.commit();
  EXPECT_EQ(ben.salary(), std::nullopt);
}

TEST_P(SqlValues, go_with_their_objects) {
  Session session = open();
  Note& note = session.scalars(select<Note>().where(Note::c.text == "no salt")).one();
  note.set(Note::c.text, Note::c.text + "!");
  session.delete_(note);
  session.flush();
  Note& other = session.scalars(select<Note>().where(Note::c.text == "two coats")).one();
  other.set(Note::c.text, Note::c.text + "!");
  session.expunge(other);
  session.commit();
  EXPECT_THAT(session.scalars(select(Note::c.text)).all(), ElementsAre("red paint", "two coats"));
}

TEST_P(SqlValues, move_relationships_with_their_foreign_keys) {
  Session session = open();
  Person& dee = person(session, "Dee");
  EXPECT_EQ(dee.boss()->name(), "Ben");
  const auto boss = aliased<Person>();
  dee.set(Person::c.boss_id,
          select(boss[Person::c.id]).where(boss[Person::c.name] == "Cy").scalar_subquery());
  session.flush();
  EXPECT_EQ(dee.boss()->name(), "Cy");
}

TEST_P(SqlValues, of_rows_that_are_gone_are_told) {
  Session session = open();
  Note& note = session.scalars(select<Note>().where(Note::c.text == "no salt")).one();
  session.execute(text("DELETE FROM notes WHERE text = 'no salt'"));
  note.set(Note::c.text, Note::c.text + "!");
  EXPECT_THROW(session.flush(), StaleDataError);
  session.rollback();
  EXPECT_EQ(note.text(), "no salt");
}

TEST_P(SqlValues, are_refused_where_they_make_no_sense) {
  Session session = open();
  const auto code = [](const auto& act) {
    const auto error = error_of<UsageError>(act);
    return error ? error->code() : std::string();
  };
  Person& ben = person(session, "Ben");
  EXPECT_EQ(code([&] { ben.set(Person::c.id, Person::c.id + 1); }), "ORP-1263");
  Person& eve = session.add<Person>({.name = "Eve"});
  EXPECT_EQ(code([&] { eve.set(Person::c.salary, Person::c.salary + 1); }), "ORP-1263");
  session.expunge(eve);
  EXPECT_EQ(code([&] { eve.set(Person::c.salary, literal(1)); }), "ORP-1263");
}

}  // namespace
}  // namespace orp::tests
