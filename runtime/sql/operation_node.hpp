// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "orpiment/backend/operation.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// What each database spells in a way of its own.
struct OperationNode final : TypedExpression {
  static constexpr NodeKind own_kind = NodeKind::operation;
  OperationNode(backend::Operation which, const SqlType& result)
      : TypedExpression(own_kind, result), operation(which) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& operand : operands) visit(operand);
  }
  NodeRef copy() const override { return make<OperationNode>(*this); }

  backend::Operation operation;
  std::string name;  // of a collation; a comparison, or an operator of the program's own
  std::vector<NodeRef> operands;
};

}  // namespace orp::sql
