// SPDX-License-Identifier: MIT
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

void Story::add_node() {
  const int number = ++last_;
  const auto parent = pick(world_.nodes);
  Node& node = session_.add<Node>({.name = text('k', number)});
  std::optional<int> above;
  if (parent != world_.nodes.end() && below(4) != 0) {
    above = parent->first;
    nodes_.at(parent->first)->children().add(node);
  }
  tell("Node& ", text('k', number), " = session.add<Node>({.name = ", quoted('k', number), "});");
  if (above) tell(text('k', *above), ".children().add(", text('k', number), ");");
  nodes_[number] = &node;
  world_.nodes[number] = above;
}

bool Story::is_below(int node, int ancestor) const {
  for (std::optional<int> at = node; at; at = world_.nodes.at(*at))
    if (*at == ancestor) return true;
  return false;
}

void Story::move_node() {
  const auto node = pick(world_.nodes);
  const auto parent = pick(world_.nodes);
  if (node == world_.nodes.end() || is_below(parent->first, node->first)) return;
  if (coin()) {
    tell(text('k', node->first), ".set_parent(&", text('k', parent->first), ");");
    nodes_.at(node->first)->set_parent(nodes_.at(parent->first));
  } else {
    tell(text('k', parent->first), ".children().add(", text('k', node->first), ");");
    nodes_.at(parent->first)->children().add(*nodes_.at(node->first));
  }
  node->second = parent->first;
}

void Story::make_root() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end() || !node->second) return;
  if (coin()) {
    tell(text('k', node->first), ".set_parent(nullptr);");
    nodes_.at(node->first)->set_parent(nullptr);
  } else {
    tell(text('k', *node->second), ".children().remove(", text('k', node->first), ");");
    nodes_.at(*node->second)->children().remove(*nodes_.at(node->first));
  }
  node->second.reset();
}

void Story::delete_node() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end()) return;
  remove(*nodes_.at(node->first), text('k', node->first));
  std::vector<int> gone;
  for (const auto& [other, parent] : world_.nodes)
    if (is_below(other, node->first)) gone.push_back(other);
  for (const int other : gone) world_.nodes.erase(other);
}

// A seat that is taken changes hands: its object is deleted, another one is added.
void Story::take_seat() {
  const int number = static_cast<int>(below(5));
  const int guest = ++last_;
  const auto taken = world_.seats.find(number);
  if (taken != world_.seats.end()) remove(*seats_.at(taken->second), text('g', taken->second));
  tell("Seat& ", text('g', guest), " = session.add<Seat>({.number = ", number,
       ", .guest = ", quoted('g', guest), "});");
  seats_[guest] = &session_.add<Seat>({.number = number, .guest = text('g', guest)});
  world_.seats[number] = guest;
}

void Story::leave_seat() {
  const auto seat = pick(world_.seats);
  if (seat == world_.seats.end()) return;
  remove(*seats_.at(seat->second), text('g', seat->second));
  world_.seats.erase(seat);
}

// Deletions come last in a flush, so the seat must be free by then.
void Story::change_seats() {
  const auto seat = pick(world_.seats);
  if (seat == world_.seats.end()) return;
  const int to = coin() ? seat->first + 100 : static_cast<int>(below(5));
  flush();
  if (world_.seats.count(to) != 0) return;
  tell(text('g', seat->second), ".set_number(", to, ");");
  seats_.at(seat->second)->set_number(to);
  world_.seats[to] = seat->second;
  world_.seats.erase(seat);
}

void Story::add_student() {
  const int number = ++last_;
  tell("Student& ", text('s', number), " = session.add<Student>({.name = ", quoted('s', number),
       "});");
  students_[number] = &session_.add<Student>({.name = text('s', number)});
  world_.students.insert(number);
}

void Story::delete_student() {
  const auto student = pick(world_.students);
  if (student == world_.students.end() || coin()) return;
  remove(*students_.at(*student), text('s', *student));
  std::erase_if(world_.enrolments, [&](const auto& each) { return each.first.first == *student; });
  world_.students.erase(student);
}

void Story::add_course() {
  const int number = ++last_;
  tell("Course& ", text('c', number), " = session.add<Course>({.code = ", quoted('c', number),
       ", .title = ", quoted('c', number), "});");
  courses_[number] = &session_.add<Course>({.code = text('c', number), .title = text('c', number)});
  world_.courses[number] = number;
}

void Story::rename_course() {
  const auto course = pick(world_.courses);
  if (course == world_.courses.end()) return;
  course->second = ++last_;
  tell(text('c', course->first), ".set_code(", quoted('c', course->second), ");");
  courses_.at(course->first)->set_code(text('c', course->second));
}

void Story::delete_course() {
  const auto course = pick(world_.courses);
  if (course == world_.courses.end() || coin()) return;
  remove(*courses_.at(course->first), text('c', course->first));
  std::erase_if(world_.enrolments,
                [&](const auto& each) { return each.first.second == course->first; });
  world_.courses.erase(course);
}

void Story::enrol() {
  const auto student = pick(world_.students);
  const auto course = pick(world_.courses);
  if (student == world_.students.end() || course == world_.courses.end() ||
      world_.enrolments.count({*student, course->first}) != 0)
    return;
  enrol(*student, course->first);
}

void Story::enrol(int student, int course) {
  const int grade = ++last_;
  Student& who = *students_.at(student);
  Course& what = *courses_.at(course);
  const bool by_student = coin();
  tell("Enrolment& ", text('e', grade), " = ",
       by_student ? text('s', student) + ".enrolments().add({" : "session.add<Enrolment>({",
       ".grade = ", grade, by_student ? "" : ", .student = " + text('s', student),
       ", .course = ", text('c', course), "});");
  enrolments_[grade] =
      by_student ? &who.enrolments().add({.grade = grade, .course = what})
                 : &session_.add<Enrolment>({.grade = grade, .student = who, .course = what});
  world_.enrolments[{student, course}] = grade;
}

// A part of the key changes, and in half of the cases the new parent's key, too. The key that it
// gets must be free before the flush.
void Story::change_course() {
  const auto found = pick(world_.enrolments);
  const auto course = pick(world_.courses);
  if (found == world_.enrolments.end()) return;
  const World::Attendance changed(found->first.first, course->first);
  if (world_.enrolments.count(changed) != 0) return;
  flush();
  if (coin()) {
    course->second = ++last_;
    tell(text('c', course->first), ".set_code(", quoted('c', course->second), ");");
    courses_.at(course->first)->set_code(text('c', course->second));
  }
  Enrolment& enrolment = *enrolments_.at(found->second);
  if (coin()) {
    tell(text('e', found->second), ".set_course(", text('c', course->first), ");");
    enrolment.set_course(*courses_.at(course->first));
  } else {
    tell(text('c', course->first), ".enrolments().add(", text('e', found->second), ");");
    courses_.at(course->first)->enrolments().add(enrolment);
  }
  world_.enrolments[changed] = found->second;
  world_.enrolments.erase(found);
}

void Story::drop_out() {
  const auto found = pick(world_.enrolments);
  if (found == world_.enrolments.end()) return;
  Enrolment& enrolment = *enrolments_.at(found->second);
  if (coin()) {
    tell(text('s', found->first.first), ".enrolments().remove(", text('e', found->second), ");");
    students_.at(found->first.first)->enrolments().remove(enrolment);
  } else {
    remove(enrolment, text('e', found->second));
  }
  world_.enrolments.erase(found);
}

}  // namespace orp::tests
