// SPDX-License-Identifier: MIT
// Several groupings of the same rows, in GROUP BY, and the call that tells them apart.
#pragma once
#include <utility>
#include <vector>

#include "orpiment/sql/grouping_sets.hpp"
#include "sql/node.hpp"

namespace orp::sql {

struct GroupingNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::grouping;
  GroupingNode(GroupingKind which, std::vector<NodeRef> of)
      : Expression(own_kind, &int32_type), grouping(which), terms(std::move(of)) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& term : terms) visit(term);
  }
  NodeRef copy() const override { return make<GroupingNode>(*this); }
  /// It says how rows are grouped, and is no value.
  bool is_list() const { return grouping != GroupingKind::call; }

  GroupingKind grouping;
  std::vector<NodeRef> terms;  // expressions, or further lists
};

/// The expressions that rows are grouped by in some way.
std::vector<NodeRef> group_terms(const std::vector<NodeRef>& group_by);

/// Those that only some rows are grouped by.
std::vector<NodeRef> terms_of_some_groups(const std::vector<NodeRef>& group_by);

}  // namespace orp::sql
