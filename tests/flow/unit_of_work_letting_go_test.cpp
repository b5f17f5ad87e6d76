// SPDX-License-Identifier: MIT
// Who is let go of by an owner that is outside the session meanwhile.
#include <functional>
#include <string>

#include "bonds.hpp"

namespace orp::tests {
namespace {

constexpr bool each[] = {true, false};

// ---- By an owner outside the session

class LetGoOutside : public OfficeTest {
 protected:
  // `act` said by `actor`, before or while all are outside.
  static void play(Session& session, const Bond& bond, Entity& actor, bool before,
                   const std::function<void()>& act) {
    session.commit();
    EXPECT_TRUE(bond.shows(bond.owner));
    EXPECT_FALSE(bond.shows(bond.other));
    EXPECT_EQ(bond.owner_told(), &bond.owner);
    if (before) act();
    session.expunge_all();
    if (!before) act();
    session.add(actor);
    EXPECT_NE(bond.member.entity_state(), EntityState::detached);
    session.commit();
  }
};
ORPIMENT_ON_EACH_DATABASE(LetGoOutside);

TEST_P(LetGoOutside, a_member_comes_in_with_who_has_let_go_of_it) {
  for (const MakeBond make : bonds)
    for (const bool before : each)
      for (const bool by_owner : each) {
        Session session = open();
        const Bond bond = make(session);
        SCOPED_TRACE(bond.name + " before=" + std::to_string(before) +
                     " by_owner=" + std::to_string(by_owner));
        play(session, bond, by_owner ? bond.owner : bond.member, before,
             by_owner ? bond.take_out : bond.leave);
        EXPECT_EQ(count(bond.linked), 0);
      }
}

TEST_P(LetGoOutside, a_member_that_moves_on_comes_in_with_who_had_it) {
  for (const MakeBond make : bonds)
    for (const bool before : each)
      for (const bool by_owner : each) {
        Session session = open();
        const Bond bond = make(session);
        if (bond.name == "many_to_many") continue;  // it may have several
        SCOPED_TRACE(bond.name + " before=" + std::to_string(before) +
                     " by_owner=" + std::to_string(by_owner));
        play(session, bond, by_owner ? bond.other : bond.member, before,
             by_owner ? bond.take_over : bond.move_over);
        EXPECT_EQ(bond.owner.entity_state(), EntityState::persistent);
        EXPECT_TRUE(bond.shows(bond.other));
        EXPECT_FALSE(bond.shows(bond.owner));
        session.close();
        execute("DELETE FROM profiles");
        execute("DELETE FROM notes");
        execute("DELETE FROM members");
        execute("UPDATE nodes SET parent_id = NULL");
      }
}

TEST_P(LetGoOutside, a_partner_makes_room_for_the_one_that_takes_its_place) {
  enum class Way { expunge, expunge_before, expunge_all, expunge_all_before };
  for (const Way way :
       {Way::expunge, Way::expunge_before, Way::expunge_all, Way::expunge_all_before})
    for (const bool replaced : each) {
      SCOPED_TRACE(std::to_string(static_cast<int>(way)) + " replaced=" + std::to_string(replaced));
      Session session = open();
      office::User& user = session.add<office::User>({.name = "Ann"});
      office::Profile& old = session.add<office::Profile>({.bio = "old", .user = user});
      office::Profile& fresh = session.add<office::Profile>({.bio = "fresh"});
      office::Box& box = session.add<office::Box>({.label = "b"});
      office::Lid& lid = session.add<office::Lid>({});
      office::Lid& next = session.add<office::Lid>({});
      box.set_lid(&lid);
      session.commit();
      EXPECT_EQ(user.profile(), &old);
      EXPECT_EQ(box.lid(), &lid);
      const auto act = [&] {
        user.set_profile(replaced ? &fresh : nullptr);
        box.set_lid(replaced ? &next : nullptr);
      };
      if (way == Way::expunge_before || way == Way::expunge_all_before) act();
      if (way == Way::expunge || way == Way::expunge_before) {
        session.expunge(user);
        session.expunge(box);
      } else {
        session.expunge_all();
      }
      if (way == Way::expunge || way == Way::expunge_all) act();
      session.add(user);
      session.add(box);
      session.commit();
      EXPECT_EQ(count("profiles WHERE bio = 'old'"), 0) << "an orphan";
      EXPECT_EQ(count("profiles WHERE bio = 'fresh' AND user_id IS NOT NULL"), replaced);
      EXPECT_EQ(count("lids WHERE box_id IS NULL AND id = " + std::to_string(lid.id())), 1);
      EXPECT_EQ(count("lids WHERE box_id IS NOT NULL"), replaced);
      session.close();
      for (const char* table : {"profiles", "users", "lids", "boxes"})
        execute(std::string("DELETE FROM ") + table);
    }
}

TEST_P(LetGoOutside, who_has_lost_its_row_does_not_come_in) {
  Session session = open();
  office::User& user = session.add<office::User>({.name = "Ann"});
  office::Profile& profile = session.add<office::Profile>({.bio = "b", .user = user});
  session.commit();
  EXPECT_EQ(user.profile(), &profile);
  session.expunge(user);
  user.set_profile(nullptr);
  session.delete_(profile);
  session.commit();
  session.add(user);
  session.commit();
  EXPECT_EQ(user.profile(), nullptr);
  EXPECT_EQ(profile.entity_state(), EntityState::detached);
}

}  // namespace
}  // namespace orp::tests
