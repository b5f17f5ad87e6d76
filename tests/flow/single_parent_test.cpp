// SPDX-License-Identifier: MIT
// single_parent: no act gives a target its second owner, whichever side it comes from and whatever
// of the two sides is in memory.
#include <studio/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using studio::Amp;
using studio::Band;
using studio::Desk;
using studio::Lamp;
using studio::Player;
using studio::Room;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// One owner has a target each; the other has nothing.
class SingleParent : public FlowTest {
 protected:
  void SetUp() override {
    set_up(studio::metadata());
    Session session = open();
    Band& first = session.add<Band>({.name = "first"});
    session.add<Band>({.name = "second"});
    Player& ann = session.add<Player>({.name = "Ann"});
    session.add<Player>({.name = "Ben"});
    first.players().add(ann);
    ann.amps().add({.name = "amp"});
    session.add<Room>({.name = "first",
                       .desk = session.add<Desk>({.name = "desk"}),
                       .lamp = session.add<Lamp>({.name = "lamp"})});
    session.add<Room>({.name = "second"});
    session.commit();
    session.close();
    forget();
  }

  template <class T>
  static T& named(Session& session, const std::string& name) {
    return session.scalars(select<T>().where(T::c.name == name)).one();
  }

  /// The act is refused, sends nothing, and leaves what there was to be written by the next commit.
  template <class Act>
  void expect_refusal(Session& session, const Act& act, const std::string& relationship) {
    forget();
    const auto error = error_of<UsageError>(act);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1323");
    EXPECT_THAT(error->message(), HasSubstr("is in " + relationship + " of "));
    EXPECT_EQ(error->hint(), "take it out there before it goes to another one");
    EXPECT_THAT(sent(), IsEmpty());
    session.commit();
    EXPECT_THAT(sent(), IsEmpty());
  }
  std::int64_t count(const std::string& table) {
    return value_of<std::int64_t>("SELECT count(*) FROM " + table);
  }
};
ORPIMENT_ON_EACH_DATABASE(SingleParent);

// single_parent.cpp, rule 1.
TEST_P(SingleParent, of_many_to_many_is_kept_from_both_sides) {
  for (const bool owner_is_looked_at : {true, false})
    for (const bool from_the_owner : {true, false}) {
      Session session = open();
      Band& first = named<Band>(session, "first");
      Band& second = named<Band>(session, "second");
      Player& ann = named<Player>(session, "Ann");
      owner_is_looked_at ? first.players().size() : ann.bands().size();
      const auto act = [&] {
        from_the_owner ? second.players().add(ann) : ann.bands().add(second);
      };
      expect_refusal(session, act, "Band.players");
      EXPECT_THAT(names(ann.bands()), ElementsAre("first"));
      EXPECT_THAT(second.players(), IsEmpty());
    }
}

TEST_P(SingleParent, of_many_to_many_without_a_way_back_is_kept) {
  Session session = open();
  Player& ann = named<Player>(session, "Ann");
  Player& ben = named<Player>(session, "Ben");
  Amp& amp = ann.amps()[0];
  expect_refusal(
      session, [&] { ben.amps().add(amp); }, "Player.amps");
  EXPECT_THAT(names(ann.amps()), ElementsAre("amp"));
  EXPECT_THAT(ben.amps(), IsEmpty());
}

// single_parent.cpp, rule 1.
TEST_P(SingleParent, of_to_one_is_kept_from_both_sides) {
  enum Looked { at_nothing, at_the_owner, at_the_target };
  for (const Looked looked : {at_nothing, at_the_owner, at_the_target})
    for (const bool from_the_owner : {true, false}) {
      Session session = open();
      Room& first = named<Room>(session, "first");  // whose foreign key tells
      Room& second = named<Room>(session, "second");
      Desk& desk = named<Desk>(session, "desk");
      if (looked == at_the_owner) static_cast<void>(first.desk());
      if (looked == at_the_target) desk.rooms().size();
      const auto act = [&] { from_the_owner ? second.set_desk(&desk) : desk.rooms().add(second); };
      expect_refusal(session, act, "Room.desk");
      EXPECT_EQ(first.desk(), &desk);
      EXPECT_EQ(second.desk(), nullptr);
    }
}

