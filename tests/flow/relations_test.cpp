// SPDX-License-Identifier: MIT
// Every kind of relationship from memory to the database and back: both sides agree before the
// flush, after it and in another session.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Relations : public CompanyTest {
 protected:
  /// Looks before the flush, after it, after a commit and in another session.
  template <class Look>
  void at_every_stage(Session& session, const Look& look) {
    look(session);
    session.flush();
    look(session);
    session.commit();
    look(session);
    session.close();
    session = open();
    look(session);
  }
  static Team& team(Session& session, const std::string& name) {
    return session.scalars(select<Team>().where(Team::c.name == name)).one();
  }
  static Person& person(Session& session, const std::string& name) {
    return session.scalars(select<Person>().where(Person::c.name == name)).one();
  }
  static Task& task(Session& session, const std::string& title) {
    return session.scalars(select<Task>().where(Task::c.title == title)).one();
  }
};
ORPIMENT_ON_EACH_DATABASE(Relations);

TEST_P(Relations, a_target_that_is_set_is_stored) {
  Session session = open();
  person(session, "Dee").set_team(&team(session, "grey"));
  at_every_stage(session, [](Session& now) {
    EXPECT_EQ(person(now, "Dee").team(), &team(now, "grey"));
    EXPECT_THAT(names(team(now, "grey").members()), ElementsAre("Dee"));
  });
}

TEST_P(Relations, a_target_that_is_unset_is_null) {
  Session session = open();
  person(session, "Ann").set_team(nullptr);
  at_every_stage(session, [](Session& now) {
    EXPECT_EQ(person(now, "Ann").team(), nullptr);
    EXPECT_THAT(names(team(now, "red").members()), ElementsAre("Ben"));
  });
}

TEST_P(Relations, members_added_and_removed_are_stored) {
  Session session = open();
  Team& red = team(session, "red");
  red.members().remove(person(session, "Ann"));
  red.members().add(person(session, "Cy"));
  red.members().add({.name = "Eve"});
  at_every_stage(session, [](Session& now) {
    EXPECT_THAT(names(team(now, "red").members()), ElementsAre("Ben", "Cy", "Eve"));
    EXPECT_THAT(team(now, "blue").members(), IsEmpty());
    EXPECT_EQ(person(now, "Ann").team(), nullptr);
    EXPECT_EQ(person(now, "Eve").team(), &team(now, "red"));
  });
}

TEST_P(Relations, members_that_are_cleared_are_let_go) {
  Session session = open();
  team(session, "red").members().clear();
  at_every_stage(session, [](Session& now) {
    EXPECT_THAT(team(now, "red").members(), IsEmpty());
    EXPECT_EQ(person(now, "Ben").team(), nullptr);
  });
}

TEST_P(Relations, a_graph_of_new_objects_is_stored_whole) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  Person& eve = pink.members().add({.name = "Eve"});
  Person& fay = pink.members().add({.name = "Fay", .boss = eve});
  eve.owned().add({.title = "dance", .reviewer = fay}).labels().add({.name = "fun"});
  at_every_stage(session, [](Session& now) {
    Team& found = team(now, "pink");
    EXPECT_THAT(names(found.members()), ElementsAre("Eve", "Fay"));
    EXPECT_THAT(names(found.members()[0].reports()), ElementsAre("Fay"));
    Task& dance = task(now, "dance");
    EXPECT_EQ(&dance.owner(), &found.members()[0]);
    EXPECT_EQ(dance.reviewer(), &found.members()[1]);
    EXPECT_THAT(names(dance.labels()), ElementsAre("fun"));
  });
}

TEST_P(Relations, a_tree_that_is_turned_over_is_stored_so) {
  Session session = open();
  Person& ann = person(session, "Ann");
  Person& dee = person(session, "Dee");
  dee.set_boss(nullptr);
  ann.set_boss(&dee);
  at_every_stage(session, [](Session& now) {
    EXPECT_EQ(person(now, "Dee").boss(), nullptr);
    EXPECT_THAT(names(person(now, "Dee").reports()), ElementsAre("Ann"));
    EXPECT_THAT(names(person(now, "Ann").reports()), ElementsAre("Ben", "Cy"));
    EXPECT_THAT(person(now, "Ben").reports(), IsEmpty());
  });
}

TEST_P(Relations, partners_are_set_from_either_side) {
  Session session = open();
  person(session, "Cy").set_badge(session.get<Badge>("X9"));
  session.add<Badge>({.code = "D1"}).set_person(&person(session, "Dee"));
  at_every_stage(session, [](Session& now) {
    EXPECT_EQ(person(now, "Cy").badge()->code(), "X9");
    EXPECT_EQ(now.get_one<Badge>("X9").person(), &person(now, "Cy"));
    EXPECT_EQ(person(now, "Dee").badge()->code(), "D1");
  });
}

TEST_P(Relations, a_partner_that_is_passed_on_leaves_its_owner) {
  Session session = open();
  person(session, "Ann").set_badge(session.get<Badge>("B1"));
  at_every_stage(session, [](Session& now) {
    EXPECT_EQ(person(now, "Ben").badge(), nullptr);
    EXPECT_EQ(person(now, "Ann").badge()->code(), "B1");
    EXPECT_EQ(now.get_one<Badge>("A1").person(), nullptr);
  });
}

TEST_P(Relations, associations_are_added_and_removed_from_either_side) {
  Session session = open();
  task(session, "wash").labels().add(session.get_one<Label>("never"));
  session.get_one<Label>("soon").tasks().remove(task(session, "cook"));
  task(session, "paint").labels().remove(session.get_one<Label>("late"));
  at_every_stage(session, [](Session& now) {
    EXPECT_THAT(names(task(now, "wash").labels()), ElementsAre("never"));
    EXPECT_THAT(task(now, "cook").labels(), IsEmpty());
    EXPECT_THAT(names(task(now, "paint").labels()), ElementsAre("soon"));
    EXPECT_THAT(now.get_one<Label>("late").tasks(), IsEmpty());
    EXPECT_THAT(now.get_one<Label>("soon").tasks(), SizeIs(1));
  });
}

TEST_P(Relations, associations_go_through_composite_keys) {
  Session session = open();
  Room& den = session.get_one<Room>({"A", 2});
  Room& hall = session.get_one<Room>({"A", 1});
  den.facilities().add(hall.facilities()[0]);
  hall.facilities().remove(hall.facilities()[1]);
  at_every_stage(session, [](Session& now) {
    EXPECT_THAT(names(now.get_one<Room>({"A", 2}).facilities()), ElementsAre("sofa"));
    EXPECT_THAT(names(now.get_one<Room>({"A", 1}).facilities()), ElementsAre("sofa"));
    EXPECT_THAT(names(now.get_one<Room>({"B", 1}).facilities()), ElementsAre("beamer"));
  });
}

TEST_P(Relations, orphans_are_deleted) {
  Session session = open();
  Task& paint = task(session, "paint");
  paint.notes().remove(paint.notes()[0]);
  at_every_stage(session, [](Session& now) {
    EXPECT_THAT(task(now, "paint").notes(), SizeIs(1));
    EXPECT_EQ(task(now, "paint").notes()[0].text(), "two coats");
  });
  EXPECT_THAT(session.scalars(select<Note>()).all(), SizeIs(2));
}

}  // namespace
}  // namespace orp::tests
