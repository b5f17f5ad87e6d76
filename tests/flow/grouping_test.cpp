// SPDX-License-Identifier: MIT
// What is selected and ordered by beside groups and in distinct rows: what PostgreSQL takes, on
// both databases.
#include <string>
#include <vector>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Grouping : public CompanyTest {
 protected:
  template <class Statement>
  std::vector<std::string> run(const Statement& statement) {
    Session session = open();
    std::vector<std::string> found;
    for (const auto& [text, number] : session.execute(statement))
      found.push_back(text + ' ' + std::to_string(number));
    return found;
  }

  template <class Statement>
  void expect_refused(const Statement& statement, const char* code, const char* part) {
    Session session = open();
    forget();
    const auto error = error_of<UsageError>([&] { session.execute(statement); });
    ASSERT_TRUE(error) << part;
    EXPECT_EQ(error->code(), code);
    EXPECT_THAT(error->what(), HasSubstr(part));
    EXPECT_THAT(sent(), ElementsAre()) << "nothing is sent";
  }
  template <class Statement>
  void expect_not_grouped(const Statement& statement, const char* column) {
    expect_refused(statement, "ORP-1225", column);
  }
};
ORPIMENT_ON_EACH_DATABASE(Grouping);

// grouping.hpp, rule 1.
TEST_P(Grouping, takes_columns_of_a_table_whose_key_is_grouped) {
  EXPECT_THAT(run(select(Person::c.name, func::count(Task::c.id))
                      .outerjoin(Person::c.owned)
                      .group_by(Person::c.id)
                      .order_by(Person::c.name)),
              ElementsAre("Ann 2", "Ben 1", "Cy 0", "Dee 0"));
  EXPECT_THAT(run(select(Room::c.name, func::count())
                      .join(Room::c.bookings)
                      .group_by(Room::c.site, Room::c.number)
                      .order_by(Room::c.name)),
              ElementsAre("Attic 1", "Hall 2"));
  Session session = open();
  std::vector<std::string> names;
  for (const Person& person :
       session.scalars(select<Person>()
                           .join(Person::c.owned)
                           .group_by(Person::c.id)
                           .order_by(func::count(Task::c.id).desc(), Person::c.name)))
    names.push_back(person.name());
  EXPECT_THAT(names, ElementsAre("Ann", "Ben"));
}

// grouping.hpp, rule 1.
TEST_P(Grouping, takes_the_terms_and_what_is_made_of_them) {
  const auto initial = func::lower(Team::c.name + "!");
  EXPECT_THAT(run(select(initial, func::count(Person::c.id))
                      .outerjoin(Team::c.members)
                      .group_by(initial)
                      .order_by(initial.desc())),
              ElementsAre("red! 2", "grey! 0", "blue! 1"));
  EXPECT_THAT(run(select(func::upper(initial), func::count(Person::c.id) + 1)
                      .outerjoin(Team::c.members)
                      .group_by(initial)
                      .having(func::count(Person::c.id) > 0 && initial != "blue!")),
              ElementsAre("RED! 3"));
  const auto size = func::count(Person::c.id).label("size");
  EXPECT_THAT(run(select(Team::c.name, size)
                      .outerjoin(Team::c.members)
                      .group_by(Team::c.name)
                      .order_by(size, Team::c.name)),
              ElementsAre("grey 0", "blue 1", "red 2"));
}

// grouping.hpp, rule 1.
TEST_P(Grouping, takes_columns_of_groups_and_its_own_in_a_nested_query) {
  const auto others = aliased<Person>();
  const auto beside = select(func::count(others[Person::c.id]))
                          .where(others[Person::c.team_id] == Team::c.id)
                          .scalar_subquery();
  EXPECT_THAT(run(select(Team::c.name, func::coalesce(beside, 0))
                      .join(Team::c.members)
                      .group_by(Team::c.id)
                      .order_by(Team::c.name)),
              ElementsAre("blue 1", "red 2"));
}

// grouping.hpp, rule 3.
TEST_P(Grouping, leaves_texts_to_the_database) {
  EXPECT_THAT(run(select(Team::c.name, func::count())
                      .group_by(orp::text("name").as<std::string>())
                      .order_by(Team::c.name)),
              ElementsAre("blue 1", "grey 1", "red 1"));
}

// grouping.hpp, rule 1.
TEST_P(Grouping, refuses_a_column_beside_an_aggregate) {
  expect_not_grouped(select(Person::c.name, func::count()), "people.name stands beside groups");
  expect_not_grouped(select(Person::c.name).group_by(Person::c.team_id), "people.name");
  expect_not_grouped(select(Person::c.name, func::count()).group_by(func::lower(Person::c.name)),
                     "people.name");
  expect_not_grouped(select(func::count()).select_from<Person>().having(Person::c.salary > 5),
                     "people.salary");
  expect_not_grouped(select(Person::c.team_id).group_by(Person::c.team_id).order_by(Person::c.name),
                     "people.name");
  expect_not_grouped(select(Room::c.name).group_by(Room::c.site), "rooms.name");
  expect_not_grouped(select<Person>().group_by(Person::c.name), "people.id");
  const auto boss = aliased<Person>();
  expect_not_grouped(select(boss[Person::c.name]).join(Person::c.boss, boss).group_by(Person::c.id),
                     "people.name");
}

// To PostgreSQL, which sees parameters in place of the values, they are two expressions.
// grouping.hpp, rule 1.
TEST_P(Grouping, refuses_a_term_that_is_built_again_with_a_value) {
  expect_not_grouped(select(Team::c.name + "!", func::count()).group_by(Team::c.name + "!"),
                     "teams.name");
}

// grouping.hpp, rule 1.
TEST_P(Grouping, refuses_wherever_the_query_stands) {
  const auto wrong = select(Task::c.title).group_by(Task::c.owner_id);
  expect_not_grouped(select<Task>().where(Task::c.title.in_(wrong)), "tasks.title");
  expect_not_grouped(select(wrong.scalar_subquery()), "tasks.title");
  const auto counted = select(func::count())
                           .select_from<Task>()
                           .where(Task::c.title == Team::c.name)
                           .scalar_subquery();
  expect_not_grouped(select(func::max(Team::c.id), counted), "teams.name");
}

// grouping.hpp, rule 2.
TEST_P(Grouping, orders_distinct_rows_by_what_they_have) {
  Session session = open();
  const auto upper = func::upper(Team::c.name).label("name_in_capitals");
  EXPECT_THAT(session.scalars(select(upper).distinct().order_by(upper.desc())).all(),
              ElementsAre("RED", "GREY", "BLUE"));
  EXPECT_THAT(session.scalars(select(Team::c.name).distinct().order_by(Team::c.name)).all(),
              ElementsAre("blue", "grey", "red"));
  EXPECT_EQ(session.scalars(select<Team>().distinct().order_by(Team::c.name)).all().size(), 3U);
  for (const auto& statement : {select(Person::c.team_id).distinct().order_by(Person::c.name),
                                select(Person::c.team_id).distinct().order_by(-Person::c.team_id)})
    expect_refused(statement, "ORP-1226", "ordered by what it does not select");
}

}  // namespace
}  // namespace orp::tests
