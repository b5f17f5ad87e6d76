// SPDX-License-Identifier: MIT
#include "engine/fork_depth.hpp"

#include <pthread.h>

#include <new>

namespace orp::detail {

void count_forks() {
  [[maybe_unused]] static const bool counts = [] {
    if (::pthread_atfork(nullptr, nullptr, [] { ++forks_so_far; }) != 0) throw std::bad_alloc();
    return true;
  }();
}

}  // namespace orp::detail
