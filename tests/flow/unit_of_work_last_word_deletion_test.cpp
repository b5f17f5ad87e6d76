// SPDX-License-Identifier: MIT
// The last word about a deletion wins, whatever is loaded when it is said: the same words in every
// kind of family, with all that memory may know, and in and after savepoints.
#include <functional>
#include <ostream>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

enum class Memory { nothing, the_members_side, both_sides };
enum class Savepoint { none, around, rolled_back_before };

struct Cell {
  Memory memory;
  Savepoint savepoint;
  bool autoflush;
};

std::ostream& operator<<(std::ostream& out, const Cell& cell) {
  return out << "memory " << static_cast<int>(cell.memory) << ", savepoint "
             << static_cast<int>(cell.savepoint) << ", autoflush " << cell.autoflush;
}

// An owner, a member that its deletion takes along, and their rows.
struct Family {
  Entity* owner;
  Entity* member;
  std::function<void()> look_at_member;
  std::function<void()> look_at_owner;
  std::function<void()> say_home_again;
  std::string owner_row;
  std::string member_row;
  std::string key;  // of the member's row
};

Family make_club(Session& session) {
  Club& club = session.add<Club>({.name = "club"});
  Member& member = club.members().add({.email = "m" + std::to_string(club.members().size())});
  session.commit();
  return {&club,
          &member,
          [&member] { static_cast<void>(member.club()); },
          [&club] { static_cast<void>(club.members().size()); },
          [&club, &member] { member.set_club(&club); },
          "clubs WHERE id = " + std::to_string(club.id()),
          "members WHERE id = " + std::to_string(member.id()),
          "club_id"};
}

Family make_user(Session& session) {
  User& user = session.add<User>({.name = "user"});
  Profile& profile = session.add<Profile>({.bio = "bio"});
  user.set_profile(&profile);
  session.commit();
  return {&user,
          &profile,
          [&profile] { static_cast<void>(profile.user()); },
          [&user] { static_cast<void>(user.profile()); },
          [&user, &profile] { profile.set_user(&user); },
          "users WHERE id = " + std::to_string(user.id()),
          "profiles WHERE id = " + std::to_string(profile.id()),
          "user_id"};
}

Family make_tree(Session& session) {
  Node& parent = session.add<Node>({.name = "parent"});
  Node& child = parent.children().add({.name = "child"});
  session.commit();
  return {&parent,
          &child,
          [&child] { static_cast<void>(child.parent()); },
          [&parent] { static_cast<void>(parent.children().size()); },
          [&parent, &child] { child.set_parent(&parent); },
          "nodes WHERE id = " + std::to_string(parent.id()),
          "nodes WHERE id = " + std::to_string(child.id()),
          "parent_id"};
}

class LastWord : public OfficeTest {
 protected:
  using Words = std::function<void(Session&, Family&)>;

  // Says the words in each cell, then looks whether the rows are there.
  void expect(bool owner_stays, bool member_stays, const Words& words) {
    for (const auto make : {make_club, make_user, make_tree})
      for (const Memory memory : {Memory::nothing, Memory::the_members_side, Memory::both_sides})
        for (const Savepoint savepoint :
             {Savepoint::none, Savepoint::around, Savepoint::rolled_back_before})
          for (const bool autoflush : {true, false}) {
            const Cell cell{memory, savepoint, autoflush};
            Session session = open({.autoflush = autoflush});
            Family family = make(session);
            say(session, family, cell, words);
            EXPECT_EQ(count(family.owner_row), owner_stays) << cell;
            EXPECT_EQ(count(family.member_row), member_stays) << cell;
            const bool is_alone = member_stays && !owner_stays;
            EXPECT_EQ(count(family.member_row + " AND " + family.key + " IS NULL"), is_alone)
                << cell;
            clear();
          }
  }

  void clear() {
    for (const char* table : {"members", "clubs", "profiles", "users", "nodes"})
      execute(std::string("DELETE FROM ") + table);
  }

 private:
  static void say(Session& session, Family& family, const Cell& cell, const Words& words) {
    if (cell.savepoint == Savepoint::rolled_back_before) {
      auto savepoint = session.begin_nested();
      session.delete_(*family.member);
      session.delete_(*family.owner);
      session.add(*family.member);
      session.flush();
      savepoint.rollback();
    }
    if (cell.memory != Memory::nothing) family.look_at_member();
    if (cell.memory == Memory::both_sides) family.look_at_owner();
    if (cell.savepoint == Savepoint::around) {
      auto savepoint = session.begin_nested();
      words(session, family);
      savepoint.commit();
    } else {
      words(session, family);
    }
    session.commit();
  }
};
ORPIMENT_ON_EACH_DATABASE(LastWord);

// deletion_words.hpp, rule 4; doom.cpp, rule 2.
TEST_P(LastWord, a_member_that_is_added_after_its_owner_is_deleted_stays) {
  expect(false, true, [](Session& session, Family& family) {
    session.delete_(*family.owner);
    session.add(*family.member);
  });
}

