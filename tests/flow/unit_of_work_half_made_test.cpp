// SPDX-License-Identifier: MIT
// An object whose making fails is in no session, and nobody knows it.
#include "company.hpp"
#include "registry.hpp"

namespace orp::tests {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class HalfMadeObject : public CompanyTest {
 protected:
  template <class Make>
  void expect_nothing(Session& session, const Make& make, const char* code) {
    const auto error = error_of<Error>(make);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), code);
    EXPECT_THAT(session.new_(), IsEmpty());
    for (const Entity* entity : session.dirty()) EXPECT_FALSE(session.is_modified(*entity));
    EXPECT_THAT(session.deleted(), IsEmpty());
    forget();
    session.commit();
    for (const std::string& statement : sent()) EXPECT_EQ(statement.find("INSERT"), statement.npos);
  }
};
ORPIMENT_ON_EACH_DATABASE(HalfMadeObject);

TEST_P(HalfMadeObject, leaves_nothing_behind_when_a_target_is_of_another_session) {
  Session session = open();
  Session other = open();
  Person& ann = other.add<Person>({.name = "Fay"});
  expect_nothing(
      session, [&] { session.add<Person>({.name = "Eve", .boss = ann}); }, "ORP-1002");
  Person& own = session.get_one<Person>(1);
  Team& red = session.get_one<Team>(1);
  expect_nothing(
      session, [&] { session.add<Person>({.name = "Eve", .team = red, .boss = ann}); }, "ORP-1002");
  EXPECT_THAT(red.members(), SizeIs(2));
  expect_nothing(
      session, [&] { session.add<Task>({.title = "sow", .owner = own, .reviewer = ann}); },
      "ORP-1002");
  EXPECT_THAT(own.owned(), SizeIs(2));
}

TEST_P(HalfMadeObject, leaves_a_collection_as_it_was) {
  Session session = open();
  Session other = open();
  Person& ann = other.add<Person>({.name = "Fay"});
  Team& red = session.get_one<Team>(1);
  for (const bool loaded : {false, true}) {
    if (loaded) static_cast<void>(red.members().size());
    expect_nothing(
        session, [&] { red.members().add({.name = "Eve", .boss = ann}); }, "ORP-1002");
    expect_nothing(
        session, [&] { red.members().add({.id = ~0ULL, .name = "Eve"}); }, "ORP-2208");
    EXPECT_THAT(red.members(), SizeIs(2));
  }
  EXPECT_THAT(session.scalars(select<Person>()), SizeIs(4));
}

TEST_P(HalfMadeObject, leaves_nothing_behind_when_a_value_does_not_fit) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  expect_nothing(
      session, [&] { session.add<Person>({.id = ~0ULL, .name = "Eve", .team = red}); }, "ORP-2208");
  EXPECT_THAT(red.members(), SizeIs(2));
  Person& eve = session.add<Person>({.name = "Eve", .team = red});
  session.commit();
  EXPECT_THAT(red.members(), SizeIs(3));
  EXPECT_EQ(eve.entity_state(), EntityState::persistent);
}

TEST_P(HalfMadeObject, takes_no_partner_from_anybody) {
  Session session = open();
  Person& bob = session.add<Person>({.name = "Bob"});
  Badge& badge = session.add<Badge>({.code = "b", .person = bob});
  Team& gone = session.add<Team>({.name = "gone"});
  session.flush();
  session.delete_(gone);
  session.flush();
  EXPECT_ERROR(UsageError, "ORP-1312", gone.members().add({.name = "Eve", .badge = badge}), "");
  EXPECT_EQ(badge.person(), &bob);
  EXPECT_EQ(bob.badge(), &badge);
}

class HalfMadeWagon : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(HalfMadeWagon);

TEST_P(HalfMadeWagon, takes_no_partner_from_anybody) {
  using registry::Wagon;
  Session session = open();
  Session other = open();
  Wagon& foreign = other.add<Wagon>({});
  Wagon& second = session.add<Wagon>({});
  Wagon& first = session.add<Wagon>({.next = second});
  session.commit();
  for (const bool loaded : {true, false}) {
    if (!loaded) session.expire_all();
    EXPECT_ERROR(UsageError, "ORP-1002", session.add<Wagon>({.next = second, .previous = foreign}),
                 "Wagon.previous");
    session.commit();
    EXPECT_EQ(first.next(), &second);
    EXPECT_EQ(second.previous(), &first);
    EXPECT_THAT(session.scalars(select<Wagon>()), SizeIs(2));
  }
}

}  // namespace
}  // namespace orp::tests
