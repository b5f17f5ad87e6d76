// SPDX-License-Identifier: MIT
// One object a row: what queries, changes and moves do to objects that are there already.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Identity : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(Identity);

// ---- The identity map beats the row

TEST_P(Identity, a_row_is_one_object_however_it_is_reached) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  EXPECT_EQ(session.get<Person>(1), &ann);
  EXPECT_EQ(session.scalars(select<Person>().where(Person::c.name == "Ann")).first(), &ann);
  EXPECT_EQ(&session.get_one<Team>(1).members()[0], &ann);
  EXPECT_EQ(session.get_one<Badge>("A1").person(), &ann);
}

TEST_P(Identity, an_object_that_is_there_needs_no_statement) {
  Session session = open();
  session.scalars(select<Person>());
  forget();
  EXPECT_EQ(session.get_one<Person>(2).name(), "Ben");
  EXPECT_THAT(sent(), IsEmpty());
}

// hydrate.hpp, rule 1.
TEST_P(Identity, a_query_does_not_overwrite_what_is_loaded) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.execute(text("UPDATE people SET name = 'Anne' WHERE id = 1"));
  session.scalars(select<Person>());
  EXPECT_EQ(ann.name(), "Ann");
  session.refresh(ann);
  EXPECT_EQ(ann.name(), "Anne");
}

// hydrate.hpp, rule 1.
TEST_P(Identity, a_query_does_not_overwrite_what_was_changed) {
  Session session = open({.autoflush = false});
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  session.scalars(select<Person>());
  EXPECT_EQ(ann.name(), "Anne");
  session.commit();
  EXPECT_EQ(ann.name(), "Anne");
}

// hydrate.hpp, rule 1.
TEST_P(Identity, a_query_fills_in_what_was_expired_and_nothing_else) {
  Session session = open({.autoflush = false});
  Person& ann = session.get_one<Person>(1);
  session.expire(ann);
  ann.set_salary(100);
  session.execute(text("UPDATE people SET name = 'Anne', salary = 5 WHERE id = 1"));
  session.scalars(select<Person>());
  forget();
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(ann.salary(), 100);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Identity, get_gives_null_for_a_row_that_is_not_there) {
  Session session = open();
  EXPECT_EQ(session.get<Person>(99), nullptr);
  const auto error = error_of<NoResultFound>([&] { session.get_one<Person>(99); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message(), "there is no Person (99)");
}

TEST_P(Identity, keys_of_every_shape_find_their_objects) {
  Session session = open();
  EXPECT_EQ(session.get_one<Label>("soon").name(), "soon");
  Room& hall = session.get_one<Room>({.site = "A", .number = 1});
  EXPECT_EQ(hall.name(), "Hall");
  EXPECT_EQ((session.get<Room>({"A", 3})), nullptr);
  Facility& sofa = hall.facilities()[0];
  EXPECT_EQ(session.get<Facility>(sofa.id()), &sofa);
  forget();
  EXPECT_EQ((session.get<Room>({"A", 1})), &hall);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Identity, negative_and_extreme_keys_are_keys) {
  Session session = open();
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t id : {least, std::int64_t{-1}, std::int64_t{0}, most})
    session.add<Team>({.id = id, .name = std::to_string(id)});
  session.commit();
  session.close();
  session = open();
  for (const std::int64_t id : {least, std::int64_t{-1}, std::int64_t{0}, most})
    EXPECT_EQ(session.get_one<Team>(id).name(), std::to_string(id));
  EXPECT_THAT(session.scalars(select<Team>()).all(), SizeIs(7));
}

// ---- Relationship and foreign key

TEST_P(Identity, a_changed_foreign_key_alone_does_not_alter_the_relationship) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& red = session.get_one<Team>(1);
  ASSERT_EQ(ann.team(), &red);
  ann.set_team_id(2);
  session.flush();
  EXPECT_EQ(ann.team(), &red);
  session.expire(ann);
  EXPECT_EQ(ann.team()->name(), "blue");
}

TEST_P(Identity, a_changed_relationship_beats_the_foreign_key) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_team_id(3);
  ann.set_team(&session.get_one<Team>(2));
  session.commit();
  EXPECT_EQ(ann.team_id(), 2);
  EXPECT_EQ(ann.team()->name(), "blue");
}

