// SPDX-License-Identifier: MIT
// How many forks lie between the process that first counted them and this one: what was noted down
// under another number is an ancestor's. Unlike getpid() it asks the kernel nothing.
#pragma once
#include <atomic>

namespace orp::detail {

inline constinit std::atomic<unsigned> forks_so_far{0};

/// From the first call on forks are counted. Throws std::bad_alloc, the first time only.
void count_forks();

inline unsigned fork_depth() noexcept { return forks_so_far.load(std::memory_order_relaxed); }

}  // namespace orp::detail