TEST_P(SingleParent, of_to_one_without_a_way_back_is_kept) {
  Session session = open();
  Room& first = named<Room>(session, "first");
  Room& second = named<Room>(session, "second");
  Lamp& lamp = *first.lamp();
  expect_refusal(
      session, [&] { second.set_lamp(&lamp); }, "Room.lamp");
  EXPECT_EQ(second.lamp(), nullptr);
}

TEST_P(SingleParent, is_kept_among_new_objects) {
  Session session = open();
  Band& first = session.add<Band>({.name = "third"});
  Band& second = session.add<Band>({.name = "fourth"});
  Player& cy = session.add<Player>({.name = "Cy"});
  Amp& amp = cy.amps().add({.name = "new amp"});
  first.players().add(cy);
  first.players().add(cy);  // no second owner
  EXPECT_THROW(second.players().add(cy), UsageError);
  EXPECT_THROW(cy.bands().add(second), UsageError);
  EXPECT_THROW(session.add<Player>({.name = "Dee"}).amps().add(amp), UsageError);
  Lamp& lamp = session.add<Lamp>({.name = "new lamp"});
  session.add<Room>({.name = "third", .lamp = lamp});
  EXPECT_THROW(session.add<Room>({.name = "fourth", .lamp = lamp}), UsageError);
  session.commit();
  EXPECT_THAT(names(cy.bands()), ElementsAre("third"));
  EXPECT_THAT(second.players(), IsEmpty());
}

TEST_P(SingleParent, is_left_before_another_one_is_entered) {
  Session session = open();
  Band& first = named<Band>(session, "first");
  Band& second = named<Band>(session, "second");
  Player& ann = named<Player>(session, "Ann");
  first.players().remove(ann);
  second.players().add(ann);
  Room& room = named<Room>(session, "first");
  Room& other = named<Room>(session, "second");
  Desk& desk = *room.desk();
  Lamp& lamp = *room.lamp();
  room.set_desk(nullptr);
  desk.rooms().add(other);
  room.set_lamp(nullptr);
  other.set_lamp(&lamp);
  session.commit();
  EXPECT_THAT(names(second.players()), ElementsAre("Ann"));
  EXPECT_THAT(first.players(), IsEmpty());
  EXPECT_EQ(other.desk(), &desk);
  EXPECT_EQ(other.lamp(), &lamp);
  session.close();
  EXPECT_EQ(count("players"), 2);
}

// single_parent.cpp, rule 2.
TEST_P(SingleParent, that_is_to_be_deleted_holds_nothing) {
  Session session = open();
  Room& room = named<Room>(session, "first");
  Room& other = named<Room>(session, "second");
  Lamp& lamp = *room.lamp();
  session.delete_(room);
  other.set_lamp(&lamp);
}

// single_parent.cpp, rule 2.
TEST_P(SingleParent, that_memory_does_not_know_is_not_asked_for) {
  Session session = open();
  Band& second = named<Band>(session, "second");
  Player& ann = named<Player>(session, "Ann");
  forget();
  second.players().add(ann);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SingleParent, takes_its_target_along) {
  Session session = open();
  named<Player>(session, "Ann").amps().clear();
  session.delete_(named<Room>(session, "first"));
  session.commit();
  EXPECT_EQ(count("amps"), 0);
  EXPECT_EQ(count("desks"), 0);
  EXPECT_EQ(count("lamps"), 0);
}

// ---- Two owners, as nobody objected

