// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace orp::detail {

/// Checked builds: memory that its owner has let go and that references may still lead to, so that
/// their use is told instead of being undefined. Bounded: what came first is freed first. May be
/// used by several threads.
class Quarantine {
 public:
  static constexpr std::size_t most_bytes = std::size_t{64} << 20;

  /// `bytes` is what `memory` holds.
  void keep(std::shared_ptr<const void> memory, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    kept_.push_back({std::move(memory), bytes});
    for (bytes_ += bytes; bytes_ > most_bytes; kept_.pop_front()) bytes_ -= kept_.front().bytes;
  }

 private:
  struct Piece {
    std::shared_ptr<const void> memory;
    std::size_t bytes;
  };

  std::mutex mutex_;
  std::deque<Piece> kept_;
  std::size_t bytes_ = 0;
};

}  // namespace orp::detail
