// SPDX-License-Identifier: MIT
// Memory that ends at any point: the n-th allocation fails, for n up to the end of the scenario.
// What is told is std::bad_alloc or an orp::Error; rollback works, session and engine are usable,
// and the database holds all of the transaction or nothing. Every 7th n is tried, or with
// ORPIMENT_TEST_LONG every one.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <new>

#include "company/model.hpp"
#include "orpiment/orpiment.hpp"

namespace {

long allocations_left = -1;  // before one fails; negative: none does

void* allocate(std::size_t size) {
  if (allocations_left == 0) {
    allocations_left = -1;
    return nullptr;
  }
  if (allocations_left > 0) --allocations_left;
  return std::malloc(size == 0 ? 1 : size);
}

void* allocate_or_throw(std::size_t size) {
  if (void* const memory = allocate(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace orp::tests {
namespace {

using company::Label;
using company::Person;
using company::Task;
using company::Team;

/// True when fewer than n allocations were made, false when the n-th failed. It may have failed
/// where the library can do without it.
bool completes(const std::function<void()>& work, long n) {
  allocations_left = n;
  bool is_thrown = false;
  try {
    work();
  } catch (const std::bad_alloc&) {
    is_thrown = true;
  } catch (const Error&) {
    is_thrown = true;
  }
  const bool has_failed = allocations_left < 0;
  allocations_left = -1;
  EXPECT_TRUE(has_failed || !is_thrown) << "an error without a failed allocation";
  return !has_failed;
}

/// Calls `attempt(n)` until it says that no allocation failed.
void for_each_allocation(const std::function<bool(long)>& attempt) {
  const long step = std::getenv("ORPIMENT_TEST_LONG") != nullptr ? 1 : 7;
  long n = 0;
  while (!attempt(n) && !::testing::Test::HasFailure()) {
    n += step;
    ASSERT_LT(n, 100'000) << "the scenario never ends";
  }
  EXPECT_GT(n, 0);
}

void fill(Session& session) {
  Team& red = session.add<Team>({.name = "red"});
  Person& ann = session.add<Person>({.name = "Ann", .team = red});
  session.add<Person>({.name = "Ben", .boss = ann});
  Task& paint = session.add<Task>({.title = "paint", .owner = ann});
  session.add<Task>({.title = "wash", .owner = ann});
  paint.labels().add(session.add<Label>({.name = "soon"}));
  paint.labels().add(session.add<Label>({.name = "late"}));
}

/// Updates, a deletion, links that come and go.
void change(Session& session) {
  Task& paint = session.scalars(select<Task>().where(Task::c.title == "paint")).one();
  Label& late = session.scalars(select<Label>().where(Label::c.name == "late")).one();
  Person& ben = session.scalars(select<Person>().where(Person::c.name == "Ben")).one();
  paint.labels().remove(late);
  paint.labels().add(session.add<Label>({.name = "new"}));
  paint.set_owner(ben);
  ben.set_name("a name that does not fit into a small string");
  session.delete_(session.scalars(select<Task>().where(Task::c.title == "wash")).one());
}

template <class E>
std::size_t count(const Engine& engine) {
  Session session(engine);
  return session.scalars(select<E>()).all().size();
}

Engine engine_with_tables() {
  Engine engine = create_engine("sqlite://");
  company::metadata().create_all(engine);
  return engine;
}

TEST(Allocations, that_fail_in_create_all) {
  for_each_allocation([](long n) {
    Engine engine = create_engine("sqlite://");
    const bool done = completes([&] { company::metadata().create_all(engine); }, n);
    if (!done) company::metadata().create_all(engine);
    EXPECT_EQ(count<Task>(engine), 0U);
    return done;
  });
}

TEST(Allocations, that_fail_in_inserts_leave_all_or_nothing) {
  const Engine engine = engine_with_tables();
  for_each_allocation([&](long n) {
    Session session(engine);
    const bool done = completes(
        [&] {
          fill(session);
          session.commit();
        },
        n);
    session.rollback();
    const std::size_t stored = count<Task>(engine);
    EXPECT_TRUE(stored == 0 || stored == 2) << stored;
    EXPECT_EQ(count<Label>(engine), stored);
    EXPECT_EQ(count<Person>(engine), stored);
    session.clear();
    for (Task* const task : session.scalars(select<Task>()).all()) session.delete_(*task);
    for (Label* const label : session.scalars(select<Label>()).all()) session.delete_(*label);
    for (Person* const person : session.scalars(select<Person>()).all()) session.delete_(*person);
    for (Team* const team : session.scalars(select<Team>()).all()) session.delete_(*team);
    session.commit();
    return done;
  });
}

TEST(Allocations, that_fail_in_changes_leave_all_or_nothing) {
  for_each_allocation([](long n) {
    const Engine engine = engine_with_tables();
    Session session(engine);
    fill(session);
    session.commit();
    const bool done = completes(
        [&] {
          change(session);
          session.commit();
        },
        n);
    session.rollback();
    const std::size_t tasks = count<Task>(engine);
    EXPECT_EQ(count<Label>(engine), 4 - tasks);
    EXPECT_EQ(session.scalars(select<Task>()).all().size(), tasks);
    session.add<Label>({.name = "after"});
    session.commit();
    return done;
  });
}

TEST(Allocations, that_fail_in_queries_change_nothing) {
  const Engine engine = engine_with_tables();
  Session filled(engine);
  fill(filled);
  filled.commit();
  filled.close();
  for_each_allocation([&](long n) {
    Session session(engine);
    const bool done = completes(
        [&] {
          for (Person* const person :
               session.scalars(select<Person>().order_by(Person::c.name)).all()) {
            for (Task& task : person->owned()) task.labels().size();
          }
        },
        n);
    session.rollback();
    EXPECT_EQ(session.scalars(select<Task>()).all().size(), 2U);
    return done;
  });
}

}  // namespace
}  // namespace orp::tests
