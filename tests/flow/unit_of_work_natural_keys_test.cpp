// SPDX-License-Identifier: MIT
// Keys that the program chooses and changes: what an object is called in the session while the
// database does not know yet.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class NaturalKeys : public OfficeTest {
 protected:
  // A country with a city, a student who takes that country's course, a seat.
  void SetUp() override {
    OfficeTest::SetUp();
    Session session = open();
    session.add<Country>({.code = "XA", .name = "A"}).cities().add({.name = "C"});
    Student& ann = session.add<Student>({.name = "Ann"});
    ann.enrolments().add({.grade = 1, .course = session.add<Course>({.code = "M", .title = "m"})});
    session.add<Seat>({.number = 1});
    session.commit();
    ann_ = ann.id();
    session.close();
    forget();
  }

  std::int64_t ann_ = 0;
};
ORPIMENT_ON_EACH_DATABASE(NaturalKeys);

// identity_map.hpp, rule 1.
TEST_P(NaturalKeys, that_are_assigned_find_nothing_until_they_are_flushed) {
  Session session = open({.autoflush = false});
  Country& country = session.get_one<Country>("XA");
  country.set_code("XB");
  EXPECT_EQ(session.get<Country>("XA"), &country);
  EXPECT_EQ(session.get<Country>("XB"), nullptr);
  EXPECT_EQ(&session.scalars(select<Country>()).one(), &country);
  EXPECT_EQ(country.code(), "XB");
  EXPECT_EQ(session.objects().size(), 1U);
  session.flush();
  EXPECT_EQ(session.get<Country>("XB"), &country);
  EXPECT_EQ(session.get<Country>("XA"), nullptr);
  EXPECT_EQ(session.objects().size(), 1U);
  session.commit();
  EXPECT_EQ(country.code(), "XB");
  EXPECT_EQ(count("countries"), 1);
}

TEST_P(NaturalKeys, of_integers_and_of_several_columns_do_the_same) {
  Session session = open({.autoflush = false});
  Seat& seat = session.get_one<Seat>(1);
  Enrolment& enrolment = session.get_one<Enrolment>({ann_, "M"});
  seat.set_number(2);
  enrolment.set_course_code("N");
  EXPECT_EQ(session.get<Seat>(1), &seat);
  EXPECT_EQ(session.get<Seat>(2), nullptr);
  EXPECT_EQ(&session.get_one<Enrolment>({ann_, "M"}), &enrolment);
  EXPECT_EQ(session.get<Enrolment>({ann_, "N"}), nullptr);
  EXPECT_EQ(session.objects().size(), 2U);
}

TEST_P(NaturalKeys, that_are_not_flushed_lead_to_the_members_that_the_database_has) {
  Session session = open({.autoflush = false});
  Country& country = session.get_one<Country>("XA");
  country.set_code("XB");
  ASSERT_EQ(country.cities().size(), 1U);
  EXPECT_EQ(country.cities()[0].country(), &country);
}

TEST_P(NaturalKeys, that_are_not_flushed_do_not_hinder_reading_what_is_expired) {
  Session session = open({.autoflush = false});
  Country& country = session.get_one<Country>("XA");
  session.expire(country);
  country.set_code("XB");
  EXPECT_EQ(country.name(), "A");
  EXPECT_EQ(country.code(), "XB");
  session.refresh(country);
  EXPECT_EQ(country.code(), "XA");
}

TEST_P(NaturalKeys, come_back_with_a_savepoint_and_with_the_transaction) {
  Session session = open();
  Country& country = session.get_one<Country>("XA");
  {
    auto savepoint = session.begin_nested();
    country.set_code("XB");
    session.flush();
    savepoint.rollback();
  }
  EXPECT_EQ(session.get<Country>("XA"), &country);
  country.set_code("XC");
  session.flush();
  country.set_code("XD");
  session.rollback();
  EXPECT_EQ(session.get<Country>("XA"), &country);
  EXPECT_EQ(session.get<Country>("XC"), nullptr);
  EXPECT_EQ(session.objects().size(), 1U);
}

