// SPDX-License-Identifier: MIT
// Acts on a session, done to a plain model as well, and told as the program that does the same.
#pragma once
#include <cstddef>
#include <iterator>
#include <map>
#include <office/model.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "act.hpp"
#include "orpiment/session/session.hpp"
#include "world.hpp"

namespace orp::tests {

/// What a story may do, by the kind of the thing: "everyday link_again expunge".
enum class VerbSet : unsigned {
  everyday = 1,
  link_again = 2,         ///< a link is added that exists
  take_what_goes = 4,     ///< a unique value changes hands in one flush
  expire_queued = 8,      ///< what is not flushed is forgotten
  expunge = 16,           ///< and comes back, changed on the way or not
  undelete = 32,          ///< what is to be deleted is kept after all
  add_again = 64,         ///< what a rollback threw out comes back
  failed_flush = 128,     ///< is rolled back and repaired
  replace_partner = 256,  ///< of a one-to-one relationship, while it has another one
  one_way = 512,          ///< relationships that only the parent has
  move_key = 1024         ///< a child whose key has its parent in it finds another one
};

class Story {
 public:
  Story(Session& session, unsigned verb_sets) : session_(session), verb_sets_(verb_sets) {}

  /// The numbers of the verbs in these sets, the likely ones several times.
  static std::vector<unsigned> verbs(unsigned verb_sets);
  /// The sets of that name, 0 for an unknown one.
  static unsigned verb_set(const std::string& name);

  void act(const Act& act);
  void commit();
  /// What the database holds after commit().
  const World& world() const { return world_; }
  /// What was done, as a program.
  std::string told() const { return told_.str(); }

 private:
  static constexpr int lid_key = 1000;

  struct Verb;
  static const std::vector<Verb>& all_verbs();

  bool does(VerbSet set) const { return (verb_sets_ & static_cast<unsigned>(set)) != 0; }
  std::size_t below(std::size_t limit) {
    return numbers_[next_number_++ % numbers_.size()] % limit;
  }
  bool coin() { return below(2) == 0; }
  template <class Container>
  auto pick(Container& container) {
    return container.empty()
               ? container.end()
               : std::next(container.begin(), static_cast<std::ptrdiff_t>(below(container.size())));
  }
  static std::string quoted(char kind, int number) { return '"' + text(kind, number) + '"'; }
  /// A statement of the program, from its parts.
  template <class... Parts>
  void tell(const Parts&... parts) {
    ((told_ << parts), ...);
    told_ << '\n';
  }
  /// Deletes an object, which may be new.
  template <class E>
  void remove(E& entity, const std::string& name) {
    if (entity.entity_state() == EntityState::pending) flush();
    tell("session.delete_(", name, ");");
    session_.delete_(entity);
  }

  // Users and what they have (story_users.cpp)
  void add_user();
  void rename();
  void delete_user();
  void forget_user(int user);
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
  void change_course();

  // Relationships of one side (story_boxes.cpp)
  void add_box();
  void delete_box();
  void add_thing();
  void move_thing();
  void delete_thing();
  void set_lid();
  void look_at_box();

  // The session itself (story.cpp)
  void look();
  void flush();
  void expire();
  void expire_one();
  void begin_nested();
  void end_nested();
  void roll_back();
  void return_to(const World& world);

  // Off the straight path (story_detours.cpp)
  void expire_queued();
  void expunge_note();
  void expunge_user();
  void expunge_all();
  void undelete_note();
  void undelete_user();
  void save_order();
  void add_again();
  void fail_to_flush();
  void replace_profile();

  Session& session_;
  unsigned verb_sets_;
  std::array<unsigned, 5> numbers_{};  // of the act
  std::size_t next_number_ = 0;
  int last_ = 0;
  World world_;
  World committed_;
  World flushed_;
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
  struct Savepoint {
    SessionTransaction transaction;
    World world;
    std::string name;
  };
  std::map<int, office::Box*> boxes_;
  std::map<int, office::Thing*> things_;
  std::vector<Savepoint> savepoints_;
  std::ostringstream told_;
};

}  // namespace orp::tests
