// SPDX-License-Identifier: MIT
// The end of a transaction expires everything at once, and what was loaded together is read anew
// together.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Expiry : public CompanyTest {
 protected:
  /// By another session.
  void change(const char* sql) {
    Session session = open();
    session.execute(unsafe_text(sql));
    session.commit();
    forget();
  }
};
ORPIMENT_ON_EACH_DATABASE(Expiry);

// refresh.cpp, rule 1.
TEST_P(Expiry, a_look_at_one_reads_all_anew_that_were_loaded_with_it) {
  Session session = open();
  const std::vector<Person*> people = session.scalars(everyone()).all();
  session.commit();
  change("UPDATE people SET salary = 10 * id");
  EXPECT_EQ(people[2]->salary(), 30);
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
  EXPECT_EQ(people[0]->salary(), 10);
  EXPECT_EQ(people[3]->salary(), 40);
  EXPECT_THAT(sent(), IsEmpty());
}

// refresh.cpp, rule 2.
TEST_P(Expiry, leaves_those_alone_that_have_changed_since) {
  Session session = open({.autoflush = false});
  const std::vector<Person*> people = session.scalars(everyone()).all();
  session.commit();
  people[1]->set_salary(7);
  forget();
  EXPECT_EQ(people[0]->salary(), std::nullopt);
  EXPECT_EQ(people[1]->salary(), 7);
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
  EXPECT_EQ(people[1]->name(), "Ben");
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT salary FROM people WHERE id = 2"), 7);
}

TEST_P(Expiry, of_one_whose_row_is_gone_is_told_at_a_look_at_it) {
  Session session = open();
  const std::vector<Person*> people = session.scalars(everyone()).all();
  session.commit();
  change("UPDATE tasks SET reviewer_id = NULL");
  change("DELETE FROM badges WHERE person_id = 4");
  change("DELETE FROM people WHERE id = 4");
  EXPECT_EQ(people[0]->name(), "Ann");
  EXPECT_EQ(people[1]->name(), "Ben");
  EXPECT_THAT(sent(), ElementsAre("SELECT people"));
  EXPECT_EQ(error_of<StaleDataError>([&] { people[3]->name(); })->code(), "ORP-3301");
  EXPECT_EQ(people[2]->name(), "Cy");
}

TEST_P(Expiry, of_those_with_composite_keys_is_one_statement_too) {
  Session session = open();
  const std::vector<Room*> all = session.scalars(rooms()).all();
  session.commit();
  forget();
  EXPECT_EQ(all[1]->name(), "Den");
  EXPECT_EQ(all[2]->name(), "Attic");
  EXPECT_THAT(sent(), ElementsAre("SELECT rooms"));
}

TEST_P(Expiry, of_those_who_came_alone_is_a_statement_each) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  session.commit();
  forget();
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_EQ(ben.name(), "Ben");
  EXPECT_THAT(sent(), SizeIs(2));
}

// 8 at the first look, eight times as many at each one after.
TEST_P(Expiry, of_very_many_is_made_good_in_growing_parts) {
  constexpr std::size_t count = 1000;
  Session session = open();
  for (std::size_t i = 0; i < count; ++i) session.add<Person>({.name = "P" + std::to_string(i)});
  session.commit();
  session.clear();
  const std::vector<Person*> people = session.scalars(everyone()).all();
  session.commit();
  forget();
  EXPECT_EQ(people[500]->name(), "P496");
  EXPECT_EQ(people[507]->name(), "P503");
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_EQ(people[508]->name(), "P504");
  EXPECT_THAT(sent(), SizeIs(1));
  for (Person* person : people) static_cast<void>(person->name());
  EXPECT_EQ(sent().size(), 2U) << "of 512, and what is left";
}

TEST_P(Expiry, of_one_among_peers_that_are_loaded_is_its_own_affair) {
  Session session = open();
  const std::vector<Person*> people = session.scalars(everyone()).all();
  session.execute(text("UPDATE people SET salary = 7"));
  for (int i = 0; i < 30; ++i) {
    session.expire(*people[1]);
    forget();
    EXPECT_EQ(people[1]->salary(), 7);
    EXPECT_THAT(sent(), SizeIs(1));
  }
  EXPECT_EQ(people[2]->salary(), std::nullopt) << "as it was loaded";
}