// The first owner is expired when the second takes what it has.
// single_parent.cpp, rule 3.
TEST_P(SingleParent, that_is_left_with_another_owner_is_no_orphan) {
  for (const bool commits : {true, false})
    for (const bool looks : {true, false}) {
      SCOPED_TRACE(std::to_string(commits) + std::to_string(looks));
      Session session = open();
      Room& first = named<Room>(session, "first");
      Room& second = named<Room>(session, "second");
      Band& band = named<Band>(session, "first");
      Band& other_band = named<Band>(session, "second");
      Player& ann = named<Player>(session, "Ann");
      Player& ben = named<Player>(session, "Ben");
      Desk& desk = *first.desk();
      Lamp& lamp = *first.lamp();
      Amp& amp = ann.amps()[0];
      session.commit();
      second.set_desk(&desk);
      second.set_lamp(&lamp);
      other_band.players().add(ann);
      ben.amps().add(amp);
      if (commits) session.commit();
      if (looks) {
        EXPECT_EQ(second.lamp(), &lamp);
        EXPECT_EQ(ben.amps().size(), 1U);
      }
      EXPECT_EQ(first.desk(), &desk);
      EXPECT_EQ(first.lamp(), &lamp);
      first.set_desk(nullptr);
      first.set_lamp(nullptr);
      band.players().remove(ann);
      ann.amps().remove(amp);
      session.commit();
      EXPECT_EQ(second.desk(), &desk);
      EXPECT_EQ(second.lamp(), &lamp);
      EXPECT_THAT(names(other_band.players()), ElementsAre("Ann"));
      EXPECT_THAT(band.players(), IsEmpty());
      EXPECT_THAT(names(ben.amps()), ElementsAre("amp"));
      EXPECT_THAT(ann.amps(), IsEmpty());
      second.set_desk(nullptr);
      second.set_lamp(nullptr);
      ben.amps().remove(amp);
      session.commit();
      EXPECT_EQ(count("desks") + count("lamps") + count("amps"), 0) << "nobody is left";
      first.set_desk(&session.add<Desk>({.name = "desk"}));
      first.set_lamp(&session.add<Lamp>({.name = "lamp"}));
      ann.amps().add({.name = "amp"});
      other_band.players().remove(ann);
      band.players().add(ann);
      session.commit();
    }
}

// ---- Let go of outside the session

TEST_P(SingleParent, comes_in_with_who_let_go_of_it_outside) {
  for (const bool before : {true, false})
    for (const bool all : {true, false})
      for (const bool replaced : {true, false}) {
        SCOPED_TRACE(std::to_string(before) + std::to_string(all) + std::to_string(replaced));
        Session session = open();
        Room& room = named<Room>(session, "first");
        Player& ann = named<Player>(session, "Ann");
        Desk& desk = *room.desk();
        Lamp& lamp = *room.lamp();
        Amp& amp = ann.amps()[0];
        Desk& next_desk = session.add<Desk>({.name = "desk"});
        Lamp& next_lamp = session.add<Lamp>({.name = "lamp"});
        session.flush();
        const auto act = [&] {
          room.set_desk(replaced ? &next_desk : nullptr);
          room.set_lamp(replaced ? &next_lamp : nullptr);
          ann.amps().remove(amp);
        };
        if (before) act();
        if (all) {
          session.expunge_all();
        } else {
          session.expunge(room);
          session.expunge(ann);
        }
        if (!before) act();
        session.add(room);
        session.add(ann);
        session.commit();
        EXPECT_EQ(desk.entity_state(), EntityState::detached);
        EXPECT_EQ(lamp.entity_state(), EntityState::detached);
        EXPECT_EQ(count("desks") + count("lamps"), 2) << "the orphans are gone";
        EXPECT_EQ(count("amps"), 0);
        room.set_desk(replaced ? room.desk() : &named<Desk>(session, "desk"));
        room.set_lamp(replaced ? room.lamp() : &named<Lamp>(session, "lamp"));
        ann.amps().add({.name = "amp"});
        session.commit();
      }
}

