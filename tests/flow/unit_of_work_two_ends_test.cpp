// SPDX-License-Identifier: MIT
// A queued change of a relationship is one thing with two ends: it stays or goes as a whole.
#include <functional>
#include <optional>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class TwoEnds : public OfficeTest {
 protected:
  /// Two clubs, and a member of the first one, all committed and so expired.
  struct Scene {
    Session session;
    Club& first;
    Club& second;
    Member& member;
  };
  Scene scene(SessionOptions options = {}) {
    execute("DELETE FROM members");
    execute("DELETE FROM clubs");
    Session session = open(options);
    Club& first = session.add<Club>({.name = "first"});
    Club& second = session.add<Club>({.name = "second"});
    Member& member = first.members().add({.email = "m@example.com"});
    session.commit();
    forget();
    return {std::move(session), first, second, member};
  }
  std::int64_t members_of(const Club& club) {
    return count("members WHERE club_id = " + std::to_string(club.id()));
  }
  std::int64_t members_of_none() { return count("members WHERE club_id IS NULL"); }
};
ORPIMENT_ON_EACH_DATABASE(TwoEnds);

constexpr bool each[] = {true, false};

void look_at(Club& club) { static_cast<void>(club.members().size()); }

// ---- Expired objects

TEST_P(TwoEnds, an_expired_key_is_no_parent) {
  for (const bool looks : each) {
    Scene s = scene();
    if (looks) look_at(s.first);
    if (looks) s.session.expire(s.member);
    s.member.set_club(nullptr);
    s.session.commit();
    EXPECT_EQ(members_of_none(), 1) << looks;
    EXPECT_TRUE(s.first.members().empty());
  }
}

TEST_P(TwoEnds, a_move_outlives_the_expiry_of_its_object) {
  for (const bool looks : each)
    for (const bool autoflush : each) {
      Scene s = scene({.autoflush = autoflush});
      if (looks) look_at(s.first);
      EXPECT_EQ(s.member.club(), &s.first);
      s.member.set_club(&s.second);
      s.session.expire(s.member);
      EXPECT_EQ(s.member.club(), &s.second);
      EXPECT_TRUE(s.first.members().empty());
      EXPECT_EQ(s.second.members().size(), 1U);
      s.session.commit();
      EXPECT_EQ(members_of(s.second), 1);
      EXPECT_EQ(s.member.club(), &s.second);
    }
}

TEST_P(TwoEnds, a_move_outlives_the_expiry_of_its_new_owner) {
  for (const bool by_member : each) {
    Scene s = scene({.autoflush = false});
    if (by_member)
      s.member.set_club(&s.second);
    else
      s.second.members().add(s.member);
    s.session.expire(s.second);
    EXPECT_TRUE(s.second.members().contains(s.member));
    s.session.commit();
    EXPECT_EQ(members_of(s.second), 1);
  }
}

TEST_P(TwoEnds, a_move_is_gone_when_both_ends_were_expired) {
  for (const bool member_first : each)
    for (const bool looks : each) {
      Scene s = scene({.autoflush = false});
      EXPECT_EQ(s.member.club(), &s.first);
      if (looks) look_at(s.first);
      if (looks) look_at(s.second);
      s.member.set_club(&s.second);
      if (member_first) s.session.expire(s.member);
      s.session.expire(s.second);
      if (!member_first) s.session.expire(s.member);
      EXPECT_EQ(s.member.club(), &s.first);
      EXPECT_EQ(s.first.members().size(), 1U);
      EXPECT_TRUE(s.second.members().empty());
      forget();
      s.session.commit();
      EXPECT_THAT(sent(), IsEmpty());
    }
}

