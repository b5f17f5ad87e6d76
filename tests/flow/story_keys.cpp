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
  tell("add node", number, above.value_or(0));
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
  tell("move node", node->first, parent->first);
  if (coin())
    nodes_.at(node->first)->set_parent(nodes_.at(parent->first));
  else
    nodes_.at(parent->first)->children().add(*nodes_.at(node->first));
  node->second = parent->first;
}

void Story::make_root() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end() || !node->second) return;
  tell("make root", node->first);
  if (coin())
    nodes_.at(node->first)->set_parent(nullptr);
  else
    nodes_.at(*node->second)->children().remove(*nodes_.at(node->first));
  node->second.reset();
}

void Story::delete_node() {
  const auto node = pick(world_.nodes);
  if (node == world_.nodes.end()) return;
  tell("delete node", node->first);
  remove(*nodes_.at(node->first));
  std::vector<int> gone;
  for (const auto& [other, parent] : world_.nodes)
    if (is_below(other, node->first)) gone.push_back(other);
  for (const int other : gone) world_.nodes.erase(other);
}

// A seat that is taken changes hands: its object is deleted, another one is added.
void Story::take_seat() {
  const int number = static_cast<int>(below(5));
  const int guest = ++last_;
  tell("take seat", number, guest);
  const auto taken = world_.seats.find(number);
  if (taken != world_.seats.end()) remove(*seats_.at(taken->second));
  seats_[guest] = &session_.add<Seat>({.number = number, .guest = text('g', guest)});
  world_.seats[number] = guest;
}

void Story::leave_seat() {
  const auto seat = pick(world_.seats);
  if (seat == world_.seats.end()) return;
  tell("leave seat", seat->first);
  remove(*seats_.at(seat->second));
  world_.seats.erase(seat);
}

// Deletions come last in a flush, so the seat must be free by then.
void Story::change_seats() {
  const auto seat = pick(world_.seats);
  if (seat == world_.seats.end()) return;
  const int to = coin() ? seat->first + 100 : static_cast<int>(below(5));
  flush();
  if (world_.seats.count(to) != 0) return;
  tell("change seats", seat->first, to);
  seats_.at(seat->second)->set_number(to);
  world_.seats[to] = seat->second;
  world_.seats.erase(seat);
}

void Story::add_student() {
  const int number = ++last_;
  tell("add student", number);
  students_[number] = &session_.add<Student>({.name = text('s', number)});
  world_.students.insert(number);
}

void Story::delete_student() {
  const auto student = pick(world_.students);
  if (student == world_.students.end() || coin()) return;
  tell("delete student", *student);
  remove(*students_.at(*student));
  std::erase_if(world_.enrolments, [&](const auto& each) { return each.first.first == *student; });
  world_.students.erase(student);
}

void Story::add_course() {
  const int number = ++last_;
  tell("add course", number);
  courses_[number] = &session_.add<Course>({.code = text('c', number), .title = text('c', number)});
  world_.courses[number] = number;
}

void Story::rename_course() {
  const auto course = pick(world_.courses);
  if (course == world_.courses.end()) return;
  course->second = ++last_;
  tell("rename course", course->first, course->second);
  courses_.at(course->first)->set_code(text('c', course->second));
}

void Story::delete_course() {
  const auto course = pick(world_.courses);
  if (course == world_.courses.end() || coin()) return;
  tell("delete course", course->first);
  remove(*courses_.at(course->first));
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
  const int grade = ++last_;
  tell("enrol", *student, course->first, grade);
  Student& who = *students_.at(*student);
  Course& what = *courses_.at(course->first);
  enrolments_[grade] =
      coin() ? &who.enrolments().add({.grade = grade, .course = what})
             : &session_.add<Enrolment>({.grade = grade, .student = who, .course = what});
  world_.enrolments[{*student, course->first}] = grade;
}

void Story::drop_out() {
  const auto found = pick(world_.enrolments);
  if (found == world_.enrolments.end()) return;
  tell("drop out", found->first.first, found->first.second);
  Enrolment& enrolment = *enrolments_.at(found->second);
  if (coin())
    students_.at(found->first.first)->enrolments().remove(enrolment);
  else
    remove(enrolment);
  world_.enrolments.erase(found);
}

}  // namespace orp::tests
