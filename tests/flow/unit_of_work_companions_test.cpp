// SPDX-License-Identifier: MIT
// Who is no home for a deleted object, and whom a coming home does not bring along.
#include "office.hpp"
#include "registry.hpp"

namespace orp::tests {
namespace {

// ---- Who was taken out of the session

using namespace office;

class Companions : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(Companions);

// deletion_words.hpp, rule 7.
TEST_P(Companions, a_new_member_that_was_taken_out_of_the_session_stays_out) {
  Session session = open();
  Club& club = session.add<Club>({.name = "club"});
  session.commit();
  for (const bool comes_between : {true, false}) {
    Member& fresh = club.members().add({.email = "fresh"});
    if (comes_between) {
      session.delete_(club);
      session.add(fresh);
    }
    session.expunge(fresh);
    session.delete_(club);
    session.add(club);
    EXPECT_EQ(fresh.entity_state(), EntityState::transient) << comes_between;
  }
  session.commit();
  EXPECT_EQ(count("members"), 0);
}

// deletion_words.hpp, rule 7.
TEST_P(Companions, what_went_along_below_who_left_comes_back_with_the_owner) {
  Session session = open();
  Node& root = session.add<Node>({.name = "root"});
  Node& branch = root.children().add({.name = "branch"});
  Node& leaf = branch.children().add({.name = "leaf"});
  session.commit();
  static_cast<void>(root.children().size());
  static_cast<void>(branch.children().size());
  Node& bud = branch.children().add({.name = "bud"});
  session.delete_(root);
  branch.children().remove(leaf);
  session.expunge(branch);
  session.add(root);
  EXPECT_EQ(branch.entity_state(), EntityState::detached);
  EXPECT_EQ(leaf.entity_state(), EntityState::persistent);
  EXPECT_EQ(bud.entity_state(), EntityState::transient);
  session.commit();
  EXPECT_EQ(count("nodes"), 3);
}

// ---- Who is to be deleted itself

class OwnersBelowADeletion : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(OwnersBelowADeletion);

// deletion_words.hpp, rule 6.
TEST_P(OwnersBelowADeletion, are_no_homes_whoever_knows_of_it) {
  using namespace registry;
  enum Word { house_first, lodger_first, home_first, lodger_stays };
  for (const Word word : {house_first, lodger_first, home_first, lodger_stays})
    for (const int looks : {0, 1, 2}) {
      SCOPED_TRACE("word=" + std::to_string(word) + " looks=" + std::to_string(looks));
      Session session = open();
      House& house = session.add<House>({});
      Chamber& chamber = house.chambers().add({});
      Lodger& lodger = session.add<Lodger>({});
      session.commit();
      if (looks == 1) {
        EXPECT_EQ(chamber.house(), &house);
      }
      if (looks == 2) {
        EXPECT_EQ(house.chambers().size(), 1);
      }
      if (word == house_first) session.delete_(house);
      if (word != lodger_stays) session.delete_(lodger);
      if (word == lodger_first || word == lodger_stays) session.delete_(house);
      lodger.set_chamber(&chamber);
      lodger.set_chamber(&chamber);
      if (word == home_first) session.delete_(house);
      session.commit();
      EXPECT_EQ(count(session, "chambers"), 0);
      const bool stays = word == home_first || word == lodger_stays;
      EXPECT_EQ(count(session, "lodgers WHERE chamber_id IS NULL"), stays);
      EXPECT_EQ(count(session, "lodgers"), stays);
      if (stays) session.delete_(lodger);
      session.commit();
    }
}

}  // namespace
}  // namespace orp::tests
