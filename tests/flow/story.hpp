// SPDX-License-Identifier: MIT
// Random acts on a session, done to a plain model as well.
#pragma once
#include <cstddef>
#include <iterator>
#include <map>
#include <office/model.hpp>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "orpiment/session/session.hpp"
#include "world.hpp"

namespace orp::tests {

class Story {
 public:
  Story(Session& session, unsigned seed) : session_(session), random_(seed) {}

  /// One random act.
  void act();
  void commit();
  /// What the database holds after commit().
  const World& world() const { return world_; }
  /// What was done since the commit before the last one, a line an act.
  std::string told() const { return told_before_ + told_.str(); }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  bool coin() { return below(2) == 0; }
  template <class Container>
  auto pick(Container& container) {
    return container.empty()
               ? container.end()
               : std::next(container.begin(), static_cast<std::ptrdiff_t>(below(container.size())));
  }
  template <class... Numbers>
  void tell(const char* act, Numbers... numbers) {
    told_ << act;
    ((told_ << ' ' << numbers), ...);
    told_ << '\n';
  }
  /// Deletes an object, which may be new.
  template <class E>
  void remove(E& entity) {
    if (entity.entity_state() == EntityState::pending) session_.flush();
    session_.delete_(entity);
  }

  // Users and what they have (story_users.cpp)
  void add_user();
  void rename();
  void delete_user();
  void add_order();
  void move_order();
  void remove_order();
  void delete_order();
  void add_note();
  void set_author();
  void clear_author();
  void delete_note();
  void add_tag();
  void link();
  void unlink();
  void delete_tag();
  void set_profile();
  void drop_profile();
  void take_profile();
  void exchange_profiles();
  void point(int profile, int user);
  void begin_taking();
  void begin_leaving();

  // Trees, and keys that change (story_keys.cpp)
  void add_node();
  void move_node();
  void make_root();
  void delete_node();
  bool is_below(int node, int ancestor) const;
  void take_seat();
  void leave_seat();
  void change_seats();
  void add_student();
  void delete_student();
  void add_course();
  void rename_course();
  void delete_course();
  void enrol();
  void drop_out();

  // The session itself (story.cpp)
  void look();
  void flush();
  void expire();
  void expire_one();
  void begin_nested();
  void end_nested();
  void roll_back();

  Session& session_;
  std::mt19937 random_;
  int last_ = 0;
  World world_;
  World committed_;
  bool has_taken_ = false;  // a profile found a user since the last flush
  bool has_left_ = false;   // a profile is deleted by the next one
  std::map<int, office::User*> users_;
  std::map<int, office::Order*> orders_;
  std::map<int, office::Note*> notes_;
  std::map<int, office::Tag*> tags_;
  std::map<int, office::Profile*> profiles_;
  std::map<int, office::Node*> nodes_;
  std::map<int, office::Seat*> seats_;  // by guest
  std::map<int, office::Student*> students_;
  std::map<int, office::Course*> courses_;
  std::map<int, office::Enrolment*> enrolments_;  // by grade
  std::vector<std::pair<SessionTransaction, World>> savepoints_;
  std::ostringstream told_;
  std::string told_before_;
};

}  // namespace orp::tests
