// SPDX-License-Identifier: MIT
// Who is let go of: by an owner that is outside the session meanwhile, and by one that is doomed.
#include <functional>
#include <optional>
#include <string>
#include <vector>

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

// life_cycle.cpp, rule 1.
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

// life_cycle.cpp, rule 1.
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

// Nor is anybody asked then: whom it had is read when it comes in.
TEST_P(LetGoOutside, a_partner_that_nobody_has_looked_at_is_let_go_of) {
  for (const bool replaced : each)
    for (const bool all : each) {
      SCOPED_TRACE(std::to_string(replaced) + std::to_string(all));
      Session session = open();
      office::User& user = session.add<office::User>({.name = "Ann"});
      session.add<office::Profile>({.bio = "old", .user = user});
      office::Profile& fresh = session.add<office::Profile>({.bio = "fresh"});
      office::Box& box = session.add<office::Box>({.label = "b"});
      office::Lid& lid = session.add<office::Lid>({});
      office::Lid& next = session.add<office::Lid>({});
      box.set_lid(&lid);
      session.commit();
      session.expire_all();
      if (all) {
        session.expunge_all();
      } else {
        session.expunge(user);
        session.expunge(box);
      }
      user.set_profile(replaced ? &fresh : nullptr);
      box.set_lid(replaced ? &next : nullptr);
      session.add(user);
      session.add(box);
      session.commit();
      EXPECT_EQ(user.profile(), replaced ? &fresh : nullptr);
      EXPECT_EQ(box.lid(), replaced ? &next : nullptr);
      session.close();
      EXPECT_EQ(count("profiles WHERE bio = 'old'"), 0) << "an orphan";
      EXPECT_EQ(count("profiles WHERE user_id IS NOT NULL"), replaced);
      EXPECT_EQ(count("lids WHERE box_id IS NOT NULL"), replaced);
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

// ---- By a doomed owner

// A member that needs its owner: it cannot say itself that it leaves.
Bond employee_bond(Session& session) {
  using namespace office;
  Department& owner = session.add<Department>({.name = "owner"});
  Department& other = session.add<Department>({.name = "other"});
  Employee& member = session.add<Employee>({.name = "e", .department = owner});
  const auto take_out = [&] { owner.employees().remove(member); };
  return {"NOT NULL",
          "employees",
          owner,
          other,
          member,
          [&](Entity& who) { return static_cast<Department&>(who).employees().contains(member); },
          [&]() -> Entity* { return &member.department(); },
          take_out,
          take_out,
          [&] { other.employees().add(member); },
          [&] { member.set_department(other); },
          [&] { owner.employees().add(member); },
          [&] { member.set_department(owner); }};
}

bool goes_with_owner(const Bond& bond) {
  return bond.name != "to_many" && bond.name != "many_to_many";
}

class LetGoByDoomed : public OfficeTest {
 protected:
  using Words = std::function<void(Session&, Bond&, const std::function<void()>& let_go)>;
  using Expected = std::function<bool(const Bond&)>;

  // Says the words in each cell, then looks who is there.
  void expect(std::vector<MakeBond> makers, bool owner_stays, const Expected& member_stays,
              const Words& words) {
    for (const MakeBond make : makers)
      for (const int looked_at : {0, 1, 2})
        for (const bool by_owner : each)
          for (const bool autoflush : each)
            for (const bool in_savepoint : each) {
              Session session = open({.autoflush = autoflush});
              Bond bond = make(session);
              SCOPED_TRACE(bond.name + " looked_at=" + std::to_string(looked_at) + " by_owner=" +
                           std::to_string(by_owner) + " autoflush=" + std::to_string(autoflush) +
                           " in_savepoint=" + std::to_string(in_savepoint));
              session.commit();
              if (looked_at > 0) static_cast<void>(bond.owner_told());
              if (looked_at > 1) static_cast<void>(bond.shows(bond.owner));
              std::optional<SessionTransaction> savepoint;
              if (in_savepoint) savepoint.emplace(session.begin_nested());
              words(session, bond, by_owner ? bond.take_out : bond.leave);
              if (in_savepoint) savepoint->commit();
              session.commit();
              EXPECT_EQ(session.contains(bond.owner), owner_stays);
              EXPECT_EQ(session.contains(bond.member), member_stays(bond));
              session.close();
              EXPECT_EQ(count(bond.linked), 0);
              clear();
            }
  }
  void clear() {
    execute("UPDATE nodes SET parent_id = NULL");
    for (const char* table : {"users_tags", "tags", "notes", "profiles", "nodes", "users",
                              "members", "clubs", "employees", "departments"})
      execute(std::string("DELETE FROM ") + table);
  }
};
ORPIMENT_ON_EACH_DATABASE(LetGoByDoomed);

// deletion_words.hpp, rule 8.
TEST_P(LetGoByDoomed, who_is_let_go_of_after_the_deletion_goes_with_it) {
  const auto expected = [](const Bond& bond) { return !goes_with_owner(bond); };
  const std::vector<MakeBond> all = {note_bond,    club_bond, tree_bond,
                                     profile_bond, tag_bond,  employee_bond};
  expect(all, false, expected, [](Session& session, Bond& bond, const auto& let_go) {
    session.delete_(bond.owner);
    let_go();
  });
  expect(all, false, expected, [](Session& session, Bond& bond, const auto& let_go) {
    session.delete_(bond.owner);
    let_go();
    session.delete_(bond.owner);
  });
  expect(all, false, expected, [](Session& session, Bond& bond, const auto& let_go) {
    session.delete_(bond.owner);
    session.add(bond.other);  // another word
    session.delete_(bond.owner);
    let_go();
    session.add(bond.other);
    session.delete_(bond.owner);
  });
}

// deletion_words.hpp, rule 8.
TEST_P(LetGoByDoomed, who_was_let_go_of_before_the_deletion_stays) {
  const auto expected = [](const Bond&) { return true; };
  expect({note_bond, tree_bond, tag_bond}, false, expected,
         [](Session& session, Bond& bond, const auto& let_go) {
           session.delete_(bond.other);  // there is a deletion, of somebody else
           let_go();
           session.delete_(bond.owner);
         });
}

TEST_P(LetGoByDoomed, who_is_let_go_of_and_added_again_stays) {
  const auto expected = [](const Bond&) { return true; };
  expect({note_bond, tree_bond, tag_bond}, false, expected,
         [](Session& session, Bond& bond, const auto& let_go) {
           session.delete_(bond.owner);
           let_go();
           session.add(bond.member);
         });
  expect({note_bond, tree_bond, tag_bond}, false, expected,
         [](Session& session, Bond& bond, const auto& let_go) {
           session.delete_(bond.owner);
           session.add(bond.member);
           let_go();
         });
}

TEST_P(LetGoByDoomed, who_is_let_go_of_stays_with_an_owner_that_comes_back) {
  const auto expected = [](const Bond&) { return true; };
  expect({note_bond, tree_bond, tag_bond}, true, expected,
         [](Session& session, Bond& bond, const auto& let_go) {
           session.delete_(bond.owner);
           let_go();
           session.add(bond.owner);
         });
}

// Nobody knows that the owner is doomed, too, unless somebody has looked.
TEST_P(LetGoByDoomed, who_is_let_go_of_below_a_deletion_goes_with_it) {
  for (const bool looks : each)
    for (const bool again : each)
      for (const bool by_owner : each) {
        Session session = open();
        office::Node& root = session.add<office::Node>({.name = "root"});
        office::Node& child = root.children().add({.name = "child"});
        office::Node& grandchild = child.children().add({.name = "grandchild"});
        session.commit();
        if (looks) static_cast<void>(child.children().size() + root.children().size());
        session.delete_(root);
        by_owner ? static_cast<void>(child.children().remove(grandchild))
                 : grandchild.set_parent(nullptr);
        if (again) session.delete_(root);
        session.commit();
        EXPECT_EQ(count("nodes"), 0) << looks << again << by_owner;
        execute("UPDATE nodes SET parent_id = NULL");
        execute("DELETE FROM nodes");
      }
}

// ---- What a member that was brought back is told

TEST_P(LetGoByDoomed, who_needs_its_owner_is_told_not_to_come_back) {
  Session session = open();
  office::User& user = session.add<office::User>({.name = "Ann"});
  office::Order& order = user.orders().add({.total = "1"_dec});
  session.commit();
  session.delete_(user);
  session.add(order);
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3103");
  EXPECT_EQ(error->hint(),
            "give it another one, or do not bring it back: it goes with what it refers to");
}

TEST_P(LetGoByDoomed, who_was_brought_back_is_told_so_whichever_cascade_took_it_along) {
  Session session = open();
  office::Clinic& clinic = session.add<office::Clinic>({});
  office::Wing& wing = clinic.wings().add({.number = 1});
  session.commit();
  session.delete_(clinic);
  session.add(wing);
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3103");
  EXPECT_THAT(error->message(), ::testing::EndsWith(": Clinic (1) is deleted"));
  EXPECT_EQ(error->hint(),
            "give it another one, or do not bring it back: it goes with what it refers to");
  session.rollback();
  clinic.wings().clear();
  const auto taken_out = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(taken_out);
  EXPECT_EQ(taken_out->hint(),
            "give it another one, delete it too, or let the relationship cascade delete-orphan");
}

}  // namespace
}  // namespace orp::tests
