// SPDX-License-Identifier: MIT
// What is in arrays, as nodes.
#include "orpiment/sql/array.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/detail/subscript_member.hpp"
#include "sql/node.hpp"
#include "sql/operation_node.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {

using backend::Operation;

namespace {

std::string_view symbol_of(BinaryOp comparison) {
  switch (comparison) {
    case BinaryOp::equal:
      return "=";
    case BinaryOp::not_equal:
      return "<>";
    case BinaryOp::less:
      return "<";
    case BinaryOp::less_equal:
      return "<=";
    case BinaryOp::greater:
      return ">";
    default:
      return ">=";
  }
}

NodeRef compared_with(Operation operation, BinaryOp comparison, NodeRef left, NodeRef right) {
  NodeRef node = make_operation(operation, boolean_type, {std::move(left), std::move(right)});
  own<OperationNode>(node).name = symbol_of(comparison);
  return node;
}

const ColumnType& element_of(const NodeRef& array) {
  return *backend::stored_type(value_type_of(array)).array->element;
}

}  // namespace

NodeRef make_with_elements(BinaryOp comparison, NodeRef left, NodeRef array, bool with_all) {
  return compared_with(with_all ? Operation::element_all : Operation::element_any, comparison,
                       std::move(left), std::move(array));
}

NodeRef make_with_rows(BinaryOp comparison, NodeRef left, NodeRef select, bool with_all) {
  const bool is_in = comparison == BinaryOp::equal && !with_all;
  const bool is_not_in = comparison == BinaryOp::not_equal && with_all;
  if (is_in || is_not_in) return make_in_select({std::move(left)}, std::move(select), is_not_in);
  check_query(select);
  return compared_with(with_all ? Operation::row_all : Operation::row_any, comparison,
                       std::move(left), make_subquery(std::move(select)));
}

NodeRef make_array_test(Operation operation, NodeRef left, NodeRef right) {
  return make_operation(operation, boolean_type, {std::move(left), std::move(right)});
}

NodeRef make_array_element(NodeRef array, std::int64_t number) {
  constexpr std::int64_t most = 2'147'483'646;
  const auto place = static_cast<std::int32_t>(std::clamp<std::int64_t>(number, -most, most));
  const SqlType& type = element_of(array);
  return make_operation(
      number < 0 ? Operation::array_element_from_end : Operation::array_element, type,
      {std::move(array), literal_of(int32_type, FieldType::of<std::int32_t>(), &place)});
}

NodeRef make_cardinality(NodeRef array) {
  return make_operation(Operation::array_cardinality, int32_type, {std::move(array)});
}

NodeRef make_array_agg(NodeRef value, const SqlType& type, bool distinct) {
  auto* const node = new FunctionNode(Function::array_agg, type);
  NodeRef result = NodeRef::adopt(node);
  node->filter = make_unary(UnaryOp::is_not_null, value);
  node->arguments.push_back(std::move(value));
  node->distinct = distinct;
  return result;
}

}  // namespace orp::sql
