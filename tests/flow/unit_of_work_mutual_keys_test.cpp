// SPDX-License-Identifier: MIT
// Rows that refer to each other and change their keys: who refers is written when the key that it
// takes is there.
#include "mutual.hpp"

namespace orp::tests {
namespace {

using namespace mutual;
using ::testing::ElementsAre;

// ---- Keys that change

class PostUpdatedKeys : public MutualTest {};
ORPIMENT_ON_EACH_DATABASE(PostUpdatedKeys);

TEST_P(PostUpdatedKeys, are_written_once_the_target_has_its_new_key) {
  Session session = open({.autoflush = false});
  Country& france = session.add<Country>({.code = "FR"});
  City& paris = france.cities().add({.name = "Paris"});
  session.flush();
  france.set_capital(&paris);
  session.commit();
  EXPECT_EQ(france.capital_name(), "Paris");
  paris.set_name("Lutetia");
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE countries (capital_name, code) 1 row",
                                  "UPDATE cities (name, code, name) 1 row",
                                  "UPDATE countries (capital_name, code) 1 row"));
  session.commit();
  EXPECT_EQ(france.capital_name(), "Lutetia");
  EXPECT_EQ(france.capital(), &paris);
}

TEST_P(PostUpdatedKeys, follow_the_rename_of_either_row_or_both) {
  for (const bool country : {true, false})
    for (const bool city : {true, false})
      for (const bool is_capital_loaded : {true, false}) {
        SCOPED_TRACE(::testing::Message() << country << city << is_capital_loaded);
        Session session = open({.autoflush = false});
        Country& france = session.add<Country>({.code = "FR"});
        City& paris = france.cities().add({.name = "Paris"});
        session.flush();
        france.set_capital(&paris);
        session.commit();
        EXPECT_EQ(france.capital_name(), "Paris");
        if (is_capital_loaded) (void)france.capital();
        if (country) france.set_code("GA");
        if (city) paris.set_name("Lutetia");
        session.commit();
        EXPECT_EQ(paris.code(), country ? "GA" : "FR");
        EXPECT_EQ(france.capital_name(), city ? "Lutetia" : "Paris");
        EXPECT_EQ(france.capital(), &paris);
        session.close();
        run("UPDATE countries SET capital_name = NULL");
        empty({"cities", "countries"});
      }
}

TEST_P(PostUpdatedKeys, go_to_another_target_that_is_renamed) {
  for (const bool from_none : {true, false}) {
    Session session = open({.autoflush = false});
    Country& germany = session.add<Country>({.code = "DE"});
    City& bonn = germany.cities().add({.name = "Bonn"});
    City& berlin = germany.cities().add({.name = "Berlin"});
    session.flush();
    if (!from_none) germany.set_capital(&bonn);
    session.commit();
    berlin.set_name("Spree-Athen");
    germany.set_capital(&berlin);
    session.commit();
    EXPECT_EQ(germany.capital_name(), "Spree-Athen");
    EXPECT_EQ(germany.capital(), &berlin);
    session.close();
    run("UPDATE countries SET capital_name = NULL");
    empty({"cities", "countries"});
  }
}

class Teams : public MutualTest {
 protected:
  struct Stored {
    explicit Stored(Session& session)
        : team(session.add<Team>({.code = "T"})),
          a(team.players().add({.name = "a"})),
          b(team.players().add({.name = "b"})) {
      team.set_captain(&a);
      team.set_keeper(&b);
      session.commit();
      (void)team.captain(), (void)team.keeper(), (void)team.players().size(), (void)a.team();
    }
    Team& team;
    Player& a;
    Player& b;
  };
};
ORPIMENT_ON_EACH_DATABASE(Teams);

TEST_P(Teams, keep_their_players_whoever_is_renamed) {
  for (unsigned who = 1; who < 8; ++who) {
    SCOPED_TRACE(who);
    Session session = open({.autoflush = false});
    Stored stored(session);
    if ((who & 1) != 0) stored.team.set_code("U");
    if ((who & 2) != 0) stored.a.set_name("A");
    if ((who & 4) != 0) stored.b.set_name("B");
    session.commit();
    EXPECT_EQ(stored.team.captain_name(), (who & 2) != 0 ? "A" : "a");
    EXPECT_EQ(stored.team.keeper_name(), (who & 4) != 0 ? "B" : "b");
    EXPECT_EQ(stored.team.captain(), &stored.a);
    EXPECT_EQ(stored.team.keeper(), &stored.b);
    EXPECT_EQ(stored.team.players().size(), 2U);
    session.close();
    run("UPDATE teams SET captain_name = NULL, keeper_name = NULL");
    empty({"players", "teams"});
  }
}

TEST_P(Teams, exchange_captain_and_keeper_while_both_are_renamed) {
  Session session = open({.autoflush = false});
  Stored stored(session);
  stored.a.set_name("A");
  stored.b.set_name("B");
  stored.team.set_captain(&stored.b);
  stored.team.set_keeper(&stored.a);
  session.commit();
  EXPECT_EQ(stored.team.captain_name(), "B");
  EXPECT_EQ(stored.team.keeper_name(), "A");
}

}  // namespace
}  // namespace orp::tests
