// SPDX-License-Identifier: MIT
// A connection that is lost below a savepoint: whatever the program does next, its loop of attempts
// hears that another one may succeed.
#include <functional>
#include <thread>

#include "company.hpp"

namespace orp::tests {
namespace {

using Work = std::function<void(Session&, SessionTransaction&)>;

class LostSavepoints : public CompanyTest {
 protected:
  void lose(Session& session) {
    const auto process =
        session.execute(text("SELECT pg_backend_pid()")).scalar_one<std::int32_t>();
    Connection killer = engine().connect();
    killer.execute(text("SELECT pg_terminate_backend(:p)").bind("p", process));
    const auto query =
        text("SELECT count(*) FROM pg_stat_activity WHERE pid = :p").bind("p", process);
    while (killer.execute(query).scalar_one<std::int64_t>() > 0) {
      killer.rollback();  // the view is a snapshot
      std::this_thread::yield();
    }
  }

  /// Loses the connection of the first attempt below a savepoint and goes on as `then` says.
  void expect_second_attempt(const Work& then) {
    run("DELETE FROM teams WHERE name IN ('pink', 'cyan', 'gold')");
    const SessionFactory sessions(engine());
    int attempts = 0;
    for (;;) {
      ++attempts;
      try {
        sessions.transaction([&](Session& session) {
          session.add<Team>({.name = "pink"});
          SessionTransaction nested = session.begin_nested();
          session.add<Team>({.name = "cyan"});
          session.flush();
          if (attempts == 1) lose(session);
          then(session, nested);
        });
        break;
      } catch (const Error& error) {
        ASSERT_TRUE(error.may_retry()) << error.what();
        ASSERT_TRUE(error.lost_connection()) << error.what();
        ASSERT_EQ(attempts, 1) << error.what();
      }
    }
    EXPECT_EQ(attempts, 2);
    Session session = open();
    EXPECT_EQ(session.scalars(select<Team>().where(Team::c.name == "pink")).size(), 1U);
  }
};
ORPIMENT_ON_EACH_SERVER(LostSavepoints);

TEST_P(LostSavepoints, are_tried_again_when_their_rollback_finds_it_out) {
  expect_second_attempt([](Session&, SessionTransaction& nested) { nested.rollback(); });
  expect_second_attempt([](Session& session, SessionTransaction& nested) {
    nested.rollback();
    session.add<Team>({.name = "gold"});
    session.flush();
  });
}

TEST_P(LostSavepoints, are_tried_again_when_a_flush_finds_it_out) {
  expect_second_attempt([](Session& session, SessionTransaction&) {
    session.add<Team>({.name = "gold"});
    session.flush();
  });
}

// session/transaction.cpp, rule 2.
TEST_P(LostSavepoints, are_tried_again_when_the_failed_flush_is_swallowed) {
  expect_second_attempt([](Session& session, SessionTransaction& nested) {
    session.add<Team>({.name = "gold"});
    try {
      session.flush();
    } catch (const Error&) {
      nested.rollback();
    }
  });
  expect_second_attempt([](Session& session, SessionTransaction&) {
    session.add<Team>({.name = "gold"});
    try {
      session.flush();
    } catch (const Error&) {  // and the session is used as if nothing had happened
    }
    session.scalars(select<Team>());
  });
}

TEST_P(LostSavepoints, are_tried_again_when_their_commit_finds_it_out) {
  expect_second_attempt([](Session&, SessionTransaction& nested) { nested.commit(); });
}

TEST_P(LostSavepoints, are_tried_again_when_a_scope_is_left) {
  expect_second_attempt([](Session& session, SessionTransaction&) {
    SessionTransaction inner = session.begin_nested();
    session.add<Team>({.name = "gold"});
  });
}

class CommandsInSessions : public CompanyTest {};
ORPIMENT_ON_EACH_DATABASE(CommandsInSessions);

TEST_P(CommandsInSessions, are_refused_and_the_transaction_goes_on) {
  Session session = open();
  session.add<Team>({.name = "pink"});
  session.flush();
  for (const char* sql : {"COMMIT", "ROLLBACK", "BEGIN", "SAVEPOINT a"}) {
    const auto error = error_of<UsageError>([&] { session.execute(unsafe_text(sql)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1411");
  }
  EXPECT_EQ(session.scalars(select<Team>()).size(), 4U);
  session.rollback();
  EXPECT_EQ(session.scalars(select<Team>()).size(), 3U);
}

}  // namespace
}  // namespace orp::tests
