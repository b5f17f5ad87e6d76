// SPDX-License-Identifier: MIT
// The last word about a one-directional relationship, whoever is outside or expired when it is
// said. What both sides know is played by the oracle: scripts/rule_1_last_word.txt.
#include <utility>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

class LastSays : public OfficeTest {
 protected:
  /// Two boxes and what the first one has, stored.
  struct Scene {
    Session session;
    Box& first;
    Box& second;
    Thing& thing;
    Lid& lid;
  };
  Scene scene(bool looks) {
    for (const char* table : {"things", "lids", "boxes"})
      execute(std::string("DELETE FROM ") + table);
    Session session = open({.autoflush = false});
    Box& first = session.add<Box>({.label = "first"});
    Box& second = session.add<Box>({.label = "second"});
    Thing& thing = first.things().add({.name = "t"});
    Lid& lid = session.add<Lid>(Lid::New{});
    first.set_lid(&lid);
    session.commit();
    if (looks) {
      EXPECT_EQ(first.things().size() + second.things().size(), 1U);
      EXPECT_EQ(first.lid(), &lid);
      EXPECT_EQ(second.lid(), nullptr);
    }
    forget();
    return {std::move(session), first, second, thing, lid};
  }
  /// How many boxes of this name have the thing, after a commit.
  std::int64_t things_of(Scene& s, const Box& box) {
    s.session.commit();
    return count("things WHERE box_id = " + std::to_string(box.id()));
  }
  std::int64_t lids_of(Scene& s, const Box& box) {
    s.session.commit();
    return count("lids WHERE box_id = " + std::to_string(box.id()));
  }
};
ORPIMENT_ON_EACH_DATABASE(LastSays);

TEST_P(LastSays, what_a_list_added_and_removed_goes_with_its_expiry) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.first.things().add(s.thing);
    EXPECT_TRUE(s.first.things().remove(s.thing));
    s.session.expire(s.first);
    EXPECT_EQ(things_of(s, s.first), 1) << looks;
  }
}

// hidden_ends.hpp, rule 3.
TEST_P(LastSays, what_a_list_took_and_let_go_outlives_the_expiry_of_the_member) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.second.things().add(s.thing);
    EXPECT_TRUE(s.second.things().remove(s.thing));
    s.session.expire(s.thing);
    EXPECT_EQ(things_of(s, s.first), 0) << looks;
    EXPECT_EQ(things_of(s, s.second), 0) << looks;
  }
}

TEST_P(LastSays, a_partner_taken_and_let_go_stays_when_both_owners_are_expired) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.second.set_lid(&s.lid);
    s.second.set_lid(nullptr);
    s.session.expire(s.second);
    s.session.expire(s.first);
    EXPECT_EQ(lids_of(s, s.first), 1) << looks;
  }
}

TEST_P(LastSays, a_partner_that_is_set_to_what_it_is_stays_when_it_is_expired) {
  for (const bool looks : each)
    for (const bool knows_key : each) {
      Scene s = scene(looks);
      if (knows_key) s.session.refresh(s.lid);
      s.first.set_lid(&s.lid);
      s.session.expire(s.lid);
      forget();
      EXPECT_EQ(lids_of(s, s.first), 1) << looks << knows_key;
    }
}

// relation.hpp, rule 3; absences.hpp, rule 1.
TEST_P(LastSays, what_an_owner_outside_takes_again_is_its) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.second.things().add(s.thing);
    s.session.expunge(s.first);
    s.first.things().add(s.thing);
    s.session.add(s.first);
    EXPECT_TRUE(s.first.things().contains(s.thing));
    EXPECT_FALSE(s.second.things().contains(s.thing));
    EXPECT_EQ(things_of(s, s.first), 1) << looks;
  }
}

// relation.hpp, rule 5; absences.hpp, rule 1.
TEST_P(LastSays, what_an_owner_outside_takes_and_another_takes_then_is_of_the_other) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.first.things().remove(s.thing);
    s.session.expunge(s.first);
    s.first.things().add(s.thing);
    s.second.things().add(s.thing);
    s.session.add(s.first);
    EXPECT_FALSE(s.first.things().contains(s.thing));
    EXPECT_EQ(things_of(s, s.second), 1) << looks;
  }
}

// relation.hpp, rule 5; absences.hpp, rule 1.
TEST_P(LastSays, a_taker_that_left_does_not_take_what_another_one_took_since) {
  for (const bool looks : each)
    for (const bool goes_to_nobody : each) {
      Scene s = scene(looks);
      s.second.things().add(s.thing);
      s.session.expunge(s.second);
      if (goes_to_nobody)
        EXPECT_TRUE(s.first.things().remove(s.thing));
      else
        s.first.things().add(s.thing);
      s.session.add(s.second);
      EXPECT_FALSE(s.second.things().contains(s.thing));
      EXPECT_EQ(things_of(s, s.second), 0) << looks;
      EXPECT_EQ(things_of(s, s.first), goes_to_nobody ? 0 : 1) << looks;
    }
}

