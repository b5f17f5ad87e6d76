// SPDX-License-Identifier: MIT
#include "orpiment/testing/recorder.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "orpiment/orpiment.hpp"

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Recording : public ::testing::Test {
 protected:
  void run(const char* sql) {
    engine.transaction(
        [&](orp::Connection& connection) { connection.execute(orp::unsafe_text(sql)); });
  }

  orp::Engine engine = orp::create_engine("sqlite://");
};

TEST_F(Recording, sums_statements_up) {
  orp::testing::Recorder recorder(engine);
  run("CREATE TABLE \"notes\" (id INTEGER PRIMARY KEY, body TEXT)");
  run("INSERT INTO \"notes\" (body) VALUES ('a')");
  run("SELECT body FROM \"notes\" WHERE id = 1");
  run("UPDATE notes SET body = 'b'");
  run("DELETE FROM notes");
  EXPECT_EQ(recorder.count(), 5U);
  EXPECT_THAT(recorder.take(), ElementsAre("CREATE", "INSERT notes", "SELECT notes", "UPDATE notes",
                                           "DELETE notes"));
  EXPECT_THAT(recorder.take(), IsEmpty());
}

TEST_F(Recording, gives_statements_as_they_were_sent) {
  orp::testing::Recorder recorder(engine);
  run("SELECT 1");
  const auto statements = recorder.take_statements();
  ASSERT_EQ(statements.size(), 1U);
  EXPECT_EQ(statements[0].sql, "SELECT 1");
  EXPECT_EQ(statements[0].summary, "SELECT");
  EXPECT_FALSE(statements[0].failed);
}

TEST_F(Recording, tells_what_failed) {
  orp::testing::Recorder recorder(engine);
  EXPECT_THROW(run("SELECT 1 FROM nowhere"), orp::SqlError);
  for (const auto& statement : recorder.take_statements()) EXPECT_TRUE(statement.failed);
}

TEST_F(Recording, tells_of_transactions_when_asked) {
  orp::testing::Recorder recorder(engine, {.transactions = true});
  run("SELECT 1");
  EXPECT_THAT(recorder.take(), ElementsAre("BEGIN", "SELECT", "COMMIT"));
}

// recorder.hpp, rule 3.
TEST_F(Recording, takes_down_what_several_threads_do) {
  constexpr std::size_t many = 50;
  orp::testing::Recorder recorder(engine);
  const auto work = [&] {
    for (std::size_t i = 0; i < many; ++i) run("SELECT 1");
  };
  std::thread first(work);
  std::thread second(work);
  std::size_t taken = 0;
  while (taken < 2 * many) taken += recorder.take().size();
  first.join();
  second.join();
  EXPECT_EQ(taken, 2 * many);
  EXPECT_EQ(recorder.count(), 0U);
}

TEST_F(Recording, ends_with_the_recorder) {
  { const orp::testing::Recorder recorder(engine); }
  run("SELECT 1");
  const orp::testing::Recorder recorder(engine);
  EXPECT_EQ(recorder.count(), 0U);
}

}  // namespace
