// SPDX-License-Identifier: MIT
// What the pool opens, keeps and gives out.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/access.hpp"
#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/database.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"
#include "support/fake_link.hpp"

namespace orp::tests {
namespace {

class PoolWatch final : public Observer {
 public:
  explicit PoolWatch(const Engine& engine) : observation_(engine.observe(*this)) {}
  void on_pool(const PoolEvent& event) override { events_.push_back(event.kind); }

  auto count(PoolEvent::Kind kind) const {
    return std::count(events_.begin(), events_.end(), kind);
  }

 private:
  std::vector<PoolEvent::Kind> events_;
  Observation observation_;  // last: it ends before what it tells of
};

class Pooling : public OnEachDatabase {
 protected:
  using Kind = PoolEvent::Kind;

  static std::int64_t answer(Connection& connection) {
    return connection.execute(text("SELECT 42")).scalar_one<std::int64_t>();
  }
  /// Connections are told apart by a table that each has for itself; made by a script it would cost
  /// them their place in the pool.
  static void mark(Connection& connection, const std::string& name) {
    connection.execute(unsafe_text("CREATE TEMPORARY TABLE mark AS SELECT '" + name + "' AS name"));
    connection.commit();
  }
  static std::string mark_of(Connection& connection) {
    return connection.execute(text("SELECT CAST(name AS text) FROM mark"))
        .scalar_one<std::string>();
  }
};
ORPIMENT_ON_EACH_SHARED_DATABASE(Pooling);

// pool.hpp, rule 1.
TEST_P(Pooling, opens_connections_when_they_are_needed_and_keeps_five) {
  Engine own = make_engine({.pool_timeout = std::chrono::milliseconds(10)});
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
  EXPECT_EQ(EngineOptions().pool_timeout, std::chrono::seconds(30));
  EXPECT_EQ(EngineOptions().pool_recycle, std::nullopt);
}

TEST_P(Pooling, of_no_size_keeps_every_connection) {
  Engine own = make_engine({.pool_size = std::nullopt});
  {
    std::vector<Connection> held;
    for (int i = 0; i < 20; ++i) held.push_back(own.connect());
  }
  EXPECT_EQ(own.pool_status().checked_in, 20);
}

TEST_P(Pooling, of_size_zero_keeps_no_connection) {
  Engine own = make_engine({.pool_size = 0, .max_overflow = 2});
  own.connect().execute(text("SELECT 1"));
  EXPECT_EQ(own.pool_status().checked_in, 0);
}

TEST_P(Pooling, without_patience_refuses_at_once) {
  Engine strict = make_engine(
      {.pool_size = 1, .max_overflow = 0, .pool_timeout = std::chrono::milliseconds(0)});
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
  Engine own = make_engine({.pool_recycle = std::chrono::milliseconds(0)});
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

/// Asks an engine for its pool, in another thread, whenever its database is called.
class Asking final : public backend::Backend {
 public:
  std::unique_ptr<backend::Link> connect(const backend::Address&,
                                         const backend::LinkOptions&) const override {
    ask();
    return std::make_unique<AskingLink>(*this);
  }
  bool has_single_link(const backend::Address&) const override { return false; }

  void watch(const Engine* engine) { engine_ = engine; }
  int count() const { return count_; }
  int refused() const { return refused_; }

 private:
  class AskingLink final : public orp::testing::FakeLink {
   public:
    explicit AskingLink(const Asking& owner) : owner_(owner) {}
    ~AskingLink() override { owner_.ask(); }
    bool ping() override { return owner_.ask(), true; }
    void reset() override { owner_.ask(); }

   private:
    const Asking& owner_;
  };

  void ask() const {
    if (engine_ == nullptr) return;
    ++count_;
    asked_.push_back(std::async(std::launch::async, [engine = *engine_] { engine.pool_status(); }));
    if (asked_.back().wait_for(std::chrono::seconds(5)) != std::future_status::ready) ++refused_;
  }

  const Engine* engine_ = nullptr;
  mutable int count_ = 0;
  mutable int refused_ = 0;
  mutable std::vector<std::future<void>> asked_;
};

// pool.hpp, rule 2.
TEST(PoolMutex, is_free_while_a_database_is_called) {
  const backend::Database& known = *backend::databases().front();
  constexpr const char* schemes[] = {"asking"};
  Asking backend;
  const backend::Database database{schemes, known.dialect, known.ddl, backend};
  EngineOptions options{.pool_size = 1, .max_overflow = 1, .pool_pre_ping = true};
  options.databases = {&database};
  Engine engine = create_engine("asking://", options);
  backend.watch(&engine);
  {
    Connection kept = engine.connect();
    const Connection closed = engine.connect();
  }
  EXPECT_EQ(backend.count(), 5) << "opened and reset twice, and one is too many";
  engine.connect().close();
  EXPECT_EQ(backend.count(), 7) << "pinged and reset";
  engine.dispose();
  EXPECT_EQ(backend.count(), 8);
  EXPECT_EQ(backend.refused(), 0);
  backend.watch(nullptr);
}

/// Starts threads one after another, each when the one before waits for a connection.
class Queue {
 public:
  Queue(Engine engine, std::size_t size) : engine_(std::move(engine)) {
    for (std::size_t i = 0; i < size; ++i) {
      threads_.emplace_back([this, i] {
        try {
          Connection connection = engine_.connect();
          EngineAccess::link(connection);
          note(static_cast<int>(i));
        } catch (const Error&) {
          note(-1);
        }
      });
      while (engine_.pool_status().waiting <= i) std::this_thread::yield();
    }
  }
  ~Queue() { finish(); }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  void note(int who) {
    const std::lock_guard lock(mutex_);
    served_.push_back(who);
  }
  std::vector<int> finish() {
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
    return served_;
  }

 private:
  Engine engine_;
  std::mutex mutex_;
  std::vector<int> served_;
  std::vector<std::thread> threads_;
};

// pool.hpp, rule 5.
TEST_P(Pooling, serves_who_waits_in_the_order_of_coming) {
  Engine own = make_engine({.pool_size = 1, .max_overflow = 0});
  Connection held = own.connect();
  Queue queue(own, 12);
  EXPECT_EQ(own.pool_status().waiting, 12U);
  held.close();
  EXPECT_EQ(queue.finish(), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(own.pool_status().waiting, 0U);
  EXPECT_EQ(own.pool_status().checked_in, 1U);
}

// pool.hpp, rule 5.
TEST_P(Pooling, lets_nobody_who_comes_later_overtake) {
  Engine own = make_engine({.pool_size = 1, .max_overflow = 0});
  Connection held = own.connect();
  Queue queue(own, 8);
  held.close();
  held = own.connect();  // at once, by the very thread that gave it back
  queue.note(99);
  held.close();
  EXPECT_EQ(queue.finish(), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 99}));
}

// pool.hpp, rule 5.
TEST_P(Pooling, hands_places_of_closed_connections_on_in_order) {
  Engine own = make_engine(
      {.pool_size = 1, .max_overflow = 0, .pool_recycle = std::chrono::milliseconds(0)});
  PoolWatch watch(own);
  Connection held = own.connect();
  {
    Queue queue(own, 5);
    held.close();
    EXPECT_EQ(queue.finish(), (std::vector<int>{0, 1, 2, 3, 4}));
  }
  EXPECT_EQ(watch.count(Kind::connect), 6) << "each was too old for the next";
  EXPECT_EQ(own.pool_status().checked_out, 0U);
}

TEST_P(Pooling, forgets_who_has_lost_patience) {
  Engine own = make_engine(
      {.pool_size = 1, .max_overflow = 0, .pool_timeout = std::chrono::milliseconds(20)});
  Connection held = own.connect();
  Queue queue(own, 1);
  EXPECT_EQ(queue.finish(), std::vector<int>{-1});
  EXPECT_EQ(own.pool_status().waiting, 0U);
  held.close();
  EXPECT_NO_THROW(own.connect());
}

// pool.hpp, rule 4.
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
}  // namespace orp::tests