// By relationships that both sides know, of which the member's own side alone was looked at.
TEST_P(LastSays, a_member_that_its_owner_takes_back_from_outside_is_its) {
  for (const bool moves : each) {
    for (const char* table : {"members", "clubs"}) execute(std::string("DELETE FROM ") + table);
    Session session = open({.autoflush = false});
    Club& club = session.add<Club>({.name = "c"});
    Club& other = session.add<Club>({.name = "o"});
    Member& member = club.members().add({.email = "m"});
    session.commit();
    EXPECT_EQ(member.club(), &club);
    if (moves)
      member.set_club(&other);
    else
      EXPECT_TRUE(club.members().remove(member));
    session.expunge(club);
    club.members().add(member);
    session.add(club);
    EXPECT_EQ(member.club(), &club);
    session.commit();
    EXPECT_EQ(count("members WHERE club_id = " + std::to_string(club.id())), 1) << moves;
  }
}

// ---- What was set and let go of, and then forgotten by one end

// Whether the list is looked at tells nothing of the one who was never in it.
// empty_removals.hpp, rules 1 and 2.
TEST_P(LastSays, who_was_never_in_a_list_is_no_orphan_of_it_once_it_is_read_anew) {
  for (const bool looks : each)
    for (const bool moves : each)
      for (const bool refreshes : each) {
        for (const char* table : {"members", "clubs"}) execute(std::string("DELETE FROM ") + table);
        Session session = open({.autoflush = false});
        Club& club = session.add<Club>({.name = "c"});
        Club& other = session.add<Club>({.name = "o"});
        Member& member = session.add<Member>({.email = "m"});
        session.commit();
        member.set_club(&club);
        if (looks) {
          EXPECT_EQ(club.members().size(), 1U);
        }
        member.set_club(moves ? &other : nullptr);
        if (moves) session.refresh(other);
        refreshes ? session.refresh(member) : session.expire(member);
        session.commit();
        EXPECT_EQ(count("members WHERE club_id IS NULL"), 1) << looks << moves << refreshes;
      }
}

// empty_removals.hpp, rules 1 and 2.
TEST_P(LastSays, who_was_in_a_list_goes_with_what_it_still_says) {
  for (const bool looks : each)
    for (const bool refreshes : each) {
      for (const char* table : {"members", "clubs"}) execute(std::string("DELETE FROM ") + table);
      Session session = open({.autoflush = false});
      Club& club = session.add<Club>({.name = "c"});
      Member& member = club.members().add({.email = "m"});
      session.commit();
      if (looks) {
        EXPECT_EQ(club.members().size(), 1U);
      }
      EXPECT_TRUE(club.members().remove(member));
      refreshes ? session.refresh(member) : session.expire(member);
      session.commit();
      EXPECT_EQ(count("members"), 0) << looks << refreshes;
    }
}

TEST_P(LastSays, who_was_never_in_a_list_stays_where_the_row_has_it) {
  for (const bool looks : each) {
    Session session = open({.autoflush = false});
    User& home = session.add<User>({.name = "h"});
    User& other = session.add<User>({.name = "o"});
    Note& note = home.notes().add({.body = "n"});
    session.commit();
    note.set_author(&other);
    if (looks) {
      EXPECT_EQ(other.notes().size(), 1U);
    }
    note.set_author(nullptr);
    session.expire(note);
    session.commit();
    EXPECT_EQ(note.author(), &home) << looks;
  }
}

// ---- Words that wait with who has left keep their place among those of deletions

TEST_P(LastSays, who_was_deleted_after_it_was_given_away_stays_deleted_when_the_taker_comes_back) {
  enum class Word { taken, moved, taken_again, set_again };
  for (const bool looks : each)
    for (const Word word : {Word::taken, Word::moved, Word::taken_again, Word::set_again})
      for (const bool back_again : each) {
        execute("DELETE FROM notes");
        Session session = open({.autoflush = false});
        User& home = session.add<User>({.name = "h"});
        User& other = session.add<User>({.name = "o"});
        Note& note = home.notes().add({.body = "n"});
        session.commit();
        if (looks) {
          EXPECT_EQ(note.author(), &home);
        }
        User& taker = word == Word::taken || word == Word::moved ? other : home;
        if (word == Word::taken || word == Word::taken_again)
          taker.notes().add(note);
        else
          note.set_author(&taker);
        session.delete_(note);
        session.expunge(taker);
        if (back_again) taker.notes().add(note);
        session.add(taker);
        session.commit();
        EXPECT_EQ(count("notes"), back_again) << looks << static_cast<int>(word) << back_again;
      }
}

