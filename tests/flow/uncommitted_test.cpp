// SPDX-License-Identifier: MIT
// Forgotten commits: what observers are told of a session that ends with changes.
#include <optional>
#include <stdexcept>
#include <utility>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LossWatch final : public Observer {
 public:
  void on_uncommitted(const UncommittedEvent& event) override {
    losses.push_back(std::to_string(event.added) + " added, " + std::to_string(event.changed) +
                     " changed, " + std::to_string(event.deleted) + " deleted, " +
                     std::to_string(event.written) + " written");
  }
  std::vector<std::string> losses;
};

class Uncommitted : public CompanyTest {
 protected:
  void SetUp() override {
    CompanyTest::SetUp();
    observation_.emplace(engine().observe(watch_));
  }
  void TearDown() override {
    observation_.reset();
    CompanyTest::TearDown();
  }

  /// What is told when a session ends after `work`: the same of one closed and of one destroyed.
  template <class Work>
  std::vector<std::string> losses_after(Work work) {
    {
      Session destroyed = open();
      work(destroyed);
    }
    const std::vector<std::string> losses = std::exchange(watch_.losses, {});
    Session closed = open();
    work(closed);
    closed.close();
    EXPECT_EQ(std::exchange(watch_.losses, {}), losses);
    closed.close();
    EXPECT_THAT(watch_.losses, IsEmpty()) << "closed again";
    return losses;
  }

  LossWatch watch_;
  std::optional<Observation> observation_;
};
ORPIMENT_ON_EACH_DATABASE(Uncommitted);

TEST_P(Uncommitted, new_changed_and_deleted_objects_are_told) {
  EXPECT_THAT(losses_after([](Session& session) {
                const auto off = session.no_autoflush();
                session.add<Team>({.name = "pink"});
                session.add<Team>({.name = "gold"});
                session.get_one<Person>(1).set_name("Anne");
                session.delete_(session.get_one<Badge>("X9"));
              }),
              ElementsAre("2 added, 1 changed, 1 deleted, 0 written"));
}

TEST_P(Uncommitted, queued_ties_are_told) {
  EXPECT_THAT(losses_after([](Session& session) {
                const auto off = session.no_autoflush();
                session.get_one<Label>("never").tasks().add(session.get_one<Task>(1));
              }),
              ElementsAre("0 added, 2 changed, 0 deleted, 0 written"));
  EXPECT_THAT(losses_after([](Session& session) {
                session.get_one<Team>(3).members().add(session.get_one<Person>(4));
              }),
              ElementsAre("0 added, 2 changed, 0 deleted, 0 written"));
}

TEST_P(Uncommitted, what_was_flushed_is_told_too) {
  EXPECT_THAT(losses_after([](Session& session) {
                session.add<Team>({.name = "pink"});
                session.get_one<Person>(1).set_name("Anne");
                session.delete_(session.get_one<Badge>("X9"));
                session.get_one<Label>("never").tasks().add(session.get_one<Task>(1));
                session.flush();
                session.add<Team>({.name = "gold"});
              }),
              ElementsAre("1 added, 0 changed, 0 deleted, 4 written"));
}

TEST_P(Uncommitted, rows_that_statements_wrote_are_told) {
  EXPECT_THAT(
      losses_after([](Session& session) {
        session.execute(update<Person>().set(Person::c.salary = 7).where(Person::c.name != "Ann"));
      }),
      ElementsAre("0 added, 0 changed, 0 deleted, 3 written"));
}

TEST_P(Uncommitted, what_a_savepoint_wrote_counts_while_it_stands) {
  EXPECT_THAT(losses_after([](Session& session) {
                SessionTransaction kept = session.begin_nested();
                session.add<Team>({.name = "pink"});
                kept.commit();
                SessionTransaction lost = session.begin_nested();
                session.add<Team>({.name = "gold"});
                session.flush();
                lost.rollback();
              }),
              ElementsAre("0 added, 0 changed, 0 deleted, 1 written"));
}

TEST_P(Uncommitted, what_was_flushed_is_told_although_the_objects_were_freed) {
  EXPECT_THAT(losses_after([](Session& session) {
                session.add<Team>({.name = "pink"});
                session.flush();
                session.clear();
              }),
              ElementsAre("0 added, 0 changed, 0 deleted, 1 written"));
}

TEST_P(Uncommitted, a_session_that_is_replaced_has_ended) {
  Session session = open();
  session.add<Team>({.name = "pink"});
  session = open();
  EXPECT_THAT(watch_.losses, ElementsAre("1 added, 0 changed, 0 deleted, 0 written"));
}

