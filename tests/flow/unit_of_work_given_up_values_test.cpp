// SPDX-License-Identifier: MIT
// Unique values that are given up by who never loaded them.
#include "registry.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class GivenUp : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(GivenUp);

TEST_P(GivenUp, values_are_free_although_nobody_knew_them) {
  for (const bool by_new : {true, false})
    for (const bool giver_first : {true, false})
      for (const int rows : {1, 2}) {
        Session session = open();
        Account& first = session.add<Account>({.email = "first"});
        Account& second = session.add<Account>({.email = "second"});
        Account& third = session.add<Account>({.email = "third"});
        session.commit();
        Account& giver = giver_first ? first : second;
        Account& taker = giver_first ? second : first;
        const std::string wanted = giver_first ? "first" : "second";
        if (rows == 2) {  // and what the giver takes is unknown, too
          giver.set_email("third");
          third.set_email("other");
        } else {
          giver.set_email("other");
        }
        if (by_new)
          session.add<Account>({.email = wanted});
        else
          taker.set_email(wanted);
        session.commit();
        EXPECT_EQ(giver.email(), rows == 2 ? "third" : "other");
        EXPECT_EQ(count(session, "accounts WHERE email = '" + wanted + "'"), 1);
        for (Account* account : session.scalars(select<Account>()).all()) session.delete_(*account);
        session.commit();
      }
}

// Of a value of two columns the taker has one, which nobody knows.
TEST_P(GivenUp, values_of_deleted_rows_are_taken_by_who_is_not_loaded) {
  for (const bool looks : {false, true})
    for (const bool knows_deleted : {false, true}) {
      Session session = open();
      Slot& old = session.add<Slot>({.room = "blue", .hour = 10});
      Slot& taker = session.add<Slot>({.room = "red", .hour = 10});
      session.commit();
      if (looks) static_cast<void>(taker.hour());
      if (knows_deleted) static_cast<void>(old.hour());
      taker.set_room("blue");
      session.delete_(old);
      session.commit();
      EXPECT_EQ(taker.room(), "blue");
      session.delete_(taker);
      session.commit();
    }
}

TEST_P(GivenUp, values_are_asked_for_only_where_it_matters) {
  Session session = open();
  Account& giver = session.add<Account>({.email = "a"});
  Account& other = session.add<Account>({.email = "b"});
  session.commit();
  forget();
  giver.set_email("c");
  session.add<Account>({.email = "a"});
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE accounts (email, id) 1 row", "INSERT accounts (email) 1 row"));
  session.expire_all();
  giver.set_email("d");
  other.set_email("c");
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("SELECT accounts", "UPDATE accounts (email, id) 1 row",
                                  "UPDATE accounts (email, id) 1 row"));
}

TEST_P(GivenUp, values_are_free_before_the_row_that_their_row_waits_for) {
  Session session = open();
  Part& part = session.add<Part>({.serial = 1});
  session.commit();
  part.set_serial(2);
  part.set_parent(&session.add<Part>({.serial = 1}));
  session.commit();
  EXPECT_EQ(part.parent()->serial(), 1);
  EXPECT_EQ(part.serial(), 2);
}

TEST_P(GivenUp, values_that_nobody_knew_are_followed_by_who_refers_to_them) {
  for (const bool looks : {true, false}) {
    Session session = open({.expire_on_commit = false});
    Holder& holder = session.add<Holder>({.code = "a"});
    Pass& pass = holder.passes().add({});
    Visa& visa = holder.visas().add({});
    session.commit();
    session.expire(holder);
    if (!looks) {
      session.expire(pass);
      session.expire(visa);
    }
    holder.set_code("b");
    session.commit();
    EXPECT_EQ(pass.holder_code(), "b");
    EXPECT_EQ(visa.holder_code(), "b");
    EXPECT_EQ(count(session, "passes WHERE holder_code = 'b'"), 1);
    EXPECT_EQ(count(session, "visas WHERE holder_code = 'b'"), 1);
    session.expire(holder);
    holder.set_code("c");
    EXPECT_EQ(holder.visas().size(), 1);
    session.commit();
    session.expire(holder);
    holder.set_code("d");
    session.delete_(holder);
    session.commit();
    EXPECT_EQ(count(session, "visas WHERE holder_code IS NULL"), 1);
    session.delete_(visa);
    session.delete_(pass);
    session.commit();
  }
}

