// SPDX-License-Identifier: MIT
// What a session tells of its objects: new, dirty, deleted, modified.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Inspection : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(Inspection);

TEST_P(Inspection, new_objects_stand_in_the_order_of_their_coming) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  Person& zoe = pink.members().add({.name = "Zoe"});
  Team& green = session.add<Team>({.name = "green"});
  Team& never = session.add<Team>({.name = "never"});
  session.expunge(never);
  EXPECT_THAT(session.new_(), ElementsAre(&pink, &zoe, &green));
  EXPECT_THAT(session.new_<Team>(), ElementsAre(&pink, &green));
  EXPECT_THAT(session.new_<Badge>(), IsEmpty());
  session.flush();
  EXPECT_THAT(session.new_(), IsEmpty());
}

// change_log.hpp, rule 1.
TEST_P(Inspection, dirty_objects_are_those_that_were_changed) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  EXPECT_THAT(session.dirty(), IsEmpty());
  ann.set_name("Anne");
  ben.set_name(ben.name());
  EXPECT_THAT(session.dirty<Person>(), ElementsAre(&ann)) << "storing what is there is no change";
  EXPECT_THAT(session.dirty<Team>(), IsEmpty());
  session.flush();
  EXPECT_THAT(session.dirty(), IsEmpty());
}

TEST_P(Inspection, both_sides_of_a_changed_relationship_are_dirty) {
  Session session = open();
  Task& wash = session.get_one<Task>(2);
  Label& soon = session.get_one<Label>("soon");
  ASSERT_THAT(wash.labels(), IsEmpty());
  wash.labels().add(soon);
  EXPECT_THAT(session.dirty(), UnorderedElementsAre(&wash, &soon));
  wash.labels().remove(soon);
  EXPECT_THAT(session.dirty(), IsEmpty()) << "added and removed again";
}

TEST_P(Inspection, what_is_set_back_is_dirty_and_not_modified) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team* red = ann.team();
  ann.set_name("Anne");
  ann.set_team(nullptr);
  EXPECT_TRUE(session.is_modified(ann));
  ann.set_name("Ann");
  EXPECT_TRUE(session.is_modified(ann));
  ann.set_team(red);
  EXPECT_THAT(session.dirty<Person>(), ElementsAre(&ann));
  EXPECT_FALSE(session.is_modified(ann));
  forget();
  session.flush();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Inspection, a_target_that_was_none_and_is_none_again_is_not_modified) {
  Session session = open();
  Person& dee = session.get_one<Person>(4);
  ASSERT_EQ(dee.team(), nullptr);
  dee.set_team(&session.get_one<Team>(1));
  EXPECT_TRUE(session.is_modified(dee));
  dee.set_team(nullptr);
  EXPECT_FALSE(session.is_modified(dee));
}

TEST_P(Inspection, a_change_of_what_nobody_knew_is_modified) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.expire(ann);
  ann.set_name("Ann");
  EXPECT_TRUE(session.is_modified(ann)) << "its name may be another one by now";
}

TEST_P(Inspection, collections_can_be_left_out) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Person& dee = session.get_one<Person>(4);
  red.members().add(dee);
  EXPECT_TRUE(session.is_modified(red));
  EXPECT_FALSE(session.is_modified(red, false)) << "its own row stays as it is";
  EXPECT_TRUE(session.is_modified(dee, false)) << "whose row holds the key";
}

TEST_P(Inspection, deleted_objects_are_neither_dirty_nor_gone_before_the_flush) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  Note& note = paint.notes()[0];
  Badge& badge = session.get_one<Badge>("X9");
  paint.set_title("paint it");
  session.delete_(paint);
  session.delete_(badge);
  EXPECT_THAT(session.deleted<Task>(), ElementsAre(&paint));
  EXPECT_THAT(session.deleted<Badge>(), ElementsAre(&badge));
  EXPECT_THAT(session.deleted<Note>(), UnorderedElementsAre(&note, &paint.notes()[1]))
      << "by cascade";
  EXPECT_THAT(session.dirty<Task>(), IsEmpty());
  EXPECT_TRUE(session.contains(paint));
  session.flush();
  EXPECT_THAT(session.deleted(), IsEmpty());
  EXPECT_FALSE(session.contains(paint));
}

// state.hpp, rule 2.
TEST_P(Inspection, every_object_of_the_session_can_be_visited) {
  Session session = open();
  EXPECT_THAT(session.objects(), IsEmpty());
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  Team& pink = session.add<Team>({.name = "pink"});
  EXPECT_THAT(session.objects(), UnorderedElementsAre(&ann, &ben, &pink));
  session.expunge(ben);
  EXPECT_THAT(session.objects<Person>(), ElementsAre(&ann));
}

}  // namespace
}  // namespace orp::tests
