// SPDX-License-Identifier: MIT
// Keys that change in the same flush as the rows that refer to them: an UPDATE or DELETE names a
// row by the key that it has by then, whoever changed it.
#include <algorithm>

#include "enrolments.hpp"

namespace orp::tests {
namespace {

using namespace office;

class RenamedParents : public EnrolmentsTest {
 protected:
  // Beside the enrolments a depot with a truck, and a tree of two.
  void SetUp() override {
    EnrolmentsTest::SetUp();
    Session session = open();
    session.add<Depot>({.code = "D"}).trucks().add(Truck::New{});
    session.add<Branch>({.code = "A", .name = "a"}).children().add({.code = "B", .name = "b"});
    session.commit();
    session.close();
    forget();
  }

  Course& course(Session& session, const char* code) { return session.get_one<Course>(code); }
  std::string enrolments() {
    auto found = value_of<std::string>(
        is_postgres()
            ? "SELECT coalesce(string_agg(course_code || grade, ' ' ORDER BY grade), '') FROM "
              "enrolments"
            : "SELECT coalesce(group_concat(course_code || grade, ' '), '') FROM (SELECT * FROM "
              "enrolments ORDER BY grade)");
    forget();
    return found;
  }
};
ORPIMENT_ON_EACH_DATABASE(RenamedParents);

// What the object says by now is not what the database has.
TEST_P(RenamedParents, delete_a_row_that_was_moved_below_them) {
  for (const bool is_loaded : {false, true}) {
    Session session = open({.autoflush = false});
    Enrolment& physics = enrolment(session, "P");
    Course& mathematics = course(session, "M");
    if (is_loaded) {
      mathematics.enrolments().size();
      course(session, "P").enrolments().size();
    }
    mathematics.set_code("N");
    enrolment(session, "M").set_grade(7);
    physics.set_course(mathematics);
    session.delete_(physics);
    session.flush();
    Enrolment& left = session.scalars(select<Enrolment>()).one();
    EXPECT_EQ(left.course_code(), "N");
    EXPECT_EQ(left.grade(), 7);
    session.rollback();
  }
}

TEST_P(RenamedParents, delete_an_orphan_that_was_moved_below_them) {
  Session session = open({.autoflush = false});
  Enrolment& physics = enrolment(session, "P");
  Course& mathematics = course(session, "M");
  mathematics.set_code("N");
  physics.set_course(mathematics);
  session.get_one<Student>(ann_).enrolments().remove(physics);
  session.commit();
  EXPECT_EQ(enrolments(), "N1");
}

TEST_P(RenamedParents, are_deleted_with_what_was_moved_below_them) {
  Session session = open({.autoflush = false});
  enrolment(session, "P").set_course(course(session, "M"));
  course(session, "M").set_code("N");
  session.delete_(session.get_one<Student>(ann_));
  session.commit();
  EXPECT_EQ(enrolments(), "");
  EXPECT_EQ(count("students"), 0);
  EXPECT_EQ(count("courses"), 2);
}

// flush/plan.hpp, rule 8. key_cascades.hpp, rule 1.
TEST_P(RenamedParents, lose_a_row_to_another_parent) {
  Session session = open({.autoflush = false});
  Enrolment& mathematics = enrolment(session, "M");
  course(session, "M").set_code("N");
  session.add<Course>({.code = "C", .title = "c"}).enrolments().add(mathematics);
  forget();
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE courses (code) 1 row", "INSERT courses (code, title) 1 row",
                          "UPDATE enrolments (course_code, student_id) 1 row"));
  session.commit();
  EXPECT_EQ(enrolments(), "C1 P2");
  EXPECT_EQ(&enrolment(session, "C"), &mathematics);
}

TEST_P(RenamedParents, exchange_their_rows) {
  Session session = open({.autoflush = false});
  Enrolment& mathematics = enrolment(session, "M");
  Course& first = course(session, "M");
  Course& second = course(session, "P");
  Student& ben = session.add<Student>({.name = "Ben"});
  Enrolment& of_ben = session.add<Enrolment>({.grade = 3, .student = ben, .course = second});
  session.delete_(enrolment(session, "P"));
  session.commit();
  first.set_code("N");
  second.set_code("Q");
  first.enrolments().add(of_ben);
  mathematics.set_course(second);
  session.commit();
  EXPECT_EQ(enrolments(), "Q1 N3");
}

