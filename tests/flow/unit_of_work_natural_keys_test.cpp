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
