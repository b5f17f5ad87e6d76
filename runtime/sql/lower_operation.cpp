// SPDX-License-Identifier: MIT
// Operations that databases spell in ways of their own take what they work on in one form.
#include <string>
#include <utility>

#include "meta/key_value.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "sql/lowering.hpp"
#include "sql/operation_node.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {

using backend::Operation;

NodeRef Lowering::operation(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  switch (of.operation) {
    case Operation::bitwise_and:
    case Operation::bitwise_or:
    case Operation::bitwise_xor:
    case Operation::bitwise_not:
      return bitwise(node);
    case Operation::shift_left:
    case Operation::shift_right:
      return shift(node);
    case Operation::json_text:
      return json_text(node);
    case Operation::element_any:
    case Operation::element_all:
      return with_elements_of(node);
    case Operation::array_contains:
    case Operation::array_overlap:
      return two_arrays(node);
    case Operation::row_any:
    case Operation::row_all:
      return with_each_row(node);
    case Operation::array_element:
    case Operation::array_element_from_end:
      return array_element(node);
    case Operation::concat_ws:
      return with_children(node, [this](const NodeRef& row) { return standard_operands(row); });
    case Operation::floor:
    case Operation::ceil:
    case Operation::trunc:
      return whole(node);
    case Operation::sign:
      check_digits(stored_type_of(of.operands.front()));
      return standard_operands(node);
    case Operation::greatest:
    case Operation::least:
      return outermost(node);
    case Operation::path_start:
    case Operation::path_step:
    case Operation::path_has:
      return path(node, false);
    case Operation::search_start:
    case Operation::search_step:
    case Operation::search_level:
      return path(node, true);
    case Operation::distinct_row:
      return with_children(node, [this](const NodeRef& row) {
        return with_children(row, [this](const NodeRef& each) { return one_spelling(each); });
      });
    case Operation::coerce:
    case Operation::custom:
      check_own(of);
      return standard_operands(node);
    default:
      return standard_operands(node);
  }
}

// Rows are compared only where their values have the very same types.
NodeRef Lowering::path(const NodeRef& node, bool are_ordered) {
  const auto value = [&](const NodeRef& each) {
    NodeRef lowered = are_ordered ? ordered(each) : one_spelling(each);
    return facts().types_recursion ? without_size(std::move(lowered), value_type_of(each))
                                   : lowered;
  };
  return with_children(node, [&](const NodeRef& child) {
    return child->kind == NodeKind::row ? with_children(child, value) : (*this)(child);
  });
}

NodeRef Lowering::whole(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  const SqlType& type = stored_type_of(of.operands.front());
  check_digits(type);
  if (!is_scaled(type)) return standard_operands(node);
  const std::string name = of.operation == Operation::floor  ? "floor"
                           : of.operation == Operation::ceil ? "ceil"
                                                             : "trunc";
  return own_call(name + "_scaled", of.own_type,
                  {scaled_integer(of.operands.front()), number(std::to_string(type.scale))});
}

// Labels of an enumeration kept as text by position, and back.
NodeRef Lowering::outermost(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  const SqlType& type = backend::stored_type(of.own_type);
  const bool are_labels = order_of(type) == backend::Order::by_position;
  const auto value = [&](const NodeRef& each) {
    if (are_labels && differ_as_labels(stored_type_of(each), type))
      return position(label_as(each, type), *type.enumeration);
    NodeRef in_order = ordered(each);  // refuses what has none
    return are_labels ? in_order : scaled_as(each, of.own_type);
  };
  NodeRef found =
      with_children(node, [&](const NodeRef& row) { return with_children(row, value); });
  return are_labels ? label_at(std::move(found), of.own_type) : found;
}

// Of 16 bits there are none in C++, either: one operand of 32 makes all of it.
NodeRef Lowering::bitwise(const NodeRef& node) {
  bool is_first = true;
  return with_children(node, [&](const NodeRef& child) {
    return std::exchange(is_first, false) ? promoted_operand(child) : operand(child);
  });
}

// In one step, of which an index may be made, where the database has that.
NodeRef Lowering::json_text(const NodeRef& node) {
  const auto* const place = as_if<OperationNode>(as<OperationNode>(node).operands.front());
  const bool is_member = place != nullptr && place->operation == Operation::json_member;
  const bool is_element =
      place != nullptr && (place->operation == Operation::json_element ||
                           place->operation == Operation::json_element_from_end);
  const Operation whole = is_member ? Operation::json_member_text : Operation::json_element_text;
  if (!(is_member || is_element) || dialect_.operation(whole).text.empty())
    return standard_operands(node);
  return make_operation(whole, text_type,
                        {standard(place->operands[0]), standard(place->operands[1])});
}

// In 64 bits, as a database calculates whose integers have no widths.
NodeRef Lowering::shift(const NodeRef& node) {
  const NodeRef& shifted = as<OperationNode>(node).operands.front();
  return with_children(node, [&](const NodeRef& child) {
    const TypeTag width = child == shifted ? TypeTag::int64 : TypeTag::int32;
    const bool fits = !facts().calculates_narrowly || stored_type_of(child).tag == width;
    if (fits) return operand(child);
    return make<CastNode>(child == shifted ? int64_type : int32_type, operand(child));
  });
}

}  // namespace orp::sql
