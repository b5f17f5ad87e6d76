// SPDX-License-Identifier: MIT
// Association objects: their keys are their parents', and those change.
#include "enrolments.hpp"

namespace orp::tests {
namespace {

using namespace office;
using ::testing::SizeIs;

class Enrolments : public EnrolmentsTest {};
ORPIMENT_ON_EACH_DATABASE(Enrolments);

TEST_P(Enrolments, follow_a_key_although_the_collection_is_not_loaded) {
  Session session = open();
  Enrolment& mathematics = enrolment(session, "M");
  session.get_one<Course>("M").set_code("N");
  mathematics.set_grade(5);
  session.commit();
  EXPECT_EQ(mathematics.course_code(), "N");
  EXPECT_EQ(&enrolment(session, "N"), &mathematics);
  EXPECT_EQ(mathematics.grade(), 5);
}

TEST_P(Enrolments, are_deleted_although_their_key_changes_in_the_same_flush) {
  Session session = open();
  Enrolment& mathematics = enrolment(session, "M");
  session.get_one<Course>("M").set_code("N");
  session.delete_(mathematics);
  session.commit();
  EXPECT_EQ(mathematics.entity_state(), EntityState::detached);
  EXPECT_EQ(count("enrolments"), 1);
}

TEST_P(Enrolments, come_back_under_their_former_key_when_that_is_rolled_back) {
  Session session = open();
  Enrolment& mathematics = enrolment(session, "M");
  session.get_one<Course>("M").set_code("N");
  session.delete_(mathematics);
  session.flush();
  session.rollback();
  EXPECT_EQ(&enrolment(session, "M"), &mathematics);
  session.delete_(mathematics);
  session.commit();
  EXPECT_EQ(count("enrolments"), 1);
}

TEST_P(Enrolments, are_taken_over_although_their_key_changes_in_the_same_flush) {
  Session session = open();
  Student& ann = session.get_one<Student>(ann_);
  Course& course = session.get_one<Course>("M");
  ann.enrolments().remove(enrolment(session, "M"));
  course.set_code("N");
  Enrolment& again = ann.enrolments().add({.grade = 6, .course = course});
  session.commit();
  EXPECT_EQ(&enrolment(session, "N"), &again);
  EXPECT_EQ(again.grade(), 6);
  session.commit();
  EXPECT_EQ(count("enrolments"), 2);
}

TEST_P(Enrolments, go_with_a_course_that_was_renamed_before_it_was_deleted) {
  Session session = open();
  Course& course = session.get_one<Course>("M");
  course.set_code("N");
  session.delete_(course);
  session.commit();
  EXPECT_EQ(count("enrolments"), 1);
  EXPECT_EQ(count("courses"), 1);
}

TEST_P(Enrolments, that_are_new_and_leave_one_parent_leave_the_other_as_well) {
  Session session = open();
  Student& ann = session.get_one<Student>(ann_);
  Course& art = session.add<Course>({.code = "A", .title = "a"});
  session.flush();
  Enrolment& fresh = ann.enrolments().add({.grade = 3, .course = art});
  EXPECT_THAT(art.enrolments(), SizeIs(1));
  Enrolment& other = ann.enrolments().add({.grade = 3, .course = art});
  ann.enrolments().remove(other);
  EXPECT_EQ(other.entity_state(), EntityState::transient);
  EXPECT_THAT(art.enrolments(), SizeIs(1));
  EXPECT_EQ(&art.enrolments()[0], &fresh);
  session.commit();
  EXPECT_EQ(count("enrolments"), 3);
}

TEST_P(Enrolments, are_back_in_collections_that_were_loaded_while_they_were_gone) {
  Session session = open();
  Student& ann = session.get_one<Student>(ann_);
  Course& course = session.get_one<Course>("M");
  {
    auto savepoint = session.begin_nested();
    ann.enrolments().remove(enrolment(session, "M"));
    session.flush();
    EXPECT_THAT(course.enrolments(), SizeIs(0));
    savepoint.rollback();
  }
  EXPECT_THAT(course.enrolments(), SizeIs(1));
}

}  // namespace
}  // namespace orp::tests
