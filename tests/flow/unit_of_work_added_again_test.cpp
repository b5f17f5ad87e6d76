// SPDX-License-Identifier: MIT
// What is queued goes with an object that leaves the session, and comes back with it.
#include <optional>

#include "two_ends.hpp"

namespace orp::tests {
namespace {

using namespace office;

class AddedAgain : public TwoEndsTest {};
ORPIMENT_ON_EACH_DATABASE(AddedAgain);

// ---- Objects that leave and come back

// change_log.hpp, rule 3.
TEST_P(AddedAgain, what_was_removed_while_detached_is_removed) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Order& order = ann.orders().add({.total = "1"_dec});
  session.commit();
  EXPECT_EQ(ann.orders().size(), 1U);
  EXPECT_EQ(order.total(), "1"_dec);
  session.expunge_all();
  ann.orders().remove(order);
  session.add(ann);
  session.commit();
  EXPECT_EQ(count("orders"), 0);
}

// change_log.hpp, rule 3.
TEST_P(AddedAgain, ties_that_changed_while_detached_are_written_when_it_comes_back) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Tag& old = session.add<Tag>({.name = "old"});
  Tag& fresh = session.add<Tag>({.name = "fresh"});
  ann.tags().add(old);
  session.commit();
  EXPECT_EQ(ann.tags().size(), 1U);
  EXPECT_EQ(ann.name(), "Ann");
  session.expunge(ann);
  ann.tags().remove(old);
  ann.tags().add(fresh);
  session.commit();
  EXPECT_EQ(count("users_tags JOIN tags ON id = tag_id WHERE tags.name = 'old'"), 1);
  session.add(ann);
  EXPECT_TRUE(old.users().empty());
  EXPECT_TRUE(fresh.users().contains(ann));
  session.commit();
  EXPECT_EQ(count("users_tags JOIN tags ON id = tag_id WHERE tags.name = 'fresh'"), 1);
  EXPECT_EQ(count("users_tags"), 1);
}

// queued_ties.hpp, rule 2.
TEST_P(AddedAgain, a_queued_tie_goes_with_an_object_that_leaves) {
  for (const bool leaver_acts : each) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    Tag& tag = session.add<Tag>({.name = "t"});
    session.commit();
    EXPECT_EQ(ann.name() + tag.name(), "Annt");
    if (leaver_acts)
      ann.tags().add(tag);
    else
      tag.users().add(ann);
    session.expunge(ann);
    tag.set_name("T");
    session.commit();
    EXPECT_EQ(count("users_tags"), 0);
    session.add(ann);
    session.commit();
    EXPECT_EQ(count("users_tags"), 1) << "and comes back with it";
    session.delete_(ann);
    session.delete_(tag);
    session.commit();
  }
}

TEST_P(AddedAgain, a_new_member_that_leaves_is_not_waited_for) {
  Scene s = scene();
  Member& fresh = s.first.members().add({.email = "fresh"});
  s.session.expunge(fresh);
  s.first.set_name("1st");
  s.session.commit();
  EXPECT_EQ(s.first.members().size(), 1U);
  s.session.add(fresh);
  EXPECT_EQ(s.first.members().size(), 2U);
  s.session.commit();
  EXPECT_EQ(members_of(s.first), 2);
}

TEST_P(AddedAgain, a_move_goes_and_comes_back_with_the_object_or_its_new_owner) {
  for (const bool owner_leaves : each) {
    Scene s = scene();
    EXPECT_EQ(s.member.club(), &s.first);
    EXPECT_EQ(s.first.members().size(), 1U);
    s.member.set_club(&s.second);
    s.session.expunge(owner_leaves ? static_cast<Entity&>(s.second) : s.member);
    s.session.flush();
    if (owner_leaves) {
      // Members go along, as the cascade says.
      EXPECT_EQ(s.member.entity_state(), EntityState::detached);
      s.session.add(s.second);
    } else {
      EXPECT_TRUE(s.second.members().empty());
      s.session.add(s.member);
    }
    EXPECT_EQ(s.member.club(), &s.second);
    EXPECT_TRUE(s.second.members().contains(s.member));
    EXPECT_FALSE(s.first.members().contains(s.member));
    s.session.commit();
    EXPECT_EQ(members_of(s.second), 1);
  }
}

TEST_P(AddedAgain, deleting_a_detached_object_brings_back_nothing_else) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Note& note = ann.notes().add({.body = "n"});
  session.commit();
  EXPECT_EQ(ann.notes().size(), 1U);
  EXPECT_EQ(note.author(), &ann);
  EXPECT_EQ(note.body(), "n");
  session.expunge_all();
  ann.set_name("changed");
  session.delete_(note);
  EXPECT_EQ(ann.entity_state(), EntityState::detached);
  session.commit();
  EXPECT_EQ(count("notes"), 0);
  EXPECT_EQ(count("users WHERE name = 'Ann'"), 1);
}

