// SPDX-License-Identifier: MIT
// Sessions of several threads on one engine.
#include <thread>

#include "flow/company.hpp"

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

class Locks : public Threads {};
ORPIMENT_ON_EACH_SHARED_DATABASE(Locks);

TEST_P(Locks, of_rows_are_respected_by_others) {
  const auto people = select<Person>().order_by(Person::c.id);
  Session holder = open();
  Session other = open();
  EXPECT_EQ(holder.scalars(people.limit(1).with_for_update()).one().name(), "Ann");
  const auto free =
      other.scalars(people.with_for_update({.wait = orp::LockWait::skip_locked})).all();
  if (is_sqlite()) {
    EXPECT_EQ(free.size(), 4U) << "SQLite locks the database when somebody writes, and no rows";
    return;
  }
  EXPECT_EQ(free.size(), 3U);
  const auto error = error_of<ConflictError>(
      [&] { other.scalars(people.with_for_update({.wait = orp::LockWait::nowait})); });
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->may_retry());
  other.rollback();
  holder.commit();
  EXPECT_EQ(other.scalars(people.with_for_update({.wait = orp::LockWait::nowait})).size(), 4U);
}

}  // namespace
}  // namespace orp::tests
