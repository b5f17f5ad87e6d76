// SPDX-License-Identifier: MIT
// A to-one relationship compared with an object, or with nothing, on each database.
#include <company/model.hpp>
#include <tenancy/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using company::Badge;
using company::Label;
using company::Note;
using company::Person;
using company::Task;
using company::Team;
using tenancy::Item;
using tenancy::Tenant;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RelationConditions : public FlowTest {
 protected:
  void SetUp() override {
    set_up(company::metadata());
    run("INSERT INTO teams (id, name) VALUES (1, 'red'), (2, 'blue')");
    run("INSERT INTO people (id, name, team_id) VALUES (1, 'Ann', 1), (2, 'Bob', 2), "
        "(3, 'Cem', NULL)");
    run("INSERT INTO badges (code, person_id) VALUES ('a', 1), ('n', NULL)");
  }

  static std::vector<std::string> people(Session& session, const Predicate& condition) {
    return session.scalars(select(Person::c.name).where(condition).order_by(Person::c.name)).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(RelationConditions);

TEST_P(RelationConditions, who_has_no_target_has_another_one_than_that) {
  Session session = open();
  const Team& red = *session.get<Team>(1);
  EXPECT_THAT(people(session, Person::c.team == red), ElementsAre("Ann"));
  EXPECT_THAT(people(session, Person::c.team != red), ElementsAre("Bob", "Cem"));
  EXPECT_THAT(people(session, Person::c.team == nullptr), ElementsAre("Cem"));
  EXPECT_THAT(people(session, Person::c.team != nullptr), ElementsAre("Ann", "Bob"));
}

TEST_P(RelationConditions, an_object_without_an_owner_is_nobody_s_target) {
  Session session = open();
  const Badge& owned = *session.get<Badge>("a");
  const Badge& free = *session.get<Badge>("n");
  EXPECT_THAT(people(session, Person::c.badge == owned), ElementsAre("Ann"));
  EXPECT_THAT(people(session, Person::c.badge != owned), ElementsAre("Bob", "Cem"));
  EXPECT_THAT(people(session, Person::c.badge == free), IsEmpty());
  EXPECT_THAT(people(session, Person::c.badge != free), ElementsAre("Ann", "Bob", "Cem"));
  EXPECT_THAT(people(session, Person::c.badge == nullptr), ElementsAre("Bob", "Cem"));
}

TEST_P(RelationConditions, of_an_alias_are_the_same) {
  Session session = open();
  const Team& red = *session.get<Team>(1);
  const Person& ann = *session.get<Person>(1);
  const auto person = aliased<Person>();
  const auto team = aliased<Team>();
  const auto found = [&](const Predicate& condition) {
    const auto name = person[Person::c.name];
    return session.scalars(select(name).where(condition).order_by(name)).all();
  };
  EXPECT_THAT(found(person[Person::c.team] == red), ElementsAre("Ann"));
  EXPECT_THAT(found(person[Person::c.team] != red), ElementsAre("Bob", "Cem"));
  EXPECT_THAT(found(person[Person::c.team] == nullptr), ElementsAre("Cem"));
  EXPECT_THAT(found(person[Person::c.team] != nullptr), ElementsAre("Ann", "Bob"));
  EXPECT_THAT(
      session.scalars(select(team[Team::c.name]).where(team[Team::c.members].contains(ann))).all(),
      ElementsAre("red"));
}

TEST_P(RelationConditions, with_parent_gives_what_an_object_has) {
  Session session = open();
  const Team& red = *session.get<Team>(1);
  const Person& ann = *session.get<Person>(1);
  EXPECT_THAT(people(session, with_parent(red, Team::c.members)), ElementsAre("Ann"));
  const auto team = aliased<Team>();
  EXPECT_THAT(session.scalars(select(Team::c.name).where(with_parent(ann, Person::c.team))).all(),
              ElementsAre("red"));
  EXPECT_THAT(
      session.scalars(select(team[Team::c.name]).where(with_parent(ann, Person::c.team, team)))
          .all(),
      ElementsAre("red"));
}

TEST_P(RelationConditions, with_parent_goes_through_secondary_tables) {
  run("INSERT INTO tasks (id, title, owner_id) VALUES (1, 'paint', 1), (2, 'wash', 1)");
  run("INSERT INTO labels (name) VALUES ('soon'), ('late')");
  Session session = open();
  Task& paint = *session.get<Task>(1);
  paint.labels().add(*session.get<Label>("soon"));
  const auto labels = select(Label::c.name).where(with_parent(paint, Task::c.labels));
  EXPECT_THAT(session.scalars(labels).all(), ElementsAre("soon"));
  const Label& soon = *session.get<Label>("soon");
  EXPECT_THAT(session.scalars(select(Task::c.title).where(with_parent(soon, Label::c.tasks))).all(),
              ElementsAre("paint"));
}

TEST_P(RelationConditions, with_an_object_that_the_next_flush_writes) {
  Session session = open();
  Person& ann = *session.get<Person>(1);
  session.add<Task>({.title = "paint", .owner = ann}).notes().add({.text = "white"});
  Task& wash = session.add<Task>({.title = "wash", .owner = ann});
  wash.notes().add({.text = "warm"});
  const auto notes = [](const Predicate& condition) {
    return select(Note::c.text).where(condition);
  };
  const auto of_wash = notes(Note::c.task == wash);
  const auto of_others = notes(Note::c.task != wash);
  const auto had = notes(with_parent(wash, Task::c.notes));
  EXPECT_THAT(session.scalars(of_wash).all(), ElementsAre("warm"));
  EXPECT_THAT(session.scalars(of_others).all(), ElementsAre("white"));
  EXPECT_THAT(session.scalars(had).all(), ElementsAre("warm"));
}

TEST_P(RelationConditions, a_new_object_without_a_key_is_told) {
  Session session = open();
  Team& green = session.add<Team>({.name = "green"});
  const auto members = select(Person::c.name).where(Person::c.team == green);
  const auto block = session.no_autoflush();
  const auto error = error_of<UsageError>([&] { session.scalars(members); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1262");
  EXPECT_EQ(error->message(), "a statement compares with a new Team, which has no id yet");
}

class CompositeRelationConditions : public FlowTest {
 protected:
  void SetUp() override {
    set_up(tenancy::metadata());
    run("INSERT INTO tenants (code) VALUES ('t'), ('u')");
    run("INSERT INTO items (tenant_code, sku, weight, successor_sku) VALUES "
        "('t', 'a', 0, NULL), ('t', 'b', 0, 'a'), ('t', 'c', 0, 'b'), "
        "('u', 'a', 0, NULL), ('u', 'd', 0, 'a')");
  }

  static std::vector<std::string> items(Session& session, const Predicate& condition) {
    return session
        .scalars(select(Item::c.tenant_code + Item::c.sku)
                     .where(condition)
                     .order_by(Item::c.tenant_code, Item::c.sku))
        .all();
  }
};
ORPIMENT_ON_EACH_DATABASE(CompositeRelationConditions);

TEST_P(CompositeRelationConditions, one_part_is_enough_to_be_another_one) {
  Session session = open();
  const Item& a = *session.get<Item>({"t", "a"});
  EXPECT_THAT(items(session, Item::c.successor == a), ElementsAre("tb"));
  EXPECT_THAT(items(session, Item::c.successor != a), ElementsAre("ta", "tc", "ua", "ud"));
}

TEST_P(CompositeRelationConditions, a_key_without_a_part_leads_to_nothing) {
  Session session = open();
  EXPECT_THAT(items(session, Item::c.successor == nullptr), ElementsAre("ta", "ua"));
  EXPECT_THAT(items(session, Item::c.successor != nullptr), ElementsAre("tb", "tc", "ud"));
  for (const Item* item : session.scalars(select<Item>()).all())
    EXPECT_EQ(item->successor() == nullptr, item->sku() == "a");
}

}  // namespace
}  // namespace orp::tests