TEST_P(TwoEnds, expire_all_drops_what_stored_objects_queued) {
  Scene s = scene({.autoflush = false});
  EXPECT_EQ(s.member.club(), &s.first);
  s.member.set_club(&s.second);
  s.session.expire_all();
  EXPECT_EQ(s.member.club(), &s.first);
  EXPECT_TRUE(s.second.members().empty());
  forget();
  s.session.commit();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(TwoEnds, an_orphan_that_was_expired_goes_with_its_former_owner) {
  Scene s = scene();
  EXPECT_EQ(s.member.club(), &s.first);
  s.member.set_club(nullptr);
  s.session.expire(s.member);
  s.session.delete_(s.first);
  s.session.commit();
  EXPECT_EQ(count("members"), 0);
}

TEST_P(TwoEnds, an_expired_member_leaves_a_list_that_shows_it) {
  Scene s = scene();
  EXPECT_EQ(s.first.members().size(), 1U);
  s.session.expire(s.member);
  s.member.set_club(&s.second);
  EXPECT_FALSE(s.first.members().contains(s.member));
  EXPECT_FALSE(s.first.members().remove(s.member));
  s.first.members().clear();
  EXPECT_TRUE(s.first.members().empty());
  s.session.commit();
  EXPECT_EQ(members_of(s.second), 1);
}

TEST_P(TwoEnds, a_member_whose_own_side_is_unloaded_is_added_again) {
  for (const bool refreshed : each) {
    Scene s = scene();
    EXPECT_EQ(s.first.members().size(), 1U);
    s.session.expire(s.member);
    s.member.set_club(nullptr);
    s.session.flush();
    if (refreshed)
      s.session.refresh(s.member);
    else
      s.session.expire(s.member);
    s.first.members().add(s.member);
    s.session.commit();
    EXPECT_EQ(members_of(s.first), 1);
  }
}

TEST_P(TwoEnds, a_link_outlives_the_expiry_of_one_end) {
  for (const bool first_end : each) {
    Session session = open({.autoflush = false});
    User& ann = session.add<User>({.name = "Ann"});
    Tag& tag = session.add<Tag>({.name = "t"});
    session.commit();
    ann.tags().add(tag);
    if (first_end)
      session.expire(ann);
    else
      session.expire(tag);
    EXPECT_TRUE(ann.tags().contains(tag));
    EXPECT_TRUE(tag.users().contains(ann));
    session.commit();
    EXPECT_EQ(count("users_tags"), 1);
    ann.tags().remove(tag);
    session.expire(ann);
    session.expire(tag);
    EXPECT_TRUE(ann.tags().contains(tag)) << "both forgot the removal";
    session.delete_(ann);
    session.delete_(tag);
    session.commit();
  }
}

// ---- Objects that leave and come back

TEST_P(TwoEnds, what_was_removed_while_detached_is_removed) {
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

TEST_P(TwoEnds, links_that_changed_while_detached_are_written_when_it_comes_back) {
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

TEST_P(TwoEnds, a_queued_link_goes_with_an_object_that_leaves) {
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

TEST_P(TwoEnds, a_new_member_that_leaves_is_not_waited_for) {
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

TEST_P(TwoEnds, a_move_goes_and_comes_back_with_the_object_or_its_new_owner) {
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

TEST_P(TwoEnds, deleting_a_detached_object_brings_back_nothing_else) {
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

TEST_P(TwoEnds, who_has_lost_the_row_is_not_added_and_the_collection_stays_as_it_was) {
  Scene s = scene();
  s.session.delete_(s.member);
  s.session.flush();
  EXPECT_EQ(error_of<UsageError>([&] { s.second.members().add(s.member); })->code(), "ORP-1312");
  EXPECT_TRUE(s.second.members().empty());
  s.session.commit();
  EXPECT_EQ(count("members"), 0);
}

// ---- Rollback

TEST_P(TwoEnds, a_member_whose_insert_failed_is_added_again) {
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

TEST_P(TwoEnds, what_a_new_object_was_given_outlives_the_rollback) {
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

TEST_P(TwoEnds, a_new_object_that_was_expired_is_not_written_without_its_values) {
  Session session = open();
  Club& club = session.add<Club>({.name = "new"});
  session.flush();
  session.expire(club);
  session.rollback();
  EXPECT_EQ(error_of<UsageError>([&] { session.add(club); })->code(), "ORP-1316");
  session.commit();
  EXPECT_EQ(count("clubs"), 0);
}

// ---- New members and partners

TEST_P(TwoEnds, a_new_member_is_removed_without_a_statement) {
  for (const bool many_to_many : each) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    session.commit();
    EXPECT_EQ(ann.name(), "Ann");
    forget();
    if (many_to_many) {
      Tag& tag = ann.tags().add({.name = "t"});
      EXPECT_TRUE(ann.tags().remove(tag));
    } else {
      Order& order = ann.orders().add({.total = "1"_dec});
      EXPECT_TRUE(ann.orders().remove(order));
    }
    EXPECT_THAT(sent(), IsEmpty());
    session.rollback();
  }
}

TEST_P(TwoEnds, a_new_partner_is_replaced_from_the_key_s_side) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Profile& first = session.add<Profile>({.bio = "first", .user = ann});
  Profile& second = session.add<Profile>({.bio = "second", .user = ann});
  EXPECT_EQ(ann.profile(), &second);
  EXPECT_EQ(first.entity_state(), EntityState::transient);
  session.commit();
  EXPECT_EQ(count("profiles"), 1);
}

TEST_P(TwoEnds, what_a_doomed_owner_let_go_of_before_stays) {
  Session session = open();
  Box& box = session.add<Box>({.label = "b"});
  Thing& thing = box.things().add({.name = "x"});
  Lid& lid = session.add<Lid>({});
  box.set_lid(&lid);
  session.commit();
  box.things().remove(thing);
  box.set_lid(nullptr);
  session.delete_(box);
  session.commit();
  EXPECT_EQ(count("boxes"), 0);
  EXPECT_EQ(count("things WHERE box_id IS NULL"), 1);
  EXPECT_EQ(count("lids WHERE box_id IS NULL"), 1);
}

// ---- Links that exist

TEST_P(TwoEnds, what_exists_is_added_and_removed_with_autoflush_off) {
  Session session = open({.autoflush = false});
  User& ann = session.add<User>({.name = "Ann"});
  Tag& tag = session.add<Tag>({.name = "t"});
  ann.tags().add(tag);
  Box& box = session.add<Box>({.label = "b"});
  Thing& thing = box.things().add({.name = "x"});
  session.commit();
  ann.tags().add(tag);
  EXPECT_TRUE(ann.tags().remove(tag));
  EXPECT_TRUE(ann.tags().empty());
  box.things().add(thing);
  EXPECT_TRUE(box.things().remove(thing));
  EXPECT_TRUE(box.things().empty());
  session.commit();
  EXPECT_EQ(count("users_tags"), 0);
  EXPECT_EQ(count("things WHERE box_id IS NULL"), 1);
}

TEST_P(TwoEnds, a_stored_link_that_either_side_shows_is_no_change) {
  for (const bool own_side : each) {
    Session session = open({.autoflush = false});
    User& ann = session.add<User>({.name = "Ann"});
    Tag& tag = session.add<Tag>({.name = "t"});
    ann.tags().add(tag);
    session.commit();
    EXPECT_EQ((own_side ? ann.tags().size() : tag.users().size()), 1U);
    ann.tags().add(tag);
    session.commit();
    EXPECT_EQ(count("users_tags"), 1);
    session.delete_(ann);
    session.delete_(tag);
    session.commit();
  }
}

}  // namespace
}  // namespace orp::tests
