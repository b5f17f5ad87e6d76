// SPDX-License-Identifier: MIT
#include "session/load/level_flight.hpp"

#include <company/model.hpp>

#include <string>
#include <vector>

#include "support/unit_of_work.hpp"

namespace orp {
namespace {

using namespace company;

class LevelFlights : public testing::UnitOfWork {
 protected:
  static Level level(const EntityInfo& info, const std::string& relation,
                     std::vector<Entity*> owners) {
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (info.relations[i].name == relation) return {&info, i, std::move(owners), {}, {}};
    throw std::logic_error("no such relationship: " + relation);
  }

  Person& ann = add<Person>({.name = "Ann", .team_id = 1, .boss_id = 2});
  Person& ben = add<Person>({.name = "Ben"});
  Task& task = add<Task>({.title = "paint"});
};

TEST_F(LevelFlights, take_relationships_that_need_nothing_of_each_other) {
  LevelFlight flight(false);
  EXPECT_TRUE(flight.takes(level(Task::info, "owner", {&task})));
  EXPECT_TRUE(flight.takes(level(Task::info, "labels", {&task})));
  EXPECT_TRUE(flight.takes(level(Task::info, "notes", {&task})));
}

// level_flight.hpp, rule 1.
TEST_F(LevelFlights, do_not_take_a_target_that_may_come_with_another_one) {
  LevelFlight flight(false);
  EXPECT_TRUE(flight.takes(level(Person::info, "reports", {&ann})));
  EXPECT_FALSE(flight.takes(level(Task::info, "owner", {&task})));
  EXPECT_TRUE(flight.takes(level(Person::info, "reports", {&ben}))) << "members come in any case";
}

// level_flight.hpp, rule 1.
TEST_F(LevelFlights, take_owners_that_may_come_again_only_if_their_keys_are_known_for_good) {
  for (const bool renews : {false, true}) {
    LevelFlight flight(renews);
    EXPECT_TRUE(flight.takes(level(Task::info, "reviewer", {&task})));
    EXPECT_TRUE(flight.takes(level(Person::info, "owned", {&ann, &ben})));
    EXPECT_EQ(flight.takes(level(Person::info, "team", {&ann})), !renews);
    EXPECT_FALSE(flight.takes(level(Person::info, "team", {&ann, &ben})));
  }
}

// level_flight.hpp, rule 2.
TEST_F(LevelFlights, do_not_take_very_many_owners) {
  const std::vector<Entity*> many(10'001, &task);
  LevelFlight flight(false);
  EXPECT_FALSE(flight.takes(level(Task::info, "notes", many)));
  EXPECT_TRUE(flight.takes(level(Task::info, "notes", {&task})));
}

}  // namespace
}  // namespace orp
