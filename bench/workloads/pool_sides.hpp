// SPDX-License-Identifier: MIT
// Connections taken out of a pool and given back, by one thread and by several at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "handwritten/pool.hpp"
#include "harness/database.hpp"
#include "harness/side.hpp"
#include "workloads/scale.hpp"

namespace bench {

/// Threads, and places in the pool that they share.
struct Crowd {
  std::size_t threads;
  std::size_t places;
};
inline constexpr Crowd one_thread{.threads = 1, .places = 1};
inline constexpr Crowd eight_threads{.threads = 8, .places = 8};
inline constexpr Crowd crowded_threads{.threads = 8, .places = 4};

/// How often all of them together take a connection.
inline std::size_t checkouts() { return 2'000'000 / shrink; }

/// Calls check_out() so often, by whichever thread comes to it. How often the busiest thread did,
/// of the least busy one.
template <class CheckOut>
double check_out_in_turns(Crowd crowd, const CheckOut& check_out) {
  if (crowd.threads == 1) {
    for (std::size_t i = checkouts(); i > 0; --i) check_out();
    return 1;
  }
  std::atomic<std::size_t> next = 0;
  std::vector<std::size_t> turns(crowd.threads);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& own : turns)
      threads.emplace_back([&] {
        std::size_t count = 0;
        for (; next.fetch_add(1, std::memory_order_relaxed) < checkouts(); ++count) check_out();
        own = count;
      });
  }
  const auto [least, most] = std::minmax_element(turns.begin(), turns.end());
  return static_cast<double>(*most) / static_cast<double>(std::max<std::size_t>(*least, 1));
}

template <class Store, const Crowd& crowd>
class CheckOuts final : public Side {
 public:
  explicit CheckOuts(const Database& database) : pool_(database.location(), crowd.places) {}

  void run() override {
    unevenness_ = check_out_in_turns(crowd, [this] { pool_.give_back(pool_.take()); });
  }
  double unevenness() const override { return unevenness_; }
  std::uint64_t checksum() override { return checkouts(); }

 private:
  Pool<Store> pool_;
  double unevenness_ = 1;
};

}  // namespace bench
