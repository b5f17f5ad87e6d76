// SPDX-License-Identifier: MIT
// Rows that refer to each other and change their keys: who refers is written when the key that it
// takes is there, and a row's own key is nobody else's to fill in.
#include "mutual.hpp"

namespace orp::tests {
namespace {

using namespace mutual;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// ---- Keys that are given

// One of the row's own children: the foreign key shares columns with the row's key.
class OwnKeys : public MutualTest {};
ORPIMENT_ON_EACH_DATABASE(OwnKeys);

TEST_P(OwnKeys, are_as_given_or_made_beside_a_reference_to_an_own_child) {
  for (const bool is_given : {true, false})
    for (const int order : {0, 1, 2}) {
      SCOPED_TRACE(::testing::Message() << is_given << order);
      Session session = open({.autoflush = false});
      Customer& ann = is_given ? session.add<Customer>({.id = 77, .name = "Ann"})
                               : session.add<Customer>({.name = "Ann"});
      if (order != 2) ann.addresses().add({.no = 1, .town = "Ulm"});
      Address& bonn = order == 0 ? ann.addresses().add({.no = 2, .town = "Bonn"})
                                 : session.add<Address>({.no = 2, .town = "Bonn", .customer = ann});
      ann.set_main(&bonn);
      forget();
      session.flush();
      if (!is_given) {
        EXPECT_THAT(sent().front(), HasSubstr("INSERT customers (name, main_no) 1 row"));
      } else {
        EXPECT_EQ(ann.id(), 77);
      }
      session.commit();
      EXPECT_GT(ann.id(), 0);
      EXPECT_EQ(bonn.customer_id(), ann.id());
      EXPECT_EQ(ann.main(), &bonn);
      EXPECT_EQ(ann.addresses().size(), order == 2 ? 1U : 2U);
      session.close();
      run("UPDATE customers SET main_no = NULL");
      empty({"addresses", "customers"});
    }
}

// key_copier.hpp, rule 4.
TEST_P(OwnKeys, stay_as_given_where_an_own_child_is_named_again) {
  Session session = open({.autoflush = false});
  Country& country = session.add<Country>({.code = "C3"});
  City& capital = country.cities().add({.name = "a"});
  country.set_capital(&capital);
  session.commit();
  country.set_capital(&country.cities().add({.name = "b"}));
  country.set_code("C1");
  country.set_capital(&capital);
  session.commit();
  EXPECT_EQ(country.code(), "C1");
  EXPECT_EQ(value_of<std::string>("SELECT code FROM countries"), "C1");
  EXPECT_EQ(country.capital(), &capital);
}

TEST_P(OwnKeys, of_many_new_rows_are_each_their_own) {
  Session session = open({.autoflush = false});
  std::vector<Customer*> customers;
  for (int i = 0; i < 3; ++i) {
    customers.push_back(&session.add<Customer>({.name = std::to_string(i)}));
    customers.back()->set_main(&customers.back()->addresses().add({.no = i}));
  }
  forget();
  session.commit();
  EXPECT_THAT(sent(), Contains("UPDATE customers (main_no, id) 3 rows"));
  for (int i = 0; i < 3; ++i) {
    Customer& customer = *customers[static_cast<std::size_t>(i)];
    EXPECT_EQ(customer.main_no(), i);
    EXPECT_EQ(customer.main()->customer_id(), customer.id());
  }
  EXPECT_LT(customers[0]->id(), customers[1]->id());
}

TEST_P(OwnKeys, of_text_stay_as_given) {
  for (const bool flush_between : {true, false})
    for (const bool child_first : {true, false}) {
      Session session = open({.autoflush = false});
      Country& germany = session.add<Country>({.code = "DE"});
      if (flush_between) session.flush();
      City& berlin = child_first ? session.add<City>({.name = "Berlin", .country = germany})
                                 : germany.cities().add({.name = "Berlin"});
      germany.set_capital(&berlin);
      forget();
      session.flush();
      if (!flush_between) {
        EXPECT_THAT(sent(), ElementsAre("INSERT countries (code, capital_name) 1 row",
                                        "INSERT cities (code, name) 1 row",
                                        "UPDATE countries (capital_name, code) 1 row"));
      }
      session.commit();
      EXPECT_EQ(germany.code(), "DE");
      EXPECT_EQ(berlin.code(), "DE");
      EXPECT_EQ(germany.capital(), &berlin);
      session.close();
      run("UPDATE countries SET capital_name = NULL");
      empty({"cities", "countries"});
    }
}

// The circle is opened at the only column of it that may be NULL.
TEST_P(OwnKeys, of_several_parts_stay_as_given_without_post_update) {
  Session session = open({.autoflush = false});
  State& bavaria = session.add<State>({.code = "DE", .num = 9});
  bavaria.towns().add({.name = "Ulm"});
  Town& munich = bavaria.towns().add({.name = "Munich"});
  bavaria.set_seat(&munich);
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("INSERT states (code, num, seat_name) 1 row",
                                  "INSERT towns (code, num, name) 2 rows",
                                  "UPDATE states (seat_name, code, num) 1 row"));
  session.commit();
  EXPECT_EQ(bavaria.code(), "DE");
  EXPECT_EQ(bavaria.num(), 9);
  EXPECT_EQ(munich.num(), 9);
  EXPECT_EQ(bavaria.seat(), &munich);
}

TEST_P(OwnKeys, stay_when_a_new_row_takes_one_over) {
  Session session = open({.autoflush = false});
  session.add<Country>({.code = "DE"}).cities().add({.name = "Bonn"});
  session.commit();
  session.delete_(session.get_one<Country>("DE"));
  Country& germany = session.add<Country>({.code = "DE"});
  germany.set_capital(&germany.cities().add({.name = "Berlin"}));
  session.commit();
  EXPECT_EQ(germany.code(), "DE");
  EXPECT_EQ(germany.capital_name(), "Berlin");
  EXPECT_EQ(germany.cities().size(), 1U);
}

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
                                  "UPDATE cities (name, code) 1 row",
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

// The keeper is in a circle with the team, which is opened where the keeper names it.
TEST_P(Teams, let_go_once_and_are_pointed_to_their_new_keys_once_however_many_change) {
  const auto rename = [&](bool team, bool captain, bool keeper) {
    Session session = open({.autoflush = false});
    Stored stored(session);
    if (team) stored.team.set_code("U");
    if (captain) stored.a.set_name("A");
    if (keeper) stored.b.set_name("B");
    forget();
    session.flush();
    std::vector<std::string> statements = sent();
    session.close();
    run("UPDATE teams SET captain_name = NULL, keeper_name = NULL");
    empty({"players", "teams"});
    return statements;
  };
  EXPECT_THAT(rename(true, false, false),
              ElementsAre("UPDATE players (team_code, name) 2 rows", "UPDATE teams (code) 1 row",
                          "UPDATE players (team_code, name) 2 rows"));
  EXPECT_THAT(rename(false, true, true),
              ElementsAre("UPDATE teams (captain_name, keeper_name, code) 1 row",
                          "UPDATE players (name) 2 rows", "UPDATE teams (keeper_name, code) 1 row",
                          "UPDATE teams (captain_name, code) 1 row"));
  EXPECT_THAT(rename(true, true, true),
              ElementsAre("UPDATE teams (captain_name, keeper_name, code) 1 row",
                          "UPDATE players (team_code, name) 2 rows", "UPDATE players (name) 1 row",
                          "UPDATE teams (code, keeper_name) 1 row",
                          "UPDATE players (name, team_code) 1 row",
                          "UPDATE teams (captain_name, code) 1 row",
                          "UPDATE players (team_code, name) 1 row"));
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