// deletion_words.hpp, rule 1.
TEST_P(LastWord, a_member_that_came_back_before_its_owner_is_deleted_goes) {
  expect(false, false, [](Session& session, Family& family) {
    session.delete_(*family.member);
    session.add(*family.member);
    session.delete_(*family.owner);
  });
}

TEST_P(LastWord, an_owner_that_is_deleted_once_more_takes_along_who_came_back) {
  expect(false, false, [](Session& session, Family& family) {
    session.delete_(*family.owner);
    session.add(*family.member);
    session.delete_(*family.owner);
  });
  expect(false, false, [](Session& session, Family& family) {
    session.delete_(*family.owner);
    session.add(*family.member);
    session.add(*family.owner);
    session.delete_(*family.owner);
  });
}

TEST_P(LastWord, who_comes_back_last_of_all_stays) {
  expect(false, true, [](Session& session, Family& family) {
    session.delete_(*family.member);
    session.add(*family.member);
    session.delete_(*family.owner);
    session.add(*family.member);
  });
}

TEST_P(LastWord, a_home_that_is_named_again_comes_back_with_its_member) {
  expect(true, true, [](Session& session, Family& family) {
    session.delete_(*family.owner);
    family.say_home_again();
  });
  expect(true, true, [](Session& session, Family& family) {
    session.delete_(*family.member);
    session.delete_(*family.owner);
    family.say_home_again();
  });
}

TEST_P(LastWord, a_home_that_is_named_before_it_is_deleted_takes_its_member_along) {
  expect(false, false, [](Session& session, Family& family) {
    session.delete_(*family.member);
    family.say_home_again();
    session.delete_(*family.owner);
  });
}

// deletion_words.hpp, rule 5.
TEST_P(LastWord, who_is_deleted_for_itself_stays_deleted_when_its_owner_comes_back) {
  expect(true, false, [](Session& session, Family& family) {
    session.delete_(*family.owner);
    session.delete_(*family.member);
    session.add(*family.owner);
  });
  expect(true, false, [](Session& session, Family& family) {
    session.delete_(*family.member);
    session.delete_(*family.owner);
    session.add(*family.owner);
  });
}

// deletion_words.hpp, rule 7.
TEST_P(LastWord, who_was_taken_out_of_the_session_stays_out_when_its_owner_comes_back) {
  for (const auto make : {make_club, make_user, make_tree})
    for (const Memory memory : {Memory::nothing, Memory::the_members_side, Memory::both_sides})
      for (const bool comes_between : {true, false}) {
        Session session = open();
        Family family = make(session);
        if (memory != Memory::nothing) family.look_at_member();
        if (memory == Memory::both_sides) family.look_at_owner();
        session.delete_(*family.owner);
        if (comes_between) {
          session.add(*family.member);
          session.delete_(*family.owner);
        }
        session.expunge(*family.member);
        session.add(*family.owner);
        EXPECT_EQ(family.member->entity_state(), EntityState::detached);
        session.commit();
        EXPECT_EQ(count(family.owner_row), 1);
        EXPECT_EQ(count(family.member_row), 1);
        session.add(*family.member);
        session.delete_(*family.owner);
        session.add(*family.owner);
        EXPECT_EQ(family.member->entity_state(), EntityState::persistent);
        session.commit();
        EXPECT_EQ(count(family.owner_row), 1);
        EXPECT_EQ(count(family.member_row), 1);
        clear();
      }
}

TEST_P(LastWord, an_owner_that_comes_back_brings_its_member_although_another_word_was_said) {
  expect(true, true, [](Session& session, Family& family) {
    session.delete_(*family.member);
    session.add(*family.member);
    session.delete_(*family.owner);
    session.add(*family.owner);
  });
}

// Three generations: whose row stays.
class LastWordInTree : public OfficeTest {
 protected:
  using Words = std::function<void(Session&, Node& root, Node& child, Node& grandchild)>;

  std::vector<std::string> left_by(bool looks, const Words& words) {
    Session session = open();
    Node& root = session.add<Node>({.name = "root"});
    Node& child = root.children().add({.name = "child"});
    Node& grandchild = child.children().add({.name = "grandchild"});
    session.commit();
    static_cast<void>(grandchild.parent());
    if (looks) static_cast<void>(child.children().size());
    if (looks) static_cast<void>(root.children().size());
    words(session, root, child, grandchild);
    session.commit();
    std::vector<std::string> left = names(session.scalars(select<Node>().order_by(Node::c.id)));
    session.commit();
    execute("DELETE FROM nodes");
    return left;
  }
};
ORPIMENT_ON_EACH_DATABASE(LastWordInTree);

// deletion_words.hpp, rule 2.
TEST_P(LastWordInTree, a_descendant_comes_back_alone) {
  for (const bool looks : {true, false})
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node&, Node& grandchild) {
                          session.delete_(root);
                          session.add(grandchild);
                        }),
                ElementsAre("grandchild"))
        << looks;
}

TEST_P(LastWordInTree, a_child_comes_back_with_what_goes_with_it) {
  for (const bool looks : {true, false})
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node& child, Node&) {
                          session.delete_(root);
                          session.add(child);
                        }),
                ElementsAre("child", "grandchild"))
        << looks;
}