// What the database has by the time of the UPDATE is the new key.

TEST_P(GivenUp, values_that_were_cascaded_are_free_for_another_partner) {
  for (const bool is_renamed_first : {true, false})
    for (const bool is_giver_first : {true, false})
      for (const bool moves_on : {true, false})
        for (const int looks : {0, 1, 2}) {
          Session session = open({.autoflush = false});
          Country& country = session.add<Country>({.code = "xa", .name = "a"});
          Country& other = session.add<Country>({.code = "xb", .name = "b"});
          Flag& first = session.add<Flag>({});
          Flag& second = session.add<Flag>({});
          Flag& giver = is_giver_first ? first : second;
          Flag& taker = is_giver_first ? second : first;
          country.set_flag(&giver);
          session.commit();
          if (looks > 0) static_cast<void>(country.flag());
          if (looks > 1) static_cast<void>(taker.country());
          if (is_renamed_first) country.set_code("xc");
          if (moves_on) giver.set_country(&other);
          country.set_flag(&taker);
          if (!is_renamed_first) country.set_code("xc");
          forget();
          session.flush();
          if (looks == 2) {
            EXPECT_THAT(sent(), ElementsAre("UPDATE countries (code) 1 row",
                                            "UPDATE flags (code, id) 1 row",
                                            "UPDATE flags (code, id) 1 row"));
          }
          session.commit();
          EXPECT_EQ(taker.code(), "xc");
          EXPECT_EQ(giver.code(), moves_on ? std::optional<std::string>("xb") : std::nullopt);
          for (Entity* entity : std::initializer_list<Entity*>{&first, &second, &country, &other})
            session.delete_(*entity);
          session.commit();
        }
}

TEST_P(GivenUp, values_that_were_cascaded_are_free_where_nobody_asks_the_partner) {
  for (const bool is_giver_first : {true, false})
    for (const bool looks : {true, false})
      for (const bool is_handed_on : {true, false}) {
        Session session = open({.autoflush = false});
        Country& country = session.add<Country>({.code = "xa", .name = "a"});
        Country& other = session.add<Country>({.code = "xb", .name = "b"});
        Emblem& giver = session.add<Emblem>({.name = is_giver_first ? "a" : "z"});
        Emblem& taker = session.add<Emblem>({.name = "m"});
        Emblem& third = session.add<Emblem>({.name = "n"});
        country.set_emblem(&giver);
        other.set_emblem(&third);
        session.commit();
        if (looks) session.scalars(select<Emblem>()).all();
        country.set_emblem(&taker);
        country.set_code("xc");
        if (is_handed_on) other.set_code("xa");
        session.commit();
        EXPECT_EQ(taker.code(), "xc");
        EXPECT_EQ(third.code(), is_handed_on ? "xa" : "xb");
        EXPECT_EQ(giver.code(), std::nullopt);
        for (Entity* entity :
             std::initializer_list<Entity*>{&giver, &taker, &third, &country, &other})
          session.delete_(*entity);
        session.commit();
      }
}

TEST_P(GivenUp, values_that_were_cascaded_are_exchanged) {
  for (const bool hand_on : {true, false})
    for (const bool looks : {true, false}) {
      Session session = open({.autoflush = false});
      Country& first = session.add<Country>({.code = "xa", .name = "a"});
      Country& second = session.add<Country>({.code = "xb", .name = "b"});
      Flag& one = session.add<Flag>({.country = &first});
      Flag& two = session.add<Flag>({.country = &second});
      session.commit();
      if (looks) session.scalars(select<Flag>()).all();
      second.set_code("xc");
      first.set_code(hand_on ? "xb" : "xd");
      first.set_flag(&two);
      second.set_flag(&one);
      session.commit();
      EXPECT_EQ(one.code(), "xc");
      EXPECT_EQ(two.code(), hand_on ? "xb" : "xd");
      for (Entity* entity : std::initializer_list<Entity*>{&one, &two, &first, &second})
        session.delete_(*entity);
      session.commit();
    }
}

