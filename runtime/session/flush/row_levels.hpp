// SPDX-License-Identifier: MIT
// Rows that refer to each other, sorted into levels that can be written at once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace orp {

/// Row `before` is written before row `after`; `tag` is for whoever breaks cycles.
struct RowEdge {
  std::uint32_t before;
  std::uint32_t after;
  std::uint32_t tag;
};

/// Given edges that lead in a circle, each ending where the next begins: the number of the one to
/// be given up; may throw.
using BreakCycle = std::function<std::size_t(const std::vector<RowEdge>& cycle)>;

/// The level of each of `count` rows: above those of all rows before it, and as low as possible. So
/// the rows of a level do not depend on each other and can be written at once. O(rows + edges) but
/// for cycles.
std::vector<std::uint32_t> row_levels(std::size_t count, std::vector<RowEdge> edges,
                                      const BreakCycle& break_cycle);

}  // namespace orp
