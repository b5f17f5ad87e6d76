// SPDX-License-Identifier: MIT
#include "session/flush/table_order.hpp"

#include <algorithm>
#include <numeric>

#include "base/topological_sort.hpp"

namespace orp {

namespace {

class TableGraph {
 public:
  explicit TableGraph(View<WrittenTable> written) : nodes_(written.begin(), written.end()) {
    for (std::size_t i = 0; i < nodes_.size(); ++i)  // grows by what is referred to
      for (const ForeignKeyInfo& key : nodes_[i].table->foreign_keys) {
        if (!is_post_updated(nodes_[i].entity, key)) edges_.push_back({node_of(key.referred), i});
      }
    group_.resize(nodes_.size());
    std::iota(group_.begin(), group_.end(), 0U);
  }

  // Circles are merged into one group until none is left.
  std::vector<TableGroup> sort(std::size_t written) {
    std::vector<bool> is_cyclic(nodes_.size());
    for (const Precedence& edge : edges_)
      if (edge.first == edge.then) is_cyclic[edge.first] = true;
    TopologicalOrder order = topological_sort(nodes_.size(), edges_between_groups());
    while (!order.cycle.empty()) {
      for (const std::size_t merged : order.cycle) merge(order.cycle.front(), merged);
      is_cyclic[order.cycle.front()] = true;
      order = topological_sort(nodes_.size(), edges_between_groups());
    }
    std::vector<TableGroup> groups;
    for (const std::size_t leader : order.order) {
      TableGroup group{{}, is_cyclic[leader]};
      for (std::size_t i = 0; i < written; ++i)
        if (group_[i] == leader) group.tables.push_back(i);
      if (!group.tables.empty()) groups.push_back(std::move(group));
    }
    return groups;
  }

 private:
  std::size_t node_of(const TableInfo* table) {
    const auto known = std::find_if(nodes_.begin(), nodes_.end(),
                                    [&](const WrittenTable& node) { return node.table == table; });
    const auto number = static_cast<std::size_t>(known - nodes_.begin());
    if (known == nodes_.end()) nodes_.push_back({table, nullptr});
    return number;
  }

  std::vector<Precedence> edges_between_groups() const {
    std::vector<Precedence> edges;
    for (const Precedence& edge : edges_)
      if (group_[edge.first] != group_[edge.then])
        edges.push_back({group_[edge.first], group_[edge.then]});
    return edges;
  }

  void merge(std::size_t leader, std::size_t other) {
    std::replace(group_.begin(), group_.end(), other, leader);
  }

  std::vector<WrittenTable> nodes_;
  std::vector<Precedence> edges_;
  std::vector<std::size_t> group_;  // of each node: its lowest number
};

bool refers_to_itself(const WrittenTable& written) {
  return std::any_of(written.table->foreign_keys.begin(), written.table->foreign_keys.end(),
                     [&](const ForeignKeyInfo& key) {
                       return key.referred == written.table &&
                              !is_post_updated(written.entity, key);
                     });
}

}  // namespace

// A table alone needs to be known only for what it says of itself.
std::vector<TableGroup> order_tables(View<WrittenTable> tables) {
  if (tables.size() == 1) {
    TableGroup group{{}, refers_to_itself(tables[0])};
    group.tables.push_back(0);
    return {group};
  }
  return TableGraph(tables).sort(tables.size());
}

bool is_post_updated(const EntityInfo* entity, const ForeignKeyInfo& key) {
  if (entity == nullptr) return false;
  return std::any_of(
      entity->relations.begin(), entity->relations.end(), [&](const RelationInfo& relation) {
        return relation.post_update && relation.holds_key() &&
               std::equal(relation.local_columns.begin(), relation.local_columns.end(),
                          key.columns.begin(), key.columns.end());
      });
}

}  // namespace orp
