// SPDX-License-Identifier: MIT
// Values that are given to a statement when all else of it is made.
#pragma once
#include <cstddef>
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
  /// A list of such values: IN has it in place of a KeyListNode.
  ParameterNode(const ColumnType& element, std::string given_name, std::size_t number)
      : Leaf(own_kind, element), name(std::move(given_name)), is_list(true), part(number) {}

  std::string name;
  bool is_list = false;
  std::size_t part = 0;  // of a list of rows, the values of which of their elements it has
};

/// A value for the places of that name.
struct GivenValue {
  std::string name;
  NodeRef value;  // LiteralNode; of a list a KeyListNode, or a RowNode of one a part
};

}  // namespace orp::sql