TEST_P(AddedAgain, who_has_lost_the_row_is_not_added_and_the_collection_stays_as_it_was) {
  Scene s = scene();
  s.session.delete_(s.member);
  s.session.flush();
  EXPECT_EQ(error_of<UsageError>([&] { s.second.members().add(s.member); })->code(), "ORP-1312");
  EXPECT_TRUE(s.second.members().empty());
  s.session.commit();
  EXPECT_EQ(count("members"), 0);
}

// ---- Rollback

// relation.hpp, rule 4.
TEST_P(AddedAgain, a_member_whose_insert_failed_is_added_again) {
  for (const bool own_side : each) {
    Scene s = scene();
    Member& fresh = s.first.members().add({.email = "m@example.com"});
    EXPECT_TRUE(error_of<IntegrityError>([&] { s.session.commit(); }).has_value());
    s.session.rollback();
    EXPECT_EQ(s.first.members().size(), 1U);
    EXPECT_FALSE(s.first.members().contains(fresh));
    EXPECT_FALSE(s.first.members().remove(fresh));
    fresh.set_email("free");
    if (own_side)
      s.session.add(fresh);
    else
      s.first.members().add(fresh);
    EXPECT_TRUE(s.first.members().contains(fresh));
    s.session.commit();
    EXPECT_EQ(members_of(s.first), 2);
  }
}

TEST_P(AddedAgain, what_a_new_object_was_given_outlives_the_rollback) {
  for (const bool nested : each)
    for (const int touch : {0, 1, 2}) {
      Scene s = scene();
      std::optional<SessionTransaction> savepoint;
      if (nested) savepoint.emplace(s.session.begin_nested());
      Club& club = s.session.add<Club>({.name = "new"});
      Member& member = club.members().add({.email = "a"});
      s.session.flush();
      if (touch == 0) club.set_name("renamed");
      if (touch == 1) club.members().add({.email = "b"});
      if (touch == 2) s.first.set_name("other");
      s.session.add<Member>({.email = "m@example.com"});
      EXPECT_TRUE(error_of<IntegrityError>([&] { s.session.flush(); }).has_value());
      if (nested)
        savepoint->rollback();
      else
        s.session.rollback();
      EXPECT_EQ(club.entity_state(), EntityState::transient);
      const std::string name = touch == 0 ? "renamed" : "new";
      EXPECT_EQ(club.name(), name);
      EXPECT_EQ(member.email(), "a");
      s.session.add(club);
      s.session.commit();
      EXPECT_EQ(count("clubs WHERE name = '" + name + "'"), 1);
      EXPECT_EQ(members_of(club), touch == 1 ? 2 : 1);
    }
}

// Given after the INSERT, from either side, to lists that nobody has looked at, or has.
TEST_P(AddedAgain, what_an_inserted_object_was_given_outlives_the_rollback) {
  for (const bool nested : each)
    for (const bool looks : each)
      for (const bool by_member : each)
        for (const bool is_new : each) {
          SCOPED_TRACE(nested * 1000 + looks * 100 + by_member * 10 + is_new);
          Session session = open();
          Tag& old_tag = session.add<Tag>({.name = "t"});
          Note& old_note = session.add<Note>({.body = "n"});
          Thing& thing = session.add<Thing>({.name = "h"});
          session.commit();
          std::optional<SessionTransaction> savepoint;
          if (nested) savepoint.emplace(session.begin_nested());
          User& ann = session.add<User>({.name = "Ann"});
          Box& box = session.add<Box>({.label = "b"});
          session.flush();
          Tag& tag = is_new ? session.add<Tag>({.name = "new"}) : old_tag;
          Note& note = is_new ? session.add<Note>({.body = "new"}) : old_note;
          if (looks) static_cast<void>(ann.tags().size() + ann.notes().size());
          if (by_member) {
            tag.users().add(ann);
            note.set_author(&ann);
          } else {
            ann.tags().add(tag);
            ann.notes().add(note);
          }
          box.things().add(thing);
          session.flush();
          nested ? savepoint->rollback() : session.rollback();
          EXPECT_TRUE(ann.tags().contains(tag));
          EXPECT_TRUE(ann.notes().contains(note));
          session.add(ann);
          session.add(box);
          session.commit();
          EXPECT_EQ(note.author(), &ann);
          session.close();
          EXPECT_EQ(count("users_tags"), 1);
          EXPECT_EQ(count("things WHERE box_id IS NOT NULL"), 1);
          for (const char* table : {"users_tags", "notes", "tags", "users", "things", "boxes"})
            execute(std::string("DELETE FROM ") + table);
        }
}

