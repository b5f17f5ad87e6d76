// SPDX-License-Identifier: MIT
// Values that are given to a statement when all else of it is made.
#pragma once
#include <string>
#include <utility>

#include "sql/node.hpp"

namespace orp::sql {

/// A place for a value, by its name. The value stands in a statement around it (StatementNode's
/// `given`), so that one tree serves many values.
struct ParameterNode final : Leaf<BoundExpression> {
  static constexpr NodeKind own_kind = NodeKind::parameter;
  ParameterNode(const ColumnType& value_type, std::string given_name)
      : Leaf(own_kind, value_type), name(std::move(given_name)) {}

  std::string name;
};

/// A value for the places of that name.
struct GivenValue {
  std::string name;
  NodeRef value;  // LiteralNode
};

}  // namespace orp::sql
