// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "orpiment/engine/connection.hpp"
#include "orpiment/engine/observer.hpp"
#include "orpiment/engine/options.hpp"
#include "orpiment/engine/url.hpp"
#include "orpiment/sql/detail/given_text.hpp"

namespace orp {

namespace detail {
class EngineState;
}

/// How an engine's connections are used at one moment.
struct PoolStatus {
  std::size_t size = 0;         ///< as configured; 0 without limit
  std::size_t checked_in = 0;   ///< idle
  std::size_t checked_out = 0;  ///< in use
  std::size_t overflow = 0;     ///< open beyond `size`
  std::size_t waiting = 0;      ///< threads that wait for one, served in the order they came

  /// "Pool size: 5 Connections in pool: 1 Current overflow: 0 Current checked out connections: 2"
  std::string to_string() const;
};

/// An observer that an engine tells what it does. The end waits for calls under way; the observer
/// may go after it.
class [[nodiscard]] Observation {
 public:
  /// The observer is told for as long as the new one lives.
  Observation(Observation&&) noexcept = default;
  Observation& operator=(Observation&& other) noexcept;
  ~Observation();

 private:
  friend class Engine;
  Observation(std::shared_ptr<detail::EngineState> engine, Observer& observer);
  void end() noexcept;

  std::shared_ptr<detail::EngineState> engine_;  // nullptr: moved away
  Observer* observer_;
};

/// A database and the pool of connections to it; safe to share between threads. A handle: copies
/// share everything, and connections keep what they need, so the order of destruction is free.
/// Nothing is opened before the first use.
class Engine {
 public:
  /// The URL it was made of; valid as long as the engine.
  const Url& url() const;
  /// As they were given; valid as long as the engine.
  const EngineOptions& options() const;
  const backend::Database& database() const;  ///< the kind that it is
  /// How its database spells statements.
  const backend::Dialect& dialect() const;

  /// Takes a connection out of the pool, opening one if need be; the only one of a database in
  /// memory when it is first used. Throws PoolTimeoutError when none becomes free in time,
  /// ConnectionError when the database cannot be reached, UsageError for an option that the
  /// database does not know.
  Connection connect() const;

  /// Calls work(connection) in a transaction of its own: commits when it returns, rolls back when
  /// it throws. Returns what `work` returns; throws what it throws, and what connect() and
  /// Connection::commit throw.
  template <class Work>
  std::invoke_result_t<Work, Connection&> transaction(Work&& work) const;

  /// Closes the idle connections; those in use are closed when they come back. The engine stays
  /// usable and opens new ones. A database in memory is gone with its only connection.
  void dispose() const;
  /// The pool as it is now; other threads may change it meanwhile.
  PoolStatus pool_status() const;

  /// Tells `observer` what this engine does for as long as the result lives, which it must outlive.
  Observation observe(Observer& observer) const;

 private:
  friend Engine create_engine(const Url& url, EngineOptions options);
  friend class detail::EngineState;
  friend struct EngineAccess;
  explicit Engine(std::shared_ptr<detail::EngineState> state);

  std::shared_ptr<detail::EngineState> state_;
};

/// An engine for the database at `url`; the scheme picks the kind of database. Opens nothing.
/// Throws UsageError for a URL that cannot be read or a scheme that this build does not know,
/// DataError for a null pointer, such as std::getenv() gives.
Engine create_engine(detail::GivenText url, EngineOptions options = {});
/// The same, for a URL that was read before.
Engine create_engine(const Url& url, EngineOptions options = {});

template <class Work>
std::invoke_result_t<Work, Connection&> Engine::transaction(Work&& work) const {
  Connection connection = connect();
  return connection.transaction([&]() -> std::invoke_result_t<Work, Connection&> {
    return std::forward<Work>(work)(connection);
  });
}

}  // namespace orp
