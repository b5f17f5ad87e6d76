// SPDX-License-Identifier: MIT
// Acts on a session, done to a plain model as well, and told as the program that does the same.
#pragma once
#include <cstddef>
#include <iterator>
#include <map>
#include <office/model.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "act.hpp"
#include "forked.hpp"
#include "orpiment/session/session.hpp"
#include "world.hpp"

namespace orp::tests {

/// What a story may do, by the kind of the thing: "everyday link_again expunge".
enum class VerbSet : unsigned {
  everyday = 1U << 0,
  link_again = 1U << 1,       ///< an association is added that exists
  take_what_goes = 1U << 2,   ///< a unique value changes hands in one flush
  expire_queued = 1U << 3,    ///< what is not flushed is forgotten
  expunge = 1U << 4,          ///< and comes back, changed on the way or not
  undelete = 1U << 5,         ///< what is to be deleted is kept after all
  add_again = 1U << 6,        ///< what a rollback threw out comes back
  failed_flush = 1U << 7,     ///< is rolled back and repaired
  replace_partner = 1U << 8,  ///< of a one-to-one relationship, while it has another one
  one_way = 1U << 9,          ///< relationships that only the parent has
  move_key = 1U << 10,        ///< a child whose key has its parent in it finds another one
  clear_list = 1U << 11,      ///< collections emptied, and changed by a copy of them
  refresh = 1U << 12,         ///< of objects and of some attributes
  expire_part = 1U << 13,     ///< some attributes
  populate = 1U << 14,        ///< queries that read anew what is in memory
  start_over = 1U << 15,      ///< the session forgets every object
  new_home = 1U << 16,        ///< members find an owner that is not added yet
  email = 1U << 17,           ///< unique values of new, changed and deleted objects
  row_switch = 1U << 18,      ///< a new object takes the row of a deleted one
  tree = 1U << 19,            ///< turned over, tied to a ring, lifted
  one_way_link = 1U << 20,    ///< associations that only one side has
  rename_branch = 1U << 21,   ///< a tree of keys that change
  repair = 1U << 22,          ///< a flush that failed, in a savepoint or of a change
  crowd = 1U << 23,           ///< more members than a statement takes
  album = 1U << 24,           ///< rows that refer to each other
  explain = 1U << 25,         ///< what a flush would do is asked
  sql_value = 1U << 26,       ///< values that the database calculates
  statement = 1U << 27        ///< UPDATE and DELETE of rows that objects stand for
};

class Story {
 public:
  /// `say` is given a line of the program before it is done.
  Story(Session& session, bool autoflush, unsigned verb_sets, Say say)
      : session_(session), autoflush_(autoflush), verb_sets_(verb_sets), say_(std::move(say)) {}

  /// The numbers of the verbs in these sets, the likely ones several times.
  static std::vector<unsigned> verbs(unsigned verb_sets);
  /// The sets of that name, 0 for an unknown one.
  static unsigned verb_set(const std::string& name);

  void act(const Act& act);
  void commit();
  /// What the database holds after commit().
  const World& world() const { return world_; }

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
    std::ostringstream line;
    ((line << parts), ...);
    line << '\n';
    say_(line.str());
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
  office::User& add_user(int number, std::optional<int> email);
  void rename();
  void delete_user();
  void delete_user(int user);
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
  void enrol(int student, int course);
  void drop_out();
  void change_course();

  // Relationships of one side (story_boxes.cpp)
  void add_box();
  void delete_box();
  void add_thing();
  void move_thing();
  void take_thing();
  void delete_thing();
  void set_lid();
  void take_lid();
  void look_at_box();

  // Associations of one side (story_crates.cpp)
  void add_crate();
  void delete_crate();
  void add_label();
  void delete_label();
  void stick();
  void peel_off();
  void peel_off_all();
  void visit_crate();

  // Rows that refer to each other (story_albums.cpp)
  void add_album();
  void add_photo();
  void put_on_cover(int album, std::optional<int> photo);
  void set_cover();
  void exchange_covers();
  void move_photo();
  void leave_covers(int photo, std::optional<int> but_of);
  void delete_photo();
  void delete_album();
  void visit_album();

  // Trees (story_trees.cpp)
  void turn_over();
  void tie_ring();
  void lift_children();
  void add_branch();
  void rename_branch();
  void move_branch();
  void delete_branch();
  void visit_branch();

  // Members in numbers (story_lists.cpp)
  void clear_list();
  void hand_over_notes();
  void add_crowd();
  void delete_crowd();

  // What is read anew (story_reading.cpp)
  template <class E>
  struct Part {
    const char* name;
    Attribute<E> attribute;
  };
  enum class Reading { now, later };
  void refresh_part();
  void expire_part();
  void read_part(Reading when);
  void read_user(Reading when);
  void forget_new_members(int user);
  bool has_replaced_profile(int user) const;
  void read_note(Reading when);
  void read_order(Reading when);
  void read_node(Reading when);
  template <class E>
  std::string read(E& entity, const std::string& name, const std::vector<Part<E>>& parts,
                   Reading when);
  bool has_lost_author(const std::pair<const int, std::optional<int>>& note) const;
  void keep_one_end(const Entity& entity, const std::vector<const Entity*>& others);
  void populate();
  void start_over();
  void find_objects();

  // What SQL says of rows (story_statements.cpp)
  ExecutionOptions some_synchronization();
  void rename_by_expression();
  void rename_by_statement();
  void delete_note_by_statement();
  void delete_note_twice();

  // Rows and values that change hands (story_takeovers.cpp)
  void move_to_new_user();
  void rescue_to_new_user();
  office::User& make_transient_user(int number);
  void take_email();
  void give_email();
  void look_at_email(int user);
  void set_email(int user, std::optional<int> email);
  void replace_user();
  void replace_course();
  void fail_in_savepoint();
  void fail_to_update();

  // The session itself (story.cpp)
  void look();
  void check_lists(int user);
  void flush();
  void explain();
  void note_flush();
  void expire();
  void expire_one();
  void begin_nested();
  void end_nested();
  void roll_back();
  void return_to_commit();
  void return_to(const World& world);

  // Off the straight path (story_detours.cpp)
  void expire_queued();
  void say_again();
  void expunge_note();
  void expunge_user();
  void expunge_all();
  void undelete_note();
  void undelete_user();
  void save_order();
  void add_again();
  void fail_to_flush();
  void fail();
  void add_repaired(office::User& user, int number);
  void replace_profile();

  Session& session_;
  bool autoflush_;
  unsigned verb_sets_;
  Say say_;
  std::array<unsigned, 5> numbers_{};  // of the act
  std::size_t next_number_ = 0;
  int last_ = 0;
  World world_;
  World committed_;
  World flushed_;
  bool has_taken_ = false;        // a profile found a user since the last flush
  bool has_left_ = false;         // a profile is deleted by the next one
  std::set<const Entity*> read_;  // anew, since the last flush
  bool has_forgotten_ = false;    // objects of this transaction; others stand for their rows
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
  std::map<int, office::Box*> boxes_;
  std::map<int, office::Thing*> things_;
  std::map<int, office::Crate*> crates_;
  std::map<int, office::Label*> labels_;
  std::map<int, office::Branch*> branches_;
  std::map<int, office::Album*> albums_;
  std::map<int, office::Photo*> photos_;
  struct Savepoint {
    SessionTransaction transaction;
    World world;
    std::string name;
  };
  std::vector<Savepoint> savepoints_;
};

}  // namespace orp::tests
