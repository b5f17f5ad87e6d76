// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>

namespace bench {

/// What a program without a library would keep its connections in. Opens all of them at once.
template <class Store>
class Pool {
 public:
  template <class Location>
  Pool(const Location& location, std::size_t size) {
    while (idle_.size() < size) idle_.push_back(std::make_unique<Store>(location));
  }

  /// Waits until one is free.
  std::unique_ptr<Store> take() {
    std::unique_lock lock(mutex_);
    while (idle_.empty()) freed_.wait(lock);
    std::unique_ptr<Store> store = std::move(idle_.front());
    idle_.pop_front();
    return store;
  }

  void give_back(std::unique_ptr<Store> store) {
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(store));
    }
    freed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::deque<std::unique_ptr<Store>> idle_;
};

}  // namespace bench