// deletion_words.hpp, rule 3.
TEST_P(LastWordInTree, a_later_deletion_reaches_who_came_back_after_an_earlier_one) {
  for (const bool looks : {true, false}) {
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node& child, Node& grandchild) {
                          session.delete_(child);
                          session.add(grandchild);
                          session.delete_(root);
                        }),
                IsEmpty())
        << looks;
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node& child, Node& grandchild) {
                          session.delete_(root);
                          session.add(grandchild);
                          session.delete_(child);
                        }),
                IsEmpty())
        << looks;
  }
}

TEST_P(LastWordInTree, who_is_given_a_member_comes_back) {
  for (const bool looks : {true, false}) {
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node& child, Node&) {
                          session.delete_(root);
                          child.children().add({.name = "new"});
                        }),
                ElementsAre("child", "grandchild", "new"))
        << looks;
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node& child, Node&) {
                          Node& other = session.add<Node>({.name = "other"});
                          session.delete_(root);
                          other.set_parent(&child);
                        }),
                ::testing::UnorderedElementsAre("child", "grandchild", "other"))
        << looks;
  }
}

TEST_P(LastWordInTree, the_home_below_a_deletion_is_named_again) {
  for (const bool looks : {true, false})
    EXPECT_THAT(left_by(looks,
                        [](Session& session, Node& root, Node& child, Node& grandchild) {
                          session.delete_(root);
                          grandchild.set_parent(&child);
                        }),
                ElementsAre("child", "grandchild"))
        << looks;
}

class LastWordAtOwners : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(LastWordAtOwners);

TEST_P(LastWordAtOwners, a_member_that_needs_its_owner_goes_with_it_after_it_came_back) {
  for (const bool looks : {true, false}) {
    Session session = open();
    User& user = session.add<User>({.name = "user"});
    Order& order = user.orders().add({.total = "1"_dec});
    Item& item = order.items().add({.line = 1, .product = "pen"});
    session.commit();
    if (looks) static_cast<void>(order.items().size());
    if (looks) static_cast<void>(user.orders().size());
    session.delete_(item);
    session.add(item);
    session.delete_(order);
    session.add(order);
    session.delete_(user);
    session.commit();
    EXPECT_EQ(count("items") + count("orders") + count("users"), 0) << looks;
  }
}

TEST_P(LastWordAtOwners,
       a_member_that_needs_its_owner_and_was_given_another_one_comes_back_in_vain) {
  for (const bool looks : {true, false}) {
    Session session = open();
    User& user = session.add<User>({.name = "user"});
    Order& order = user.orders().add({.total = "1"_dec});
    session.commit();
    if (looks) static_cast<void>(user.orders().size());
    session.delete_(user);
    order.items().add({.line = 1, .product = "pen"});
    EXPECT_EQ(error_of<IntegrityError>([&] { session.flush(); })->code(), "ORP-3103") << looks;
    session.rollback();
    session.delete_(user);
    session.commit();
  }
}

TEST_P(LastWordAtOwners, a_new_member_that_left_with_its_owner_is_added_again) {
  for (const bool looks : {true, false}) {
    Session session = open();
    Club& club = session.add<Club>({.name = "club"});
    session.commit();
    if (looks) static_cast<void>(club.members().size());
    Member& member = club.members().add({.email = "new"});
    session.delete_(club);
    session.add(member);
    session.commit();
    EXPECT_EQ(count("clubs"), 0) << looks;
    EXPECT_EQ(count("members WHERE club_id IS NULL"), 1) << looks;
    session.delete_(member);
    session.commit();
  }
}

TEST_P(LastWordAtOwners, a_partner_from_outside_brings_back) {
  for (const bool looks : {true, false}) {
    Session session = open();
    User& user = session.add<User>({.name = "user"});
    User& home = session.add<User>({.name = "home"});
    Profile& profile = session.add<Profile>({.bio = "bio"});
    user.set_profile(&profile);
    session.commit();
    static_cast<void>(home.profile());
    if (looks) static_cast<void>(user.profile());
    session.expunge(home);
    session.delete_(user);
    home.set_profile(&profile);
    session.add(home);
    session.commit();
    EXPECT_EQ(count("profiles WHERE user_id = " + std::to_string(home.id())), 1) << looks;
    session.delete_(home);
    session.commit();
  }
}

// Nothing but the fact that it has no parent is asked about an orphan, and it takes along.
TEST_P(LastWordAtOwners, an_orphan_takes_its_members_along) {
  for (const bool looks : {true, false})
    for (const bool comes_back : {true, false}) {
      Session session = open();
      User& user = session.add<User>({.name = "user"});
      Order& order = user.orders().add({.total = "1"_dec});
      Item& item = order.items().add({.line = 1, .product = "pen"});
      session.commit();
      if (looks) static_cast<void>(order.items().size());
      if (comes_back) session.delete_(item);
      if (comes_back) session.add(item);
      user.orders().remove(order);
      session.commit();
      EXPECT_EQ(count("items") + count("orders"), 0) << looks << comes_back;
    }
}

}  // namespace
}  // namespace orp::tests
