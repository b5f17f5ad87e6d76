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

class HalfMadeWagon : public RegistryTest {
 protected:
  using Wagon = registry::Wagon;

  /// `first` before `second`; who must not be given, and what is said then.
  struct Refused {
    Wagon* wagon;
    const char* code;
  };

  void expect_kept(Session& session, Wagon& first, Wagon& second, const Refused& refused) {
    for (const bool loaded : {true, false}) {
      SCOPED_TRACE(loaded);
      if (!loaded) session.expire_all();
      const auto error = error_of<UsageError>(
          [&] { session.add<Wagon>({.next = second, .previous = *refused.wagon}); });
      EXPECT_EQ(error ? error->code() : "none", refused.code);
      session.commit();
      EXPECT_EQ(first.next(), &second);
      EXPECT_EQ(second.previous(), &first);
    }
  }
};
ORPIMENT_ON_EACH_DATABASE(HalfMadeWagon);

TEST_P(HalfMadeWagon, takes_no_partner_from_anybody) {
  Session session = open();
  Session other = open();
  Wagon& foreign = other.add<Wagon>({});
  Wagon& second = session.add<Wagon>({});
  Wagon& first = session.add<Wagon>({.next = second});
  session.commit();
  expect_kept(session, first, second, {&foreign, "ORP-1002"});
  EXPECT_THAT(session.scalars(select<Wagon>()), SizeIs(2));
}

// Who must not come in is told before anybody is taken from somebody.
TEST_P(HalfMadeWagon, takes_no_partner_for_a_row_that_is_gone) {
  for (const bool autoflush : {true, false}) {
    Session session = open({.autoflush = autoflush});
    Wagon& second = session.add<Wagon>({});
    Wagon& first = session.add<Wagon>({.next = second});
    Wagon& gone = session.add<Wagon>({});
    session.commit();
    session.delete_(gone);
    session.flush();
    expect_kept(session, first, second, {&gone, "ORP-1312"});
  }
}

TEST_P(HalfMadeWagon, takes_no_partner_for_an_object_whose_row_another_one_has) {
  Session session = open();
  Wagon& second = session.add<Wagon>({});
  Wagon& first = session.add<Wagon>({.next = second});
  Wagon& left = session.add<Wagon>({});
  session.commit();
  const std::int64_t id = left.id();
  session.expunge(left);
  session.get_one<Wagon>(id);
  expect_kept(session, first, second, {&left, "ORP-1313"});
}

// A deletion that the program has asked for stays, too.
TEST_P(HalfMadeWagon, brings_nobody_back) {
  Session session = open({.autoflush = false});
  Wagon& doomed = session.add<Wagon>({});
  Wagon& gone = session.add<Wagon>({});
  session.commit();
  session.delete_(gone);
  session.flush();
  session.delete_(doomed);
  EXPECT_ERROR(UsageError, "ORP-1312", session.add<Wagon>({.next = doomed, .previous = gone}), "");
  session.commit();
  EXPECT_THAT(session.scalars(select<Wagon>()), IsEmpty());
}

}  // namespace
}  // namespace orp::tests
