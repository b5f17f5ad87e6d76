// SPDX-License-Identifier: MIT
// Rows that refer to each other in a ring, below a parent whose key they share: what the database
// cascades to all of them is not handed round.
#include <functional>

#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using ::testing::ElementsAre;

class Rings : public RegistryTest {
 protected:
  // Two countries; the first has towns a, b and c.
  void SetUp() override {
    RegistryTest::SetUp();
    Session session = open();
    Country& country = session.add<Country>({.code = "xa", .name = "a"});
    session.add<Country>({.code = "xb", .name = "b"});
    for (const char* name : {"a", "b", "c"}) country.towns().add({.name = name});
    session.commit();
  }

  static Town& town(Session& session, const char* name) {
    return session.scalars(select<Town>().where(Town::c.name == name)).one();
  }

  // "a xa->b, ...", as the database has it.
  std::string towns() {
    Session session = open();
    std::string text;
    for (auto [name, code, next] : session.execute(
             select(Town::c.name, Town::c.code, Town::c.next_name).order_by(Town::c.name)))
      text += (text.empty() ? "" : ", ") + name + ' ' + code + "->" + next.value_or("");
    return text;
  }
};
ORPIMENT_ON_EACH_DATABASE(Rings);

// Who is next, by letters: "bb" is a ring of b alone.
void link(Session& session, const std::string& ring) {
  std::vector<Town*> towns;
  for (const char name : ring)
    towns.push_back(
        &session.scalars(select<Town>().where(Town::c.name == std::string(1, name))).one());
  for (std::size_t i = 0; i + 1 < towns.size(); ++i) towns[i]->set_next(towns[i + 1]);
}

// key_copier.hpp, rule 3; key_cascades.hpp, rule 4.
TEST_P(Rings, follow_a_renamed_parent) {
  const std::vector<std::pair<std::string, std::string>> rings = {
      {"bb", "a %->, b %->b, c %->"},
      {"aba", "a %->b, b %->a, c %->"},
      {"abca", "a %->b, b %->c, c %->a"},
      {"abc", "a %->b, b %->c, c %->"}};
  for (const auto& [ring, expected] : rings)
    for (const bool is_stored : {true, false})
      for (const bool looks : {true, false})
        for (const bool is_handed_on : {false, true}) {
          SCOPED_TRACE(ring + (is_stored ? " stored" : "") + (looks ? " seen" : ""));
          Session session = open({.autoflush = false});
          link(session, ring);
          if (is_stored) session.commit();
          if (looks)
            for (Town& town : session.scalars(select<Town>())) {
              static_cast<void>(town.next());
              static_cast<void>(town.previous());
            }
          Country& country = session.get_one<Country>("xa");
          country.set_code("xc");
          if (is_handed_on) session.get_one<Country>("xb").set_code("xa");
          session.flush();
          for (Town& town : session.scalars(select<Town>())) EXPECT_EQ(&town.country(), &country);
          session.commit();
          std::string all = expected;
          for (std::size_t at = 0; (at = all.find('%')) != std::string::npos;)
            all.replace(at, 1, "xc");
          EXPECT_EQ(towns(), all);

          for (Town& town : session.scalars(select<Town>())) town.set_next(nullptr);
          if (is_handed_on)
            session.scalars(select<Country>().where(Country::c.name == "b")).one().set_code("xb");
          country.set_code("xa");
          session.commit();
          ASSERT_EQ(towns(), "a xa->, b xa->, c xa->");
        }
}

TEST_P(Rings, let_go_once_and_write_no_more_than_whom_they_refer_to) {
  Session session = open();
  link(session, "aba");
  session.commit();
  for (Town& town : session.scalars(select<Town>())) static_cast<void>(town.previous());
  Country& country = session.get_one<Country>("xa");
  country.set_code("xc");
  forget();
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE towns (next_name, code, name) 2 rows",
                                  "UPDATE countries (code) 1 row",
                                  "UPDATE towns (next_name, code, name) 2 rows"));
}

TEST_P(Rings, follow_when_their_own_keys_change_as_well) {
  Session session = open();
  link(session, "aba");
  session.commit();
  town(session, "a").set_name("d");
  session.get_one<Country>("xa").set_code("xc");
  session.commit();
  EXPECT_EQ(towns(), "b xc->d, c xc->, d xc->b");
  town(session, "b").set_name("e");
  town(session, "d").set_name("f");
  session.get_one<Country>("xc").set_code("xa");
  session.commit();
  EXPECT_EQ(towns(), "c xa->, e xa->f, f xa->e");
}

TEST_P(Rings, are_closed_and_opened_below_a_renamed_parent) {
  Session session = open({.autoflush = false});
  link(session, "ab");
  session.commit();
  session.get_one<Country>("xa").set_code("xc");
  link(session, "bca");
  session.commit();
  EXPECT_EQ(towns(), "a xc->b, b xc->c, c xc->a");
  session.get_one<Country>("xc").set_code("xa");
  town(session, "a").set_next(nullptr);
  session.delete_(town(session, "c"));
  session.commit();
  EXPECT_EQ(towns(), "a xa->, b xa->");
}

