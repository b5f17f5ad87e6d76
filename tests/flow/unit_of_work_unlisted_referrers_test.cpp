// SPDX-License-Identifier: MIT
// Rows whose target gets a new key that the database does not cascade, and which alone know that
// they refer to it: also those that are expired follow.
#include <algorithm>
#include <string>
#include <vector>

#include "mutual.hpp"

namespace orp::tests {
namespace {

using namespace mutual;

constexpr bool each[] = {true, false};

class UnlistedReferrers : public MutualTest {
 protected:
  enum class Say { nothing, same, other, nobody };
  static constexpr Say says[] = {Say::nothing, Say::same, Say::other, Say::nobody};
};
ORPIMENT_ON_EACH_DATABASE(UnlistedReferrers);

TEST_P(UnlistedReferrers, by_a_text_key_follow_or_go_elsewhere) {
  for (const Say say : says)
    for (const bool expires : each)
      for (const bool first : each) {
        SCOPED_TRACE(::testing::Message() << static_cast<int>(say) << expires << first);
        empty({"teams", "players"});
        Session session = open({.autoflush = false, .expire_on_commit = false});
        Player& keeper = session.add<Player>({.name = "old"});
        Player& other = session.add<Player>({.name = "other"});
        Team& team = session.add<Team>({.code = "t"});
        team.set_keeper(&keeper);
        session.commit();
        if (expires) session.expire(team);
        if (!first) keeper.set_name("new");
        if (say == Say::same) team.set_keeper(&keeper);
        if (say == Say::other) team.set_keeper(&other);
        if (say == Say::nobody) team.set_keeper(nullptr);
        if (first) keeper.set_name("new");
        session.commit();
        Player* const now = say == Say::nobody ? nullptr : say == Say::other ? &other : &keeper;
        EXPECT_EQ(team.keeper(), now);
        session.commit();
        EXPECT_EQ(value_of<std::string>("SELECT coalesce(keeper_name, '') FROM teams"),
                  now == nullptr ? "" : now->name());
      }
}

TEST_P(UnlistedReferrers, by_a_key_of_two_columns_follow) {
  for (const bool expires : each) {
    empty({"robots", "shelves"});
    Session session = open({.autoflush = false, .expire_on_commit = false});
    Shelf& shelf = session.add<Shelf>({.aisle = 1, .level = 1});
    Robot& robot = session.add<Robot>({.id = 1});
    Robot& idle = session.add<Robot>({.id = 2});
    robot.set_home(&shelf);
    session.commit();
    if (expires) {
      session.expire(robot);
      session.expire(idle);
    }
    shelf.set_level(2);
    session.commit();
    EXPECT_EQ(robot.level(), 2);
    EXPECT_EQ(robot.home(), &shelf);
    EXPECT_EQ(idle.home(), nullptr);
    session.commit();
    EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM robots WHERE level = 2"), 1);
  }
}

// key_cascades.hpp, rule 3.
TEST_P(UnlistedReferrers, are_read_by_one_query_and_not_where_they_are_known) {
  Session session = open({.autoflush = false, .expire_on_commit = false});
  Player& keeper = session.add<Player>({.name = "old"});
  std::vector<Team*> teams;
  for (const char* code : {"a", "b", "c"}) {
    teams.push_back(&session.add<Team>({.code = code}));
    teams.back()->set_keeper(&keeper);
  }
  session.commit();
  for (const bool expires : each) {
    if (expires)
      for (Team* team : teams) session.expire(*team);
    forget();
    keeper.set_name(expires ? "new" : "newer");
    session.flush();
    const std::vector<std::string> all = sent();
    EXPECT_EQ(std::count(all.begin(), all.end(), "SELECT teams"), expires ? 1 : 0);
    session.commit();
  }
}

}  // namespace
}  // namespace orp::tests
