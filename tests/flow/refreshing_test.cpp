// SPDX-License-Identifier: MIT
// Reading anew what is in memory: at a look, at once, by attribute, along cascades.
#include "catalog/model.hpp"
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Refreshing : public CompanyTest {
 protected:
  /// Behind the session's back.
  static void change(Session& session, const char* sql) { session.execute(unsafe_text(sql)); }
};
ORPIMENT_ON_EACH_DATABASE(Refreshing);

// ---- Expiring attributes

TEST_P(Refreshing, an_expired_attribute_is_read_anew_and_no_other) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  change(session, "UPDATE people SET name = 'Anne', salary = 7 WHERE id = 1");
  session.expire(ann, {Person::c.name});
  forget();
  EXPECT_EQ(ann.salary(), std::nullopt) << "as it was loaded";
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_EQ(ann.salary(), std::nullopt);
}

TEST_P(Refreshing, expired_attributes_come_by_one_statement) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  change(session, "UPDATE people SET name = 'Anne', salary = 7 WHERE id = 1");
  session.expire(ann, {Person::c.name, Person::c.salary});
  forget();
  EXPECT_EQ(ann.salary(), 7);
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(Refreshing, expiring_an_attribute_drops_its_change_alone) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  ann.set_salary(7);
  session.expire(ann, {Person::c.name});
  session.commit();
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_EQ(ann.salary(), 7);
}

TEST_P(Refreshing, an_object_whose_only_change_is_dropped_is_clean) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  ann.set_team(nullptr);
  session.expire(ann, {Person::c.name, Person::c.team});
  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_THAT(session.dirty<Person>(), IsEmpty());
  EXPECT_EQ(ann.team()->name(), "red");
}

TEST_P(Refreshing, an_expired_relationship_is_loaded_again) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  ASSERT_THAT(names(red.members()), ElementsAre("Ann", "Ben"));
  change(session, "UPDATE people SET team_id = 1 WHERE id = 4");
  ASSERT_THAT(red.members(), SizeIs(2));
  session.expire(red, {Team::c.members});
  forget();
  EXPECT_EQ(red.name(), "red");
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben", "Dee"));
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
}

TEST_P(Refreshing, the_key_stays_when_it_is_expired) {
  Session session = open();
  Label& never = session.get_one<Label>("never");
  never.set_name("ever");
  session.expire(never, {Label::c.name});
  EXPECT_EQ(never.name(), "never") << "its change is dropped all the same";
  forget();
  session.flush();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Refreshing, what_has_no_row_is_neither_expired_nor_refreshed) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  EXPECT_EQ(error_of<UsageError>([&] { session.expire(pink); })->code(), "ORP-1103");
  EXPECT_EQ(error_of<UsageError>([&] { session.expire(pink, {Team::c.name}); })->code(),
            "ORP-1103");
  EXPECT_EQ(error_of<UsageError>([&] { session.refresh(pink, {Team::c.name}); })->code(),
            "ORP-1103");
  session.commit();
  EXPECT_EQ(pink.name(), "pink") << "it is still to be written";
}

TEST_P(Refreshing, what_is_to_be_deleted_still_is_when_it_is_expired) {
  Session session = open();
  Task& wash = session.get_one<Task>(2);
  Badge& badge = session.get_one<Badge>("X9");
  session.delete_(wash);
  session.expire(wash);
  session.delete_(badge);
  session.expire_all();
  session.commit();
  EXPECT_EQ(session.get<Task>(2), nullptr);
  EXPECT_EQ(session.get<Badge>("X9"), nullptr);
}

TEST_P(Refreshing, expiring_goes_along_the_cascade) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  Note& note = paint.notes()[0];
  Person& owner = paint.owner();
  change(session, "UPDATE notes SET text = 'blue paint' WHERE id = 1");
  change(session, "UPDATE people SET name = 'Anne' WHERE id = 1");
  session.expire(paint);
  EXPECT_EQ(note.text(), "blue paint") << "cascade: all";
  EXPECT_EQ(owner.name(), "Ann") << "no cascade";
}

TEST_P(Refreshing, a_new_object_of_an_expired_relationship_leaves_the_session) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  Note& note = paint.notes().add({.text = "three coats"});
  session.expire(paint);
  EXPECT_EQ(note.entity_state(), EntityState::transient);
  EXPECT_THAT(paint.notes(), SizeIs(2));
}

// ---- Refreshing attributes

TEST_P(Refreshing, refreshed_attributes_are_read_at_once_and_no_others) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  change(session, "UPDATE people SET name = 'Anne', salary = 7 WHERE id = 1");
  forget();
  session.refresh(ann, {Person::c.name});
  const auto statements = sql_sent();
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_THAT(statements[0], HasSubstr("name"));
  EXPECT_THAT(statements[0], Not(HasSubstr("salary")));
  EXPECT_EQ(ann.name(), "Anne");
  EXPECT_EQ(ann.salary(), std::nullopt);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Refreshing, refreshed_relationships_are_loaded_at_once) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  ASSERT_THAT(red.members(), SizeIs(2));
  change(session, "UPDATE people SET team_id = 1 WHERE id = 4");
  change(session, "UPDATE teams SET name = 'crimson' WHERE id = 1");
  forget();
  session.refresh(red, {Team::c.members, Team::c.name});
  EXPECT_THAT(sent(), ElementsAre("SELECT teams", "SELECT people"));
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben", "Dee"));
  EXPECT_EQ(red.name(), "crimson");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Refreshing, a_refreshed_target_is_found_in_memory) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& red = session.get_one<Team>(1);
  forget();
  session.refresh(ann, {Person::c.team});
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(ann.team(), &red);
}

TEST_P(Refreshing, a_row_that_is_gone_is_told) {
  Session session = open();
  Team& grey = session.get_one<Team>(3);
  change(session, "DELETE FROM teams WHERE id = 3");
  EXPECT_EQ(error_of<StaleDataError>([&] { session.refresh(grey, {Team::c.name}); })->code(),
            "ORP-3301");
}

TEST_P(Refreshing, changes_are_flushed_before_a_refresh) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  ann.set_name("Anne");
  session.refresh(ann, {Person::c.name});
  EXPECT_EQ(ann.name(), "Anne");
  ann.set_name("Anna");
  const NoAutoflush quiet = session.no_autoflush();
  session.refresh(ann, {Person::c.name});
  EXPECT_EQ(ann.name(), "Anne") << "the change is dropped";
}

// ---- Eager relationships

class RefreshingEagerly : public FlowTest {
 protected:
  void SetUp() override {
    set_up(catalog::metadata());
    Session session = open();
    catalog::Product& saw = session.add<catalog::Product>({.name = "saw"});
    saw.prices().add({.amount = Decimal::parse("20.00")});
    session.commit();
    forget();
  }
};
ORPIMENT_ON_EACH_DATABASE(RefreshingEagerly);

TEST_P(RefreshingEagerly, what_the_schema_loads_eagerly_is_refreshed_too) {
  Session session = open();
  catalog::Product& saw = session.get_one<catalog::Product>(1);
  saw.prices().add({.amount = Decimal::parse("10.00")});
  forget();
  session.refresh(saw);
  forget();
  EXPECT_THAT(saw.prices(), SizeIs(2));
  EXPECT_THAT(sent(), IsEmpty());
}

}  // namespace
}  // namespace orp::tests