// ---- Asked again and again

TEST_P(SingleParent, is_kept_for_many_targets_that_nobody_has_looked_at) {
  constexpr std::size_t many = 2000;
  {
    Session session = open();
    for (std::size_t i = 0; i < many; ++i) {
      session.add<Room>({.name = "many"});
      session.add<Lamp>({.name = "many"});
      session.add<Player>({.name = "many"});
    }
    session.commit();
  }
  Session session = open();
  const std::vector<Room*> rooms =
      session.scalars(select<Room>().where(Room::c.name == "many")).all();
  const std::vector<Lamp*> lamps =
      session.scalars(select<Lamp>().where(Lamp::c.name == "many")).all();
  const std::vector<Player*> players =
      session.scalars(select<Player>().where(Player::c.name == "many")).all();
  Band& first = named<Band>(session, "first");
  Band& second = named<Band>(session, "second");
  for (std::size_t i = 0; i < many; ++i) {
    rooms[i]->set_lamp(lamps[i]);
    first.players().add(*players[i]);
  }
  EXPECT_THROW(rooms[0]->set_lamp(lamps[1]), UsageError);
  EXPECT_THROW(second.players().add(*players[many - 1]), UsageError);
  session.rollback();
}

// parent_index.hpp, rule 1.
TEST_P(SingleParent, is_kept_whatever_happened_since_it_was_asked_for) {
  enum Event {
    assigned,
    assigned_again,
    refreshed,
    read_anew,
    refilled,
    brought_back,
    undone,
    met
  };
  for (const Event event :
       {assigned, assigned_again, refreshed, read_anew, refilled, brought_back, undone, met}) {
    SCOPED_TRACE(event);
    Session session = open({.autoflush = false});
    Lamp& lamp = session.add<Lamp>({.name = "asked for"});
    Room& holder = session.add<Room>({.name = "holder"});
    Room& next = session.add<Room>({.name = "next"});
    Room& asker = session.add<Room>({.name = "asker"});
    Lamp& other = session.add<Lamp>({.name = "other"});
    const bool is_stored = event == refilled || event == brought_back || event == undone;
    if (is_stored) holder.set_lamp(&lamp);
    session.commit();
    static_cast<void>(lamp.name() + other.name() + holder.name() + next.name() + asker.name());
    const std::string take =
        "UPDATE rooms SET lamp_id = " + std::to_string(lamp.id()) + " WHERE name = 'holder'";
    if (is_stored) holder.set_lamp(nullptr);
    if (event == assigned_again) holder.set_lamp_id(other.id());
    if (event == met) session.expunge(holder);
    if (event == assigned_again)
      EXPECT_THROW(asker.set_lamp(&other), UsageError);
    else
      asker.set_lamp(&other);
    switch (event) {
      case assigned:
      case assigned_again:
        holder.set_lamp_id(lamp.id());
        break;
      case refreshed:
        session.execute(unsafe_text(take));
        session.refresh(holder, {Room::c.lamp_id});
        break;
      case read_anew:
        session.execute(unsafe_text(take));
        session.expire(holder);
        static_cast<void>(holder.name());
        break;
      case refilled:
        session.expire(holder);
        static_cast<void>(holder.name());
        break;
      case brought_back:
        session.expunge(holder);
        session.add(holder);
        session.expire(holder);
        static_cast<void>(holder.name());
        break;
      case undone:
        session.rollback();
        static_cast<void>(holder.name() + lamp.name());
        break;
      case met:
        session.execute(unsafe_text(take));
        static_cast<void>(named<Room>(session, "holder").name());
        break;
    }
    const auto error = error_of<UsageError>([&] { next.set_lamp(&lamp); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1323");
    session.rollback();
    session.execute(text("DELETE FROM rooms WHERE name IN ('holder', 'next', 'asker')"));
    session.commit();
  }
}

}  // namespace
}  // namespace orp::tests
