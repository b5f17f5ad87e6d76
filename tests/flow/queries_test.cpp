// SPDX-License-Identifier: MIT
// Statements about objects: along relationships, by keys, to tables that are used twice.
#include <set>
#include <string>
#include <vector>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class Queries : public CompanyTest {
 protected:
  static auto people(const Predicate& condition) {
    return select<Person>().where(condition).order_by(Person::c.name);
  }
  std::vector<std::string> names_of(const Predicate& condition) {
    Session session = open();
    return names(session.scalars(people(condition)).all());
  }

  static std::vector<std::string> names(const std::vector<Person*>& objects) {
    std::vector<std::string> found;
    for (const Person* person : objects) found.push_back(person->name());
    return found;
  }
};
ORPIMENT_ON_EACH_DATABASE(Queries);

// Nothing but orpiment.hpp and a model without bytes is included.
TEST_P(Queries, take_bytes_as_values) {
  Session session = open();
  EXPECT_EQ(session.scalars(select(literal(Bytes{0, 255}).label("bytes"))).one(), (Bytes{0, 255}));
}

TEST_P(Queries, compare_a_to_one_with_an_object) {
  Session session = open();
  const Team& red = session.scalars(select<Team>().where(Team::c.name == "red")).one();
  EXPECT_THAT(names(session.scalars(people(Person::c.team == red)).all()),
              ElementsAre("Ann", "Ben"));
  EXPECT_THAT(names(session.scalars(people(Person::c.team != red)).all()),
              ElementsAre("Cy", "Dee"));
}

TEST_P(Queries, compare_a_to_one_with_none) {
  EXPECT_THAT(names_of(Person::c.team == nullptr), ElementsAre("Dee"));
  EXPECT_THAT(names_of(Person::c.team != nullptr), ElementsAre("Ann", "Ben", "Cy"));
  EXPECT_THAT(names_of(Person::c.badge == nullptr), ElementsAre("Cy", "Dee"));
}

TEST_P(Queries, ask_whether_a_collection_has_an_object) {
  Session session = open();
  const Task& cook = session.scalars(select<Task>().where(Task::c.title == "cook")).one();
  EXPECT_THAT(names(session.scalars(people(Person::c.owned.contains(cook))).all()),
              ElementsAre("Ben"));
  const Label& soon = session.scalars(select<Label>().where(Label::c.name == "soon")).one();
  const auto tasks =
      select(Task::c.title).where(Task::c.labels.contains(soon)).order_by(Task::c.title);
  EXPECT_THAT(session.scalars(tasks).all(), ElementsAre("cook", "paint"));
}

TEST_P(Queries, compare_with_an_object_of_a_composite_key) {
  Session session = open();
  const Room& hall = session.scalars(select<Room>().where(Room::c.name == "Hall")).one();
  const auto days = select(Booking::c.day).where(Booking::c.room == hall).order_by(Booking::c.day);
  EXPECT_THAT(session.scalars(days).all(), SizeIs(2));
}

TEST_P(Queries, refuse_a_key_whose_number_does_not_fit) {
  Session session = open();
  const std::int64_t number = (std::int64_t{1} << 32) + 1;  // 1, if it were cut
  const auto error =
      error_of<DataError>([&] { session.get<Room>({.site = "A", .number = number}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-2208");
  EXPECT_EQ(error->message(), "Room.number: 4294967297 does not fit an int32");
  const Room::Key key{"A", std::int64_t{1}};
  EXPECT_EQ(session.get_one<Room>(key).name(), "Hall");
  EXPECT_EQ(key.number + 1, 2);
}

TEST_P(Queries, look_along_relationships) {
  EXPECT_THAT(names_of(Person::c.reports.any()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(names_of(Person::c.reports.any(Person::c.name == "Dee")), ElementsAre("Ben"));
  EXPECT_THAT(names_of(Person::c.boss.has(Person::c.name == "Ann")), ElementsAre("Ben", "Cy"));
  EXPECT_THAT(names_of(Person::c.owned.any(Task::c.labels.any(Label::c.name == "late"))),
              ElementsAre("Ann"));
  EXPECT_THAT(names_of(!Person::c.badge.has()), ElementsAre("Cy", "Dee"));
}

// hydrate.hpp, rule 3.
TEST_P(Queries, give_rows_of_objects_some_of_which_are_missing) {
  Session session = open();
  const auto boss = aliased<Person>();
  const auto rows = session.execute(select<Person, Team*>(boss.or_null())
                                        .outerjoin(Person::c.team)
                                        .outerjoin(Person::c.boss, boss)
                                        .order_by(Person::c.name));
  std::vector<std::string> seen;
  for (const auto& [person, team, chief] : rows) {
    seen.push_back(person.name() + ' ' + (team == nullptr ? "-" : team->name()) + ' ' +
                   (chief == nullptr ? "-" : chief->name()));
  }
  EXPECT_THAT(seen, ElementsAre("Ann red -", "Ben red Ann", "Cy blue Ann", "Dee - Ben"));
}

TEST_P(Queries, find_one_object_under_two_names) {
  Session session = open();
  const auto boss = aliased<Person>("boss");
  const auto pairs = session.execute(select<Person>(boss)
                                         .join(Person::c.boss, boss)
                                         .where(boss[Person::c.name] == "Ann")
                                         .order_by(Person::c.name));
  std::vector<std::string> seen;
  std::set<const Person*> chiefs;
  for (const auto& [person, chief] : pairs) {
    seen.push_back(person.name());
    EXPECT_EQ(chief.name(), "Ann");
    chiefs.insert(&chief);
  }
  EXPECT_THAT(seen, ElementsAre("Ben", "Cy"));
  EXPECT_THAT(chiefs, SizeIs(1));
}

TEST_P(Queries, count_along_a_many_to_many) {
  Session session = open();
  const auto counts = session.execute(select(Label::c.name, func::count(Task::c.id))
                                          .outerjoin(Label::c.tasks)
                                          .group_by(Label::c.name)
                                          .order_by(Label::c.name));
  std::vector<std::string> seen;
  for (const auto& [label, tasks] : counts) seen.push_back(label + ' ' + std::to_string(tasks));
  EXPECT_THAT(seen, ElementsAre("late 1", "never 0", "soon 2"));
}

TEST_P(Queries, limit_objects_while_their_collections_are_joined) {
  Session session = open();
  const auto two = select<Person>()
                       .order_by(Person::c.name.desc())
                       .limit(2)
                       .offset(1)
                       .options(joinedload(Person::c.reports));
  std::vector<std::string> seen;
  for (Person& person : session.scalars(two)) {
    seen.push_back(person.name() + ' ' + std::to_string(person.reports().size()));
  }
  EXPECT_THAT(seen, ElementsAre("Cy 0", "Ben 1"));
}

TEST_P(Queries, write_what_objects_have_not_loaded) {
  Session session = open();
  const auto raised = session.execute(update<Person>()
                                          .where(Person::c.team.has(Team::c.name == "red"))
                                          .set(Person::c.salary = 100)
                                          .returning(Person::c.name));
  std::vector<std::string> seen;
  for (const auto& [name] : raised) seen.push_back(name);
  EXPECT_THAT(seen, ::testing::UnorderedElementsAre("Ann", "Ben"));
  session.execute(delete_<Label>().where(!Label::c.tasks.any()));
  EXPECT_THAT(session.scalars(select(Label::c.name).order_by(Label::c.name)).all(),
              ElementsAre("late", "soon"));
  session.rollback();
  EXPECT_THAT(session.scalars(select(Label::c.name)).all(), SizeIs(3));
}

}  // namespace
}  // namespace orp::tests