TEST_P(AddedAgain, a_new_member_of_an_owner_outside_comes_with_its_owner) {
  for (const bool is_stored : each) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    session.flush();
    if (is_stored) session.commit();
    if (is_stored) static_cast<void>(ann.name());
    is_stored ? session.expunge(ann) : session.rollback();
    Order& order = ann.orders().add({.total = "1"_dec});
    Note& note = ann.notes().add({.body = "n"});
    EXPECT_EQ(order.entity_state(), EntityState::transient);
    EXPECT_EQ(order.total(), "1"_dec);
    EXPECT_TRUE(session.new_().empty());
    session.commit();
    session.add(ann);
    EXPECT_EQ(order.entity_state(), EntityState::pending);
    session.commit();
    EXPECT_EQ(&order.user(), &ann);
    EXPECT_EQ(note.author(), &ann);
    session.delete_(ann);
    session.delete_(note);
    session.commit();
  }
  EXPECT_EQ(count("orders"), 0);
}

TEST_P(AddedAgain, what_an_inserted_object_lost_again_stays_lost_after_the_rollback) {
  for (const bool looks : each) {
    Session session = open();
    Tag& tag = session.add<Tag>({.name = "t"});
    session.commit();
    User& ann = session.add<User>({.name = "Ann"});
    session.flush();
    ann.tags().add(tag);
    session.flush();
    {
      auto savepoint = session.begin_nested();
      if (looks) static_cast<void>(ann.tags().size());
      ann.tags().remove(tag);
      savepoint.commit();
    }
    session.rollback();
    session.add(ann);
    session.commit();
    EXPECT_TRUE(ann.tags().empty());
    session.delete_(ann);
    session.delete_(tag);
    session.commit();
  }
}

// It knows nothing of the savepoint that wrote the row.
// rollback.cpp, rule 3.
TEST_P(AddedAgain, who_stands_for_the_row_of_an_object_that_left_is_read_anew_after_the_rollback) {
  for (const bool all_leave : each) {
    Session session = open();
    auto savepoint = session.begin_nested();
    User& ann = session.add<User>({.name = "Ann"});
    ann.set_profile(&session.add<Profile>({.bio = "b"}));
    session.flush();
    if (all_leave)
      session.expunge_all();
    else
      session.expunge(ann);
    User& other = session.get_one<User>(ann.id());
    EXPECT_EQ(other.name(), "Ann");
    savepoint.rollback();
    EXPECT_TRUE(error_of<StaleDataError>([&] { static_cast<void>(other.name()); }).has_value());
  }
}

// The new club is given the member of the first one and rolled back; then another one is given it.
// rollback.cpp, rule 6.
TEST_P(AddedAgain, who_was_rolled_back_does_not_take_whom_another_one_was_given) {
  for (const bool nested : each)
    for (const bool is_written : each)
      for (const bool own_side : each)
        for (const bool looks : each)
          for (const bool is_kept : each) {
            SCOPED_TRACE(::testing::Message()
                         << nested << is_written << own_side << looks << is_kept);
            Scene s = scene({.autoflush = false, .expire_on_commit = !is_kept});
            std::optional<SessionTransaction> savepoint;
            if (nested) savepoint.emplace(s.session.begin_nested());
            Club& club = s.session.add<Club>({.name = "new"});
            club.members().add(s.member);
            if (is_written) s.session.flush();
            nested ? savepoint->rollback() : s.session.rollback();
            if (looks) {
              EXPECT_TRUE(club.members().contains(s.member));
              EXPECT_EQ(s.member.club(), &s.first);
            }
            if (own_side)
              s.member.set_club(&s.second);
            else
              s.second.members().add(s.member);
            s.session.add(club);
            EXPECT_EQ(s.member.club(), &s.second);
            EXPECT_FALSE(club.members().contains(s.member));
            s.session.commit();
            EXPECT_EQ(members_of(s.second), 1);
            EXPECT_EQ(members_of(club), 0);
          }
}

// rollback.cpp, rule 6.
TEST_P(AddedAgain, who_was_rolled_back_takes_whom_it_is_given_last) {
  for (const bool moves : each) {
    Scene s = scene({.autoflush = false});
    Club& club = s.session.add<Club>({.name = "new"});
    club.members().add(s.member);
    s.session.rollback();
    if (moves) {
      s.member.set_club(&s.second);
      club.members().add(s.member);
    }
    s.session.add(club);
    s.session.commit();
    EXPECT_EQ(members_of(club), 1);
  }
}

TEST_P(AddedAgain, a_new_object_that_was_expired_is_not_written_without_its_values) {
  Session session = open();
  Club& club = session.add<Club>({.name = "new"});
  session.flush();
  session.expire(club);
  session.rollback();
  EXPECT_EQ(error_of<UsageError>([&] { session.add(club); })->code(), "ORP-1316");
  session.commit();
  EXPECT_EQ(count("clubs"), 0);
}

}  // namespace
}  // namespace orp::tests
