// SPDX-License-Identifier: MIT
// Columns of one object: what is loaded, assigned, changed.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "company/model.hpp"
#include "ledger/model.hpp"
#include "orpiment/base/error.hpp"
#include "world.hpp"

namespace orp::tests {
namespace {

using company::Badge;
using company::Person;
using ledger::Account;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr unsigned name = 1;    // Person
constexpr unsigned salary = 2;  // Person

// state.hpp, rule 3.
TEST(Entity, a_new_object_knows_what_was_assigned) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  const Masks masks(ann);
  EXPECT_TRUE(masks.is_changed(name));
  EXPECT_FALSE(masks.is_changed(salary));
}

TEST(Entity, unset_and_null_and_a_value_are_three_states) {
  World world;
  Person& unset = world.pending<Person>({.name = "Ann"});
  Person& null = world.pending<Person>({.name = "Ann", .salary = std::nullopt});
  Person& paid = world.pending<Person>({.name = "Ann", .salary = 10});
  EXPECT_FALSE(Masks(unset).is_changed(salary));
  EXPECT_TRUE(Masks(null).is_changed(salary));
  EXPECT_TRUE(Masks(paid).is_changed(salary));
  EXPECT_EQ(unset.salary(), std::nullopt);
  EXPECT_EQ(null.salary(), std::nullopt);
  EXPECT_EQ(paid.salary(), 10);
}

TEST(Entity, a_literal_default_is_readable_at_once) {
  World world;
  Account& account = world.pending<Account>({.name = "cash"});
  EXPECT_EQ(account.standing(), ledger::Standing::good);
  EXPECT_EQ(account.rank(), 0);
}

TEST(Entity, a_required_value_that_is_not_there_yet_is_told) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  try {
    static_cast<void>(ann.id());
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1003");
    EXPECT_EQ(error.message(), "Person.id has no value yet");
    EXPECT_EQ(error.entity(), "Person");
    EXPECT_EQ(error.hint(), "the database gives it at flush: call session.flush() first");
  }
}

// state.hpp, rule 3.
TEST(Entity, storing_what_is_there_is_no_change) {
  World world;
  Person& ann = world.persistent<Person>({.name = "Ann"});
  ann.set_name("Ann");
  EXPECT_THAT(world.columns_changed, IsEmpty());
  EXPECT_FALSE(Masks(ann).any_changed());
}

TEST(Entity, the_first_change_of_a_column_is_announced_and_no_other) {
  World world;
  Person& ann = world.persistent<Person>({.name = "Ann"});
  ann.set_name("Anne");
  ann.set_name("Anna");
  ann.set_salary(5);
  EXPECT_THAT(world.columns_changed, ElementsAre(name, salary));
}

TEST(Entity, setting_a_column_that_is_not_loaded_loads_nothing) {
  World world;
  Person& ann = world.persistent<Person>({.name = "Ann"});
  Masks(ann).clear_loaded(name);
  ann.set_name("Ann");
  EXPECT_THAT(world.loads, IsEmpty());
  EXPECT_TRUE(Masks(ann).is_changed(name)) << "what the database has is not known";
}

TEST(Entity, reading_a_column_that_is_not_loaded_loads_it) {
  World world;
  Person& ann = world.persistent<Person>({.name = "Ann"});
  Masks(ann).clear_loaded(name);
  static_cast<void>(ann.name());
  EXPECT_THAT(world.loads, ElementsAre("column 1"));
}

TEST(Entity, a_detached_object_gives_what_it_has_and_tells_what_it_lacks) {
  World world;
  Person& ann = world.persistent<Person>({.name = "Ann"});
  Masks(ann).clear_loaded(salary);
  move_to(ann, EntityState::detached);
  EXPECT_EQ(ann.name(), "Ann");
  const auto code_of = [](auto act) {
    try {
      act();
    } catch (const UsageError& error) {
      return error.code();
    }
    return std::string("nothing thrown");
  };
  EXPECT_EQ(code_of([&] { static_cast<void>(ann.salary()); }), "ORP-1004");
  EXPECT_EQ(code_of([&] { ann.team(); }), "ORP-1004");
  EXPECT_EQ(code_of([&] { ann.badge(); }), "ORP-1004");
  EXPECT_EQ(code_of([&] { static_cast<void>(ann.owned().size()); }), "ORP-1004");
  EXPECT_THAT(world.loads, IsEmpty());
}

TEST(Entity, has_a_small_header) {
  // Eight bytes of state, two bits a column, one word a relationship; then the columns.
  EXPECT_EQ(Person::info.row_offset, 8 + 8 + 6 * sizeof(RelationSlot));
  EXPECT_EQ(Badge::info.row_offset, 8 + 8 + sizeof(RelationSlot));
}

}  // namespace
}  // namespace orp::tests
