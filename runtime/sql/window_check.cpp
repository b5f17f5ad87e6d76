// SPDX-License-Identifier: MIT
#include "sql/window_check.hpp"

#include <algorithm>
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
                    .hint =
                        "select it with a label in a subquery(), and choose by that column around "
                        "it: a window function sees the rows that the other clauses leave"});
}

[[noreturn]] void throw_aggregate(const WriteNode& node) {
  const char* const table = node.entity->table().name;
  throw UsageError(
      {.code = "ORP-1248",
       .message = "an aggregate stands in a statement that changes rows of " + std::string(table),
       .table = table,
       .hint = "take it from a select: select(func::sum(...)).scalar_subquery()"});
}

[[noreturn]] void throw_aggregate(const char* place) {
  throw UsageError(
      {.code = "ORP-1248",
       .message = std::string("an aggregate stands in ") + place,
       .hint = "ask in having() what groups are like; or take the aggregate from a select of its "
               "own: select(func::max(...)).scalar_subquery()"});
}

void check_none(const NodeRef& expression, const char* place) {
  if (has(expression, is_windowed)) throw_misplaced(place);
}

void check_no_aggregate(const NodeRef& expression, const char* place) {
  if (has(expression, is_aggregate)) throw_aggregate(place);
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

/// Functions of one window hold the same node.
void check_names(const SelectNode& select) {
  const std::vector<const WindowNode*> windows = windows_of_names(select);
  for (const WindowNode* const each : windows)
    for (const WindowNode* const other : windows)
      if (each != other && each->name == other->name)
        throw UsageError({.code = "ORP-1267",
                          .message = "two windows of a select are both called " + each->name,
                          .hint = "give one of them another name, or give both functions the same "
                                  "orp::window()"});
}

void check_select(const SelectNode& select) {
  check_names(select);
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

bool selects_windows(const SelectNode& select) {
  return std::any_of(select.elements.begin(), select.elements.end(),
                     [](const Element& each) { return has(each.expression, is_windowed); }) ||
         std::any_of(select.order_by.begin(), select.order_by.end(),
                     [](const Ordering& term) { return has(term.node(), is_windowed); });
}

std::vector<const WindowNode*> windows_of_names(const SelectNode& select) {
  std::vector<const WindowNode*> found;
  const auto add_from = [&found](const NodeRef& expression) {
    has(expression, [&found](const Node& node) {
      const auto* const window = as_if<WindowNode>(node);
      if (window != nullptr && !window->name.empty()) found.push_back(window);
      return false;
    });
  };
  for (const Element& element : select.elements)
    add_from(element.computed ? element.computed : element.expression);
  for (const Ordering& term : select.order_by) add_from(term.node());
  return found;
}

void check_windows(const Node& node) {
  if (node.kind < NodeKind::select) return;
  if (const auto* const select = as_if<SelectNode>(node)) return check_select(*select);
  const WriteNode* const statement = as_write(node);
  for_each_child(node, [statement](const NodeRef& operand) {
    check_none(operand, "a statement that changes rows");
    if (statement != nullptr && has(operand, is_aggregate)) throw_aggregate(*statement);
  });
}

void check_aggregates(const SelectNode& select) {
  for (const JoinNode& join : select.joins) check_no_aggregate(join.on, "the condition of a join");
  check_no_aggregate(select.where, "WHERE");
  for (const NodeRef& term : select.group_by) check_no_aggregate(term, "GROUP BY");
}

}  // namespace orp::sql