// expiry.hpp, rule 1.
TEST_P(Expiry, goes_through_lists_that_the_program_holds) {
  Session session = open();
  Many<Person>& members = session.get_one<Team>(1).members();
  EXPECT_THAT(members, SizeIs(2));
  session.commit();
  EXPECT_FALSE(members.is_loaded());
  change("UPDATE people SET team_id = 1 WHERE id = 4");
  EXPECT_THAT(members, SizeIs(3));
}

TEST_P(Expiry, ends_with_what_a_rollback_has_read) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.rollback();
  change("UPDATE people SET salary = 7 WHERE id = 1");
  EXPECT_EQ(ann.salary(), 7);
}

// expiry.hpp, rule 3.
TEST_P(Expiry, reaches_who_leaves_and_not_what_is_left_with_values) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  session.expunge(ben);
  session.commit();
  session.expunge(ann);
  EXPECT_EQ(ben.name(), "Ben") << "it was outside";
  EXPECT_EQ(error_of<UsageError>([&] { ann.name(); })->code(), "ORP-1004");
  session.add(ben);
  forget();
  EXPECT_EQ(ben.name(), "Ben");
  EXPECT_THAT(sent(), IsEmpty());
}

// expiry.hpp, rule 4.
TEST_P(Expiry, is_remembered_however_often_it_happened) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  session.execute(text("UPDATE people SET salary = 7"));
  for (int i = 0; i < 65'535; ++i) session.expire_all();
  EXPECT_EQ(ann.salary(), 7);
  session.commit();
  session.execute(text("UPDATE people SET salary = 8"));
  EXPECT_EQ(ben.salary(), 8);
  session.expire_all();
  EXPECT_EQ(ann.salary(), 8);
}

TEST_P(Expiry, stays_with_objects_that_change_sessions_hands) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.commit();
  Session other = std::move(session);
  change("UPDATE people SET salary = 7 WHERE id = 1");
  EXPECT_EQ(ann.salary(), 7);
}

TEST_P(Expiry, drops_what_was_set_after_a_delete_that_is_rolled_back) {
  Session session = open();
  Badge& badge = session.get_one<Badge>("X9");
  session.delete_(badge);
  session.flush();
  badge.set_person_id(4);
  session.rollback();
  EXPECT_EQ(badge.person_id(), std::nullopt);
  EXPECT_EQ(badge.person(), nullptr);
  EXPECT_FALSE(session.is_modified(badge));
}

// expiry.hpp, rule 2.
TEST_P(Expiry, gives_up_what_is_queued_at_both_ends) {
  Session session = open({.autoflush = false});
  Team& red = session.get_one<Team>(1);
  Person& cy = session.get_one<Person>(3);
  EXPECT_THAT(red.members(), SizeIs(2));
  red.members().add(cy);
  session.expire_all();
  EXPECT_THAT(red.members(), SizeIs(2));
  EXPECT_EQ(cy.team()->name(), "blue");
}

// identity_map.hpp, rule 5.
TEST_P(Expiry, is_seen_by_get_of_what_is_in_memory) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  EXPECT_EQ(session.get<Person>(1), &ann);
  session.execute(text("UPDATE people SET salary = 7 WHERE id = 1"));
  session.expire_all();
  forget();
  EXPECT_EQ(session.get<Person>(1)->salary(), 7);
  EXPECT_THAT(sent(), SizeIs(1));
  EXPECT_EQ(session.get<Person>(1), &ann);
  session.add<Label>({.name = "soon"});
  EXPECT_TRUE(error_of<IntegrityError>([&] { session.flush(); }));
  EXPECT_EQ(error_of<UsageError>([&] { session.get<Person>(1); })->code(), "ORP-1301");
  session.rollback();
  session.expunge(ann);
  EXPECT_NE(session.get<Person>(1), &ann);
  session.clear();
  forget();
  EXPECT_EQ(session.get_one<Person>(1).name(), "Ann");
  EXPECT_THAT(sent(), SizeIs(1));
}

}  // namespace
}  // namespace orp::tests
