// SPDX-License-Identifier: MIT
// Puts things in order by what must come before what, or finds the circle that forbids it.
#pragma once

#include <cstddef>
#include <vector>

namespace orp {

/// One thing that must come before another, both by index.
struct Precedence {
  std::size_t first = 0;
  std::size_t then = 0;
};

struct TopologicalOrder {
  /// Every index once; empty when there is a cycle.
  std::vector<std::size_t> order;
  /// Some way round, from its lowest index: each before the next, the last before the first. Empty
  /// when there is none.
  std::vector<std::size_t> cycle;
};

/// Orders 0..count-1 so that every precedence holds, and otherwise keeps them as they are: at each
/// place stands the lowest index that may stand there. Repeated precedences do no harm; one of an
/// index over itself is a cycle. O((n + e) log n).
TopologicalOrder topological_sort(std::size_t count, const std::vector<Precedence>& precedences);

}  // namespace orp
