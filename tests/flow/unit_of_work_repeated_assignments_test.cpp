// SPDX-License-Identifier: MIT
// What is said again, and is so already, is forgotten without a trace: memory knows no less of who
// belongs to whom than after any other look, and what moves on then is seen in one place only.
#include "bonds.hpp"

namespace orp::tests {
namespace {

constexpr bool each[] = {true, false};

class RepeatedAssignments : public BondTest {};
ORPIMENT_ON_EACH_DATABASE(RepeatedAssignments);

enum class Look { nowhere, at_owner, at_member, before };
enum class Forget { nothing, member, owner, all };

TEST_P(RepeatedAssignments, leave_an_object_to_move_on_as_ever) {
  const std::function<void()> Bond::*const moves[] = {&Bond::take_out, &Bond::leave,
                                                      &Bond::take_over, &Bond::move_over};
  for (const MakeBond make : bonds)
    for (const bool by_owner : each)
      for (const Look look : {Look::nowhere, Look::at_owner, Look::at_member, Look::before})
        for (const Forget forget : {Forget::nothing, Forget::member, Forget::owner, Forget::all})
          for (int move = 0; move < 4; ++move)
            for (const bool autoflush : each) {
              Session session = open({.autoflush = autoflush, .expire_on_commit = false});
              Bond bond = stored(session, make);
              SCOPED_TRACE(bond.name + " by_owner=" + std::to_string(by_owner) +
                           " look=" + std::to_string(static_cast<int>(look)) +
                           " forget=" + std::to_string(static_cast<int>(forget)) + " move=" +
                           std::to_string(move) + " autoflush=" + std::to_string(autoflush));
              if (look == Look::before) {  // at the owner; the member knows nothing any more
                static_cast<void>(bond.shows(bond.owner));
                session.expire(bond.member);
              }
              by_owner ? bond.take_again() : bond.join_again();
              if (look == Look::at_owner) static_cast<void>(bond.shows(bond.owner));
              if (look == Look::at_member) static_cast<void>(bond.owner_told());
              if (forget == Forget::member) session.expire(bond.member);
              if (forget == Forget::owner) session.expire(bond.owner);
              if (forget == Forget::all) session.expire_all();
              (bond.*moves[move])();
              const bool is_taken_over = move >= 2;
              EXPECT_FALSE(bond.shows(bond.owner));
              EXPECT_EQ(bond.shows(bond.other), is_taken_over);
              session.commit();
              EXPECT_FALSE(bond.shows(bond.owner));
              EXPECT_EQ(bond.shows(bond.other), is_taken_over);
              session.close();
              EXPECT_EQ(count(bond.linked), is_taken_over ? 1 : 0);
            }
}

}  // namespace
}  // namespace orp::tests
