// SPDX-License-Identifier: MIT
// The end that a one-directional relationship lacks is there and not seen.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;
using ::testing::UnorderedElementsAre;

constexpr bool each[] = {true, false};

class HiddenEnds : public OfficeTest {
 protected:
  std::int64_t boxed() { return count("things WHERE box_id IS NOT NULL"); }
};
ORPIMENT_ON_EACH_DATABASE(HiddenEnds);

TEST_P(HiddenEnds, change_their_owner_and_no_member) {
  for (const bool looks : each) {
    Session session = open({.autoflush = false});
    Box& box = session.add<Box>({.label = "b"});
    Thing& thing = session.add<Thing>({.name = "t"});
    Lid& lid = session.add<Lid>(Lid::New{});
    session.commit();
    if (looks) {
      EXPECT_TRUE(box.things().empty());
      EXPECT_EQ(box.lid(), nullptr);
    }
    box.things().add(thing);
    box.set_lid(&lid);
    EXPECT_THAT(session.dirty(), UnorderedElementsAre(&box));
    EXPECT_TRUE(session.is_modified(box));
    EXPECT_FALSE(session.is_modified(thing));
    EXPECT_FALSE(session.is_modified(lid));
    thing.set_name("other");
    EXPECT_THAT(session.dirty(), UnorderedElementsAre(&box, &thing));
  }
}

TEST_P(HiddenEnds, are_loaded_whatever_all_relationships_are_to_do) {
  for (const LoadOption& option : {raiseload("*"), selectinload("*")}) {
    execute("DELETE FROM things");
    Session session = open({.autoflush = false});
    session.add<Box>({.label = "b"}).things().add({.name = "t"});
    session.commit();
    session.clear();
    forget();
    Thing& thing = session.scalars(select<Thing>().options(option)).one();
    EXPECT_THAT(sent(), ElementsAre("SELECT things"));
    Box& box = session.scalars(select<Box>()).one();
    EXPECT_TRUE(box.things().remove(thing));
    session.commit();
    EXPECT_EQ(boxed(), 0);
    execute("DELETE FROM boxes");
  }
}

TEST_P(HiddenEnds, bring_no_owner_along_and_wait_for_it) {
  for (const bool owner_comes : each)
    for (const bool leaves : each) {
      execute("DELETE FROM things");
      Session session = open({.autoflush = false});
      Box& box = session.add<Box>({.label = "b"});
      Thing& thing = box.things().add({.name = "t"});
      if (leaves) {
        session.expunge(thing);
        session.expunge(box);
      } else {
        session.rollback();
      }
      session.add(thing);
      session.commit();
      EXPECT_EQ(box.entity_state(), EntityState::transient);
      EXPECT_EQ(count("things"), 1);
      EXPECT_EQ(boxed(), 0);
      if (!owner_comes) continue;
      session.add(box);
      session.commit();
      EXPECT_EQ(box.things().size(), 1U);
      session.commit();
      EXPECT_EQ(boxed(), 1);
    }
}

// queued_ties.hpp, rule 5.
TEST_P(HiddenEnds, say_no_more_once_their_owner_is_expired_or_has_left) {
  for (const bool leaves : each)
    for (const bool to_one : each) {
      Session session = open({.autoflush = false});
      Box& box = session.add<Box>({.label = "b"});
      Thing& thing = session.add<Thing>({.name = "t"});
      Lid& lid = session.add<Lid>(Lid::New{});
      session.commit();
      to_one ? box.set_lid(&lid) : box.things().add(thing);
      leaves ? session.expunge(box) : session.expire(box);
      session.commit();
      EXPECT_EQ(boxed(), 0);
      EXPECT_EQ(count("lids WHERE box_id IS NOT NULL"), 0);
    }
}

}  // namespace
}  // namespace orp::tests
