// SPDX-License-Identifier: MIT
// Who took an object by a relationship that only owners have, and let go of it again, speaks for
// it, and not who had it before: whatever is loaded, by lists and to partners, with keys of each
// kind.
#include <functional>
#include <mutual/model.hpp>
#include <office/model.hpp>
#include <registry/model.hpp>
#include <string>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

constexpr bool each[] = {true, false};

/// A relationship of `Owner` alone, of which an act of the program is a call.
template <class Owner, class Member>
struct Bond {
  const char* members;  ///< the table
  const char* foreign_key;
  const char* owners;
  std::function<Owner&(Session&, int)> add_owner;
  std::function<Member&(Session&, int)> add_member;
  void (*take)(Owner&, Member&);
  void (*let_go)(Owner&, Member&);
  bool (*has)(Owner&, Member&);
};

/// What is done then, and whether the owner that the database names has the member after it.
struct Outcome {
  const char* act;
  bool is_given_back;
  bool needs_row;  ///< of the taker
  void (*perform)(Session&, Entity& former, Entity& taker, Entity& member);
};
const Outcome outcomes[] = {
    {"nothing", false, false, [](Session&, Entity&, Entity&, Entity&) {}},
    {"expire taker", true, true,
     [](Session& session, Entity&, Entity& taker, Entity&) { session.expire(taker); }},
    {"expunge taker", true, false,
     [](Session& session, Entity&, Entity& taker, Entity&) { session.expunge(taker); }},
    {"bring taker back", false, false,
     [](Session& session, Entity&, Entity& taker, Entity&) {
       session.expunge(taker);
       session.add(taker);
     }},
    {"expire former", false, false,
     [](Session& session, Entity& former, Entity&, Entity&) { session.expire(former); }},
    {"bring former back", false, false,
     [](Session& session, Entity& former, Entity&, Entity&) {
       session.expunge(former);
       session.add(former);
     }},
    {"expire member", false, false,
     [](Session& session, Entity&, Entity&, Entity& member) { session.expire(member); }},
    {"refresh member", false, false,
     [](Session& session, Entity&, Entity&, Entity& member) { session.refresh(member); }},
    {"bring member back", false, false,
     [](Session& session, Entity&, Entity&, Entity& member) {
       session.expunge(member);
       session.add(member);
     }},
    {"expire member and taker", true, true,
     [](Session& session, Entity&, Entity& taker, Entity& member) {
       session.expire(member);
       session.expire(taker);
     }},
    {"expire former and taker", true, true,
     [](Session& session, Entity& former, Entity& taker, Entity&) {
       session.expire(former);
       session.expire(taker);
     }},
};

class OneDirectionalOwners : public FlowTest {
 protected:
  template <class Owner, class Member>
  void play(const Bond<Owner, Member>& bond) {
    for (const Outcome& outcome : outcomes)
      for (const bool looks_at_former : each)
        for (const bool looks_at_taker : each)
          for (const bool is_new : each)
            for (const bool expires : each) {
              if (is_new && outcome.needs_row) continue;
              SCOPED_TRACE(::testing::Message() << outcome.act << looks_at_former << looks_at_taker
                                                << is_new << expires);
              for (const char* table : {bond.members, bond.owners})
                run(std::string("DELETE FROM ") + table);
              Session session = open({.autoflush = false, .expire_on_commit = expires});
              Owner& former = bond.add_owner(session, 1);
              Member& member = bond.add_member(session, 1);
              bond.take(former, member);
              if (is_new) session.commit();
              Owner& taker = bond.add_owner(session, 2);
              if (!is_new) session.commit();
              if (looks_at_former) {
                EXPECT_TRUE(bond.has(former, member));
              }
              if (looks_at_taker) {
                EXPECT_FALSE(bond.has(taker, member));
              }
              bond.take(taker, member);
              bond.let_go(taker, member);
              outcome.perform(session, former, taker, member);
              session.commit();
              EXPECT_EQ(bond.has(former, member), outcome.is_given_back);
              session.commit();
              EXPECT_EQ(value_of<std::int64_t>(std::string("SELECT count(*) FROM ") + bond.members +
                                               " WHERE " + bond.foreign_key + " IS NOT NULL"),
                        outcome.is_given_back ? 1 : 0);
            }
  }
};
ORPIMENT_ON_EACH_DATABASE(OneDirectionalOwners);

// hidden_ends.hpp, rule 2.
TEST_P(OneDirectionalOwners, that_took_last_decide_by_lists_with_integer_keys) {
  using namespace office;
  set_up(office::metadata());
  play<Box, Thing>(
      {"things", "box_id", "boxes",
       [](Session& session, int) -> Box& { return session.add<Box>({.label = "b"}); },
       [](Session& session, int) -> Thing& { return session.add<Thing>({.name = "t"}); },
       [](Box& box, Thing& thing) { box.things().add(thing); },
       [](Box& box, Thing& thing) { EXPECT_TRUE(box.things().remove(thing)); },
       [](Box& box, Thing& thing) { return box.things().contains(thing); }});
}

