// SPDX-License-Identifier: MIT
#include "orpiment/engine/retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace orp::detail {

void pause_before_retry(int attempts, const RetryOptions& options) {
  constexpr int most_doublings = 20;  // far beyond the longest pause
  const auto doubled = options.first_pause * (1LL << std::min(attempts - 1, most_doublings));
  const auto pause = std::min<std::chrono::milliseconds>(doubled, options.longest_pause);
  if (pause.count() <= 0) return;
  std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<long long> shortened((pause.count() + 1) / 2, pause.count());
  std::this_thread::sleep_for(std::chrono::milliseconds(shortened(random)));
}

}  // namespace orp::detail
