// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "orpiment/backend/table_function.hpp"
#include "sql/linked_node.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// A call that gives rows: a DerivedNode has it in place of a query.
struct TableFunctionNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::table_function;
  TableFunctionNode(backend::TableFunction which, std::string function_name,
                    std::vector<NodeRef> of)
      : LinkedNode(own_kind),
        function(which),
        name(std::move(function_name)),
        arguments(std::move(of)) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& argument : arguments) visit(argument);
  }
  NodeRef copy() const override { return make<TableFunctionNode>(*this); }

  backend::TableFunction function;
  std::string name;  // TableFunction::named
  std::vector<NodeRef> arguments;
};

}  // namespace orp::sql
