// SPDX-License-Identifier: MIT
// Two owners that take one object, which goes with its owner, by relationships that only they have.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

class TakersOfOrphans : public OfficeTest {
 protected:
  std::int64_t coins_of(const Chest& chest) {
    return count("coins WHERE chest_id = " + std::to_string(chest.id()));
  }
};
ORPIMENT_ON_EACH_DATABASE(TakersOfOrphans);

TEST_P(TakersOfOrphans, a_member_that_is_taken_is_none) {
  for (const bool removes : each)
    for (const bool deletes : each)
      for (const bool looks : each) {
        Session session = open({.autoflush = false});
        Chest& first = session.add<Chest>(Chest::New{});
        Chest& second = session.add<Chest>(Chest::New{});
        Coin& coin = first.coins().add({.name = "c"});
        session.commit();
        if (looks) {
          EXPECT_EQ(first.coins().size() + second.coins().size(), 1U);
        }
        if (removes) first.coins().remove(coin);
        second.coins().add(coin);
        if (deletes) session.delete_(first);
        session.commit();
        EXPECT_EQ(coins_of(second), 1) << removes << deletes << looks;
        session.delete_(second);
        session.commit();
        EXPECT_EQ(count("coins"), 0);
      }
}

TEST_P(TakersOfOrphans, what_forgets_one_end_deletes_no_member) {
  enum Act { expire_first, expire_second, roll_back, roll_back_savepoint };
  for (const Act act : {expire_first, expire_second, roll_back, roll_back_savepoint})
    for (const bool looks : each)
      for (const bool flushes : each) {
        if (flushes && act < roll_back) continue;
        Session session = open({.autoflush = false});
        Chest& first = session.add<Chest>(Chest::New{});
        Chest& second = session.add<Chest>(Chest::New{});
        Coin& coin = first.coins().add({.name = "c"});
        session.commit();
        if (looks) {
          EXPECT_EQ(first.coins().size() + second.coins().size(), 1U);
        }
        SessionTransaction savepoint = session.begin_nested();
        second.coins().add(coin);
        if (flushes) session.flush();
        if (act == expire_first) session.expire(first, {Chest::c.coins});
        if (act == expire_second) session.expire(second, {Chest::c.coins});
        if (act == roll_back) session.rollback();
        if (act == roll_back_savepoint) savepoint.rollback();
        Chest& owner = act == expire_first ? second : first;
        EXPECT_EQ(names(owner.coins()), std::vector<std::string>{"c"});
        EXPECT_TRUE((&owner == &first ? second : first).coins().empty());
        session.commit();
        EXPECT_EQ(coins_of(owner), 1) << act << looks << flushes;
      }
}

TEST_P(TakersOfOrphans, a_member_that_is_taken_and_removed_is_one) {
  for (const bool looks : each)
    for (const bool looks_between : each) {
      Session session = open({.autoflush = false});
      Chest& first = session.add<Chest>(Chest::New{});
      Chest& second = session.add<Chest>(Chest::New{});
      Coin& coin = first.coins().add({.name = "c"});
      session.commit();
      if (looks) {
        EXPECT_EQ(first.coins().size() + second.coins().size(), 1U);
      }
      second.coins().add(coin);
      if (looks_between) {
        EXPECT_TRUE(first.coins().empty());
      }
      EXPECT_FALSE(first.coins().remove(coin));
      EXPECT_TRUE(second.coins().remove(coin));
      session.commit();
      EXPECT_EQ(count("coins"), 0);
    }
}

}  // namespace
}  // namespace orp::tests