TEST_P(Rings, of_one_move_with_the_row) {
  Session session = open();
  link(session, "bb");
  session.commit();
  town(session, "b").set_country(session.get_one<Country>("xb"));
  session.commit();
  EXPECT_EQ(towns(), "a xa->, b xb->b, c xa->");
}

// Its country is the own one, whatever becomes of whom it referred to.
// key_cascades.hpp, rule 5.
TEST_P(Rings, stay_where_they_are_when_a_neighbour_leaves) {
  for (const bool looks : {true, false})
    for (const bool is_renamed : {true, false})
      for (const bool has_another : {true, false})
        for (const bool by_neighbour : {true, false}) {
          Session session = open({.autoflush = false});
          link(session, "ab");
          session.commit();
          Town& stays = town(session, "a");
          Town& leaves = town(session, "b");
          Town& third = town(session, "c");
          if (!looks) session.expire_all();
          leaves.set_country(session.get_one<Country>("xb"));
          if (has_another)
            stays.set_next(&third);
          else if (by_neighbour)
            leaves.set_previous(nullptr);
          else
            stays.set_next(nullptr);
          if (is_renamed) session.get_one<Country>("xa").set_code("xc");
          session.commit();
          const std::string code = is_renamed ? "xc" : "xa";
          EXPECT_EQ(towns(),
                    "a " + code + "->" + (has_another ? "c" : "") + ", b xb->, c " + code + "->");
          stays.set_next(nullptr);
          session.flush();
          leaves.set_country(stays.country());
          stays.country().set_code("xa");
          session.commit();
        }
}

// The child's key is made of the owner's, and the owner refers to one of its children.
TEST_P(Rings, of_an_owner_and_its_child_follow) {
  for (const bool looks : {true, false})
    for (const bool is_handed_on : {true, false}) {
      Session session = open({.autoflush = false});
      Country& country = session.get_one<Country>("xa");
      Province& province = country.provinces().add({.num = 1});
      Place& capital = province.places().add({.name = "p"});
      session.flush();
      province.set_capital(&capital);
      session.commit();
      if (looks) static_cast<void>(province.capital()->province());
      country.set_code("xc");
      if (is_handed_on) session.get_one<Country>("xb").set_code("xa");
      session.commit();
      EXPECT_EQ(&province.country(), &country);
      EXPECT_EQ(province.capital(), &capital);
      EXPECT_EQ(capital.code(), "xc");

      province.set_num(2);
      country.set_code("xd");
      session.commit();
      EXPECT_EQ(province.capital(), &capital);
      EXPECT_EQ(capital.num(), 2);
      EXPECT_EQ(&province.country(), &country);
      province.set_capital(nullptr);
      session.flush();
      session.delete_(province);
      session.flush();
      country.set_code("xe");
      if (is_handed_on)
        session.scalars(select<Country>().where(Country::c.name == "b")).one().set_code("xb");
      session.flush();
      country.set_code("xa");
      session.commit();
    }
}

// The column that they share may be NULL, and is for a moment.
TEST_P(Rings, by_keys_of_which_all_may_be_null_follow) {
  for (const bool looks : {true, false}) {
    Session session = open({.autoflush = false});
    Country& country = session.get_one<Country>("xa");
    Envoy& first = session.add<Envoy>({.rank = 1, .country = &country});
    Envoy& second = session.add<Envoy>({.rank = 2, .country = &country});
    session.flush();
    first.set_deputy(&second);
    second.set_deputy(&first);
    session.commit();
    if (looks) static_cast<void>(first.deputy()->deputy());
    country.set_code("xc");
    session.get_one<Country>("xb").set_code("xa");
    session.commit();
    EXPECT_EQ(first.country(), &country);
    EXPECT_EQ(second.country(), &country);
    EXPECT_EQ(first.deputy(), &second);
    EXPECT_EQ(second.deputy(), &first);
    session.close();
    run("DELETE FROM envoys");
    run("UPDATE countries SET code = 'xb' WHERE name = 'b'");
    run("UPDATE countries SET code = 'xa' WHERE name = 'a'");
  }
}

// The column that its deputy and its country share is its own source, and the country is heard.
// key_copier.hpp, rule 3.
TEST_P(Rings, of_one_refer_to_the_parent_that_they_were_given_and_to_no_other) {
  for (const bool is_closed_first : {true, false})
    for (const bool has_parent : {true, false}) {
      Session session = open({.autoflush = false});
      Country& former = session.get_one<Country>("xa");
      Country* parent = has_parent ? &session.get_one<Country>("xb") : nullptr;
      Envoy& envoy = session.add<Envoy>({.rank = 1, .country = &former});
      session.commit();
      envoy.set_code("xc");
      if (is_closed_first) envoy.set_deputy(&envoy);
      envoy.set_country(parent);
      if (!is_closed_first) envoy.set_deputy(&envoy);
      session.commit();
      EXPECT_EQ(envoy.country(), parent);
      EXPECT_EQ(envoy.deputy_rank(), 1);
      session.close();
      run("DELETE FROM envoys");
    }
}

}  // namespace
}  // namespace orp::tests
