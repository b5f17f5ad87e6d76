// SPDX-License-Identifier: MIT
// What the pool opens, keeps and gives out.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/database.hpp"
#include "conformance/expect_error.hpp"

namespace orp::conformance {
namespace {

class PoolWatch final : public Observer {
 public:
  explicit PoolWatch(Engine engine) : engine_(std::move(engine)) { engine_.attach(*this); }
  ~PoolWatch() override { engine_.detach(*this); }
  void on_pool(const PoolEvent& event) override { events_.push_back(event.kind); }

  auto count(PoolEvent::Kind kind) const {
    return std::count(events_.begin(), events_.end(), kind);
  }

 private:
  Engine engine_;
  std::vector<PoolEvent::Kind> events_;
};

class Pooling : public OnEachDatabase {
 protected:
  using Kind = PoolEvent::Kind;

  static std::int64_t answer(Connection& connection) {
    return connection.execute(text("SELECT 42")).scalar_one<std::int64_t>();
  }
  /// Connections are told apart by a table that each has for itself.
  static void mark(Connection& connection, const std::string& name) {
    connection.execute_script("CREATE TEMPORARY TABLE mark AS SELECT '" + name + "' AS name");
    connection.commit();
  }
  static std::string mark_of(Connection& connection) {
    return connection.execute(text("SELECT CAST(name AS text) FROM mark"))
        .scalar_one<std::string>();
  }
};
ORPIMENT_ON_EACH_SHARED_DATABASE(Pooling);

TEST_P(Pooling, opens_connections_when_they_are_needed_and_keeps_five) {
  Engine own = make_engine({.pool_timeout = 0.01});
  PoolWatch watch(own);
  EXPECT_EQ(watch.count(Kind::connect), 0);
  for (int i = 0; i < 3; ++i) own.connect();
  EXPECT_EQ(watch.count(Kind::connect), 1) << "one after the other";
  {
    std::vector<Connection> held;
    for (int i = 0; i < 15; ++i) held.push_back(own.connect());
    EXPECT_TRUE(error_of<PoolTimeoutError>([&] { own.connect(); })) << "five and ten more";
  }
  EXPECT_EQ(watch.count(Kind::connect), 15);
  EXPECT_EQ(own.pool_status().checked_in, 5);
  EXPECT_EQ(watch.count(Kind::close), 10);
  EXPECT_EQ(EngineOptions().pool_timeout, 30);
  EXPECT_EQ(EngineOptions().pool_recycle, -1);
}

TEST_P(Pooling, of_size_zero_keeps_every_connection) {
  Engine own = make_engine({.pool_size = 0});
  {
    std::vector<Connection> held;
    for (int i = 0; i < 20; ++i) held.push_back(own.connect());
  }
  EXPECT_EQ(own.pool_status().checked_in, 20);
}

TEST_P(Pooling, without_patience_refuses_at_once) {
  Engine strict = make_engine({.pool_size = 1, .max_overflow = 0, .pool_timeout = 0});
  Connection held = strict.connect();
  EXPECT_TRUE(error_of<PoolTimeoutError>([&] { strict.connect(); }));
  held.close();
  EXPECT_NO_THROW(strict.connect());
}

TEST_P(Pooling, gives_out_what_was_idle_longest) {
  Engine own = make_engine();
  Connection first = own.connect();
  Connection second = own.connect();
  mark(first, "first");
  mark(second, "second");
  second.close();
  first.close();
  Connection one = own.connect();
  EXPECT_EQ(mark_of(one), "second");
  Connection two = own.connect();
  EXPECT_EQ(mark_of(two), "first");
}

TEST_P(Pooling, replaces_what_is_too_old_but_never_what_is_in_use) {
  Engine own = make_engine({.pool_recycle = 0});
  PoolWatch watch(own);
  {
    Connection connection = own.connect();
    mark(connection, "old");
    EXPECT_EQ(mark_of(connection), "old");
    EXPECT_EQ(watch.count(Kind::connect), 1);
  }
  Connection connection = own.connect();
  EXPECT_EQ(watch.count(Kind::connect), 2);
  EXPECT_TRUE(error_of<SqlError>([&] { mark_of(connection); }));
}

TEST_P(Pooling, of_a_parent_process_is_left_alone_by_its_child) {
  Engine own = make_engine();
  Connection held = own.connect();
  mark(held, "parent");
  { Connection idle = own.connect(); }
  const pid_t child = ::fork();
  if (child == 0) {
    held.close();
    Connection connection = own.connect();
    ::_exit(answer(connection) == 42 && own.pool_status().checked_out == 1 ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(mark_of(held), "parent");
  Connection idle = own.connect();
  EXPECT_EQ(answer(idle), 42);
}

}  // namespace
}  // namespace orp::conformance