TEST_P(RenamedParents, and_the_own_part_of_a_key_change_at_once) {
  Session session = open({.autoflush = false});
  Enrolment& mathematics = enrolment(session, "M");
  Student& ben = session.add<Student>({.name = "Ben"});
  session.flush();
  forget();
  course(session, "M").set_code("N");
  mathematics.set_student(ben);
  mathematics.set_grade(9);
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE courses (code) 1 row",
                                  "UPDATE enrolments (student_id, grade, course_code) 1 row"));
  EXPECT_EQ(session.get<Enrolment>({ben.id(), "N"}), &mathematics);
  EXPECT_EQ(session.get<Enrolment>({ann_, "M"}), nullptr);
  session.rollback();
  EXPECT_EQ(session.get<Enrolment>({ann_, "M"}), &mathematics);
  EXPECT_EQ(mathematics.grade(), 1);
}

TEST_P(RenamedParents, and_their_members_are_assigned_the_same_key) {
  Session session = open({.autoflush = false});
  course(session, "M").set_code("N");
  enrolment(session, "M").set_course_code("N");
  session.commit();
  EXPECT_EQ(enrolments(), "N1 P2");
}

TEST_P(RenamedParents, hand_their_key_on) {
  Session session = open({.autoflush = false});
  Enrolment& mathematics = enrolment(session, "M");
  Enrolment& physics = enrolment(session, "P");
  course(session, "P").set_code("Q");
  course(session, "M").set_code("P");
  session.commit();
  EXPECT_EQ(enrolments(), "P1 Q2");
  EXPECT_EQ(mathematics.course_code(), "P");
  EXPECT_EQ(physics.course_code(), "Q");
  EXPECT_EQ(&enrolment(session, "P"), &mathematics);
}

TEST_P(RenamedParents, and_a_row_that_is_deleted_and_added_anew) {
  Session session = open({.autoflush = false});
  session.delete_(enrolment(session, "M"));
  Course& renamed = course(session, "M");
  renamed.set_code("N");
  Student& ann = session.get_one<Student>(ann_);
  session.add<Enrolment>({.grade = 5, .student = ann, .course = renamed});
  session.commit();
  EXPECT_EQ(enrolments(), "P2 N5");
}

TEST_P(RenamedParents, and_a_row_added_under_the_key_that_a_deleted_one_gets) {
  Session session = open({.autoflush = false});
  session.delete_(enrolment(session, "M"));
  course(session, "M").set_code("N");
  Enrolment& added = session.add<Enrolment>({.student_id = ann_, .course_code = "N", .grade = 5});
  session.commit();
  EXPECT_EQ(enrolments(), "P2 N5");
  EXPECT_EQ(added.grade(), 5);
}

TEST_P(RenamedParents, show_the_former_key_after_a_savepoint) {
  Session session = open();
  Country& country = session.add<Country>({.code = "XA", .name = "x"});
  City& city = country.cities().add({.name = "c"});
  session.commit();
  EXPECT_EQ(city.country_code(), "XA");
  {
    auto savepoint = session.begin_nested();
    country.set_code("XB");
    session.flush();
    EXPECT_EQ(city.country_code(), "XB");
    savepoint.rollback();
  }
  EXPECT_EQ(city.country_code(), "XA");
  EXPECT_EQ(city.country(), &country);
}

// Trees

TEST_P(RenamedParents, in_a_tree_come_before_those_who_move_below_them) {
  Session session = open({.autoflush = false});
  Branch& other = session.add<Branch>({.code = "0", .name = "o"});
  session.flush();
  Branch& root = session.get_one<Branch>("A");
  root.set_code("Z");
  other.set_parent(&root);
  session.add<Branch>({.code = "1", .name = "n", .parent = root});
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE branches (code) 1 row",
                                  "UPDATE branches (parent_code, code) 1 row",
                                  "INSERT branches (code, parent_code, name) 1 row"));
  session.commit();
  EXPECT_EQ(root.children().size(), 3U);
  EXPECT_EQ(session.get_one<Branch>("B").parent_code(), "Z");
}

