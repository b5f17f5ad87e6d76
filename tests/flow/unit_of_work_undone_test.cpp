// SPDX-License-Identifier: MIT
// What left the session after it was written, and what a rollback did meanwhile.
#include <functional>
#include <optional>

#include "two_ends.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Undone : public TwoEndsTest {
 protected:
  // Writes what `act` says, takes the object out, and undoes it all in one of three ways.
  enum class Way { transaction, savepoint, savepoint_within };
  static constexpr Way ways[] = {Way::transaction, Way::savepoint, Way::savepoint_within};

  static void undo(Session& session, Way way, Entity& leaver, const std::function<void()>& act) {
    std::optional<SessionTransaction> outer;
    if (way != Way::transaction) outer.emplace(session.begin_nested());
    if (way == Way::savepoint_within) {
      SessionTransaction inner = session.begin_nested();
      act();
      inner.commit();
    } else {
      act();
      session.flush();
    }
    session.expunge(leaver);
    if (outer)
      outer->rollback();
    else
      session.rollback();
  }
};
ORPIMENT_ON_EACH_DATABASE(Undone);

// rollback.cpp, rule 5.
TEST_P(Undone, a_value_is_the_databases_when_its_object_comes_back) {
  for (const Way way : ways)
    for (const bool is_expired : each) {
      Session session = open();
      User& ann = session.add<User>({.name = "Ann"});
      session.commit();
      if (!is_expired) {
        EXPECT_EQ(ann.name(), "Ann");
      }
      undo(session, way, ann, [&] { ann.set_name("Undone"); });
      EXPECT_EQ(ann.name(), "Undone") << "it shows what it has";
      session.add(ann);
      EXPECT_EQ(ann.name(), "Ann");
      ann.set_name("Undone");
      session.commit();
      EXPECT_EQ(count("users WHERE name = 'Undone'"), 1);
      session.delete_(ann);
      session.commit();
    }
}

TEST_P(Undone, a_value_that_is_said_again_is_written) {
  for (const Way way : ways) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann", .email = "e"});
    session.commit();
    undo(session, way, ann, [&] {
      ann.set_name("Undone");
      ann.set_email("u");
    });
    ann.set_name("Undone");
    session.add(ann);
    EXPECT_EQ(ann.name(), "Undone");
    EXPECT_EQ(ann.email(), "e");
    session.commit();
    EXPECT_EQ(count("users WHERE name = 'Undone' AND email = 'e'"), 1);
    session.delete_(ann);
    session.commit();
  }
}

TEST_P(Undone, a_move_is_undone_for_who_comes_back) {
  for (const Way way : ways)
    for (const bool owner_leaves : each)
      for (const bool said_outside : each) {
        Scene s = scene();
        EXPECT_EQ(s.member.club(), &s.first);
        EXPECT_EQ(s.second.members().size(), 0U);
        Entity& leaver = owner_leaves ? static_cast<Entity&>(s.second) : s.member;
        undo(s.session, way, leaver, [&] { s.member.set_club(&s.second); });
        const auto say = [&] {
          if (owner_leaves)
            s.second.members().add(s.member);
          else
            s.member.set_club(&s.second);
        };
        if (said_outside) say();
        s.session.add(s.member);
        s.session.add(s.second);
        if (!said_outside) {
          EXPECT_EQ(s.member.club(), &s.first);
          EXPECT_TRUE(s.first.members().contains(s.member));
          EXPECT_FALSE(s.second.members().contains(s.member));
          say();
        }
        EXPECT_EQ(s.member.club(), &s.second);
        EXPECT_FALSE(s.first.members().contains(s.member));
        s.session.commit();
        EXPECT_EQ(members_of(s.second), 1);
      }
}

TEST_P(Undone, a_letting_go_is_undone_for_who_comes_back) {
  for (const Way way : ways)
    for (const bool said_outside : each) {
      Session session = open();
      User& ann = session.add<User>({.name = "Ann"});
      Note& note = ann.notes().add({.body = "n"});
      session.commit();
      EXPECT_EQ(note.author(), &ann);
      undo(session, way, note, [&] { note.set_author(nullptr); });
      EXPECT_EQ(note.author(), nullptr);
      if (said_outside) note.set_author(nullptr);
      session.add(note);
      if (!said_outside) {
        EXPECT_EQ(note.author(), &ann);
        EXPECT_EQ(ann.notes().size(), 1U);
        note.set_author(nullptr);
      }
      session.commit();
      EXPECT_EQ(count("notes WHERE author_id IS NULL"), 1);
      session.delete_(note);
      session.delete_(ann);
      session.commit();
    }
}

// rollback.cpp, rule 3; settle.hpp, rule 3.
TEST_P(Undone, an_association_is_undone_for_who_comes_back) {
  for (const Way way : ways)
    for (const bool said_outside : each) {
      Session session = open();
      User& ann = session.add<User>({.name = "Ann"});
      Tag& tag = session.add<Tag>({.name = "t"});
      session.commit();
      EXPECT_TRUE(ann.tags().empty());
      undo(session, way, ann, [&] { ann.tags().add(tag); });
      EXPECT_EQ(ann.tags().size(), 1U);
      if (said_outside) ann.tags().add(tag);
      session.add(ann);
      if (!said_outside) {
        EXPECT_TRUE(ann.tags().empty());
        EXPECT_TRUE(tag.users().empty());
        ann.tags().add(tag);
      }
      session.commit();
      EXPECT_EQ(count("users_tags"), 1);
      EXPECT_TRUE(tag.users().contains(ann));
      session.delete_(ann);
      session.delete_(tag);
      session.commit();
    }
}

