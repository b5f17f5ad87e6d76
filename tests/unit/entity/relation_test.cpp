// SPDX-License-Identifier: MIT
// Relationships in memory, without a session: both sides change in one act.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "company/model.hpp"
#include "orpiment/base/error.hpp"
#include "world.hpp"

namespace orp::tests {
namespace {

using company::Badge;
using company::Label;
using company::Note;
using company::Person;
using company::Task;
using company::Team;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Objects>
std::vector<std::string> names(const Objects& objects) {
  std::vector<std::string> names;
  for (const auto& object : objects) names.push_back(object.name());
  return names;
}

constexpr unsigned members = 0;  // Team
constexpr unsigned team = 0;     // Person

// ---- Both sides in step

// relation.hpp, rule 1.
TEST(Relation, setting_the_target_enters_its_collection) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann"});

  ann.set_team(&red);

  EXPECT_EQ(ann.team(), &red);
  EXPECT_THAT(names(red.members()), ElementsAre("Ann"));
}

TEST(Relation, adding_to_a_collection_sets_the_target) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann"});

  red.members().add(ann);
  Person& ben = red.members().add({.name = "Ben"});

  EXPECT_EQ(ann.team(), &red);
  EXPECT_EQ(ben.team(), &red);
  EXPECT_THAT(names(red.members()), ElementsAre("Ann", "Ben"));
}

TEST(Relation, an_initialiser_sets_both_sides) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  world.pending<Person>({.name = "Ann", .team = red});
  EXPECT_THAT(names(red.members()), ElementsAre("Ann"));
}

TEST(Relation, a_member_is_not_added_twice) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann", .team = red});

  red.members().add(ann);
  ann.set_team(&red);

  EXPECT_EQ(red.members().size(), 1U);
}

TEST(Relation, a_member_added_elsewhere_moves) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Team& blue = world.pending<Team>({.name = "blue"});
  Person& ann = world.pending<Person>({.name = "Ann", .team = red});

  blue.members().add(ann);
  EXPECT_EQ(ann.team(), &blue);
  EXPECT_THAT(red.members(), IsEmpty());

  ann.set_team(&red);
  EXPECT_THAT(blue.members(), IsEmpty());
  EXPECT_THAT(names(red.members()), ElementsAre("Ann"));
}

TEST(Relation, removing_unsets_the_target) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann", .team = red});
  Person& ben = world.pending<Person>({.name = "Ben"});

  EXPECT_TRUE(red.members().remove(ann));
  EXPECT_FALSE(red.members().remove(ben)) << "was never in";

  EXPECT_EQ(ann.team(), nullptr);
  EXPECT_THAT(red.members(), IsEmpty());
}

TEST(Relation, unsetting_the_target_leaves_its_collection) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann", .team = red});
  ann.set_team(nullptr);
  EXPECT_FALSE(red.members().contains(ann));
}

TEST(Relation, clearing_unsets_every_target) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann", .team = red});
  Person& ben = world.pending<Person>({.name = "Ben", .team = red});

  red.members().clear();

  EXPECT_TRUE(red.members().empty());
  EXPECT_EQ(ann.team(), nullptr);
  EXPECT_EQ(ben.team(), nullptr);
}

TEST(Relation, both_sides_of_a_tree_are_kept_in_step) {
  World world;
  Person& root = world.pending<Person>({.name = "root"});
  Person& left = root.reports().add({.name = "left"});
  Person& right = world.pending<Person>({.name = "right", .boss = root});
  right.reports().add(left);

  EXPECT_THAT(names(root.reports()), ElementsAre("right"));
  EXPECT_THAT(names(right.reports()), ElementsAre("left"));
  EXPECT_EQ(left.boss(), &right);
  EXPECT_EQ(root.boss(), nullptr);
}

TEST(Relation, a_relationship_of_an_object_with_itself_is_one_too) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  ann.set_boss(&ann);
  EXPECT_THAT(names(ann.reports()), ElementsAre("Ann"));
  ann.reports().remove(ann);
  EXPECT_EQ(ann.boss(), nullptr);
}

TEST(Relation, two_relationships_between_the_same_classes_do_not_mix) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  Person& ben = world.pending<Person>({.name = "Ben"});
  Task& task = world.pending<Task>({.title = "paint", .owner = ann, .reviewer = ben});

  EXPECT_TRUE(ann.owned().contains(task));
  EXPECT_FALSE(ann.reviewed().contains(task));
  EXPECT_TRUE(ben.reviewed().contains(task));
  EXPECT_FALSE(ben.owned().contains(task));
}

TEST(Relation, one_to_one_sides_are_kept_in_step) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  Badge& badge = world.pending<Badge>({.code = "A1"});

  ann.set_badge(&badge);
  EXPECT_EQ(badge.person(), &ann);
  badge.set_person(nullptr);
  EXPECT_EQ(ann.badge(), nullptr);
}

