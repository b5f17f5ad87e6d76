// SPDX-License-Identifier: MIT
// `x > ANY (select)` and `x > ALL (select)` where the database has neither: the rows for which the
// comparison holds, and those for which it is unknown, are counted. So it is with labels that are
// kept as texts, whose order is another.
#include <string_view>
#include <utility>

#include "sql/children.hpp"
#include "sql/lowering.hpp"
#include "sql/operation_node.hpp"
#include "sql/own.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

BinaryOp comparison_of(std::string_view symbol) {
  if (symbol == "=") return BinaryOp::equal;
  if (symbol == "<>") return BinaryOp::not_equal;
  if (symbol == "<") return BinaryOp::less;
  if (symbol == "<=") return BinaryOp::less_equal;
  return symbol == ">" ? BinaryOp::greater : BinaryOp::greater_equal;
}

NodeRef rows_with(BinaryOp comparison, NodeRef condition) {
  NodeRef count = make_function(Function::count, {});
  own<FunctionNode>(count).filter = std::move(condition);
  return make_binary(comparison, std::move(count), number("0"));
}

/// TRUE, FALSE or NULL: whether a row decides, else whether no row is unknown.
NodeRef verdict(const NodeRef& holds, bool with_all) {
  auto* const verdict = new CaseNode(boolean_type);
  NodeRef result = NodeRef::adopt(verdict);
  const NodeRef decides = with_all ? make_not(holds) : holds;
  verdict->branches.push_back(
      {rows_with(BinaryOp::greater, decides), with_all ? make_false() : make_true()});
  verdict->branches.push_back({rows_with(BinaryOp::equal, make_unary(UnaryOp::is_null, holds)),
                               with_all ? make_true() : make_false()});
  return result;
}

}  // namespace

bool Lowering::compares_labels_as_texts(const OperationNode& node) const {
  const SqlType& value = stored_type_of(node.operands[0]);
  const SqlType& row = stored_type_of(node.operands[1]);
  if (differ_as_labels(value, row)) return true;
  const bool is_ordered = comparison_of(node.name) >= BinaryOp::less;
  return is_ordered && value.tag == TypeTag::enumeration &&
         order_of(value) == backend::Order::by_position;
}

NodeRef Lowering::with_each_row(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  const bool is_known =
      !dialect_.operation(of.operation).text.empty() && !compares_labels_as_texts(of);
  const auto is_of_rows = [](const Node& part) { return is_aggregate(part) || is_windowed(part); };
  // A value of groups cannot stand within another query; it is refused where it is printed.
  if (is_known || has(of.operands[0], is_of_rows)) return standard_operands(node);
  const NodeRef& query = as<SubqueryNode>(of.operands[1]).query;
  NodeRef rows = make<DerivedNode>(query, std::string());
  own<DerivedNode>(rows).sees_around = true;
  const NodeRef value = make<DerivedColumnNode>(as<QueryNode>(query).result_elements().front().type,
                                                rows, std::uint16_t{0});
  auto* const select = new SelectNode();
  const NodeRef counted = NodeRef::adopt(select);
  select->from.push_back({.table = nullptr, .alias = rows});
  const NodeRef holds = make_binary(comparison_of(of.name), of.operands[0], value);
  Element& element = select->elements.emplace_back();
  element.expression = verdict(holds, of.operation == backend::Operation::row_all);
  element.type = {boolean_type, {}};
  return (*this)(make<SubqueryNode>(boolean_type, counted));
}

}  // namespace orp::sql
