// SPDX-License-Identifier: MIT
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "company/model.hpp"
#include "entity/place_index.hpp"
#include "world.hpp"

namespace orp::tests {
namespace {

using company::Person;
using company::Team;

constexpr unsigned members = 0;  // a relation of Team

// A collection, or a list, beside a vector that does the same step by step.
class Members {
 public:
  explicit Members(World& world) : red_(&world.pending<Team>({.name = "red"})) {}
  void add(Person& person) { red_->members().add(person); }
  bool erase(Person& person) { return red_->members().remove(person); }
  bool contains(const Person& person) const { return red_->members().contains(person); }
  std::size_t size() const { return red_->members().size(); }
  std::vector<const Entity*> all() const {
    std::vector<const Entity*> all;
    for (const Person& person : std::as_const(*red_).members()) all.push_back(&person);
    return all;
  }

 private:
  Team* red_;
};

class Listed {
 public:
  explicit Listed(World&) {}
  void add(Person& person) { list_.add(person); }
  bool erase(Person& person) { return list_.erase(person); }
  bool contains(const Person& person) const { return list_.contains(person); }
  std::size_t size() const { return list_.size(); }
  std::vector<const Entity*> all() const { return {list_.begin(), list_.end()}; }

 private:
  EntityList list_;
};

template <class Subject>
class Places : public ::testing::Test {};
using Subjects = ::testing::Types<Members, Listed>;
TYPED_TEST_SUITE(Places, Subjects);

TYPED_TEST(Places, are_those_of_a_vector_whatever_is_done) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    World world;
    TypeParam subject(world);
    std::vector<const Entity*> expected;
    std::vector<Person*> people;
    const std::size_t count = 20 + random() % 80;
    for (std::size_t i = 0; i < count; ++i) people.push_back(&world.pending<Person>({.name = "x"}));
    const auto reads = 1 + random() % 20;  // one step in so many
    const auto adds = 2 + random() % 3;
    for (unsigned step = 0; step < 400; ++step) {
      Person& person = *people[random() % count];
      const auto found = std::find(expected.begin(), expected.end(), &person);
      const bool is_in = found != expected.end();
      ASSERT_EQ(subject.contains(person), is_in) << seed << ", step " << step;
      if (random() % adds != 0) {
        subject.add(person);
        if (!is_in) expected.push_back(&person);
      } else {
        ASSERT_EQ(subject.erase(person), is_in);
        if (is_in) expected.erase(found);
      }
      ASSERT_EQ(subject.size(), expected.size());
      if (random() % reads != 0) continue;
      ASSERT_EQ(subject.all(), expected) << seed << ", step " << step;
    }
    ASSERT_EQ(subject.all(), expected) << seed;
  }
}

// ---- Large ones: quadratic work would not end

class LargeCollection : public ::testing::Test {
 protected:
  static constexpr std::size_t count = 100'000;

  LargeCollection() {
    std::vector<Entity*> stored;
    for (std::size_t i = 0; i < count; ++i) {
      people_.push_back(&world_.persistent<Person>({.name = "x"}));
      stored.push_back(people_.back());
    }
    world_.store(red_, members, std::move(stored));
  }

  World world_;
  Team& red_ = world_.persistent<Team>({.name = "red"});
  std::vector<Person*> people_;
};

// place_index.hpp, rule 1.
TEST_F(LargeCollection, is_emptied_from_the_front_while_it_is_read) {
  auto& list = red_.members();
  for (std::size_t i = 0; !list.empty(); ++i) {
    ASSERT_EQ(&list.front(), people_[i]);
    ASSERT_TRUE(list.remove(list.front()));
  }
}

// place_index.hpp, rule 1.
TEST_F(LargeCollection, is_emptied_from_the_back_while_it_is_read) {
  auto& list = red_.members();
  while (!list.empty()) {
    ASSERT_EQ(&list.back(), people_[list.size() - 1]);
    ASSERT_TRUE(list.remove(list.back()));
  }
}

// place_index.hpp, rule 2.
TEST_F(LargeCollection, is_left_in_any_order_and_entered_again) {
  std::vector<Person*> order = people_;
  std::shuffle(order.begin(), order.end(), std::mt19937(7));
  auto& list = red_.members();
  ASSERT_EQ(list.size(), count);
  for (std::size_t i = 0; i < count / 2; ++i) {
    ASSERT_TRUE(list.remove(*order[i]));
    ASSERT_FALSE(list.contains(*order[i]));
    ASSERT_TRUE(list.contains(*order[count - 1 - i]));
    ASSERT_EQ(list.size(), count - 1 - i);
  }
  std::size_t next = 0;
  for (const Person& person : list) {
    while (people_[next] != &person) ++next;  // in the order they had
    ++next;
  }
  for (std::size_t i = 0; i < count / 2; ++i) list.add(*order[i]);
  EXPECT_EQ(&list.back(), order[count / 2 - 1]);
  EXPECT_TRUE(ManyAccess::changes(list)->empty()) << "all are back";
}

// place_index.hpp, rule 3.
TEST_F(LargeCollection, gets_an_index_when_it_is_searched_often_and_for_as_long_as_it_is_loaded) {
  auto& list = red_.members();
  ASSERT_EQ(list.size(), count);
  EXPECT_TRUE(world_.owner.member_indexes.empty()) << "loading makes none";
  ASSERT_TRUE(list.contains(*people_[0]));
  EXPECT_TRUE(world_.owner.member_indexes.empty()) << "looking once is quicker";
  for (Person* person : people_) ASSERT_TRUE(list.contains(*person));
  EXPECT_EQ(world_.owner.member_indexes.size(), 1U);
  ManyAccess::expire(list);
  EXPECT_TRUE(world_.owner.member_indexes.empty());
  EXPECT_EQ(list.size(), count);
}

TEST_F(LargeCollection, may_be_left_and_entered_any_number_of_times) {
  auto& list = red_.members();
  ASSERT_EQ(list.size(), count);
  for (std::size_t i = 0; i < count - 100; ++i) ASSERT_TRUE(list.remove(*people_[i]));
  for (std::size_t i = 0; i < 2 * count; ++i) {
    Person& person = *people_[count - 1 - i % 100];
    ASSERT_TRUE(list.remove(person));
    list.add(person);
  }
  EXPECT_EQ(list.size(), 100U);
  EXPECT_EQ(list.end() - list.begin(), 100);
}

// place_index.hpp, rule 3.
TEST(SmallCollection, never_gets_an_index) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  for (std::size_t i = 0; i < PlaceIndex::scan_limit; ++i) red.members().add({.name = "x"});
  for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(red.members().contains(red.members()[0]));
  red.members().clear();
  EXPECT_TRUE(world.owner.member_indexes.empty());
}

}  // namespace
}  // namespace orp::tests
