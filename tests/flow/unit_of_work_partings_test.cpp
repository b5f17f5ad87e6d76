// SPDX-License-Identifier: MIT
// What two objects of a relationship queued stays or goes as a whole: whoever said it, whichever of
// them leaves and comes back, and whatever was read meanwhile.
#include <optional>

#include "bonds.hpp"

namespace orp::tests {
namespace {

constexpr bool each[] = {true, false};

class Partings : public BondTest {
 protected:
  // A flush that fails, and is rolled back.
  static void fail(Session& session, const std::function<void()>& rollback) {
    session.add<office::Member>({.email = "twice"});
    session.add<office::Member>({.email = "twice"});
    EXPECT_TRUE(error_of<IntegrityError>([&] { session.flush(); }).has_value());
    rollback();
  }
};
ORPIMENT_ON_EACH_DATABASE(Partings);

// ---- One of them leaves and comes back

enum class Undone { nothing, savepoint, flush };

// queued_ties.hpp, rules 1 and 2.
TEST_P(Partings, a_removal_comes_back_with_the_owner_or_the_member_whoever_said_it) {
  for (const MakeBond make : bonds)
    for (const Undone undone : {Undone::nothing, Undone::savepoint, Undone::flush})
      for (const bool by_owner : each)
        for (const bool owner_leaves : each)
          for (const bool looks : each) {
            Session session = open();
            Bond bond = stored(session, make);
            SCOPED_TRACE(bond.name + " by_owner=" + std::to_string(by_owner) + " owner_leaves=" +
                         std::to_string(owner_leaves) + " looks=" + std::to_string(looks) +
                         " undone=" + std::to_string(static_cast<int>(undone)));
            std::optional<SessionTransaction> savepoint;
            if (undone == Undone::savepoint) savepoint.emplace(session.begin_nested());
            if (looks) {
              EXPECT_TRUE(bond.shows(bond.owner));
            }
            by_owner ? bond.take_out() : bond.leave();
            Entity& leaver = owner_leaves ? bond.owner : bond.member;
            session.expunge(leaver);
            if (undone == Undone::savepoint) savepoint->rollback();
            if (undone == Undone::flush) fail(session, [&] { session.rollback(); });
            session.add(leaver);
            // Nothing but the member's own word was queued, and it was undone.
            const bool is_lost = undone != Undone::nothing && !by_owner && !looks && owner_leaves;
            if (is_lost) continue;
            EXPECT_FALSE(bond.shows(bond.owner));
            session.commit();
            EXPECT_EQ(count(bond.linked), 0);
            EXPECT_FALSE(bond.shows(bond.owner));
          }
}

TEST_P(Partings, a_removal_comes_back_after_one_of_its_ends_was_expired) {
  for (const MakeBond make : bonds)
    for (const bool owner_expires : each)
      for (const bool owner_leaves : each) {
        Session session = open({.autoflush = false});
        Bond bond = stored(session, make);
        SCOPED_TRACE(bond.name + " owner_expires=" + std::to_string(owner_expires) +
                     " owner_leaves=" + std::to_string(owner_leaves));
        EXPECT_TRUE(bond.shows(bond.owner));
        EXPECT_EQ(bond.owner_told(), &bond.owner);
        bond.take_out();
        session.expire(owner_expires ? bond.owner : bond.member);
        Entity& leaver = owner_leaves ? bond.owner : bond.member;
        session.expunge(leaver);
        session.add(leaver);
        session.commit();
        EXPECT_EQ(count(bond.linked), 0);
      }
}

TEST_P(Partings, a_removal_is_not_written_while_who_left_is_away) {
  for (const MakeBond make : bonds)
    for (const bool owner_leaves : each) {
      Session session = open();
      Bond bond = stored(session, make);
      SCOPED_TRACE(bond.name + " owner_leaves=" + std::to_string(owner_leaves));
      bond.take_out();
      session.expunge(owner_leaves ? bond.owner : bond.member);
      forget();
      session.commit();
      EXPECT_THAT(sent(), IsEmpty());
    }
}

// queued_ties.hpp, rules 1 and 2.
TEST_P(Partings, a_move_comes_back_as_a_whole_when_both_owners_were_away) {
  for (const MakeBond make : {note_bond, club_bond, tree_bond, profile_bond})
    for (const bool former_first : each)
      for (const bool former_returns_first : each) {
        Session session = open();
        Bond bond = stored(session, make);
        SCOPED_TRACE(bond.name + " former_first=" + std::to_string(former_first) +
                     " former_returns_first=" + std::to_string(former_returns_first));
        EXPECT_TRUE(bond.shows(bond.owner));
        bond.move_over();
        session.expunge(former_first ? bond.owner : bond.other);
        session.expunge(former_first ? bond.other : bond.owner);
        session.add(former_returns_first ? bond.owner : bond.other);
        session.add(former_returns_first ? bond.other : bond.owner);
        session.commit();
        EXPECT_EQ(count(bond.linked), 1);
        EXPECT_TRUE(bond.shows(bond.other));
      }
}

// A move waits with the new owner, whoever else comes back.
TEST_P(Partings, a_former_owner_that_comes_back_alone_has_its_member) {
  for (const MakeBond make : {note_bond, club_bond, tree_bond, profile_bond})
    for (const bool by_member : each)
      for (const bool looks : each)
        for (const bool former_first : each)
          for (const bool writes_between : each) {
            Session session = open({.autoflush = false});
            Bond bond = stored(session, make);
            SCOPED_TRACE(bond.name + " by_member=" + std::to_string(by_member) + " looks=" +
                         std::to_string(looks) + " former_first=" + std::to_string(former_first) +
                         " writes_between=" + std::to_string(writes_between));
            EXPECT_EQ(bond.owner_told(), &bond.owner);
            if (looks) {
              EXPECT_TRUE(bond.shows(bond.owner));
            }
            by_member ? bond.move_over() : bond.take_over();
            session.expunge(former_first ? bond.owner : bond.other);
            session.expunge(former_first ? bond.other : bond.owner);
            if (bond.member.entity_state() != EntityState::persistent) continue;  // went along
            session.add(bond.owner);
            EXPECT_EQ(bond.owner_told(), &bond.owner);
            EXPECT_TRUE(bond.shows(bond.owner));
            if (writes_between) {
              forget();
              session.commit();
              EXPECT_THAT(sent(), IsEmpty());
              EXPECT_TRUE(bond.shows(bond.owner));
            }
            session.add(bond.other);
            session.commit();
            EXPECT_EQ(count(bond.linked), 1);
            EXPECT_TRUE(bond.shows(bond.other));
            EXPECT_FALSE(bond.shows(bond.owner));
          }
}

TEST_P(Partings, a_former_owner_that_was_away_while_a_move_was_written_takes_nobody_out) {
  for (const MakeBond make : bonds)
    for (const bool by_member : each)
      for (const bool expires : each) {
        Session session = open({.expire_on_commit = expires});
        Bond bond = stored(session, make);
        SCOPED_TRACE(bond.name + " by_member=" + std::to_string(by_member) +
                     " expires=" + std::to_string(expires));
        EXPECT_TRUE(bond.shows(bond.owner));
        by_member ? bond.move_over() : bond.take_over();
        session.expunge(bond.owner);
        session.commit();
        session.add(bond.owner);
        session.commit();
        EXPECT_EQ(count(bond.linked), 1);
        EXPECT_TRUE(bond.shows(bond.other));
      }
}

// ---- A place that is read while a change waits

enum class Withdrawal { savepoint, flush, rollback, expire, expire_all };

// queued_ties.hpp, rule 6.
TEST_P(Partings, who_was_read_as_gone_is_back_when_the_change_goes) {
  for (const MakeBond make : bonds)
    for (const Withdrawal withdrawal :
         {Withdrawal::savepoint, Withdrawal::flush, Withdrawal::rollback, Withdrawal::expire,
          Withdrawal::expire_all})
      for (const std::size_t act : {0U, 1U, 2U, 3U}) {
        Session session = open({.autoflush = false});
        Bond bond = stored(session, make);
        SCOPED_TRACE(bond.name + " withdrawal=" + std::to_string(static_cast<int>(withdrawal)) +
                     " act=" + std::to_string(act));
        std::optional<SessionTransaction> savepoint;
        if (withdrawal == Withdrawal::savepoint || withdrawal == Withdrawal::flush)
          savepoint.emplace(session.begin_nested());
        std::vector{bond.leave, bond.move_over, bond.take_over, bond.take_out}[act]();
        EXPECT_FALSE(bond.shows(bond.owner));
        switch (withdrawal) {
          case Withdrawal::savepoint:
            savepoint->rollback();
            break;
          case Withdrawal::flush:
            fail(session, [&] { savepoint->rollback(); });
            break;
          case Withdrawal::rollback:
            session.rollback();
            break;
          case Withdrawal::expire:
            session.expire(bond.other);
            session.expire(bond.member);
            if (act == 3 || bond.linked == "users_tags") session.expire(bond.owner);
            break;
          case Withdrawal::expire_all:
            session.expire_all();
            break;
        }
        EXPECT_EQ(bond.owner_told(), &bond.owner);
        EXPECT_TRUE(bond.shows(bond.owner));
        EXPECT_FALSE(bond.shows(bond.other));
        forget();
        session.flush();
        EXPECT_THAT(sent(), IsEmpty());
        session.delete_(bond.owner);
        session.commit();
        EXPECT_EQ(count(bond.linked), 0);
      }
}

TEST_P(Partings, who_was_read_as_gone_is_back_when_the_new_owner_leaves) {
  for (const MakeBond make : {note_bond, club_bond, tree_bond, profile_bond})
    for (const bool by_member : each) {
      Session session = open({.autoflush = false});
      Bond bond = stored(session, make);
      SCOPED_TRACE(bond.name + " by_member=" + std::to_string(by_member));
      by_member ? bond.move_over() : bond.take_over();
      EXPECT_FALSE(bond.shows(bond.owner));
      session.expunge(bond.other);
      if (bond.member.entity_state() != EntityState::persistent) continue;  // went along
      EXPECT_TRUE(bond.shows(bond.owner));
      forget();
      session.commit();
      EXPECT_THAT(sent(), IsEmpty());
    }
}

// queued_ties.hpp, rule 6.
TEST_P(Partings, a_place_read_as_left_shows_what_is_written) {
  for (const MakeBond make : bonds)
    for (const bool moves : each)
      for (const bool nested : each) {
        Session session = open({.autoflush = false, .expire_on_commit = false});
        Bond bond = stored(session, make);
        SCOPED_TRACE(bond.name + " moves=" + std::to_string(moves));
        session.expire_all();
        std::optional<SessionTransaction> savepoint;
        if (nested) savepoint.emplace(session.begin_nested());
        moves ? bond.move_over() : bond.leave();
        EXPECT_FALSE(bond.shows(bond.owner));
        session.flush();
        EXPECT_FALSE(bond.shows(bond.owner));
        EXPECT_EQ(bond.shows(bond.other), moves);
        if (nested) {
          savepoint->rollback();
          EXPECT_TRUE(bond.shows(bond.owner));
          EXPECT_FALSE(bond.shows(bond.other));
        }
        session.commit();
        EXPECT_EQ(count(bond.linked), nested || moves ? 1 : 0);
      }
}

// ---- What remove() tells

// relation.hpp, rule 2.
TEST_P(Partings, remove_tells_the_same_whether_anybody_has_looked_before) {
  for (const bool looks : each)
    for (const int gone : {0, 1, 2}) {
      SCOPED_TRACE("looks=" + std::to_string(looks) + " gone=" + std::to_string(gone));
      Session session = open();
      Bond bond = stored(session, club_bond);
      auto& club = static_cast<office::Club&>(bond.owner);
      auto& member = static_cast<office::Member&>(bond.member);
      office::Member* who = &member;
      EXPECT_EQ(member.club(), &club);
      EXPECT_EQ(member.email(), "m");
      if (gone == 0) {
        who = &club.members().add({.email = "m"});
        EXPECT_TRUE(error_of<IntegrityError>([&] { session.flush(); }).has_value());
        session.rollback();
      } else if (gone == 1) {
        session.delete_(member);
        session.commit();
      } else {
        session.expunge(member);
      }
      if (looks) {
        EXPECT_FALSE(club.members().contains(*who));
      }
      EXPECT_FALSE(club.members().remove(*who));
      if (gone == 0) {
        who->set_email("free");
        session.add(*who);
        session.commit();
        EXPECT_EQ(count("members WHERE club_id IS NOT NULL"), 2);
        EXPECT_EQ(who->club(), &club) << "it was in no list, so nobody took it out";
      }
    }
}

TEST_P(Partings, a_member_given_to_whom_it_has_while_nobody_knows_that_stays_when_that_one_leaves) {
  for (const MakeBond make : {note_bond, club_bond, tree_bond, profile_bond})
    for (const bool looks : each) {
      Session session = open({.autoflush = false});
      Bond bond = stored(session, make);
      SCOPED_TRACE(bond.name + " looks=" + std::to_string(looks));
      if (looks) {
        EXPECT_TRUE(bond.shows(bond.owner));
        EXPECT_EQ(bond.owner_told(), &bond.owner);
      }
      session.expire(bond.member);
      bond.join_again();
      session.expunge(bond.owner);
      session.commit();
      EXPECT_EQ(count(bond.linked), 1);
    }
}

// relation.hpp, rule 2.
TEST_P(Partings, nobody_takes_an_expunged_member_out_of_a_list) {
  for (const MakeBond make : {note_bond, club_bond, tree_bond, tag_bond})
    for (const bool looks : each)
      for (const bool expires : each) {
        Session session = open({.expire_on_commit = expires});
        Bond bond = stored(session, make);
        SCOPED_TRACE(bond.name + " looks=" + std::to_string(looks));
        if (looks) {
          EXPECT_TRUE(bond.shows(bond.owner));
        }
        session.expunge(bond.member);
        EXPECT_FALSE(bond.remove());
        EXPECT_FALSE(bond.remove());
        session.commit();
        EXPECT_EQ(count(bond.linked), 1);
        session.add(bond.member);
        EXPECT_TRUE(bond.shows(bond.owner));
        EXPECT_TRUE(bond.remove());
        session.commit();
        EXPECT_EQ(count(bond.linked), 0);
      }
}

TEST_P(Partings, remove_tells_the_same_of_a_doomed_owner_whether_anybody_has_looked_before) {
  for (const MakeBond make : {note_bond, club_bond, tree_bond, tag_bond})
    for (const int looks : {0, 1, 2})
      for (const bool autoflush : each)
        for (const int doomed : {0, 1, 2}) {
          SCOPED_TRACE("looks=" + std::to_string(looks) + " autoflush=" +
                       std::to_string(autoflush) + " doomed=" + std::to_string(doomed));
          Session session = open({.autoflush = autoflush});
          Bond bond = stored(session, make);
          SCOPED_TRACE(bond.name);
          if (looks == 1) {
            EXPECT_EQ(bond.owner_told(), &bond.owner);
          }
          if (looks == 2) {
            EXPECT_TRUE(bond.shows(bond.owner));
          }
          if (doomed != 1) session.delete_(bond.owner);
          if (doomed != 0) session.delete_(bond.member);
          EXPECT_TRUE(bond.remove());
          EXPECT_FALSE(bond.remove());
          session.commit();
        }
}

// ---- A list that was read in a savepoint

TEST_P(Partings, a_list_read_after_a_delete_in_a_savepoint_is_read_anew_after_it) {
  for (const MakeBond make : bonds)
    for (const bool is_known : each) {
      Session session = open();
      Bond bond = stored(session, make);
      SCOPED_TRACE(bond.name + " is_known=" + std::to_string(is_known));
      if (is_known) {
        EXPECT_EQ(bond.owner_told(), &bond.owner);
      }
      SessionTransaction savepoint = session.begin_nested();
      session.delete_(bond.member);
      session.flush();
      EXPECT_FALSE(bond.shows(bond.owner));
      savepoint.rollback();
      EXPECT_TRUE(bond.shows(bond.owner));
      EXPECT_EQ(bond.owner_told(), &bond.owner);
    }
}

TEST_P(Partings, a_one_directional_list_read_in_a_savepoint_is_read_anew_after_it) {
  using namespace office;
  for (const int act : {0, 1, 2, 3}) {
    SCOPED_TRACE(act);
    Session session = open();
    Box& box = session.add<Box>({.label = "box"});
    Box& other = session.add<Box>({.label = "other"});
    Thing& thing = box.things().add({.name = "thing"});
    Lid& lid = session.add<Lid>({});
    box.set_lid(&lid);
    session.commit();
    SessionTransaction savepoint = session.begin_nested();
    if (act == 0) {
      session.delete_(thing);
      session.delete_(lid);
    } else if (act == 1) {
      other.things().add(thing);
      other.set_lid(&lid);
    } else if (act == 2) {
      thing.set_box_id(other.id());
      lid.set_box_id(other.id());
    } else {
      session.add<Thing>({.box_id = other.id(), .name = "fresh"});
    }
    session.flush();
    EXPECT_EQ(box.things().size(), act == 3 ? 1U : 0U);
    EXPECT_EQ(box.lid(), act == 3 ? &lid : nullptr);
    EXPECT_EQ(other.things().size(), act == 0 ? 0U : 1U);
    EXPECT_EQ(other.lid(), act == 1 || act == 2 ? &lid : nullptr);
    savepoint.rollback();
    EXPECT_EQ(box.things().size(), 1U);
    EXPECT_EQ(box.lid(), &lid);
    EXPECT_TRUE(other.things().empty());
    EXPECT_EQ(other.lid(), nullptr);
  }
}

TEST_P(Partings, a_list_read_after_an_assigned_foreign_key_in_a_savepoint_is_read_anew_after_it) {
  Session session = open();
  Bond bond = stored(session, note_bond);
  SessionTransaction savepoint = session.begin_nested();
  static_cast<office::Note&>(bond.member)
      .set_author_id(static_cast<office::User&>(bond.other).id());
  session.flush();
  EXPECT_FALSE(bond.shows(bond.owner));
  EXPECT_TRUE(bond.shows(bond.other));
  savepoint.rollback();
  EXPECT_TRUE(bond.shows(bond.owner));
  EXPECT_FALSE(bond.shows(bond.other));
}

}  // namespace
}  // namespace orp::tests
