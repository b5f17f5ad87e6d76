// SPDX-License-Identifier: MIT
// Rows of a program's own as what a FROM names.
#pragma once
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// VALUES. A DerivedNode has it in place of a query.
struct ValuesNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::values;
  ValuesNode() : LinkedNode(own_kind) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& value : values) visit(value);
  }
  NodeRef copy() const override { return make<ValuesNode>(*this); }
  const std::vector<Element>& result_elements() const override { return columns; }

  std::vector<Element> columns;  // which are never printed: their names and types
  std::vector<NodeRef> values;   // row by row; one row of NULLs where there is none
  bool is_empty = true;          // no row was added
};

}  // namespace orp::sql
