// SPDX-License-Identifier: MIT
// The connections of an engine.
//
// (1) `open_` counts the links that exist or are being opened: those in `idle_` and those out, each
//     of which has its node in `out_`, to come back in. So giving back needs no memory, and what
//     fails while a link is opened or tried gives its place back. `open_` never exceeds the limit.
// (2) No call to a database is made under the mutex.
// (3) A link of an older generation than the pool's is closed instead of being handed out. The
//     generation grows when a link is found lost, because what broke one has probably broken all,
//     and at dispose().
// (4) After a fork the child forgets the links it inherited without closing them: their sockets are
//     the parent's.
// (5) Threads are served in the order in which they came. What becomes free, a link or a place for
//     one, is handed to the first who waits, by name; it never lies about while somebody waits. So
//     who comes finds something free only when nobody waits.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/observer_list.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/engine/options.hpp"

namespace orp::detail {

/// A link and what the pool knows about it.
struct PooledLink {
  std::unique_ptr<backend::Link> link;
  std::uint64_t generation = 0;
  std::chrono::steady_clock::time_point opened{};
  unsigned fork_depth = 0;  ///< of the process that opened it
};

/// Its functions may be called by any number of threads at once.
class Pool {
 public:
  using Connect = std::function<std::unique_ptr<backend::Link>()>;

  /// `is_single`: there is one link, ever, and everybody shares it.
  Pool(const EngineOptions& options, bool is_single, Connect connect,
       const ObserverList& observers);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// Throws PoolTimeoutError and what opening a link throws.
  PooledLink check_out();
  /// Takes a link back, or closes it when it is of no more use.
  void check_in(PooledLink link) noexcept;

  /// Closes what is free, and what is in use as it comes back; opens new links when they are asked
  /// for.
  void dispose();
  /// At this moment.
  PoolStatus status() const;
  /// Then a link should be given back as soon as no transaction needs it.
  bool is_single() const { return is_single_; }

 private:
  using Clock = std::chrono::steady_clock;

  /// A thread that waits, and what it is handed: a link, or without one a place. (5)
  struct Waiter {
    const std::thread::id thread = std::this_thread::get_id();
    std::condition_variable called;
    bool is_served = false;
    PooledLink handed{};
  };

  bool has_room() const;
  bool is_current(const PooledLink& link) const;
  void forget_after_fork();
  void check_no_wait_for_oneself() const;
  [[noreturn]] void throw_timed_out() const;
  PooledLink take_or_reserve();
  PooledLink take_free();
  PooledLink wait_for_turn(std::unique_lock<std::mutex>& lock);
  bool hand_over(PooledLink& link) noexcept;
  PooledLink open(std::uint64_t generation);
  bool passes_ping(PooledLink& link);
  void invalidate_others(std::uint64_t generation);
  void close(PooledLink link) noexcept;
  void give_up_place() noexcept;

  const std::size_t size_;
  const std::size_t limit_;  // of open links
  const std::chrono::milliseconds timeout_;
  const std::optional<std::chrono::milliseconds> recycle_;  // an age
  const bool pre_ping_;
  const bool is_single_;
  const Connect connect_;
  const ObserverList& observers_;

  mutable std::mutex mutex_;
  std::list<Waiter*> waiters_;  // first come first
  std::list<PooledLink> idle_;  // handed out from the front, given back at the end
  std::list<PooledLink> out_;   // empty nodes
  std::size_t open_ = 0;
  std::uint64_t generation_ = 0;
  unsigned fork_depth_;     // of the process that uses the pool
  std::thread::id holder_;  // of the single link
};

}  // namespace orp::detail
