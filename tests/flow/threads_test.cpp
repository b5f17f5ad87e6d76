// SPDX-License-Identifier: MIT
// Sessions of several threads on one engine.
#include <thread>

#include "company.hpp"

namespace orp::tests {
namespace {

class Threads : public CompanyTest {};
ORPIMENT_ON_EACH_SHARED_DATABASE(Threads);

TEST_P(Threads, two_sessions_work_beside_each_other) {
  constexpr int rounds = 20;
  const auto work = [&](int number) {
    for (int i = 0; i < rounds;) {
      try {
        Session session = open();
        Team& team = session.add<Team>(
            {.name = "thread " + std::to_string(number) + ' ' + std::to_string(i)});
        team.members().add({.name = "one"});
        session.flush();
        ASSERT_EQ(team.members().size(), 1U);
        session.commit();
        ++i;
      } catch (const ConflictError& error) {
        ASSERT_TRUE(error.may_retry());
      }
    }
  };
  std::thread first(work, 1);
  std::thread second(work, 2);
  first.join();
  second.join();
  Session session = open();
  EXPECT_EQ(session.scalar(select(func::count(Team::c.id))), 3 + 2 * rounds);
  EXPECT_EQ(session.scalar(select(func::count(Person::c.id))), 4 + 2 * rounds);
}

TEST_P(Threads, sessions_do_not_see_each_others_objects) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person* theirs = nullptr;
  std::thread([&] {
    Session other = open();
    theirs = &other.get_one<Person>(1);
    EXPECT_EQ(theirs->name(), "Ann");
  }).join();
  EXPECT_NE(&ann, theirs);
}

}  // namespace
}  // namespace orp::tests
