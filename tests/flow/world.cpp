// SPDX-License-Identifier: MIT
#include "world.hpp"

#include <office/model.hpp>
#include <sstream>
#include <stdexcept>

#include "orpiment/orpiment.hpp"

namespace orp::tests {

using namespace office;

namespace {

std::string or_none(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "none";
}

void read_users(Session& session, World& world) {
  for (User& user : session.scalars(select<User>())) {
    const int number = number_in(user.name());
    World::Person& person = world.users[number];
    person.name = number_in(user.name().substr(user.name().rfind(' ') + 1));
    if (user.email()) person.email = number_in(*user.email());
    for (Tag& tag : user.tags()) person.tags.insert(number_in(tag.name()));
    if (Profile* profile = user.profile()) world.profiles[number] = number_in(profile->bio());
    for (Order& order : user.orders()) {
      if (order.items().empty()) throw std::runtime_error("an order has lost its item");
      world.orders[static_cast<int>(order.items()[0].line())] = number;
    }
  }
  for (Note& note : session.scalars(select<Note>())) {
    std::optional<int> author;
    if (User* user = note.author()) author = number_in(user->name());
    world.notes[number_in(note.body())] = author;
  }
  for (Tag& tag : session.scalars(select<Tag>())) world.tags.insert(number_in(tag.name()));
}

// A thing is in one box at most; those in none are found by their names.
void read_boxes(Session& session, World& world) {
  for (Thing& thing : session.scalars(select<Thing>()))
    world.things[number_in(thing.name())] = std::nullopt;
  for (Box& box : session.scalars(select<Box>())) {
    const int number = number_in(box.label());
    std::optional<int>& lid = world.boxes[number];
    if (box.lid() != nullptr) lid = static_cast<int>(box.lid()->id());
    for (Thing& thing : box.things()) world.things[number_in(thing.name())] = number;
  }
}

void read_crates(Session& session, World& world) {
  for (Crate& crate : session.scalars(select<Crate>())) {
    std::set<int>& labels = world.crates[number_in(crate.name())];
    for (Label& label : crate.labels()) labels.insert(number_in(label.name()));
  }
  for (Label& label : session.scalars(select<Label>()))
    world.labels.insert(number_in(label.name()));
}

void read_albums(Session& session, World& world) {
  for (Album& album : session.scalars(select<Album>())) {
    std::optional<int>& cover = world.albums[static_cast<int>(album.id())];
    if (album.cover() != nullptr) cover = static_cast<int>(album.cover()->id());
  }
  for (Photo& photo : session.scalars(select<Photo>()))
    world.photos[static_cast<int>(photo.id())] = static_cast<int>(photo.album().id());
}

void read_trees(Session& session, World& world) {
  for (Node& node : session.scalars(select<Node>())) {
    std::optional<int>& parent = world.nodes[number_in(node.name())];
    if (Node* above = node.parent()) parent = number_in(above->name());
  }
  for (Branch& branch : session.scalars(select<Branch>())) {
    World::Branch& found = world.branches[number_in(branch.name())];
    found.code = number_in(branch.code());
    if (Branch* above = branch.parent()) found.parent = number_in(above->name());
  }
}

void read_courses(Session& session, World& world) {
  for (Student& student : session.scalars(select<Student>())) {
    const int number = number_in(student.name());
    world.students.insert(number);
    for (Enrolment& enrolment : student.enrolments())
      world.enrolments[{number, number_in(enrolment.course().title())}] = enrolment.grade();
  }
  for (Course& course : session.scalars(select<Course>()))
    world.courses[number_in(course.title())] = number_in(course.code());
}

}  // namespace

std::string text(char kind, int number) {
  std::string text(1, kind);
  return text += std::to_string(number);
}

int number_in(const std::string& text) { return std::stoi(text.substr(1)); }

std::string name_of_user(int number, int name) {
  return text('u', number) + " called " + text('n', name);
}

std::string print(const World& world) {
  std::ostringstream text;
  for (const auto& [user, person] : world.users) {
    text << "user " << user << " named " << person.name << " at " << or_none(person.email)
         << " tags";
    for (const int tag : person.tags) text << ' ' << tag;
    text << '\n';
  }
  for (const auto& [order, user] : world.orders)
    text << "order " << order << " of " << user << '\n';
  for (const auto& [note, author] : world.notes)
    text << "note " << note << " by " << or_none(author) << '\n';
  for (const int tag : world.tags) text << "tag " << tag << '\n';
  for (const auto& [user, profile] : world.profiles)
    text << "profile " << profile << " of " << user << '\n';
  for (const auto& [node, parent] : world.nodes)
    text << "node " << node << " below " << or_none(parent) << '\n';
  for (const auto& [seat, guest] : world.seats) text << "seat " << seat << " of " << guest << '\n';
  for (const auto& [box, lid] : world.boxes)
    text << "box " << box << " with lid " << or_none(lid) << '\n';
  for (const auto& [thing, box] : world.things)
    text << "thing " << thing << " in box " << or_none(box) << '\n';
  for (const auto& [crate, labels] : world.crates) {
    text << "crate " << crate << " labels";
    for (const int label : labels) text << ' ' << label;
    text << '\n';
  }
  for (const int label : world.labels) text << "label " << label << '\n';
  for (const auto& [branch, found] : world.branches)
    text << "branch " << branch << " of code " << found.code << " below " << or_none(found.parent)
         << '\n';
  for (const auto& [album, cover] : world.albums)
    text << "album " << album << " with cover " << or_none(cover) << '\n';
  for (const auto& [photo, album] : world.photos)
    text << "photo " << photo << " of album " << album << '\n';
  for (const int student : world.students) text << "student " << student << '\n';
  for (const auto& [course, code] : world.courses)
    text << "course " << course << " of code " << code << '\n';
  for (const auto& [attendance, grade] : world.enrolments)
    text << "student " << attendance.first << " in course " << attendance.second << " graded "
         << grade << '\n';
  return text.str();
}

World read(Session& session) {
  World world;
  read_users(session, world);
  read_trees(session, world);
  for (Seat& seat : session.scalars(select<Seat>()))
    world.seats[seat.number()] = number_in(*seat.guest());
  read_courses(session, world);
  read_boxes(session, world);
  read_crates(session, world);
  read_albums(session, world);
  return world;
}

}  // namespace orp::tests