TEST_P(Identity, a_flush_copies_the_key_of_the_target) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& pink = session.add<Team>({.name = "pink"});
  ann.set_team(&pink);
  session.flush();
  EXPECT_EQ(ann.team_id(), pink.id());
}

// ---- Collections that are not loaded

TEST_P(Identity, setting_a_target_loads_no_collection) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Team& blue = session.get_one<Team>(2);
  Person& cy = session.get_one<Person>(3);
  forget();
  cy.set_team(&red);
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben", "Cy"));
  EXPECT_THAT(blue.members(), IsEmpty());
}

TEST_P(Identity, what_is_queued_is_merged_without_a_flush) {
  Session session = open({.autoflush = false});
  Team& red = session.get_one<Team>(1);
  Team& blue = session.get_one<Team>(2);
  Person& ann = session.get_one<Person>(1);
  ann.set_team(&blue);
  red.members().add({.name = "Zoe"});
  EXPECT_THAT(names(red.members()), ElementsAre("Ben", "Zoe"));
  EXPECT_THAT(names(blue.members()), ElementsAre("Cy", "Ann"));
}

TEST_P(Identity, expiring_drops_the_queue) {
  Session session = open({.autoflush = false});
  Team& red = session.get_one<Team>(1);
  Person& cy = session.get_one<Person>(3);
  cy.set_team(&red);
  session.expire(cy);
  session.expire(red);
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben"));
  EXPECT_EQ(cy.team()->name(), "blue");
}

TEST_P(Identity, a_queued_change_reaches_the_database_without_loading) {
  Session session = open();
  Team& blue = session.get_one<Team>(2);
  blue.members().add(session.get_one<Person>(4));
  forget();
  session.flush();
  EXPECT_THAT(sent(), SizeIs(1)) << "one UPDATE";
  session.commit();
  EXPECT_THAT(names(blue.members()), ElementsAre("Cy", "Dee"));
}

// shared_columns.hpp, rule 5.
TEST_P(Identity, who_is_moved_unknown_is_not_asked_for_its_other_columns) {
  Session session = open();
  Team& blue = session.get_one<Team>(2);
  Person& dee = session.get_one<Person>(4);
  session.expire(dee);
  blue.members().add(dee);
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE people (team_id, id) 1 row"));
}

// ---- Moves

TEST_P(Identity, a_moved_member_leaves_the_loaded_collection) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Team& blue = session.get_one<Team>(2);
  ASSERT_THAT(red.members(), SizeIs(2));
  blue.members().add(red.members()[0]);
  EXPECT_THAT(names(red.members()), ElementsAre("Ben"));
  session.commit();
  EXPECT_THAT(names(red.members()), ElementsAre("Ben"));
  EXPECT_THAT(names(blue.members()), ElementsAre("Ann", "Cy"));
}

TEST_P(Identity, a_child_moved_off_a_deleted_parent_survives) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  Task& wash = session.get_one<Task>(2);
  Note& note = session.get_one<Note>(1);
  wash.notes().add(note);
  session.delete_(paint);
  session.commit();
  EXPECT_EQ(note.entity_state(), EntityState::persistent);
  EXPECT_THAT(wash.notes(), SizeIs(1));
  EXPECT_EQ(session.get<Note>(2), nullptr);
  EXPECT_EQ(session.get<Task>(1), nullptr);
}

TEST_P(Identity, a_child_moved_after_its_parent_was_deleted_survives) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  Task& wash = session.get_one<Task>(2);
  ASSERT_THAT(paint.notes(), SizeIs(2));
  Note& note = paint.notes()[0];
  session.delete_(paint);
  wash.notes().add(note);
  session.commit();
  EXPECT_EQ(note.entity_state(), EntityState::persistent);
  EXPECT_EQ(&note.task(), &wash);
}

TEST_P(Identity, a_partner_is_taken_over_although_it_was_not_loaded) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Badge& spare = session.get_one<Badge>("X9");
  ann.set_badge(&spare);
  session.commit();
  EXPECT_EQ(ann.badge(), &spare);
  EXPECT_EQ(session.get_one<Badge>("A1").person(), nullptr);
}

TEST_P(Identity, a_partner_is_taken_over_from_its_own_side) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Badge& spare = session.get_one<Badge>("X9");
  spare.set_person(&ann);
  session.commit();
  EXPECT_EQ(ann.badge(), &spare);
  EXPECT_EQ(session.get_one<Badge>("A1").person(), nullptr);
}

}  // namespace
}  // namespace orp::tests