// Nobody can wait where the value may not be NULL.
TEST_P(GivenUp, values_that_were_cascaded_are_named_in_an_exchange_that_is_refused) {
  for (const bool is_renamed_first : {true, false})
    for (const bool looks : {true, false}) {
      Session session = open({.autoflush = false});
      Country& country = session.add<Country>({.code = "xa", .name = "a"});
      Region& first = country.regions().add({.num = 1, .name = "1"});
      Region& second = country.regions().add({.num = 2, .name = "2"});
      Mayor& ann = session.add<Mayor>({.region = first});
      Mayor& bob = session.add<Mayor>({.region = second});
      session.commit();
      if (looks) session.scalars(select<Mayor>()).all();
      if (is_renamed_first) first.set_num(3);
      ann.set_region(second);
      bob.set_region(first);
      if (!is_renamed_first) first.set_num(3);
      const auto error = error_of<IntegrityError>([&] { session.flush(); });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->kind(), ConstraintKind::unique);
      EXPECT_THAT(error->what(), HasSubstr("rows of this flush exchange values"));
      session.rollback();
      for (const Mayor* mayor : {&ann, &bob})
        EXPECT_THAT(error->what(), HasSubstr("Mayor (" + std::to_string(mayor->id()) + ')'));
      session.delete_(country);
      session.commit();
    }
}

TEST_P(GivenUp, keys_that_were_cascaded_are_named_in_an_exchange_that_is_refused) {
  for (const bool is_renamed : {true, false}) {
    Session session = open({.autoflush = false});
    Country& country = session.add<Country>({.code = "xa", .name = "a"});
    Region& first = country.regions().add({.num = 1, .name = "1"});
    Region& second = country.regions().add({.num = 2, .name = "2"});
    District& north = first.districts().add({.letter = "a", .name = "north"});
    District& south = second.districts().add({.letter = "a", .name = "south"});
    session.commit();
    if (is_renamed) first.set_num(3);
    north.set_region(second);
    south.set_region(first);
    const auto error = error_of<IntegrityError>([&] { session.flush(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ConstraintKind::unique);
    EXPECT_THAT(error->what(), HasSubstr("rows of this flush exchange values"));
    EXPECT_THAT(error->what(), HasSubstr("District ('xa', 1, 'a')"));
    EXPECT_THAT(error->what(), HasSubstr("District ('xa', 2, 'a')"));
    session.rollback();
    session.delete_(country);
    session.commit();
  }
}

// A value that comes by way of a key which is cascaded itself.
// unique_values.hpp, rule 1.
TEST_P(GivenUp, values_that_come_of_a_cascaded_key_are_free) {
  for (const bool looks : {true, false}) {
    Session session = open({.autoflush = false});
    Country& country = session.add<Country>({.code = "xa", .name = "a"});
    Region& first = country.regions().add({.num = 1, .name = "1"});
    Region& second = country.regions().add({.num = 2, .name = "2"});
    Mayor& taker = session.add<Mayor>({.region = first});
    Mayor& giver = session.add<Mayor>({.region = second});
    session.commit();
    if (looks) session.scalars(select<Mayor>()).all();
    country.set_code("xc");
    second.set_mayor(&taker);
    giver.set_region(country.regions().add({.num = 3, .name = "3"}));
    session.commit();
    EXPECT_EQ(taker.num(), 2);
    EXPECT_EQ(giver.num(), 3);
    EXPECT_EQ(giver.code(), "xc");
    session.delete_(country);
    session.commit();
  }
}

}  // namespace
}  // namespace orp::tests
