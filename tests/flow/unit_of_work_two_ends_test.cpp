// SPDX-License-Identifier: MIT
// A queued change of a relationship is one thing with two ends: it stays or goes as a whole.
#include "two_ends.hpp"

namespace orp::tests {
namespace {

using namespace office;

class TwoEnds : public TwoEndsTest {};
ORPIMENT_ON_EACH_DATABASE(TwoEnds);

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

// queued_ties.hpp, rule 3.
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

TEST_P(TwoEnds, a_move_outlives_that_its_relationship_is_read_anew) {
  for (const bool by_member : each)
    for (const bool refreshes_member : each) {
      Scene s = scene({.autoflush = false});
      if (by_member)
        s.member.set_club(&s.second);
      else
        s.second.members().add(s.member);
      if (refreshes_member)
        s.session.refresh(s.member, {office::Member::c.club, office::Member::c.email});
      else
        s.session.refresh(s.second, {office::Club::c.members});
      EXPECT_EQ(s.member.club(), &s.second);
      EXPECT_TRUE(s.second.members().contains(s.member));
      s.session.commit();
      EXPECT_EQ(members_of(s.second), 1);
    }
}

// queued_ties.hpp, rule 3.
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

// queued_ties.hpp, rule 3.
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

TEST_P(TwoEnds, who_was_expired_twice_leaves_the_list_that_shows_it) {
  for (const bool by_refresh : each) {
    auto [session, first, second, member] = scene({.autoflush = false});
    ASSERT_EQ(first.members().size(), 1U);
    ASSERT_EQ(member.club(), &first);
    session.expire(member);
    session.expire(member);
    if (by_refresh) static_cast<void>(member.email());
    member.set_club(nullptr);
    EXPECT_FALSE(first.members().contains(member));
    session.commit();
    EXPECT_EQ(members_of(first), 0);
  }
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

// relation.hpp, rule 4.
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

// queued_ties.hpp, rules 1 and 3.
TEST_P(TwoEnds, a_queued_tie_outlives_the_expiry_of_one_end) {
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

TEST_P(TwoEnds, an_expired_partner_leaves_who_shows_it) {
  Session session = open({.autoflush = false});
  User& ann = session.add<User>({.name = "Ann"});
  User& ben = session.add<User>({.name = "Ben"});
  Profile& profile = session.add<Profile>({.bio = "x", .user = ann});
  session.commit();
  EXPECT_EQ(ann.profile(), &profile);
  session.expire(profile);
  profile.set_user(&ben);
  EXPECT_EQ(ann.profile(), nullptr);
  session.commit();
  EXPECT_EQ(ben.profile(), &profile);
}

TEST_P(TwoEnds, a_partner_s_move_outlives_the_expiry_of_its_owner) {
  for (const bool by_owner : each) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    User& ben = session.add<User>({.name = "Ben"});
    Profile& profile = session.add<Profile>({.bio = "x", .user = ann});
    session.commit();
    ann.set_profile(&profile);
    if (by_owner)
      ben.set_profile(&profile);
    else
      profile.set_user(&ben);
    session.expire(ben);
    session.commit();
    EXPECT_EQ(ben.profile(), &profile);
    EXPECT_EQ(ann.profile(), nullptr);
    session.delete_(ben);
    session.delete_(ann);
    session.commit();
  }
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

// ---- Associations that exist

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

TEST_P(TwoEnds, a_stored_association_that_either_side_shows_is_no_change) {
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
