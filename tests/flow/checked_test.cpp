// SPDX-License-Identifier: MIT
// What checked builds tell: objects that are gone, sessions that another thread is at work with.
#include <functional>
#include <optional>
#include <thread>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;

class Checked : public CompanyTest {
 protected:
  void SetUp() override {
#ifndef ORPIMENT_CHECKED
    GTEST_SKIP() << "not a checked build";
#endif
    CompanyTest::SetUp();
  }

  /// The code of the UsageError that using `person` in each way throws, or what else happened.
  static std::string code_of_use(Person& person) {
    const std::function<void()> uses[] = {
        [&] { static_cast<void>(person.name()); }, [&] { person.set_name("Anne"); },
        [&] { static_cast<void>(person.team()); }, [&] { person.set_team(nullptr); },
        [&] { static_cast<void>(person.owned()); }};
    std::string code;
    for (const auto& use : uses) {
      const auto error = error_of<UsageError>(use);
      const std::string found = error ? error->code() : "no error";
      if (!code.empty() && found != code) return code + ", then " + found;
      code = found;
    }
    return code;
  }
  template <class Work>
  static void in_another_thread(Work work) {
    std::thread(std::move(work)).join();
  }
};
ORPIMENT_ON_EACH_DATABASE(Checked);

class CheckedThreads : public Checked {};
ORPIMENT_ON_EACH_SHARED_DATABASE(CheckedThreads);

TEST_P(Checked, an_object_of_a_session_that_was_cleared_or_closed_is_gone) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.clear();
  EXPECT_EQ(code_of_use(ann), "ORP-1001");
  Person& again = session.get_one<Person>(1);
  EXPECT_EQ(again.name(), "Ann");
  session.close();
  EXPECT_EQ(code_of_use(again), "ORP-1001");
}

TEST_P(Checked, an_object_is_gone_with_its_session) {
  std::optional<Session> session = open();
  Person& ann = session->get_one<Person>(1);
  session.reset();
  EXPECT_EQ(code_of_use(ann), "ORP-1001");
  EXPECT_THAT(error_of<UsageError>([&] { static_cast<void>(ann.name()); })->what(),
              HasSubstr("this Person is gone"));
}

TEST_P(Checked, a_collection_is_gone_with_its_owner) {
  Session session = open();
  Many<Person>& members = session.get_one<Team>(1).members();
  ASSERT_EQ(members.size(), 2U);
  session.clear();
  Person& ann = session.get_one<Person>(1);
  EXPECT_EQ(error_of<UsageError>([&] { static_cast<void>(members.size()); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { members.add(ann); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { members.add({.name = "Zoe"}); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { members.remove(ann); })->code(), "ORP-1001");
}

TEST_P(Checked, a_session_refuses_objects_that_are_gone) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.clear();
  EXPECT_FALSE(session.contains(ann));
  EXPECT_EQ(error_of<UsageError>([&] { session.add(ann); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { session.delete_(ann); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { session.expunge(ann); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { session.refresh(ann); })->code(), "ORP-1001");
  EXPECT_EQ(error_of<UsageError>([&] { session.expire(ann); })->code(), "ORP-1001");
}

TEST_P(CheckedThreads, a_second_thread_is_refused_while_the_first_is_in_a_transaction) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  in_another_thread([&] {
    EXPECT_EQ(code_of_use(ann), "ORP-1306");
    EXPECT_EQ(error_of<UsageError>([&] { session.get<Person>(2); })->code(), "ORP-1306");
    EXPECT_EQ(error_of<UsageError>([&] { session.add<Team>({.name = "pink"}); })->code(),
              "ORP-1306");
    EXPECT_EQ(error_of<UsageError>([&] { session.commit(); })->code(), "ORP-1306");
  });
  EXPECT_EQ(ann.name(), "Ann");
  session.commit();
}

TEST_P(CheckedThreads, a_session_is_handed_on_between_transactions) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  session.commit();
  in_another_thread([&] {
    EXPECT_EQ(ann.name(), "Ann");
    session.rollback();
  });
  in_another_thread([&] {
    session.add<Team>({.name = "pink"});
    session.close();
  });
  EXPECT_EQ(session.get_one<Person>(1).name(), "Ann");
}

TEST_P(CheckedThreads, a_session_on_its_way_through_its_scope_has_its_thread) {
  Session session = open();
  SessionTransaction transaction = session.begin();
  in_another_thread(
      [&] { EXPECT_EQ(error_of<UsageError>([&] { transaction.commit(); })->code(), "ORP-1306"); });
  transaction.commit();
}

}  // namespace
}  // namespace orp::tests
