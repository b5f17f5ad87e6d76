// SPDX-License-Identifier: MIT
// What the database must hold after a story: the office in plain containers.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "orpiment/session/session.hpp"

namespace orp::tests {

/// Objects are known by numbers of our own, which stand in a column.
struct World {
  struct Person {
    int name = 0;
    std::optional<int> email;
    std::set<int> tags;
  };
  struct Branch {
    int code = 0;
    std::optional<int> parent;
  };
  using Attendance = std::pair<int, int>;  ///< student and course

  std::map<int, Person> users;
  std::map<int, int> orders;                ///< -> user
  std::map<int, std::optional<int>> notes;  ///< -> author
  std::set<int> tags;
  std::map<int, int> profiles;              ///< user -> profile
  std::map<int, std::optional<int>> nodes;  ///< -> parent
  std::map<int, int> seats;                 ///< number of the seat -> guest
  std::set<int> students;
  std::map<int, int> courses;                ///< -> number in its code
  std::map<int, std::optional<int>> boxes;   ///< -> lid
  std::map<int, std::optional<int>> things;  ///< -> box
  std::map<Attendance, int> enrolments;      ///< -> grade
  std::map<int, std::set<int>> crates;       ///< -> labels
  std::set<int> labels;
  std::map<int, Branch> branches;
  std::map<int, std::optional<int>> albums;  ///< -> the photo on the cover
  std::map<int, int> photos;                 ///< -> album
};

std::string print(const World& world);

/// All there is, through the relationships. Throws when the database holds what no world can.
World read(Session& session);

/// "x12", and the number in it.
std::string text(char kind, int number);
int number_in(const std::string& text);

/// A user's name holds its number, too: "u12 called n3".
std::string name_of_user(int number, int name);

}  // namespace orp::tests