TEST(Relation, a_partner_taken_over_leaves_its_former_owner) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  Person& ben = world.pending<Person>({.name = "Ben"});
  Badge& first = world.pending<Badge>({.code = "A1", .person = ann});
  Badge& second = world.pending<Badge>({.code = "B1", .person = ben});

  ben.set_badge(&first);
  EXPECT_EQ(ann.badge(), nullptr);
  EXPECT_EQ(first.person(), &ben);
  EXPECT_EQ(second.person(), nullptr);

  second.set_person(&ben);
  EXPECT_EQ(first.person(), nullptr);
  EXPECT_EQ(ben.badge(), &second);
}

TEST(Relation, many_to_many_sides_are_kept_in_step) {
  World world;
  Person& ann = world.pending<Person>({.name = "Ann"});
  Task& paint = world.pending<Task>({.title = "paint", .owner = ann});
  Task& wash = world.pending<Task>({.title = "wash", .owner = ann});
  Label& soon = world.pending<Label>({.name = "soon"});

  paint.labels().add(soon);
  soon.tasks().add(wash);
  soon.tasks().add(wash);
  Label& late = wash.labels().add({.name = "late"});

  EXPECT_EQ(soon.tasks().size(), 2U);
  EXPECT_THAT(names(wash.labels()), ElementsAre("soon", "late"));

  EXPECT_TRUE(soon.tasks().remove(wash));
  EXPECT_THAT(names(wash.labels()), ElementsAre("late"));
  EXPECT_FALSE(soon.tasks().remove(wash));
  wash.labels().clear();
  EXPECT_THAT(late.tasks(), IsEmpty());
}

// ---- Without loading

// relation.hpp, rule 1.
TEST(Relation, changing_one_side_does_not_load_the_other) {
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  Person& ann = world.persistent<Person>({.name = "Ann"});

  ann.set_team(&red);
  red.members().add({.name = "Ben"});

  EXPECT_THAT(world.loads, IsEmpty());
}

// collection_changes.hpp, rule 2.
TEST(Relation, loading_merges_what_was_queued) {
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  Team& blue = world.persistent<Team>({.name = "blue"});
  Person& ann = world.persistent<Person>({.name = "Ann"});
  Person& ben = world.persistent<Person>({.name = "Ben"});
  Person& cy = world.persistent<Person>({.name = "Cy"});
  world.store(red, members, {&ann, &ben});
  world.store(ann, team, {&red});
  world.store(ben, team, {&red});

  ann.set_team(&blue);
  cy.set_team(&red);
  red.members().add(cy);
  EXPECT_THAT(world.loads, IsEmpty());

  EXPECT_THAT(names(red.members()), ElementsAre("Ben", "Cy"));
  EXPECT_THAT(names(blue.members()), ElementsAre("Ann"));
  EXPECT_THAT(world.loads, ElementsAre("members", "members"));
}

// collection_changes.hpp, rule 2.
TEST(Relation, a_queued_member_that_the_database_has_comes_once) {
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  Person& ann = world.persistent<Person>({.name = "Ann"});
  world.store(red, members, {&ann});
  ann.set_team(&red);
  EXPECT_EQ(red.members().size(), 1U);
}

TEST(Relation, expiring_drops_what_was_queued) {
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  red.members().add({.name = "Ann"});
  world.changes.forget(red.members());
  ManyAccess::expire(red.members());
  EXPECT_THAT(red.members(), IsEmpty());
}

TEST(Relation, a_member_that_was_expired_can_be_removed) {
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  Person& ann = world.persistent<Person>({.name = "Ann"});
  world.store(red, members, {&ann});
  ASSERT_EQ(red.members().size(), 1U);
  ASSERT_EQ(relation_slots(ann, Person::info)[team].word, 0U) << "its own side is not known";

  EXPECT_TRUE(red.members().contains(ann));
  EXPECT_TRUE(red.members().remove(ann));
  EXPECT_THAT(red.members(), IsEmpty());
  EXPECT_EQ(ann.team(), nullptr);
}

// collection_changes.hpp, rule 1.
TEST(Relation, taking_back_a_change_leaves_nothing_recorded) {
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  Person& ann = world.persistent<Person>({.name = "Ann"});
  world.store(red, members, {});
  ASSERT_TRUE(red.members().empty());

  red.members().add(ann);
  red.members().remove(ann);

  const CollectionChanges* changes = ManyAccess::changes(std::as_const(red).members());
  ASSERT_NE(changes, nullptr);
  EXPECT_TRUE(changes->empty());
}

// ---- What is announced

TEST(Relation, one_act_is_announced_once_for_each_side_that_may_cascade) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Team& blue = world.pending<Team>({.name = "blue"});
  Person& ann = world.pending<Person>({.name = "Ann"});
  red.members().add(ann);
  EXPECT_THAT(world.announced, ElementsAre("joining members"));

  world.announced.clear();
  blue.members().add(ann);
  EXPECT_THAT(world.announced, ElementsAre("joining members", "left members", "left team"));

  world.announced.clear();
  ann.set_team(&blue);
  EXPECT_THAT(world.announced, ElementsAre("joining team")) << "a word, and no change";
}

