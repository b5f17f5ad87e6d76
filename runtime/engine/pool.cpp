// SPDX-License-Identifier: MIT
#include "engine/pool.hpp"

#include <chrono>
#include <cstdio>
#include <limits>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"

namespace orp::detail {

namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

std::size_t limit_of(const EngineOptions& options) {
  if (!options.pool_size || !options.max_overflow) return no_limit;
  return *options.pool_size + *options.max_overflow;
}

}  // namespace

Pool::Pool(const EngineOptions& options, bool is_single, Connect connect,
           const ObserverList& observers)
    : size_(is_single ? 1 : options.pool_size.value_or(no_limit)),
      limit_(is_single ? 1 : limit_of(options)),
      timeout_(options.pool_timeout),
      recycle_(is_single ? std::nullopt : options.pool_recycle),
      pre_ping_(options.pool_pre_ping && !is_single),
      is_single_(is_single),
      connect_(std::move(connect)),
      observers_(observers) {
  count_forks();
  fork_depth_ = fork_depth();
}

Pool::~Pool() {
  forget_after_fork();  // no other thread is left here
}

PooledLink Pool::check_out() {
  PooledLink taken = take_or_reserve();
  if (taken.link == nullptr || pre_ping_) make_ready(taken);
  observers_.tell(PoolEvent::Kind::checkout);
  return taken;
}

/// Tries what was taken, and opens what is missing.
void Pool::make_ready(PooledLink& taken) {
  try {
    if (taken.link != nullptr && !passes_ping(taken)) {
      observers_.tell(PoolEvent::Kind::invalidate);
      invalidate_others(taken.generation);
      taken.link.reset();
      const std::lock_guard lock(mutex_);
      taken.generation = generation_;
    }
    if (taken.link == nullptr) taken = open(taken.generation);
  } catch (...) {
    taken.link.reset();
    give_up_place();
    throw;
  }
}

/// An idle link, or a place for a new one: then without a link, but with its generation.
PooledLink Pool::take_or_reserve() {
  std::unique_lock lock(mutex_);
  forget_after_fork();
  PooledLink taken = !idle_.empty() ? idle_.pop()
                     : has_room()   ? reserve_place()
                                    : wait_for_turn(lock);
  if (is_single_) holder_ = std::this_thread::get_id();
  if (taken.link != nullptr && is_current(taken)) [[likely]]
    return taken;
  std::unique_ptr<backend::Link> stale = std::move(taken.link);  // its place serves the new one
  taken.generation = generation_;
  lock.unlock();
  if (stale != nullptr) {
    stale.reset();
    observers_.tell(PoolEvent::Kind::close);
  }
  return taken;
}

PooledLink Pool::reserve_place() {
  idle_.reserve(open_ + 1);
  ++open_;
  return {};
}

PooledLink Pool::wait_for_turn(std::unique_lock<std::mutex>& lock) {
  check_no_wait_for_oneself();
  Waiter self;
  const auto place = waiters_.insert(waiters_.end(), &self);
  if (!self.called.wait_for(lock, std::chrono::milliseconds(timeout_.count()),
                            [&self] { return self.is_served; })) {
    waiters_.erase(place);
    throw_timed_out();
  }
  return std::move(self.handed);
}

bool Pool::serve_first(PooledLink& link) noexcept {
  Waiter& first = *waiters_.front();
  waiters_.pop_front();
  if (is_single_) holder_ = first.thread;
  first.handed = std::move(link);
  first.is_served = true;
  first.called.notify_one();  // under the mutex: it is gone as soon as it runs
  return true;
}

bool Pool::has_room() const { return open_ < limit_; }

bool Pool::is_current(const PooledLink& link) const {
  if (link.generation != generation_ || link.is_detached) return false;
  return !recycle_ || Clock::now() - link.opened < std::chrono::milliseconds(recycle_->count());
}

PooledLink Pool::open(std::uint64_t generation) {
  PooledLink opened{connect_(), generation, Clock::now(), fork_depth_, false};
  observers_.tell(PoolEvent::Kind::connect);
  return opened;
}

bool Pool::passes_ping(PooledLink& link) {
  try {
    return link.link->ping();
  } catch (const Error&) {
    return false;
  }
}

void Pool::invalidate_others(std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (generation == generation_ && !is_single_) ++generation_;
}

void Pool::check_in(PooledLink&& link) noexcept {
  if (link.fork_depth != fork_depth()) {
    static_cast<void>(link.link.release());  // (4)
    return;
  }
  const bool is_sound = make_sound(link);
  bool is_kept = false;
  {
    const std::lock_guard lock(mutex_);
    holder_ = std::thread::id();
    is_kept = is_sound && is_current(link) && (hand_over(link) || keep_idle(link));
  }
  observers_.tell(PoolEvent::Kind::checkin);
  if (!is_kept) close(std::move(link));
}

bool Pool::keep_idle(PooledLink& link) {
  if (idle_.size() >= size_) return false;
  idle_.push(std::move(link));
  return true;
}

/// As nobody has used it; false when it is of no more use.
bool Pool::make_sound(PooledLink& link) noexcept {
  if (!link.link->is_usable()) {
    observers_.tell(PoolEvent::Kind::invalidate);
    invalidate_others(link.generation);
    return false;
  }
  try {
    link.link->reset();
    return link.link->is_usable();
  } catch (...) {
    return false;
  }
}

void Pool::close(PooledLink&& link) noexcept {
  link.link.reset();
  observers_.tell(PoolEvent::Kind::close);
  give_up_place();
}

void Pool::give_up_place() noexcept {
  const std::lock_guard lock(mutex_);
  holder_ = std::thread::id();
  PooledLink place;
  if (hand_over(place)) return;
  --open_;
}

void Pool::dispose() {
  std::unique_lock lock(mutex_);
  forget_after_fork();
  ++generation_;
  while (!idle_.empty() && idle_.front().generation != generation_) {
    PooledLink old = idle_.pop();
    lock.unlock();  // (2)
    close(std::move(old));
    lock.lock();
  }
}

PoolStatus Pool::status() const {
  const std::lock_guard lock(mutex_);
  PoolStatus status;
  status.size = size_ == no_limit ? 0 : size_;
  status.checked_in = idle_.size();
  status.checked_out = open_ - idle_.size();
  status.overflow = open_ > size_ ? open_ - size_ : 0;
  status.waiting = waiters_.size();
  return status;
}

void Pool::forget_links() noexcept {
  while (!idle_.empty()) static_cast<void>(idle_.pop().link.release());
  waiters_.clear();
  open_ = 0;
  fork_depth_ = fork_depth();
}

void Pool::check_no_wait_for_oneself() const {
  if (!is_single_ || holder_ != std::this_thread::get_id()) return;
  throw UsageError(
      {.code = "ORP-1404",
       .message = "this thread holds the only connection of an in-memory database already",
       .hint = "commit, roll back or close what holds it first (a session lets go when its "
               "transaction ends), or use a database file"});
}

void Pool::throw_timed_out() const {
  char text[160];
  std::snprintf(text, sizeof text,
                "QueuePool limit of size %zu overflow %zu reached, connection timed out, timeout "
                "%.2f",
                size_, limit_ - size_, static_cast<double>(timeout_.count()) / 1000);
  throw PoolTimeoutError(
      {.code = "ORP-4003",
       .message = text,
       .hint = "end transactions and close connections sooner, or raise pool_size, max_overflow or "
               "pool_timeout"});
}

}  // namespace orp::detail