TEST_P(RenamedParents, in_a_tree_change_places_with_their_children) {
  Session session = open({.autoflush = false});
  Branch& root = session.get_one<Branch>("A");
  Branch& child = session.get_one<Branch>("B");
  root.set_code("X");
  child.set_code("Y");
  child.set_parent(nullptr);
  root.set_parent(&child);
  session.commit();
  EXPECT_EQ(root.parent_code(), "Y");
  EXPECT_EQ(child.parent_code(), std::nullopt);
}

TEST_P(RenamedParents, in_a_tree_refer_to_each_other) {
  Session session = open({.autoflush = false});
  Branch& root = session.get_one<Branch>("A");
  Branch& child = session.get_one<Branch>("B");
  root.set_code("X");
  child.set_code("Y");
  root.set_parent(&child);
  session.commit();
  EXPECT_EQ(root.parent_code(), "Y");
  EXPECT_EQ(child.parent_code(), "X");
}

TEST_P(RenamedParents, in_a_tree_are_their_own_parents) {
  Session session = open({.autoflush = false});
  Branch& root = session.get_one<Branch>("A");
  root.set_parent(&root);
  session.flush();
  root.set_code("X");
  session.commit();
  EXPECT_EQ(root.parent_code(), "X");
  EXPECT_EQ(root.parent(), &root);
}

// Where the database does not cascade

// key_cascades.hpp, rule 3.
TEST_P(RenamedParents, that_are_not_cascaded_take_their_children_along) {
  Session session = open();
  Depot& depot = session.get_one<Depot>("D");
  depot.set_code("E");
  forget();
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("SELECT trucks", "SELECT gates", "UPDATE trucks (depot_code, id) 1 row",
                          "UPDATE depots (code) 1 row", "UPDATE trucks (depot_code, id) 1 row"));
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT depot_code FROM trucks"), "E");
  EXPECT_EQ(depot.trucks().size(), 1U);

  depot.trucks()[0].depot();
  depot.gates().size();
  depot.set_code("F");
  forget();
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE trucks (depot_code, id) 1 row", "UPDATE depots (code) 1 row",
                          "UPDATE trucks (depot_code, id) 1 row"));
  EXPECT_EQ(depot.trucks()[0].depot_code(), "F");
  session.rollback();
  EXPECT_EQ(depot.trucks()[0].depot_code(), "E");
}

TEST_P(RenamedParents, that_are_not_cascaded_lose_children_meanwhile) {
  Session session = open();
  Depot& depot = session.get_one<Depot>("D");
  Depot& other = session.add<Depot>({.code = "O"});
  Truck& moves = depot.trucks()[0];
  Truck& goes = depot.trucks().add(Truck::New{});
  Truck& stays = depot.trucks().add(Truck::New{});
  Truck& leaves = depot.trucks().add(Truck::New{});
  session.commit();
  const auto block = session.no_autoflush();
  depot.set_code("E");
  moves.set_depot(&other);
  session.delete_(goes);
  leaves.set_depot(nullptr);
  session.commit();
  EXPECT_EQ(count("trucks"), 3);
  EXPECT_EQ(moves.depot_code(), "O");
  EXPECT_EQ(stays.depot_code(), "E");
  EXPECT_EQ(leaves.depot_code(), std::nullopt);
}

// The part of the key that may be NULL stays as it is, and lets go all the same.
TEST_P(RenamedParents, that_are_not_cascaded_take_along_who_lets_go_by_another_part) {
  for (const int look : {0, 1, 2, 3}) {
    Session session = open();
    Clinic& old = session.add<Clinic>({.id = 1});
    Clinic& next = session.add<Clinic>({.id = 2});
    Wing& wing = old.wings().add({.number = 5});
    Nurse& nurse = wing.nurses().add({.number = 7});
    session.commit();
    if (look == 1) static_cast<void>(nurse.wing());
    if (look == 2) static_cast<void>(wing.nurses().size());
    if (look == 3) nurse.set_wing(&wing);
    wing.set_clinic(next);
    forget();
    session.flush();
    const std::vector<std::string> statements = sent();
    EXPECT_EQ(std::count_if(statements.begin(), statements.end(),
                            [](const std::string& one) { return one.find("UPDATE") == 0; }),
              3);
    session.commit();
    EXPECT_EQ(nurse.clinic_id(), 2);
    EXPECT_EQ(nurse.wing(), &wing);
    session.delete_(nurse);
    session.delete_(old);
    session.delete_(next);
    session.commit();
  }
}

