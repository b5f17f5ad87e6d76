// SPDX-License-Identifier: MIT
// SQL of the program's own in queries whose objects come with others: it means what it means
// without the option, names that the joined tables have as well included.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

using Seen = std::vector<std::string>;

std::string look(Team& team) {
  std::string seen = team.name();
  for (Person& member : team.members()) seen += ' ' + member.name();
  return seen;
}
std::string look(Person& person) {
  std::string seen = person.name();
  seen += person.team() == nullptr ? " of none" : " of " + person.team()->name();
  for (Person& report : person.reports()) seen += ' ' + report.name();
  return seen;
}

class JoinedText : public CompanyTest {
 protected:
  template <class Query>
  Seen rows(const Query& query) {
    Session session = open();
    Seen seen;
    forget();
    for (auto& object : session.scalars(query)) seen.push_back(look(object));
    return seen;
  }
  /// The same rows in the same order, with options and without; returns them.
  template <class Query, class... Options>
  Seen same(const Query& query, const Options&... options) {
    const Seen plain = rows(query);
    EXPECT_FALSE(plain.empty());
    const auto compare = [&](const auto& loaded) { EXPECT_EQ(rows(loaded), plain); };
    (..., compare(query.options(options)));
    EXPECT_EQ(rows(query.options(options...)), plain);
    return plain;
  }
  template <class Query>
  Seen same_teams(const Query& query) {
    return same(query, joinedload(Team::c.members), selectinload(Team::c.members),
                joinedload(Team::c.members).joinedload(Person::c.team));
  }
  template <class Query>
  Seen same_people(const Query& query) {
    return same(query, joinedload(Person::c.team), joinedload(Person::c.reports),
                joinedload(Person::c.boss).joinedload(Person::c.reports));
  }
};
ORPIMENT_ON_EACH_DATABASE(JoinedText);

// joined_plan.hpp, rule 3.
TEST_P(JoinedText, an_order_by_text_stays_whatever_the_text_is) {
  const auto teams = select<Team>();
  EXPECT_THAT(same_teams(teams.order_by(text("teams.name DESC")).limit(2)),
              ElementsAre("red Ann Ben", "grey"));
  EXPECT_THAT(same_teams(teams.order_by(text("length(teams.name), teams.name DESC")).limit(2)),
              ElementsAre("red Ann Ben", "grey"));
  for (const char* order : {"name", "name DESC", "2 DESC", "2", "name DESC, id + 0",
                            "length(name) DESC, id", "id + 0 DESC"}) {
    SCOPED_TRACE(order);
    const auto ordered = teams.order_by(unsafe_text(order));
    same_teams(ordered);
    same_teams(ordered.limit(2));
    same_teams(ordered.offset(1).limit(1));
    same_teams(ordered.where(Team::c.name != "red").limit(2));
    same_teams(teams.order_by(Team::c.id > std::int64_t{2}, unsafe_text(order)).limit(2));
    same_people(select<Person>().order_by(unsafe_text(order)));
    same_people(select<Person>().order_by(unsafe_text(order)).limit(3));
    same_people(select<Person>().order_by(unsafe_text(order)).with_for_update());
  }
  same_teams(teams.order_by(text("name = :x DESC, id DESC").bind("x", "blue")).limit(2));
  same_teams(teams.order_by(text<std::string>("name").desc()).limit(2));
  same_teams(teams.order_by(func::lower(text<std::string>("name")).desc().nulls_last()));
}

TEST_P(JoinedText, what_an_order_by_text_has_beside_it_comes_as_by_selectin) {
  const auto query = select<Team>().order_by(text("name DESC")).limit(2);
  rows(query.options(joinedload(Team::c.members)));
  EXPECT_THAT(sent(), SizeIs(2));
  rows(query.options(selectinload(Team::c.members)));
  EXPECT_THAT(sent(), SizeIs(2));
}

// joined_plan.hpp, rule 3.
TEST_P(JoinedText, names_in_a_condition_are_those_of_the_query_s_own_tables) {
  const auto teams = select<Team>().order_by(Team::c.id.desc());
  EXPECT_THAT(same_teams(teams.where(text("name <> 'grey'"))),
              ElementsAre("blue Cy", "red Ann Ben"));
  same_teams(teams.where(text("name = :x").bind("x", "red") || Team::c.id == 2));
  same_teams(teams.where(!text("name = 'red'")).limit(1));
  same_teams(teams.where(Team::c.id > text<std::int64_t>("length(name) - 3")));
  same_teams(select<Team>().distinct().where(text("teams.id > 1")).order_by(Team::c.id));
  same_teams(teams.where(
      exists(select(Person::c.id).where(Person::c.team_id == Team::c.id, text("salary IS NULL")))));
  const auto people = select<Person>().order_by(Person::c.id.desc());
  EXPECT_THAT(same_people(people.where(text("name < 'Cy'"))),
              ElementsAre("Ben of red Dee", "Ann of red Ben Cy"));
  same_people(people.where(text("team_id IS NOT NULL")).limit(2));
}

TEST_P(JoinedText, a_condition_by_text_leaves_what_is_joined_in_the_same_statement) {
  rows(select<Team>()
           .where(text("name <> 'grey'"))
           .order_by(Team::c.id)
           .options(joinedload(Team::c.members)));
  EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(JoinedText, names_of_selected_text_are_those_of_the_query_s_own_tables) {
  Session session = open();
  const auto query =
      select<Person>(text<std::string>("name")).order_by(Person::c.id).where(text("id < 3"));
  for (const LoadOption& option :
       {LoadOption(joinedload(Person::c.team)), LoadOption(joinedload(Person::c.reports))}) {
    Seen seen;
    for (auto [person, name] : session.execute(query.options(option)))
      seen.push_back(person.name() + ' ' + name);
    EXPECT_THAT(seen, ElementsAre("Ann Ann", "Ben Ben"));
  }
}

}  // namespace
}  // namespace orp::tests
