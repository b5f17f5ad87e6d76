// SPDX-License-Identifier: MIT
// Relationships that come in the same statement, by outer joins.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class JoinedLoading : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(JoinedLoading);

TEST_P(JoinedLoading, a_joined_target_comes_in_the_same_statement) {
  Session session = open();
  const auto all = session.scalars(everyone().options(joinedload(Person::c.team))).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(all[0]->team()->name(), "red");
  EXPECT_EQ(all[3]->team(), nullptr);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedLoading, joined_members_come_in_the_same_statement_and_owners_once) {
  Session session = open();
  const auto all = session.scalars(teams().options(joinedload(Team::c.members))).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT teams"));
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(names(all[0]->members()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(all[2]->members(), IsEmpty());
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedLoading, a_limit_counts_owners_and_not_joined_rows) {
  Session session = open();
  const auto some =
      session.scalars(teams().limit(2).offset(0).options(joinedload(Team::c.members))).all();
  ASSERT_THAT(some, SizeIs(2));
  EXPECT_THAT(names(some[0]->members()), ElementsAre("Ann", "Ben"));
  EXPECT_THAT(names(some[1]->members()), ElementsAre("Cy"));
  EXPECT_THAT(sql_sent(), ElementsAre(HasSubstr("FROM (SELECT"))) << "the limit stands within";
}

TEST_P(JoinedLoading, a_limit_with_a_joined_target_needs_no_subquery) {
  Session session = open();
  const auto some = session.scalars(everyone().limit(2).options(joinedload(Person::c.team))).all();
  EXPECT_THAT(some, SizeIs(2));
  EXPECT_THAT(sql_sent(), ElementsAre(Not(HasSubstr("(SELECT"))));
}

TEST_P(JoinedLoading, distinct_counts_owners_and_not_joined_rows) {
  Session session = open();
  const auto all = session.scalars(teams().distinct().options(joinedload(Team::c.members))).all();
  EXPECT_THAT(all, SizeIs(3));
  EXPECT_THAT(names(all[0]->members()), ElementsAre("Ann", "Ben"));
}

TEST_P(JoinedLoading, joined_tables_are_not_seen_by_the_programs_conditions) {
  Session session = open();
  const auto red = session
                       .scalars(select<Team>()
                                    .join(Team::c.members)
                                    .where(Person::c.name == "Ann")
                                    .options(joinedload(Team::c.members)))
                       .all();
  ASSERT_THAT(red, SizeIs(1));
  EXPECT_THAT(names(red[0]->members()), ElementsAre("Ann", "Ben")) << "all of them, not Ann alone";
}

TEST_P(JoinedLoading, joined_goes_on_along_a_chain) {
  Session session = open();
  const auto all = session
                       .scalars(select<Note>()
                                    .order_by(Note::c.id)
                                    .options(joinedload(Note::c.task)
                                                 .joinedload(Task::c.owner)
                                                 .joinedload(Person::c.team)))
                       .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT notes"));
  EXPECT_EQ(all[2]->task().owner().team()->name(), "red");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedLoading, joined_collections_nest) {
  Session session = open();
  const auto all =
      session.scalars(teams().options(joinedload(Team::c.members).joinedload(Person::c.owned)))
          .all();
  EXPECT_THAT(sent(), SizeIs(1));
  ASSERT_THAT(all[0]->members(), SizeIs(2));
  EXPECT_THAT(all[0]->members()[0].owned(), SizeIs(2));
  EXPECT_THAT(all[0]->members()[1].owned(), SizeIs(1));
  EXPECT_THAT(all[1]->members()[0].owned(), IsEmpty());
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedLoading, two_joined_collections_do_not_multiply_members) {
  Session session = open();
  Person& ann =
      session
          .scalars(select<Person>()
                       .where(Person::c.id == 1)
                       .options(joinedload(Person::c.owned), joinedload(Person::c.reports)))
          .one();
  EXPECT_THAT(ann.owned(), SizeIs(2));
  EXPECT_THAT(ann.reports(), SizeIs(2));
}

TEST_P(JoinedLoading, joined_many_to_many_comes_in_the_same_statement) {
  Session session = open();
  const auto all = session.scalars(tasks().options(joinedload(Task::c.labels))).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT tasks"));
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(names(all[0]->labels()), ElementsAre("late", "soon"));
  EXPECT_THAT(all[1]->labels(), IsEmpty());
}

TEST_P(JoinedLoading, joined_joins_a_class_to_itself) {
  Session session = open();
  Person& dee = session
                    .scalars(select<Person>()
                                 .where(Person::c.name == "Dee")
                                 .options(joinedload(Person::c.boss).joinedload(Person::c.boss)))
                    .one();
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_EQ(dee.boss()->name(), "Ben");
  EXPECT_EQ(dee.boss()->boss()->name(), "Ann");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedLoading, selectin_goes_on_from_joined) {
  Session session = open();
  const auto all =
      session.scalars(everyone().options(joinedload(Person::c.team).selectinload(Team::c.members)))
          .all();
  EXPECT_THAT(sent(), SizeIs(2));
  EXPECT_THAT(all[0]->team()->members(), SizeIs(2));
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(JoinedLoading, what_is_there_is_not_overwritten) {
  Session session = open({.autoflush = false});
  Team& red = session.get_one<Team>(1);
  red.set_name("crimson");
  red.members().remove(session.get_one<Person>(2));
  red.members().add({.name = "Eve"});
  session.execute(text("UPDATE teams SET name = 'pink' WHERE id = 1"));
  const auto everybody = session.scalars(everyone().options(joinedload(Person::c.team))).all();
  EXPECT_EQ(everybody[0]->team(), &red);
  EXPECT_EQ(everybody[1]->team(), nullptr);
  session.scalars(teams().options(joinedload(Team::c.members)));
  EXPECT_EQ(red.name(), "crimson");
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Eve"));
}

TEST_P(JoinedLoading, rows_with_values_beside_objects_are_not_made_unique) {
  Session session = open();
  std::vector<std::string> rows;
  for (auto [team, name] :
       session.execute(select<Team>(Person::c.name).join(Team::c.members).order_by(Person::c.name)))
    rows.push_back(team.name() + ' ' + name);
  EXPECT_THAT(rows, ElementsAre("red Ann", "red Ben", "blue Cy"));
}

TEST_P(JoinedLoading, objects_beside_each_other_are_loaded_from_one_row) {
  Session session = open();
  std::vector<std::string> rows;
  for (auto [person, team] :
       session.execute(select<Person, Team*>().outerjoin(Person::c.team).order_by(Person::c.id)))
    rows.push_back(person.name() + ' ' + (team == nullptr ? "none" : team->name()));
  EXPECT_THAT(rows, ElementsAre("Ann red", "Ben red", "Cy blue", "Dee none"));
  EXPECT_THAT(sent(), SizeIs(1));
}

}  // namespace
}  // namespace orp::tests