// Set after the DELETE was flushed, once or twice, and beside another column.
TEST_P(NaturalKeys, that_are_assigned_to_deleted_objects_go_with_the_deletion) {
  for (const bool is_nested : {true, false}) {
    Session session = open();
    Country& country = session.get_one<Country>("XA");
    Enrolment& enrolment = session.get_one<Enrolment>({ann_, "M"});
    std::optional<SessionTransaction> savepoint;
    if (is_nested) savepoint.emplace(session.begin_nested());
    session.delete_(enrolment);
    session.delete_(country.cities()[0]);
    session.delete_(country);
    session.flush();
    country.set_code("XB");
    country.set_name("B");
    country.set_code("XC");
    enrolment.set_course_code("N");
    EXPECT_EQ(country.code(), "XC");
    savepoint ? savepoint->rollback() : session.rollback();
    EXPECT_EQ(session.get<Country>("XA"), &country);
    EXPECT_EQ(session.get<Country>("XC"), nullptr);
    EXPECT_EQ(country.code() + country.name(), "XAA");
    EXPECT_EQ(&session.get_one<Enrolment>({ann_, "M"}), &enrolment);
    EXPECT_EQ(enrolment.course_code(), "M");
    country.set_name("D");
    session.commit();
    EXPECT_EQ(value_of<std::string>("SELECT name FROM countries WHERE code = 'XA'"), "D");
    country.set_name("A");
    session.commit();
  }
}

TEST_P(NaturalKeys, that_are_assigned_after_a_rename_and_a_deletion_go_with_both) {
  Session session = open({.autoflush = false});
  Seat& seat = session.get_one<Seat>(1);
  seat.set_number(2);
  session.flush();
  session.delete_(seat);
  session.flush();
  seat.set_number(3);
  session.rollback();
  EXPECT_EQ(seat.number(), 1);
  EXPECT_EQ(session.get<Seat>(1), &seat);
  seat.set_guest("g");
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT guest FROM seats WHERE number = 1"), "g");
}

// They have no row to lead to.
TEST_P(NaturalKeys, that_were_assigned_outside_stay_when_the_insert_is_rolled_back) {
  Session session = open();
  for (const bool is_deleted : {false, true}) {
    Country& country = session.add<Country>({.code = "YA", .name = "A"});
    session.flush();
    if (is_deleted) {
      session.delete_(country);
      session.flush();
    } else {
      session.expunge(country);
    }
    country.set_code(is_deleted ? "YC" : "YB");
    session.rollback();
    session.add(country);
    session.commit();
    country.set_name("B");
    session.commit();
    EXPECT_EQ(session.get<Country>(is_deleted ? "YC" : "YB"), &country);
    EXPECT_EQ(session.get<Country>("YA"), nullptr);
  }
  session.close();
  EXPECT_EQ(count("countries"), 3);
}

TEST_P(NaturalKeys, that_are_followed_leave_one_object_a_row) {
  Session session = open();
  Enrolment& enrolment = session.get_one<Enrolment>({ann_, "M"});
  session.get_one<Course>("M").set_code("N");
  session.flush();
  EXPECT_EQ(session.objects().size(), 2U);
  session.expunge(enrolment);
  session.expire_all();
  EXPECT_EQ(enrolment.grade(), 1);
}

// deletions.hpp, rule 1.
TEST_P(NaturalKeys, that_were_assigned_are_dropped_by_a_deletion) {
  Session session = open();
  Enrolment& enrolment = session.get_one<Enrolment>({ann_, "M"});
  forget();
  {
    const auto block = session.no_autoflush();
    enrolment.set_course_code("N");
    session.delete_(session.get_one<Course>("M"));
  }
  session.commit();
  EXPECT_EQ(enrolment.entity_state(), EntityState::detached);
  EXPECT_EQ(count("enrolments"), 0);
  EXPECT_EQ(count("courses"), 0);
}

}  // namespace
}  // namespace orp::tests
