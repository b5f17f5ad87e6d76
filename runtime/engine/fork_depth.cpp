// SPDX-License-Identifier: MIT
#include "engine/fork_depth.hpp"

#include <pthread.h>

#include <atomic>
#include <new>

namespace orp::detail {

namespace {

std::atomic<unsigned> depth{0};

bool count_forks() {
  if (::pthread_atfork(nullptr, nullptr, [] { ++depth; }) != 0) throw std::bad_alloc();
  return true;
}

}  // namespace

unsigned fork_depth() {
  [[maybe_unused]] static const bool counts = count_forks();
  return depth.load(std::memory_order_relaxed);
}

}  // namespace orp::detail