// absences.hpp, rule 2.
TEST_P(LastSays, who_is_deleted_after_an_owner_outside_took_it_stays_deleted) {
  for (const bool again : each)
    for (const bool flushes : each) {
      if (again && flushes) continue;  // its row is gone then
      execute("DELETE FROM notes");
      Session session = open({.autoflush = false});
      User& taker = session.add<User>({.name = "t"});
      Note& note = session.add<Note>({.body = "n"});
      Note& other = session.add<Note>({.body = "o"});
      session.commit();
      session.expunge(taker);
      if (again) session.delete_(note);
      taker.notes().add(note);
      if (flushes) {
        session.delete_(other);
        session.flush();
      }
      session.delete_(note);
      session.add(taker);
      session.commit();
      EXPECT_EQ(count("notes WHERE body = 'n'"), 0) << again << flushes;
    }
}

TEST_P(LastSays, associations_and_members_of_one_side_keep_their_place_too) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    Tag& tag = s.session.add<Tag>({.name = "t"});
    User& user = s.session.add<User>({.name = "u"});
    s.session.commit();
    s.second.things().add(s.thing);
    user.tags().add(tag);
    s.session.delete_(s.thing);
    s.session.delete_(tag);
    s.session.expunge(s.second);
    s.session.expunge(user);
    s.session.add(s.second);
    s.session.add(user);
    s.session.commit();
    EXPECT_EQ(count("things"), 0) << looks;
    EXPECT_EQ(count("tags"), 0) << looks;
    EXPECT_EQ(count("users_tags"), 0) << looks;
  }
}

// ---- Who has left and still has a row there

// relation.hpp, rule 2.
TEST_P(LastSays, clear_takes_out_the_row_of_an_expunged_member_whether_anybody_has_looked_or_not) {
  for (const bool looks : each)
    for (const bool expires : each) {
      execute("DELETE FROM notes");
      Session session = open({.expire_on_commit = expires});
      User& author = session.add<User>({.name = "a"});
      for (const char* body : {"first", "away", "last"}) author.notes().add({.body = body});
      session.commit();
      session.expire(author);
      Note& away = session.scalars(select<Note>().where(Note::c.body == "away")).one();
      if (looks) {
        EXPECT_EQ(author.notes().size(), 3U);
      }
      session.expunge(away);
      author.notes().clear();
      EXPECT_TRUE(author.notes().empty());
      session.commit();
      EXPECT_EQ(count("notes WHERE author_id IS NULL"), 3) << looks << expires;
    }
}

TEST_P(LastSays, the_row_of_a_partner_that_left_makes_room_for_the_next_one) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.session.expunge(s.lid);
    s.first.set_lid(&s.session.add<Lid>(Lid::New{}));
    EXPECT_EQ(lids_of(s, s.first), 1) << looks;
    EXPECT_EQ(count("lids WHERE box_id IS NULL"), 1) << looks;
  }
}

TEST_P(LastSays, the_row_of_a_partner_that_left_goes_as_an_orphan) {
  for (const bool looks : each)
    for (const bool has_next : each) {
      for (const char* table : {"profiles", "users"}) execute(std::string("DELETE FROM ") + table);
      Session session = open();
      User& user = session.add<User>({.name = "u"});
      Profile& profile = session.add<Profile>({.bio = "left"});
      user.set_profile(&profile);
      session.commit();
      if (looks) {
        EXPECT_EQ(user.profile(), &profile);
      }
      session.expunge(profile);
      user.set_profile(has_next ? &session.add<Profile>({.bio = "next"}) : nullptr);
      session.commit();
      EXPECT_EQ(count("profiles"), has_next ? 1 : 0) << looks;
      EXPECT_EQ(count("profiles WHERE bio = 'left'"), 0) << looks;
    }
}

TEST_P(LastSays, the_row_of_a_member_that_left_lets_go_of_an_owner_that_is_deleted) {
  for (const bool looks : each) {
    Scene s = scene(looks);
    s.session.expunge(s.thing);
    s.session.expunge(s.lid);
    s.session.delete_(s.first);
    s.session.commit();
    EXPECT_EQ(count("things WHERE box_id IS NULL"), 1) << looks;
    EXPECT_EQ(count("lids WHERE box_id IS NULL"), 1) << looks;
  }
}

TEST_P(LastSays, who_is_taken_and_given_back_is_no_orphan_when_that_is_expired) {
  for (const bool looks : each)
    for (const bool expires_member : each) {
      execute("DELETE FROM coins");
      Session session = open({.autoflush = false});
      Chest& first = session.add<Chest>({});
      Chest& second = session.add<Chest>({});
      Coin& coin = first.coins().add({.name = "c"});
      session.commit();
      second.coins().add(coin);
      if (looks) {
        EXPECT_EQ(first.coins().size(), 0U);
      }
      first.coins().add(coin);
      session.expire(first);
      if (expires_member) session.expire(coin);
      session.commit();
      EXPECT_EQ(count("coins WHERE chest_id = " + std::to_string(first.id())), 1) << looks;
    }
}

}  // namespace
}  // namespace orp::tests
