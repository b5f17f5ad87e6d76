// SPDX-License-Identifier: MIT
#include "orpiment/engine/retry.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <thread>

namespace orp::detail {

void pause_before_retry(int attempts, const RetryOptions& options) {
  constexpr int most_doublings = 20;  // far beyond the longest pause
  const std::int64_t doubled =
      options.first_pause.count() * (1LL << std::min(attempts - 1, most_doublings));
  const std::int64_t pause = std::min(doubled, options.longest_pause.count());
  if (pause <= 0) return;
  std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<std::int64_t> shortened((pause + 1) / 2, pause);
  std::this_thread::sleep_for(std::chrono::milliseconds(shortened(random)));
}

}  // namespace orp::detail
