// SPDX-License-Identifier: MIT
// The connections of an engine.
//
// (1) `open_` counts the links that exist or are being opened: those in `idle_` and those out, for
//     each of which `idle_` has room. So giving back needs no memory, and what fails while a link
//     is opened or tried gives its place back. `open_` never exceeds the limit.
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
#include <utility>
#include <vector>

#include "engine/fork_depth.hpp"
#include "engine/observer_list.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/milliseconds.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/engine/options.hpp"

namespace orp::detail {

/// A link and what the pool knows about it.
struct PooledLink {
  std::unique_ptr<backend::Link> link;
  std::uint64_t generation = 0;
  std::chrono::steady_clock::time_point opened{};
  unsigned fork_depth = 0;   ///< of the process that opened it
  bool is_detached = false;  ///< closed when it comes back, whatever it is good for
};

/// Links in the order in which they came.
class IdleLinks {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  PooledLink& front() { return ring_[first_]; }

  /// Makes room for so many. Requires: empty().
  void reserve(std::size_t count) {
    if (count <= ring_.size()) return;
    ring_.resize(count);
    first_ = 0;
  }
  /// Requires: there is room.
  void push(PooledLink&& link) noexcept {
    ring_[place(size_)] = std::move(link);
    ++size_;
  }
  /// Requires: not empty().
  PooledLink pop() noexcept {
    PooledLink& first = front();
    first_ = place(1);
    --size_;
    return std::move(first);
  }

 private:
  /// Which one is `distance` behind the first. Requires: distance <= ring_.size().
  std::size_t place(std::size_t distance) const {
    const std::size_t at = first_ + distance;
    return at < ring_.size() ? at : at - ring_.size();
  }

  std::vector<PooledLink> ring_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
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
  void check_in(PooledLink&& link) noexcept;

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
  void forget_after_fork() noexcept {
    if (fork_depth() != fork_depth_) [[unlikely]]
      forget_links();  // (4)
  }
  void forget_links() noexcept;
  void check_no_wait_for_oneself() const;
  [[noreturn]] void throw_timed_out() const;
  PooledLink take_or_reserve();
  void make_ready(PooledLink& taken);
  bool make_sound(PooledLink& link) noexcept;
  PooledLink reserve_place();
  PooledLink wait_for_turn(std::unique_lock<std::mutex>& lock);
  /// Gives what became free to the first who waits; false when nobody does.
  bool hand_over(PooledLink& link) noexcept { return !waiters_.empty() && serve_first(link); }
  bool serve_first(PooledLink& link) noexcept;
  /// Keeps it for who comes next; false when there are enough.
  bool keep_idle(PooledLink& link);
  PooledLink open(std::uint64_t generation);
  bool passes_ping(PooledLink& link);
  void invalidate_others(std::uint64_t generation);
  void close(PooledLink&& link) noexcept;
  void give_up_place() noexcept;

  const std::size_t size_;
  const std::size_t limit_;  // of open links
  const Milliseconds timeout_;
  const std::optional<Milliseconds> recycle_;  // an age
  const bool pre_ping_;
  const bool is_single_;
  const Connect connect_;
  const ObserverList& observers_;

  mutable std::mutex mutex_;
  std::list<Waiter*> waiters_;  // first come first
  IdleLinks idle_;
  std::size_t open_ = 0;
  std::uint64_t generation_ = 0;
  unsigned fork_depth_ = 0;  // of the process that uses the pool
  std::thread::id holder_;   // of the single link
};

}  // namespace orp::detail
