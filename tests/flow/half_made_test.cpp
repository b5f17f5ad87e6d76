// SPDX-License-Identifier: MIT
// An object whose making fails is in no session, and nobody knows it.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class HalfMade : public CompanyTest {
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
ORPIMENT_ON_EACH_DATABASE(HalfMade);

TEST_P(HalfMade, with_an_object_of_another_session) {
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

TEST_P(HalfMade, in_a_collection) {
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

TEST_P(HalfMade, with_a_value_that_does_not_fit) {
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

}  // namespace
}  // namespace orp::tests
