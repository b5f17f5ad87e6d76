// SPDX-License-Identifier: MIT
// Who is no home for a deleted object, and whom a coming home does not bring along.
#include "office.hpp"

namespace orp::tests {
namespace {

// ---- Who was taken out of the session

using namespace office;

class Leavings : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(Leavings);

TEST_P(Leavings, a_new_member_that_was_taken_out_of_the_session_stays_out) {
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

TEST_P(Leavings, what_went_along_below_who_left_comes_back_with_the_owner) {
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

}  // namespace
}  // namespace orp::tests
