// SPDX-License-Identifier: MIT
// What checked builds tell: objects that are gone, iterators of collections that have changed,
// sessions that another thread is at work with.
#include <functional>
#include <optional>
#include <thread>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
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

// object_store.hpp, rule 2.
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

// ---- Iterators

/// One way to change the members of team red, who are Ann and Ben, or to have them read anew.
struct MembersChange {
  const char* what;
  std::function<void(Session&, Team& red, Person& member)> act;
};
const std::vector<MembersChange>& members_changes() {
  static const std::vector<MembersChange> changes = {
      {"add", [](Session& s, Team& red, Person&) { red.members().add(s.get_one<Person>(3)); }},
      {"add a new one", [](Session&, Team& red, Person&) { red.members().add({.name = "Zoe"}); }},
      {"remove", [](Session&, Team& red, Person& member) { red.members().remove(member); }},
      {"remove and add",
       [](Session&, Team& red, Person& member) {
         red.members().remove(member);
         red.members().add(member);
       }},
      {"clear", [](Session&, Team& red, Person&) { red.members().clear(); }},
      {"leave", [](Session&, Team&, Person& member) { member.set_team(nullptr); }},
      {"move", [](Session& s, Team&, Person& member) { member.set_team(&s.get_one<Team>(2)); }},
      {"come", [](Session& s, Team& red, Person&) { s.get_one<Person>(4).set_team(&red); }},
      {"expire", [](Session& s, Team& red, Person&) { s.expire(red); }},
      {"expire the collection",
       [](Session& s, Team& red, Person&) { s.expire(red, {Team::c.members}); }},
      {"expire all", [](Session& s, Team&, Person&) { s.expire_all(); }},
      {"read anew",
       [](Session& s, Team& red, Person&) {
         s.expire(red);
         static_cast<void>(red.members().size());
       }},
      {"refresh", [](Session& s, Team& red, Person&) { s.refresh(red, {Team::c.members}); }},
      {"commit", [](Session& s, Team&, Person&) { s.commit(); }},
      {"rollback", [](Session& s, Team&, Person&) { s.rollback(); }},
  };
  return changes;
}

TEST_P(Checked, a_loop_over_members_that_change_is_told) {
  for (const MembersChange& change : members_changes())
    for (const std::size_t at : {0U, 1U}) {
      Session session = open();
      Team& red = session.get_one<Team>(1);
      std::size_t passes = 0;
      const auto error = error_of<UsageError>([&] {
        for (Person& member : red.members())
          if (passes++ == at) change.act(session, red, member);
      });
      ASSERT_TRUE(error) << change.what << " at " << at;
      EXPECT_EQ(error->code(), "ORP-1006");
      EXPECT_THAT(error->what(), HasSubstr("Team.members"));
      EXPECT_EQ(passes, at + 1) << change.what;
      session.rollback();
    }
}

TEST_P(Checked, every_use_of_an_iterator_of_changed_members_is_told) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  auto it = red.members().begin();
  auto other = red.members().end();
  red.members().add({.name = "Zoe"});
  const std::function<void()> uses[] = {[&] { static_cast<void>(*it); },
                                        [&] { static_cast<void>(it->name()); },
                                        [&] { static_cast<void>(it[0]); },
                                        [&] { ++it; },
                                        [&] { it++; },
                                        [&] { --it; },
                                        [&] { it += 1; },
                                        [&] { static_cast<void>(it + 1); },
                                        [&] { static_cast<void>(other - it); },
                                        [&] { static_cast<void>(it == other); },
                                        [&] { static_cast<void>(it < other); },
                                        [&] { static_cast<void>(it == red.members().begin()); }};
  for (const auto& use : uses) EXPECT_EQ(error_of<UsageError>(use)->code(), "ORP-1006");
  it = red.members().begin();
  EXPECT_EQ(it->name(), "Ann");
  session.close();
  EXPECT_EQ(error_of<UsageError>([&] { ++it; })->code(), "ORP-1001");
  EXPECT_EQ(Many<Person>::iterator(), Many<Person>::iterator());
}

TEST_P(Checked, a_loop_may_delete_its_members_who_stay_until_the_end_of_the_transaction) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  for (Note& note : paint.notes()) {
    session.delete_(note);
    session.flush();
  }
  EXPECT_EQ(paint.notes().size(), 2U);
  session.commit();
  EXPECT_EQ(paint.notes().size(), 0U);
}

TEST_P(Checked, a_loop_may_do_what_leaves_its_members_alone) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Person& cy = session.get_one<Person>(3);
  std::vector<std::string> seen;
  for (Person& member : red.members()) {
    red.members().add(member);
    EXPECT_FALSE(red.members().remove(cy));
    EXPECT_TRUE(red.members().contains(member));
    member.set_name(member.name() + "e");
    member.reports().clear();
    session.flush();
    session.begin_nested().commit();
    static_cast<void>(session.scalars(select<Team>()));
    seen.push_back(member.name());
  }
  EXPECT_THAT(seen, ElementsAre("Anne", "Bene"));
  for (Person& member : red.members())
    if (member.name() == "Bene") {
      red.members().remove(member);
      break;
    }
  EXPECT_THAT(names(red.members()), ElementsAre("Anne"));
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
