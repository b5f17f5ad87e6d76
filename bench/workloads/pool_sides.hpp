// SPDX-License-Identifier: MIT
// Connections taken out of a pool and given back, by one thread and by several at once.
#pragma once

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

/// Calls check_out() so often, shared out among the threads.
template <class CheckOut>
void check_out_in_turns(Crowd crowd, const CheckOut& check_out) {
  const auto work = [&] {
    for (std::size_t i = checkouts() / crowd.threads; i > 0; --i) check_out();
  };
  if (crowd.threads == 1) return work();
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < crowd.threads; ++i) threads.emplace_back(work);
}

template <class Store, const Crowd& crowd>
class CheckOuts final : public Side {
 public:
  explicit CheckOuts(const Database& database) : pool_(database.location(), crowd.places) {}

  void run() override {
    check_out_in_turns(crowd, [this] { pool_.give_back(pool_.take()); });
  }
  std::uint64_t checksum() override { return checkouts(); }

 private:
  Pool<Store> pool_;
};

}  // namespace bench
