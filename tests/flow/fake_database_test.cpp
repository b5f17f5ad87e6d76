// SPDX-License-Identifier: MIT
// A session on a database that no line of the library names, and that can do little: everything is
// written a row at a time, and read again where it is not returned.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "company/model.hpp"
#include "orpiment/orpiment.hpp"
#include "support/expect_error.hpp"
#include "support/fake_database/database.hpp"

namespace orp::tests {
namespace {

using namespace company;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FakeDatabase : public ::testing::Test {
 protected:
  FakeDatabase() { metadata().create_all(engine); }

  static std::vector<std::string> names_of(const std::vector<Person*>& people) {
    std::vector<std::string> names;
    for (const Person* person : people) names.push_back(person->name());
    return names;
  }

  const Engine engine = testing::create_fake_engine();
};

TEST_F(FakeDatabase, a_graph_is_written_read_changed_and_deleted) {
  Session session(engine);
  auto& team = session.add<Team>({.name = "north"});
  auto& ann = team.members().add({.name = "Ann"});
  auto& bob = team.members().add({.name = "Bob", .boss = ann});
  auto& task = session.add<Task>({.title = "dig", .owner = ann});
  task.labels().add({.name = "hard"});
  task.labels().add({.name = "wet"});
  session.commit();
  EXPECT_EQ(bob.boss(), &ann);
  const std::int64_t bobs_id = bob.id();
  session.close();

  Session other(engine);
  auto& read = other.scalars(select<Task>().options(selectinload(Task::c.labels))).one();
  EXPECT_EQ(read.owner().name(), "Ann");
  EXPECT_EQ(read.labels().size(), 2U);
  read.set_title("dug");
  read.labels().remove(*other.get<Label>("wet"));
  read.set_owner(*other.get<Person>(bobs_id));
  other.commit();
  other.delete_(read);
  other.commit();
  EXPECT_EQ(other.scalar(select(func::count()).select_from<Task>()), 0);
  EXPECT_EQ(other.scalar(select(func::count()).select_from<Label>()), 2);
}

TEST_F(FakeDatabase, what_it_lacks_is_said_otherwise) {
  Session session(engine);
  session.add<Person>({.name = "Ann", .salary = 1});
  session.add<Person>({.name = "Bob"});
  session.commit();
  const auto people = select<Person>();
  EXPECT_THAT(names_of(session.scalars(people.order_by(Person::c.salary.asc().nulls_last())).all()),
              ElementsAre("Ann", "Bob"));
  EXPECT_THAT(
      names_of(session.scalars(people.order_by(Person::c.salary.desc().nulls_first())).all()),
      ElementsAre("Bob", "Ann"));
  EXPECT_THAT(names_of(session.scalars(people.order_by(Person::c.id).offset(1)).all()),
              ElementsAre("Bob"));
  EXPECT_EQ(session.scalars(people.where(Person::c.name.in_({"Ann", "Eve"}))).one().name(), "Ann");
}

TEST_F(FakeDatabase, a_row_that_fails_is_named) {
  Session session(engine);
  session.add<Team>({.name = "north"});
  session.add<Team>({.name = "north"});
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error.has_value());
  EXPECT_THAT(error->what(), HasSubstr("Team"));
  session.rollback();
}

TEST_F(FakeDatabase, what_it_cannot_do_is_refused) {
  Session session(engine);
  EXPECT_EQ(error_of<UsageError>([&] { (void)session.begin_nested(); })->code(), "ORP-1414");
  const auto deleting = delete_<Team>().all_rows().returning(Team::c.id);
  EXPECT_EQ(error_of<UsageError>([&] { session.execute(deleting); })->code(), "ORP-1214");
  const auto translated = error_of<UsageError>([&] {
    (void)Session(engine, {.schema_translate_map = {{"", "tenant"}}});
  });
  EXPECT_EQ(translated->code(), "ORP-1418");
}

TEST(FakeDatabases, are_known_to_the_engines_that_are_told_of_them) {
  const auto error = error_of<UsageError>([] { create_engine("fake://"); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), "ORP-1403");
  const auto nearest = error_of<UsageError>(
      [] { create_engine("fak://", {.databases = {&testing::fake_database()}}); });
  EXPECT_THAT(nearest->what(), HasSubstr("Did you mean \"fake\"?"));
}

}  // namespace
}  // namespace orp::tests
