// SPDX-License-Identifier: MIT
#pragma once
#include <utility>
#include <vector>

#include "sql/node.hpp"
#include "sql/types.hpp"

namespace orp::sql {

/// One side of a comparison of rows, `(a, b)`: it has no value of its own.
struct RowNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::row;
  explicit RowNode(std::vector<NodeRef> of)
      : Expression(own_kind, &boolean_type), operands(std::move(of)) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& operand : operands) visit(operand);
  }
  NodeRef copy() const override { return make<RowNode>(*this); }

  std::vector<NodeRef> operands;
};

}  // namespace orp::sql