TEST_P(Undone, a_partner_is_undone_for_who_comes_back) {
  for (const Way way : ways)
    for (const bool owner_leaves : each)
      for (const bool said_outside : each) {
        Session session = open();
        User& ann = session.add<User>({.name = "Ann"});
        User& bob = session.add<User>({.name = "Bob"});
        Profile& profile = session.add<Profile>({.bio = "b"});
        ann.set_profile(&profile);
        session.commit();
        EXPECT_EQ(profile.user(), &ann);
        EXPECT_EQ(bob.profile(), nullptr);
        Entity& leaver = owner_leaves ? static_cast<Entity&>(bob) : profile;
        undo(session, way, leaver, [&] { profile.set_user(&bob); });
        const auto say = [&] {
          if (owner_leaves)
            bob.set_profile(&profile);
          else
            profile.set_user(&bob);
        };
        if (said_outside) say();
        session.add(profile);
        session.add(bob);
        if (!said_outside) {
          EXPECT_EQ(profile.user(), &ann);
          EXPECT_EQ(ann.profile(), &profile);
          EXPECT_EQ(bob.profile(), nullptr);
          say();
        }
        session.commit();
        EXPECT_EQ(ann.profile(), nullptr);
        EXPECT_EQ(bob.profile(), &profile);
        session.commit();
        EXPECT_EQ(count("profiles JOIN users ON users.id = user_id WHERE name = 'Bob'"), 1);
        session.delete_(ann);
        session.delete_(bob);
        session.commit();
      }
}

// Also where the savepoint has not written them, but whom they show.
// rollback.cpp, rules 4 and 5.
TEST_P(Undone, what_was_read_in_a_savepoint_that_has_written_is_read_anew) {
  enum class Act { none, statement, column, target, insertion, deletion };
  for (const Act act :
       {Act::none, Act::statement, Act::column, Act::target, Act::insertion, Act::deletion})
    for (const bool is_released : each) {
      SCOPED_TRACE(static_cast<int>(act));
      Scene s = scene();
      s.session.expire_all();
      SessionTransaction outer = s.session.begin_nested();
      SessionTransaction inner = s.session.begin_nested();
      if (act == Act::statement)
        s.session.execute(update<Member>().set(Member::c.club_id = s.second.id()).all_rows());
      if (act == Act::column) s.member.set_club_id(s.second.id());
      if (act == Act::target) s.member.set_club(&s.second);
      if (act == Act::insertion) s.session.add<Member>({.club_id = s.second.id(), .email = "n"});
      if (act == Act::deletion) s.session.delete_(s.member);
      s.session.flush();
      EXPECT_EQ(s.first.members().size(), act == Act::none || act == Act::insertion ? 1U : 0U);
      EXPECT_EQ(s.second.members().size(), act == Act::none || act == Act::deletion ? 0U : 1U);
      if (is_released) inner.commit();
      s.session.expunge(s.first);
      s.session.expunge(s.second);
      outer.rollback();
      s.session.add(s.first);
      s.session.add(s.second);
      EXPECT_EQ(s.first.members().size(), 1U);
      EXPECT_EQ(s.second.members().size(), 0U);
    }
}

// ---- What was loaded in a transaction ends with it

TEST_P(Undone, a_commit_expires_what_has_come_back) {
  for (const bool expire_on_commit : each)
    for (const bool is_rolled_back : each) {
      Session session = open({.expire_on_commit = expire_on_commit});
      User& ann = session.add<User>({.name = "Ann"});
      session.commit();
      EXPECT_EQ(ann.name(), "Ann");
      session.expunge(ann);
      session.commit();
      execute("UPDATE users SET name = 'Anna'");
      session.add(ann);
      EXPECT_EQ(ann.name(), "Ann");
      EXPECT_THAT(sent(), IsEmpty());
      if (is_rolled_back)
        session.rollback();
      else
        session.commit();
      EXPECT_EQ(ann.name(), is_rolled_back || expire_on_commit ? "Anna" : "Ann");
      session.delete_(ann);
      session.commit();
    }
}

// life_cycle.cpp, rule 3.
TEST_P(Undone, coming_back_begins_the_transaction) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  session.commit();
  session.expunge(ann);
  EXPECT_FALSE(session.in_transaction());
  session.add(ann);
  EXPECT_TRUE(session.in_transaction());
  EXPECT_EQ(error_of<UsageError>([&] { (void)session.begin(); })->code(), "ORP-1302");
  session.commit();
  EXPECT_FALSE(session.in_transaction());
}

// rollback.cpp, rule 5.
TEST_P(Undone, what_has_left_may_be_read_after_a_rollback) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  session.commit();
  EXPECT_EQ(ann.name(), "Ann");
  session.expunge(ann);
  session.rollback();
  EXPECT_EQ(ann.name(), "Ann");
}

}  // namespace
}  // namespace orp::tests