TEST_P(Uncommitted, a_scope_that_was_not_committed_is_told) {
  for (const bool is_savepoint : {false, true}) {
    Session session = open();
    if (is_savepoint) session.add<Team>({.name = "kept"});
    {
      const SessionTransaction forgotten = is_savepoint ? session.begin_nested() : session.begin();
      session.add<Team>({.name = "pink"});
      session.flush();
      session.add<Team>({.name = "gold"});
    }
    EXPECT_THAT(std::exchange(watch_.losses, {}),
                ElementsAre("1 added, 0 changed, 0 deleted, 1 written"));
    session.rollback();
    EXPECT_THAT(watch_.losses, IsEmpty());
  }
}

TEST_P(Uncommitted, a_scope_that_an_exception_leaves_is_not_told) {
  Session session = open();
  const auto work = [&] {
    const SessionTransaction left = session.begin();
    session.add<Team>({.name = "pink"});
    session.flush();
    throw std::runtime_error("passes");
  };
  EXPECT_THROW(work(), std::runtime_error);
  EXPECT_THROW(
      {
        const SessionTransaction failed = session.begin();
        session.add<Team>({.name = "red"});
        session.flush();
      },
      IntegrityError);
  EXPECT_THAT(watch_.losses, IsEmpty());
}

TEST_P(Uncommitted, nothing_is_told_when_nothing_is_lost) {
  EXPECT_THAT(losses_after([](Session&) {}), IsEmpty());
  EXPECT_THAT(losses_after([](Session& session) { session.get_one<Team>(1).members().size(); }),
              IsEmpty());
  EXPECT_THAT(losses_after([](Session& session) {
                Person& ann = session.get_one<Person>(1);
                Team& red = session.get_one<Team>(1);
                Team& grey = session.get_one<Team>(3);
                ann.set_name("Anne");
                ann.set_name("Ann");
                grey.members().add(ann);
                ann.set_team(&red);
              }),
              IsEmpty())
      << "set back";
  EXPECT_THAT(
      losses_after([](Session& session) { session.expunge(session.add<Team>({.name = "pink"})); }),
      IsEmpty());
}

TEST_P(Uncommitted, nothing_is_told_after_commit_and_rollback) {
  const auto work = [](Session& session) {
    session.get_one<Person>(1).set_name("Anne");
    session.flush();
    session.add<Note>({.text = "dry", .task = session.get_one<Task>(1)});
  };
  EXPECT_THAT(losses_after([&](Session& session) {
                work(session);
                session.commit();
              }),
              IsEmpty());
  EXPECT_THAT(losses_after([&](Session& session) {
                work(session);
                session.rollback();
              }),
              IsEmpty());
  EXPECT_THAT(losses_after([&](Session& session) {
                SessionTransaction undone = session.begin();
                work(session);
                undone.rollback();
              }),
              IsEmpty());
}

TEST_P(Uncommitted, nothing_is_told_when_an_error_is_the_reason) {
  EXPECT_THAT(losses_after([&](Session& session) {
                session.add<Team>({.name = "red"});
                EXPECT_THROW(session.flush(), IntegrityError);
              }),
              IsEmpty());
  EXPECT_THROW(
      {
        Session session = open();
        session.add<Team>({.name = "pink"});
        throw std::runtime_error("passes");
      },
      std::runtime_error);
  EXPECT_THAT(watch_.losses, IsEmpty());
}

TEST_P(Uncommitted, a_session_within_the_handling_of_an_error_is_as_any_other) {
  try {
    throw std::runtime_error("handled");
  } catch (const std::runtime_error&) {
    Session session = open();
    session.add<Team>({.name = "pink"});
  }
  EXPECT_THAT(watch_.losses, ElementsAre("1 added, 0 changed, 0 deleted, 0 written"));
}

TEST_P(Uncommitted, the_echo_writes_a_line) {
  std::vector<std::string> lines;
  const Engine echoing =
      make_engine({.echo = true, .log = [&](std::string_view line) { lines.emplace_back(line); }});
  {
    Session session(echoing);
    session.add<Team>({.name = "pink"});
  }
  EXPECT_THAT(lines, ElementsAre("a session ended without commit: lost are 1 new, 0 changed and 0 "
                                 "deleted objects that were not flushed, 0 rows that were "
                                 "written; commit() keeps them, rollback() says that they are not "
                                 "meant"));
}

}  // namespace
}  // namespace orp::tests