// Their list is known and what its members have is not.
TEST_P(RenamedParents, that_are_not_cascaded_take_along_who_is_expired) {
  for (const bool is_renamed_first : {true, false})
    for (const bool leaves : {true, false}) {
      Session session = open({.autoflush = false});
      Depot& depot = session.get_one<Depot>("D");
      Truck& truck = depot.trucks()[0];
      static_cast<void>(depot.gates().size());
      if (is_renamed_first) depot.set_code("E");
      session.expire(truck);
      if (leaves) depot.trucks().remove(truck);
      depot.set_code("E");
      forget();
      session.flush();
      if (!leaves) {
        EXPECT_THAT(sent(), ElementsAre("SELECT trucks", "UPDATE trucks (depot_code, id) 1 row",
                                        "UPDATE depots (code) 1 row",
                                        "UPDATE trucks (depot_code, id) 1 row"));
      }
      EXPECT_EQ(truck.depot_code(), leaves ? std::nullopt : std::optional<std::string>("E"));
      session.rollback();
    }
}

// key_cascades.hpp, rule 3.
TEST_P(RenamedParents, that_are_not_cascaded_are_refused_where_children_cannot_let_go) {
  Session session = open();
  Depot& depot = session.get_one<Depot>("D");
  depot.gates().add(Gate::New{});
  session.commit();
  depot.set_code("E");
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  EXPECT_EQ(error->kind(), ConstraintKind::foreign_key);
  session.rollback();
  EXPECT_EQ(depot.code(), "D");
  EXPECT_EQ(depot.gates().size(), 1U);
  EXPECT_EQ(depot.trucks().size(), 1U);
}

// Outside the session

TEST_P(RenamedParents, that_were_renamed_outside_the_session_find_their_row) {
  Session session = open({.autoflush = false});
  Course& mathematics = course(session, "M");
  session.expunge(mathematics);
  mathematics.set_code("N");
  mathematics.set_code("O");
  mathematics.set_title("o");
  EXPECT_EQ(session.get<Course>("N"), nullptr);
  session.add(mathematics);
  EXPECT_EQ(session.get<Course>("M"), &mathematics);
  session.commit();
  EXPECT_EQ(enrolments(), "O1 P2");
  EXPECT_EQ(mathematics.title(), "o");
  EXPECT_EQ(session.get<Course>("O"), &mathematics);
}

TEST_P(RenamedParents, that_leave_the_session_renamed_find_their_row) {
  Session session = open({.autoflush = false});
  Course& mathematics = course(session, "M");
  mathematics.set_code("N");
  session.expunge(mathematics);
  EXPECT_EQ(mathematics.code(), "N");
  session.commit();
  EXPECT_EQ(enrolments(), "M1 P2");
  session.add(mathematics);
  session.commit();
  EXPECT_EQ(enrolments(), "N1 P2");
}

TEST_P(RenamedParents, that_were_renamed_outside_are_one_object_a_row) {
  Session session = open();
  Course& mathematics = course(session, "M");
  session.expunge(mathematics);
  mathematics.set_code("N");
  Course& other = course(session, "M");
  const auto error = error_of<UsageError>([&] { session.add(mathematics); });
  EXPECT_EQ(error->code(), "ORP-1313");
  session.expunge(other);
  session.delete_(mathematics);
  session.commit();
  EXPECT_EQ(count("courses"), 1);
  EXPECT_EQ(enrolments(), "P2");
}

TEST_P(RenamedParents, that_were_renamed_outside_outlive_a_rollback) {
  Session session = open({.autoflush = false});
  Course& mathematics = course(session, "M");
  mathematics.set_code("N");
  session.flush();
  session.expunge(mathematics);
  mathematics.set_code("O");
  session.rollback();
  session.add(mathematics);
  session.commit();
  EXPECT_EQ(enrolments(), "O1 P2");
}

}  // namespace
}  // namespace orp::tests
