// SPDX-License-Identifier: MIT
// A failed allocation loses neither a connection nor the place for one.
#include <chrono>
#include <thread>

#include "company_memory.hpp"

namespace orp::tests {
namespace {

class PoolAllocations : public CompanyMemory {
 protected:
  Engine make_small() {
    return make_engine({.pool_size = 1,
                        .max_overflow = 1,
                        .pool_timeout = std::chrono::seconds(5),
                        .pool_pre_ping = true});
  }
  static void ask(Connection& connection) {
    EXPECT_EQ(connection.execute(text("SELECT 1").columns<std::int32_t>()).scalar_one(), 1);
  }
  /// All places are there, and serve.
  static void expect_whole(Engine& small) {
    EXPECT_EQ(small.pool_status().checked_out, 0U);
    Connection first = small.connect();
    Connection second = small.connect();
    ask(first);
    ask(second);
  }
};
ORPIMENT_ON_EACH_SHARED_DATABASE(PoolAllocations);

// pool.hpp, rule 1.
TEST_P(PoolAllocations, that_fail_while_connections_come_and_go) {
  for_each_allocation([&](long n) {
    Engine small = make_small();
    const bool done = completes(
        [&] {
          for (int i = 0; i < 2; ++i) {
            Connection first = small.connect();
            ask(first);
            Connection second = small.connect();
            ask(second);
          }
          small.dispose();
          Connection again = small.connect();
          ask(again);
        },
        n);
    expect_whole(small);
    return done;
  });
}

// What is given back is handed over by one whose memory lasts to one whose memory ends.
TEST_P(PoolAllocations, that_fail_in_a_thread_that_waits) {
  for_each_allocation([&](long n) {
    Engine small = make_small();
    Connection first = small.connect();
    Connection second = small.connect();
    ask(first);
    ask(second);
    bool done = false;
    std::atomic<bool> is_over = false;
    std::thread waiting([&] {
      done = completes(
          [&] {
            Connection served = small.connect();
            ask(served);
          },
          n);
      is_over = true;
    });
    while (small.pool_status().waiting == 0 && !is_over) std::this_thread::yield();
    first.close();
    second.close();
    waiting.join();
    expect_whole(small);
    return done;
  });
}

// Giving back is what destructors do.
// pool.hpp, rule 1.
TEST_P(PoolAllocations, are_none_when_a_connection_is_given_back) {
  Engine small = make_small();
  Connection first = small.connect();
  Connection second = small.connect();
  ask(first);
  ask(second);
  EXPECT_TRUE(completes(
      [&] {
        first.close();
        second.close();
      },
      0));
  expect_whole(small);
}

}  // namespace
}  // namespace orp::tests