TEST_P(OneDirectionalOwners, that_took_last_decide_by_lists_with_orphans) {
  using namespace office;
  set_up(office::metadata());
  play<Chest, Coin>(
      {"coins", "chest_id", "chests",
       [](Session& session, int) -> Chest& { return session.add<Chest>(Chest::New{}); },
       [](Session& session, int) -> Coin& { return session.add<Coin>({.name = "c"}); },
       [](Chest& chest, Coin& coin) { chest.coins().add(coin); },
       [](Chest& chest, Coin&) { chest.coins().clear(); },
       [](Chest& chest, Coin& coin) { return chest.coins().contains(coin); }});
}

TEST_P(OneDirectionalOwners, that_took_last_decide_by_lists_with_keys_of_two_columns) {
  using namespace mutual;
  set_up(mutual::metadata());
  play<Shelf, Mat>(
      {"mats", "aisle", "shelves",
       [](Session& session, int number) -> Shelf& {
         return session.add<Shelf>({.aisle = 1, .level = number});
       },
       [](Session& session, int number) -> Mat& { return session.add<Mat>({.id = number}); },
       [](Shelf& shelf, Mat& mat) { shelf.mats().add(mat); },
       [](Shelf& shelf, Mat& mat) { EXPECT_TRUE(shelf.mats().remove(mat)); },
       [](Shelf& shelf, Mat& mat) { return shelf.mats().contains(mat); }});
}

TEST_P(OneDirectionalOwners, that_took_last_decide_to_partners_with_keys_of_two_columns) {
  using namespace mutual;
  set_up(mutual::metadata());
  play<Shelf, Lamp>(
      {"lamps", "level", "shelves",
       [](Session& session, int number) -> Shelf& {
         return session.add<Shelf>({.aisle = number, .level = 1});
       },
       [](Session& session, int number) -> Lamp& { return session.add<Lamp>({.id = number}); },
       [](Shelf& shelf, Lamp& lamp) { shelf.set_lamp(&lamp); },
       [](Shelf& shelf, Lamp&) { shelf.set_lamp(nullptr); },
       [](Shelf& shelf, Lamp& lamp) { return shelf.lamp() == &lamp; }});
}

// hidden_ends.hpp, rule 2.
TEST_P(OneDirectionalOwners, that_took_last_decide_to_partners_with_text_keys) {
  using namespace registry;
  set_up(registry::metadata());
  play<Country, Emblem>(
      {"emblems", "code", "countries",
       [](Session& session, int number) -> Country& {
         const std::string name = std::to_string(number);
         return session.add<Country>({.code = name, .name = name});
       },
       [](Session& session, int) -> Emblem& { return session.add<Emblem>({.name = "e"}); },
       [](Country& country, Emblem& emblem) { country.set_emblem(&emblem); },
       [](Country& country, Emblem&) { country.set_emblem(nullptr); },
       [](Country& country, Emblem& emblem) { return country.emblem() == &emblem; }});
}

// hidden_ends.hpp, rule 1.
TEST_P(OneDirectionalOwners, that_have_another_partner_since_have_that_one) {
  using namespace office;
  set_up(office::metadata());
  for (const bool looks : each)
    for (const bool expires_former : each) {
      for (const char* table : {"lids", "boxes"}) run(std::string("DELETE FROM ") + table);
      Session session = open({.autoflush = false});
      Box& former = session.add<Box>({.label = "former"});
      Box& taker = session.add<Box>({.label = "taker"});
      Lid& lid = session.add<Lid>(Lid::New{});
      Lid& other = session.add<Lid>(Lid::New{});
      former.set_lid(&lid);
      session.commit();
      if (looks) {
        EXPECT_EQ(former.lid(), &lid);
        EXPECT_EQ(taker.lid(), nullptr);
      }
      taker.set_lid(&lid);
      former.set_lid(&other);
      session.expire(taker);
      if (expires_former) session.expire(former);
      EXPECT_EQ(former.lid(), expires_former ? &lid : &other);
      EXPECT_EQ(taker.lid(), nullptr);
      session.commit();
      EXPECT_EQ(former.lid(), expires_former ? &lid : &other);
      session.commit();
      EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM lids WHERE box_id IS NOT NULL"), 1);
    }
}

// hidden_ends.hpp, rule 1.
TEST_P(OneDirectionalOwners, that_took_last_decide_and_not_who_let_go_before) {
  using namespace office;
  set_up(office::metadata());
  for (const bool looks : each)
    for (const bool lets_go : each) {
      for (const char* table : {"things", "boxes"}) run(std::string("DELETE FROM ") + table);
      Session session = open({.autoflush = false});
      Box* boxes[3];
      for (Box*& box : boxes) box = &session.add<Box>({.label = "b"});
      Thing& thing = boxes[0]->things().add({.name = "t"});
      session.commit();
      if (looks) {
        for (Box* box : boxes) EXPECT_EQ(box->things().size(), box == boxes[0] ? 1U : 0U);
      }
      boxes[1]->things().add(thing);
      boxes[1]->things().clear();
      boxes[2]->things().add(thing);
      if (lets_go) boxes[2]->things().clear();
      session.expire(*boxes[1]);
      EXPECT_EQ(boxes[2]->things().contains(thing), !lets_go);
      EXPECT_FALSE(boxes[0]->things().contains(thing));
      session.expire(*boxes[2]);
      EXPECT_TRUE(boxes[0]->things().contains(thing));
      forget();
      session.commit();
      EXPECT_THAT(sent(), ::testing::IsEmpty());
    }
}

}  // namespace
}  // namespace orp::tests
