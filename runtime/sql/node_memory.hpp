// SPDX-License-Identifier: MIT
// Memory of nodes. A program builds statements, runs them and drops them all the time, and their
// nodes are of few sizes: a thread keeps some of what it frees for those that it makes next, which
// takes a quarter of what the allocator takes.
#pragma once
#include <cstddef>

namespace orp::sql {

/// For one node, aligned for anything.
void* allocate_node(std::size_t bytes);
/// Requires: `memory` is of allocate_node(bytes), called by whichever thread.
void free_node(void* memory, std::size_t bytes) noexcept;

/// For the containers of what lives no longer than a query.
template <class T>
struct NodeAllocator {
  using value_type = T;

  NodeAllocator() = default;
  template <class Other>
  explicit NodeAllocator(const NodeAllocator<Other>&) noexcept {}

  T* allocate(std::size_t count) { return static_cast<T*>(allocate_node(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept { free_node(memory, count * sizeof(T)); }

  friend bool operator==(const NodeAllocator&, const NodeAllocator&) { return true; }
};

}  // namespace orp::sql
