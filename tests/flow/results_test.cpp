// SPDX-License-Identifier: MIT
// The ways of taking a result.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class SessionResults : public CompanyTest {
 protected:
  static auto person_named(const char* name) {
    return select<Person>().where(Person::c.name == name);
  }
  static auto all_names() { return select(Person::c.name).order_by(Person::c.id); }
};
ORPIMENT_ON_EACH_DATABASE(SessionResults);

TEST_P(SessionResults, all_gives_every_object) {
  Session session = open();
  const std::vector<Person*> all = session.scalars(select<Person>().order_by(Person::c.id)).all();
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(all[3]->name(), "Dee");
}

TEST_P(SessionResults, first_gives_one_or_nothing) {
  Session session = open();
  EXPECT_EQ(session.scalars(select<Person>().order_by(Person::c.id)).first()->name(), "Ann");
  EXPECT_EQ(session.scalars(person_named("Zoe")).first(), nullptr);
  EXPECT_EQ(session.scalars(all_names()).first(), "Ann");
  EXPECT_EQ(session.scalars(all_names().where(Person::c.id == 99)).first(), std::nullopt);
}

TEST_P(SessionResults, one_of_a_temporary_result_outlives_it) {
  Session session = open();
  const std::string& name = session.scalars(all_names().where(Person::c.id == 1)).one();
  static_assert(std::is_same_v<decltype(session.scalars(all_names()).one()), std::string>);
  EXPECT_EQ(name, "Ann");
  const Person& ann = session.scalars(person_named("Ann")).one();
  static_assert(std::is_same_v<decltype(session.scalars(select<Person>()).one()), Person&>);
  EXPECT_EQ(&ann, session.get<Person>(1));
}

TEST_P(SessionResults, one_insists_on_exactly_one) {
  Session session = open();
  EXPECT_EQ(session.scalars(person_named("Ann")).one().id(), 1);
  EXPECT_EQ(error_of<NoResultFound>([&] { session.scalars(person_named("Zoe")).one(); })->code(),
            "ORP-5001");
  EXPECT_EQ(
      error_of<MultipleResultsFound>([&] { session.scalars(select<Person>()).one(); })->code(),
      "ORP-5002");
}

TEST_P(SessionResults, one_or_none_insists_on_at_most_one) {
  Session session = open();
  EXPECT_EQ(session.scalars(person_named("Ann")).one_or_none()->id(), 1);
  EXPECT_EQ(session.scalars(person_named("Zoe")).one_or_none(), nullptr);
  EXPECT_TRUE(
      error_of<MultipleResultsFound>([&] { session.scalars(select<Person>()).one_or_none(); }));
}

TEST_P(SessionResults, scalar_gives_the_first_value) {
  Session session = open();
  EXPECT_EQ(session.scalar(select(func::count(Person::c.id))), 4);
  EXPECT_EQ(session.scalar(person_named("Ben"))->id(), 2);
}

TEST_P(SessionResults, rows_come_apart_into_their_elements) {
  Session session = open();
  std::vector<std::string> lines;
  for (auto [name, count] : session.execute(select(Team::c.name, func::count(Person::c.id))
                                                .join(Team::c.members)
                                                .group_by(Team::c.name)
                                                .order_by(Team::c.name)))
    lines.push_back(name + ' ' + std::to_string(count));
  EXPECT_THAT(lines, ElementsAre("blue 1", "red 2"));
}

TEST_P(SessionResults, objects_stand_beside_values) {
  Session session = open();
  for (auto [person, team] :
       session.execute(select<Person>(Team::c.name).join(Person::c.team).order_by(Person::c.id)))
    EXPECT_EQ(person.team()->name(), team);
}

TEST_P(SessionResults, an_untyped_statement_gives_rows_by_name) {
  Session session = open();
  std::vector<std::string> found;
  for (const DynamicRow& row :
       session.execute(text("SELECT name FROM people WHERE id > :id ORDER BY id").bind("id", 2)))
    found.push_back(row.get<std::string>("name"));
  EXPECT_THAT(found, ElementsAre("Cy", "Dee"));
}

TEST_P(SessionResults, text_of_typed_columns_gives_rows_of_them) {
  Session session = open();
  auto people =
      session.execute(text("SELECT id AS number, name FROM people WHERE id > :id ORDER BY id")
                          .bind("id", 2)
                          .columns<std::int64_t, std::string>());
  std::vector<std::string> found;
  for (const auto& [id, name] : people) found.push_back(std::to_string(id) + name);
  EXPECT_THAT(found, ElementsAre("3Cy", "4Dee"));
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM people").columns<std::int64_t>()), 4);
}

TEST_P(SessionResults, a_scalar_is_empty_without_a_row_and_when_it_is_null) {
  Session session = open();
  const auto salary = select(Person::c.salary);
  const std::optional<std::int32_t> null = session.scalar(salary);
  EXPECT_EQ(null, std::nullopt);
  EXPECT_EQ(session.scalar(salary.where(Person::c.name == "Zoe")), std::nullopt);
  EXPECT_EQ(session.scalar(select(func::sum(Person::c.id))), 10);
  EXPECT_EQ(session.scalar(select<Person>().where(Person::c.name == "Zoe")), nullptr);
}

TEST_P(SessionResults, text_must_have_the_columns_that_are_read) {
  const auto statement = text("SELECT id FROM people").columns<std::int64_t, std::string>();
  Session session = open();
  const auto error = error_of<UsageError>([&] { session.execute(statement); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message(), "the program reads 2 columns of a result with 1");
  session.close();
  Connection connection = engine().connect();
  EXPECT_EQ(error_of<UsageError>([&] { connection.execute(statement); })->code(), "ORP-1409");
}

TEST_P(SessionResults, a_result_outlives_its_transaction) {
  Session session = open({.expire_on_commit = false});
  auto people = session.scalars(select<Person>().order_by(Person::c.id));
  session.commit();
  EXPECT_EQ(people[1].name(), "Ben");
}

}  // namespace
}  // namespace orp::tests
