// SPDX-License-Identifier: MIT
#include "base/topological_sort.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace orp {

namespace {

/// The followers of each index, one after another: those of i stand in
/// targets[begin[i]]..targets[begin[i + 1]].
struct Graph {
  std::vector<std::size_t> begin;
  std::vector<std::size_t> targets;
};

Graph make_graph(std::size_t count, const std::vector<Precedence>& precedences) {
  Graph graph;
  graph.begin.resize(count + 2);
  graph.targets.resize(precedences.size());
  // begin is built shifted by one, so that filling in moves each entry to its place.
  for (const Precedence& precedence : precedences) ++graph.begin[precedence.first + 2];
  for (std::size_t i = 2; i < graph.begin.size(); ++i) graph.begin[i] += graph.begin[i - 1];
  for (const Precedence& precedence : precedences) {
    graph.targets[graph.begin[precedence.first + 1]++] = precedence.then;
  }
  return graph;
}

/// Follows predecessors that could not be placed either until one comes round again.
std::vector<std::size_t> find_cycle(std::size_t count, const std::vector<Precedence>& precedences,
                                    const std::vector<std::size_t>& waits_for) {
  std::vector<std::size_t> predecessor(count, count);
  for (const Precedence& precedence : precedences) {
    const bool is_unplaced = waits_for[precedence.first] != 0;
    std::size_t& known = predecessor[precedence.then];
    if (is_unplaced) known = std::min(known, precedence.first);
  }
  std::size_t at = 0;
  while (waits_for[at] == 0) ++at;
  std::vector<bool> was_met(count);
  for (; !was_met[at]; at = predecessor[at]) was_met[at] = true;

  std::vector<std::size_t> cycle;
  const std::size_t start = at;
  do {
    cycle.push_back(at);
    at = predecessor[at];
  } while (at != start);
  std::reverse(cycle.begin(), cycle.end());
  std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
  return cycle;
}

}  // namespace

TopologicalOrder topological_sort(std::size_t count, const std::vector<Precedence>& precedences) {
  const Graph graph = make_graph(count, precedences);
  std::vector<std::size_t> waits_for(count);
  for (const Precedence& precedence : precedences) ++waits_for[precedence.then];

  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < count; ++i) {
    if (waits_for[i] == 0) ready.push(i);
  }
  TopologicalOrder result;
  result.order.reserve(count);
  while (!ready.empty()) {
    const std::size_t next = ready.top();
    ready.pop();
    result.order.push_back(next);
    for (std::size_t i = graph.begin[next]; i < graph.begin[next + 1]; ++i) {
      if (--waits_for[graph.targets[i]] == 0) ready.push(graph.targets[i]);
    }
  }
  if (result.order.size() == count) return result;
  return {{}, find_cycle(count, precedences, waits_for)};
}

}  // namespace orp
