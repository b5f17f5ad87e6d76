// SPDX-License-Identifier: MIT
// How often work is tried, and for what.
#include "orpiment/engine/retry.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "orpiment/engine/engine.hpp"

namespace orp {
namespace {

constexpr RetryOptions at_once{.attempts = 3, .first_pause = std::chrono::milliseconds(0)};

class Retry : public ::testing::Test {
 protected:
  const Engine engine = create_engine("sqlite://");
  int calls = 0;
};

// retry.hpp, rule 1.
TEST_F(Retry, runs_work_again_that_others_were_in_the_way_of) {
  const int answer = retry(
      engine,
      [&](Connection&) {
        if (++calls < 3) throw ConflictError({.code = "ORP-3201", .message = "busy"});
        return 42;
      },
      at_once);
  EXPECT_EQ(answer, 42);
  EXPECT_EQ(calls, 3);
}

// retry.hpp, rule 2.
TEST_F(Retry, gives_up_with_the_last_error) {
  const auto work = [&](Connection&) {
    throw ConflictError({.code = "ORP-3201", .message = "busy " + std::to_string(++calls)});
  };
  try {
    retry(engine, work, at_once);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const ConflictError& error) {
    EXPECT_EQ(error.message(), "busy 3");
  }
}

// retry.hpp, rule 1.
TEST_F(Retry, does_not_try_again_what_cannot_succeed) {
  const auto work = [&](Connection&) {
    ++calls;
    throw DataError({.code = "ORP-2201", .message = "too long"});
  };
  EXPECT_THROW(retry(engine, work, at_once), DataError);
  EXPECT_EQ(calls, 1);
  EXPECT_THROW(retry(
                   engine, [](Connection&) { throw 1; }, at_once),
               int);
}

// retry.hpp, rule 3.
TEST_F(Retry, begins_anew_in_a_transaction_of_its_own) {
  const Engine own = create_engine("sqlite://");
  own.transaction([](Connection& connection) { connection.execute_script("CREATE TABLE t (n)"); });
  const auto count = [](Connection& connection) {
    return connection.execute(text("SELECT count(*) FROM t")).scalar_one<std::int64_t>();
  };
  retry(
      own,
      [&](Connection& connection) {
        EXPECT_EQ(count(connection), 0) << "what an attempt wrote goes with it";
        connection.execute(text("INSERT INTO t VALUES (1)"));
        if (++calls < 3) throw ConflictError({.code = "ORP-3201", .message = "busy"});
      },
      at_once);
  EXPECT_EQ(own.transaction(count), 1);
}

TEST_F(Retry, waits_longer_each_time_and_no_longer_than_told) {
  const RetryOptions options{.first_pause = std::chrono::milliseconds(1),
                             .longest_pause = std::chrono::milliseconds(2)};
  detail::pause_before_retry(1, options);
  detail::pause_before_retry(100, options);
}

}  // namespace
}  // namespace orp
