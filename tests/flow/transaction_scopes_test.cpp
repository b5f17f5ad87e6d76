// SPDX-License-Identifier: MIT
// Transactions and savepoints as scopes, and what the session tells of them.
#include <stdexcept>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TransactionScopes : public CompanyTest {
 protected:
  static constexpr testing::RecorderOptions transactions{.transactions = true};

  static std::size_t teams(Session& session) { return session.scalars(select<Team>()).size(); }
};
ORPIMENT_ON_EACH_DATABASE(TransactionScopes);

TEST_P(TransactionScopes, a_scope_commits_when_it_is_told_to) {
  testing::Recorder recorder(engine(), transactions);
  Session session = open();
  {
    SessionTransaction transaction = session.begin();
    EXPECT_TRUE(session.in_transaction());
    EXPECT_TRUE(transaction.is_active());
    session.add<Team>({.name = "pink"});
    transaction.commit();
    EXPECT_FALSE(transaction.is_active());
    EXPECT_FALSE(session.in_transaction());
  }
  EXPECT_THAT(recorder.take(), ElementsAre("BEGIN", "INSERT teams (name) 1 row", "COMMIT"));
  EXPECT_EQ(teams(session), 4U);
}

TEST_P(TransactionScopes, a_scope_that_is_left_early_is_rolled_back) {
  testing::Recorder recorder(engine(), transactions);
  Session session = open();
  Team* pink = nullptr;
  try {
    SessionTransaction transaction = session.begin();
    pink = &session.add<Team>({.name = "pink"});
    session.flush();
    throw std::runtime_error("changed its mind");
  } catch (const std::runtime_error&) {
  }
  EXPECT_THAT(recorder.take(), ElementsAre("BEGIN", "INSERT teams (name) 1 row", "ROLLBACK"));
  EXPECT_EQ(pink->entity_state(), EntityState::transient);
  EXPECT_EQ(teams(session), 3U);
}

TEST_P(TransactionScopes, a_call_commits_what_its_work_did) {
  testing::Recorder recorder(engine(), transactions);
  Session session = open();
  const std::string name = session.transaction([&] {
    Team& pink = session.add<Team>({.name = "pink"});
    return pink.name();
  });
  EXPECT_EQ(name, "pink");
  EXPECT_THAT(recorder.take(), ElementsAre("BEGIN", "INSERT teams (name) 1 row", "COMMIT"));
  EXPECT_THROW(session.transaction([&] {
    session.add<Team>({.name = "mauve"});
    session.flush();
    throw std::runtime_error("changed its mind");
  }),
               std::runtime_error);
  EXPECT_EQ(teams(session), 4U);
}

TEST_P(TransactionScopes, a_scope_without_work_sends_nothing) {
  testing::Recorder recorder(engine(), transactions);
  Session session = open();
  SessionTransaction transaction = session.begin();
  transaction.commit();
  EXPECT_THAT(recorder.take(), IsEmpty());
}

TEST_P(TransactionScopes, a_transaction_is_not_begun_twice) {
  Session session = open();
  {
    SessionTransaction transaction = session.begin();
    EXPECT_EQ(error_of<UsageError>([&] { static_cast<void>(session.begin()); })->code(),
              "ORP-1302");
    EXPECT_TRUE(transaction.is_active());
  }
  teams(session);
  EXPECT_EQ(error_of<UsageError>([&] { static_cast<void>(session.begin()); })->code(), "ORP-1302")
      << "the query has begun one";
}

TEST_P(TransactionScopes, what_was_added_before_belongs_to_the_scope) {
  Session session = open();
  Team& pink = session.add<Team>({.name = "pink"});
  { SessionTransaction transaction = session.begin(); }
  EXPECT_EQ(pink.entity_state(), EntityState::transient);
}

TEST_P(TransactionScopes, a_scope_ends_with_the_transaction_of_the_session) {
  Session session = open();
  Team* green = nullptr;
  {
    SessionTransaction transaction = session.begin();
    session.add<Team>({.name = "pink"});
    session.commit();
    EXPECT_FALSE(transaction.is_active());
    EXPECT_EQ(error_of<UsageError>([&] { transaction.commit(); })->code(), "ORP-1303");
    green = &session.add<Team>({.name = "green"});
    session.flush();
    transaction.rollback();
  }
  EXPECT_EQ(green->entity_state(), EntityState::persistent) << "of another transaction";
}

TEST_P(TransactionScopes, a_committed_scope_is_over) {
  Session session = open();
  SessionTransaction transaction = session.begin();
  transaction.commit();
  EXPECT_EQ(error_of<UsageError>([&] { transaction.commit(); })->code(), "ORP-1303");
  SessionTransaction savepoint = session.begin_nested();
  savepoint.commit();
  EXPECT_EQ(error_of<UsageError>([&] { savepoint.commit(); })->code(), "ORP-1303");
}

TEST_P(TransactionScopes, savepoints_end_with_the_scope_around_them) {
  Session session = open();
  SessionTransaction transaction = session.begin();
  EXPECT_FALSE(session.in_nested_transaction());
  SessionTransaction savepoint = session.begin_nested();
  EXPECT_TRUE(session.in_nested_transaction());
  session.add<Team>({.name = "pink"});
  transaction.commit();
  EXPECT_FALSE(savepoint.is_active());
  EXPECT_FALSE(session.in_nested_transaction());
  EXPECT_EQ(teams(session), 4U);
}

TEST_P(TransactionScopes, a_savepoint_within_a_scope_is_undone_alone) {
  Session session = open();
  SessionTransaction transaction = session.begin();
  session.add<Team>({.name = "pink"});
  {
    SessionTransaction savepoint = session.begin_nested();
    session.add<Team>({.name = "green"});
    session.flush();
  }
  EXPECT_TRUE(transaction.is_active());
  transaction.commit();
  EXPECT_THAT(names(session.scalars(select<Team>().order_by(Team::c.id))),
              ElementsAre("red", "blue", "grey", "pink"));
}

TEST_P(TransactionScopes, a_failed_flush_makes_the_session_inactive_until_rollback) {
  Session session = open();
  EXPECT_TRUE(session.is_active());
  {
    SessionTransaction transaction = session.begin();
    session.add<Team>({.name = "red"});
    EXPECT_TRUE(error_of<IntegrityError>([&] { transaction.commit(); }));
    EXPECT_FALSE(session.is_active());
    EXPECT_FALSE(transaction.is_active());
    EXPECT_TRUE(session.in_transaction());
    EXPECT_EQ(error_of<UsageError>([&] { transaction.commit(); })->code(), "ORP-1301");
  }
  EXPECT_TRUE(session.is_active());
  EXPECT_EQ(teams(session), 3U);
}

TEST_P(TransactionScopes, a_scope_can_be_handed_on) {
  Session session = open();
  SessionTransaction first = session.begin();
  session.add<Team>({.name = "pink"});
  {
    SessionTransaction second = std::move(first);
    EXPECT_TRUE(second.is_active());
    EXPECT_FALSE(first.is_active());
    second.commit();
  }
  EXPECT_EQ(teams(session), 4U);
}

}  // namespace
}  // namespace orp::tests
