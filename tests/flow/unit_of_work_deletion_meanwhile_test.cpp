// SPDX-License-Identifier: MIT
// An object leaves the session and comes back after a member of it was deleted: what it said before
// the deletion does not undo it, and what it says after does.
#include <string>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

class DeletionMeanwhile : public OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    clean();
  }
  void clean() {
    for (const char* table : {"users_tags", "notes", "tags", "things", "lids", "boxes", "users"})
      execute(std::string("DELETE FROM ") + table);
  }
};
ORPIMENT_ON_EACH_DATABASE(DeletionMeanwhile);

// absences.hpp, rule 2.
TEST_P(DeletionMeanwhile, is_not_undone_by_what_an_owner_said_before) {
  for (const bool own_side : each)
    for (const bool moves : each)
      for (const bool looks : each)
        for (const bool leaves_before : each) {
          SCOPED_TRACE(::testing::Message() << own_side << moves << looks << leaves_before);
          clean();
          Session session = open({.autoflush = false});
          User& first = session.add<User>({.name = "first"});
          User& second = session.add<User>({.name = "second"});
          Note& note = first.notes().add({.body = "n"});
          session.commit();
          if (looks) {
            EXPECT_EQ(note.body(), "n");
            EXPECT_EQ(first.notes().size() + second.notes().size(), 1U);
          }
          User& owner = moves ? second : first;
          if (own_side)
            note.set_author(&owner);
          else
            owner.notes().add(note);
          if (leaves_before) session.expunge(owner);
          session.delete_(note);
          if (!leaves_before) session.expunge(owner);
          session.add(owner);
          session.commit();
          EXPECT_EQ(count("notes"), 0);
          EXPECT_EQ(count("users"), 2);
        }
}

// absences.hpp, rule 2.
TEST_P(DeletionMeanwhile, is_undone_by_what_an_owner_outside_says_after) {
  for (const bool is_last : each) {
    clean();
    Session session = open({.autoflush = false});
    User& user = session.add<User>({.name = "u"});
    Note& note = session.add<Note>({.body = "n"});
    session.commit();
    session.expunge(user);
    if (is_last) session.delete_(note);
    user.notes().add(note);
    if (!is_last) session.delete_(note);
    session.add(user);
    session.commit();
    EXPECT_EQ(count("notes"), is_last ? 1 : 0);
  }
}

TEST_P(DeletionMeanwhile, is_not_undone_by_an_association_said_before) {
  for (const bool own_side : each) {
    clean();
    Session session = open({.autoflush = false});
    User& user = session.add<User>({.name = "u"});
    Tag& tag = session.add<Tag>({.name = "t"});
    session.commit();
    if (own_side)
      tag.users().add(user);
    else
      user.tags().add(tag);
    session.delete_(tag);
    session.expunge(user);
    session.add(user);
    session.commit();
    EXPECT_EQ(count("tags"), 0);
  }
}

TEST_P(DeletionMeanwhile, is_not_undone_by_a_one_directional_owner) {
  for (const bool is_rolled_back : each) {
    clean();
    Session session = open({.autoflush = false});
    Thing& thing = session.add<Thing>({.name = "t"});
    session.commit();
    Box& box = session.add<Box>({.label = "b"});
    box.things().add(thing);
    if (is_rolled_back) session.rollback();
    session.delete_(thing);
    if (!is_rolled_back) session.expunge(box);
    session.add(box);
    session.commit();
    EXPECT_EQ(count("things"), 0);
    EXPECT_EQ(count("boxes"), 1);
  }
}

}  // namespace
}  // namespace orp::tests
