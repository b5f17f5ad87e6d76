// SPDX-License-Identifier: MIT
// Delete-orphan of stored targets that were nobody's: given to an owner and let go of before a
// flush.
#include <studio/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using studio::Amp;
using studio::Band;
using studio::Desk;
using studio::Player;
using studio::Room;

class Abandoned : public FlowTest {
 protected:
  void SetUp() override { set_up(studio::metadata()); }

  std::int64_t count(const std::string& table) {
    return value_of<std::int64_t>("SELECT count(*) FROM " + table);
  }
};
ORPIMENT_ON_EACH_DATABASE(Abandoned);

TEST_P(Abandoned, who_was_taken_and_let_go_of_is_an_orphan_by_every_kind_of_relationship) {
  for (const bool by_member : {true, false})
    for (const bool looks : {true, false})
      for (const bool is_taken_again : {true, false}) {
        Session session = open({.autoflush = false});
        Band& band = session.add<Band>({.name = "band"});
        Room& room = session.add<Room>({.name = "room"});
        Player& ann = session.add<Player>({.name = "ann"});
        Player& cem = session.add<Player>({.name = "Cem"});
        Amp& amp = session.add<Amp>({.name = "free"});
        Desk& desk = session.add<Desk>({.name = "free"});
        session.commit();
        if (looks) {
          EXPECT_EQ(band.players().size() + cem.bands().size() + desk.rooms().size(), 0U);
          EXPECT_EQ(ann.amps().size(), 0U);
        }
        by_member ? cem.bands().add(band) : band.players().add(cem);
        by_member ? desk.rooms().add(room) : room.set_desk(&desk);
        ann.amps().add(amp);
        EXPECT_TRUE(by_member ? cem.bands().remove(band) : band.players().remove(cem));
        by_member ? desk.rooms().clear() : room.set_desk(nullptr);
        EXPECT_TRUE(ann.amps().remove(amp));
        if (is_taken_again) {
          band.players().add(cem);
          room.set_desk(&desk);
          ann.amps().add(amp);
        }
        session.commit();
        EXPECT_EQ(count("players WHERE name = 'Cem'"), is_taken_again);
        EXPECT_EQ(count("amps WHERE name = 'free'"), is_taken_again);
        EXPECT_EQ(count("desks WHERE name = 'free'"), is_taken_again);
        band.players().clear();
        room.set_desk(nullptr);
        ann.amps().clear();
        session.commit();
      }
}

// parent_index.hpp, rule 2.
TEST_P(Abandoned, nobody_is_by_an_owner_that_is_expired_or_has_left) {
  for (const bool looks : {true, false})
    for (const bool leaves : {true, false}) {
      Session session = open();
      Player& ann = session.add<Player>({.name = "ann"});
      Amp& amp = session.add<Amp>({.name = "free"});
      session.commit();
      if (looks) ann.amps().size();
      ann.amps().add(amp);
      EXPECT_TRUE(ann.amps().remove(amp));
      leaves ? session.expunge(ann) : session.expire(ann);
      session.commit();
      EXPECT_EQ(count("amps WHERE name = 'free'"), 1);
      session.delete_(amp);
      session.commit();
    }
}

}  // namespace
}  // namespace orp::tests
