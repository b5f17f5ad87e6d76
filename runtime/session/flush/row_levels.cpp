// SPDX-License-Identifier: MIT
#include "session/flush/row_levels.hpp"

#include <algorithm>

namespace orp {

namespace {

constexpr std::uint32_t no_edge = 0xffffffff;

class Levels {
 public:
  Levels(std::size_t count, std::vector<RowEdge> edges)
      : edges_(std::move(edges)), begin_(count + 1), waits_for_(count), level_(count) {
    // By the row they start from, so that placing a row finds those who wait for it.
    std::stable_sort(edges_.begin(), edges_.end(),
                     [](const RowEdge& a, const RowEdge& b) { return a.before < b.before; });
    for (const RowEdge& edge : edges_) {
      ++begin_[edge.before + 1];
      ++waits_for_[edge.after];
    }
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    is_dropped_.resize(edges_.size());
    placed_.reserve(count);
    for (std::uint32_t row = 0; row < count; ++row)
      if (waits_for_[row] == 0) placed_.push_back(row);
  }

  std::vector<std::uint32_t> find(const BreakCycle& break_cycle) {
    place();
    while (placed_.size() < level_.size()) {
      break_all(break_cycle);
      place();
    }
    return std::move(level_);
  }

 private:
  void place() {
    for (; done_ < placed_.size(); ++done_) {
      const std::uint32_t row = placed_[done_];
      for (std::size_t i = begin_[row]; i < begin_[row + 1]; ++i) {
        if (is_dropped_[i]) continue;
        const std::uint32_t after = edges_[i].after;
        level_[after] = std::max(level_[after], level_[row] + 1);
        settle_one(after);
      }
    }
  }

  void settle_one(std::uint32_t row) {
    if (--waits_for_[row] == 0) placed_.push_back(row);
  }

  // Every row that waits has a row that it waits for; following these leads into a circle. One is
  // found for each group of rows, and all are broken in one pass.
  void break_all(const BreakCycle& break_cycle) {
    const std::vector<std::uint32_t> incoming = find_incoming();
    std::vector<std::uint32_t> met_in(level_.size(), no_edge);
    for (std::uint32_t start = 0; start < level_.size(); ++start) {
      if (waits_for_[start] == 0) continue;
      std::uint32_t row = start;
      for (; met_in[row] == no_edge; row = edges_[incoming[row]].before) met_in[row] = start;
      if (met_in[row] == start) break_one(row, incoming, break_cycle);
    }
    // Only now, so that the circles found stay as they were while they are broken.
    for (const std::uint32_t edge : dropped_) settle_one(edges_[edge].after);
    dropped_.clear();
  }

  std::vector<std::uint32_t> find_incoming() const {
    std::vector<std::uint32_t> incoming(level_.size(), no_edge);
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
      const RowEdge& edge = edges_[i];
      if (!is_dropped_[i] && waits_for_[edge.before] != 0 && incoming[edge.after] == no_edge)
        incoming[edge.after] = i;
    }
    return incoming;
  }

  void break_one(std::uint32_t row, const std::vector<std::uint32_t>& incoming,
                 const BreakCycle& break_cycle) {
    std::vector<std::uint32_t> numbers;
    std::uint32_t at = row;
    do {
      numbers.push_back(incoming[at]);
      at = edges_[incoming[at]].before;
    } while (at != row);
    std::reverse(numbers.begin(), numbers.end());
    std::vector<RowEdge> cycle;
    for (const std::uint32_t number : numbers) cycle.push_back(edges_[number]);
    const std::uint32_t dropped = numbers[break_cycle(cycle)];
    is_dropped_[dropped] = true;
    dropped_.push_back(dropped);
  }

  std::vector<RowEdge> edges_;      // by `before`
  std::vector<std::size_t> begin_;  // of each row's edges
  std::vector<std::uint32_t> waits_for_;
  std::vector<std::uint32_t> level_;
  std::vector<bool> is_dropped_;  // edges
  std::vector<std::uint32_t> dropped_;
  std::vector<std::uint32_t> placed_;  // rows whose level is final
  std::size_t done_ = 0;
};

}  // namespace

std::vector<std::uint32_t> row_levels(std::size_t count, std::vector<RowEdge> edges,
                                      const BreakCycle& break_cycle) {
  return Levels(count, std::move(edges)).find(break_cycle);
}

}  // namespace orp