// ---- Large collections: quadratic work would not end

TEST(Relation, three_hundred_thousand_members_come_and_go) {
  constexpr std::size_t count = 300'000;
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person* first = nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    Person& person = red.members().add({.name = "x"});
    if (first == nullptr) first = &person;
  }
  EXPECT_EQ(red.members().size(), count);
  EXPECT_TRUE(red.members().remove(*first));
  EXPECT_FALSE(red.members().contains(*first));
  EXPECT_EQ(red.members().size(), count - 1);

  red.members().clear();
  EXPECT_TRUE(red.members().empty());
  EXPECT_TRUE(ManyAccess::changes(red.members())->empty());
}

TEST(Relation, three_hundred_thousand_members_are_queued) {
  constexpr std::size_t count = 300'000;
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  for (std::size_t i = 0; i < count; ++i) world.pending<Person>({.name = "x", .team = red});
  EXPECT_THAT(world.loads, IsEmpty());
  EXPECT_EQ(red.members().size(), count);
}

TEST(Relation, three_hundred_thousand_loaded_members_are_cleared) {
  constexpr std::size_t count = 300'000;
  World world;
  Team& red = world.persistent<Team>({.name = "red"});
  std::vector<Entity*> stored;
  for (std::size_t i = 0; i < count; ++i)
    stored.push_back(&world.persistent<Person>({.name = "x"}));
  world.store(red, members, std::move(stored));
  red.members().clear();
  EXPECT_TRUE(red.members().empty());
  EXPECT_EQ(ManyAccess::changes(red.members())->removed.size(), count);
}

TEST(Relation, members_of_a_large_collection_are_removed_in_any_order) {
  constexpr std::size_t count = 2'000;
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  std::vector<Person*> people;
  for (std::size_t i = 0; i < count; ++i)
    people.push_back(&red.members().add({.name = std::to_string(i)}));
  for (std::size_t i = 0; i < count; i += 2) EXPECT_TRUE(red.members().remove(*people[i]));
  for (std::size_t i = 0; i < count; ++i)
    ASSERT_EQ(red.members().contains(*people[i]), i % 2 == 1) << i;
  EXPECT_EQ(red.members()[0].name(), "1");
  EXPECT_EQ(red.members().back().name(), std::to_string(count - 1));
}

// ---- A collection as a range

TEST(Many, is_a_random_access_range) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  for (const char* name : {"Cy", "Ann", "Ben"}) red.members().add({.name = name});

  auto& people = red.members();
  EXPECT_EQ(people.end() - people.begin(), 3);
  EXPECT_EQ(people.begin()[1].name(), "Ann");
  EXPECT_EQ((people.end() - 1)->name(), "Ben");
  EXPECT_EQ(people.front().name(), "Cy");
  EXPECT_LT(people.begin(), people.end());
  const auto found = std::find_if(people.begin(), people.end(),
                                  [](const Person& person) { return person.name() == "Ann"; });
  EXPECT_EQ(found - people.begin(), 1);
}

TEST(Many, of_a_const_owner_has_const_members) {
  World world;
  const Team& red = world.pending<Team>({.name = "red"});
  static_assert(std::is_same_v<decltype(red.members()[0]), const Person&>);
  static_assert(std::is_same_v<decltype(*red.members().begin()), const Person&>);
  EXPECT_TRUE(red.members().empty());
}

// ---- Mistakes

template <class Act>
std::string code_of(Act act) {
  try {
    act();
  } catch (const UsageError& error) {
    return error.code();
  }
  return "nothing thrown";
}

TEST(Relation, objects_of_two_sessions_do_not_relate) {
  World here;
  World there;
  Team& red = here.pending<Team>({.name = "red"});
  Person& ann = there.pending<Person>({.name = "Ann"});

  EXPECT_EQ(code_of([&] { ann.set_team(&red); }), "ORP-1002");
  EXPECT_EQ(code_of([&] { red.members().add(ann); }), "ORP-1002");

  EXPECT_EQ(ann.team(), nullptr);
  EXPECT_THAT(red.members(), IsEmpty());
}

TEST(Relation, a_required_target_that_is_not_set_is_told) {
  World world;
  Note& note = world.pending<Note>({.text = "x"});
  EXPECT_EQ(code_of([&] { note.task(); }), "ORP-1005");
}

TEST(Relation, objects_of_a_closed_session_are_told) {
  World world;
  Team& red = world.pending<Team>({.name = "red"});
  Person& ann = world.pending<Person>({.name = "Ann"});
  world.owner.tracker = nullptr;
  EXPECT_EQ(code_of([&] { ann.set_team(&red); }), "ORP-1001");
  EXPECT_EQ(code_of([&] { red.set_name("blue"); }), "ORP-1001");
}

}  // namespace
}  // namespace orp::tests
