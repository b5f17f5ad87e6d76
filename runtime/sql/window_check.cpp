// SPDX-License-Identifier: MIT
#include "sql/window_check.hpp"

#include <string>

#include "orpiment/base/error.hpp"
#include "sql/children.hpp"
#include "sql/names.hpp"
#include "sql/statement.hpp"

namespace orp::sql {
namespace {

[[noreturn]] void throw_misplaced(const std::string& place) {
  throw UsageError({.code = "ORP-1229",
                    .message = "a window function stands in " + place,
                    .hint = "select it, and choose in the program: a window function sees the rows "
                            "that the other clauses leave"});
}

[[noreturn]] void throw_aggregate(const WriteNode& node) {
  const char* const table = node.entity->table().name;
  throw UsageError(
      {.code = "ORP-1229",
       .message = "an aggregate stands in a statement that changes rows of " + std::string(table),
       .table = table,
       .hint = "take it from a select: select(func::sum(...)).scalar_subquery()"});
}

void check_none(const NodeRef& expression, const char* place) {
  if (has(expression, is_windowed)) throw_misplaced(place);
}

/// What a call makes of rows, it makes before there are windows.
void check_operands(const NodeRef& expression) {
  const auto is_outer = [](const Node& node) { return is_windowed(node) || is_aggregate(node); };
  has(expression, [&is_outer](const Node& node) {
    if (is_outer(node))
      for_each_child(node, [&node](const NodeRef& operand) {
        if (has(operand, is_windowed))
          throw_misplaced("the operands of " + std::string(function_name(as<FunctionNode>(node))) +
                          "()");
      });
    return false;
  });
}

void check_select(const SelectNode& select) {
  for (const Element& element : select.elements) check_operands(element.expression);
  auto check_clause = [&select](NodeRef& operand) {
    if (is_order_term(select, operand))
      check_operands(operand);
    else
      check_none(operand, "WHERE, GROUP BY, or a condition on groups or joins");
  };
  const_cast<SelectNode&>(select).each_clause(check_clause);  // which only looks
}

}  // namespace

void check_windows(const Node& node) {
  if (node.kind < NodeKind::select) return;
  if (const auto* const select = as_if<SelectNode>(node)) return check_select(*select);
  const WriteNode* const statement = as_write(node);
  for_each_child(node, [statement](const NodeRef& operand) {
    check_none(operand, "a statement that changes rows");
    if (statement != nullptr && has(operand, is_aggregate)) throw_aggregate(*statement);
  });
}

}  // namespace orp::sql
