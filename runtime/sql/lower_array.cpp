// SPDX-License-Identifier: MIT
// Arrays that a database keeps as JSON. A decimal, a uuid or bytes are texts there: they are
// compared as such, but decimals as the integers that stand for them, and read as columns have
// them.
#include <algorithm>
#include <string>
#include <utility>

#include "meta/type_word.hpp"
#include "orpiment/base/error.hpp"
#include "sql/lowering.hpp"
#include "sql/operation_node.hpp"
#include "sql/rewrite.hpp"
#include "sql/table_function_node.hpp"
#include "sql/types.hpp"

namespace orp::sql {

namespace {

const SqlType& element_type(const NodeRef& array) {
  return backend::stored_type(*stored_type_of(array).array->element);
}

/// Of which an array in JSON has one text for each value.
bool is_one_text(const SqlType& type) {
  const bool is_exact = type.tag == TypeTag::decimal && type.precision <= narrow_precision;
  return is_exact || type.tag == TypeTag::uuid || type.tag == TypeTag::bytes;
}

}  // namespace

NodeRef Lowering::comparable_elements(const NodeRef& array, int scale) {
  const SqlType& element = element_type(array);
  const bool is_turned = !facts().has_arrays && !facts().own_functions.empty() &&
                         element.tag == TypeTag::decimal && is_one_text(element);
  if (!is_turned) return standard(array);
  return own_call("scaled_elements", stored_type_of(array),
                  {standard(array), number(std::to_string(scale))});
}

NodeRef Lowering::as_element(const NodeRef& value) {
  const SqlType& type = stored_type_of(value);
  if (facts().has_arrays || facts().own_functions.empty() || !is_one_text(type))
    return standard(value);
  if (type.tag == TypeTag::decimal) return decimal_text(value, type.scale, text_type);
  const char* const function = type.tag == TypeTag::uuid ? "uuid_text" : "bytes_text";
  return own_call(function, text_type, {standard(value)});
}

NodeRef Lowering::beside_elements(const NodeRef& value, const SqlType& element, int scale) {
  const bool is_scaled_here = !facts().has_arrays && element.tag == TypeTag::decimal;
  return is_scaled_here ? scaled(value, scale) : as_element(value);
}

NodeRef Lowering::with_elements_of(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  const SqlType& element = element_type(of.operands[1]);
  const bool are_ordered = of.name.find_first_of("<>") != std::string::npos && of.name != "<>";
  check_no_nulls(of.operands[1]);
  check_elements(element, are_ordered);
  const int scale = std::max(scale_of(element), scale_of(stored_type_of(of.operands[0])));
  bool is_first = true;
  return with_children(node, [&](const NodeRef& child) {
    return std::exchange(is_first, false) ? beside_elements(child, element, scale)
                                          : comparable_elements(child, scale);
  });
}

NodeRef Lowering::two_arrays(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  check_no_nulls(of.operands[0]);
  const int scale =
      std::max(scale_of(element_type(of.operands[0])), scale_of(element_type(of.operands[1])));
  return with_children(node,
                       [&](const NodeRef& array) { return comparable_elements(array, scale); });
}

NodeRef Lowering::array_element(const NodeRef& node) {
  const auto& of = as<OperationNode>(node);
  const SqlType& type = backend::stored_type(of.own_type);
  check_elements(type, false);
  bool is_first = true;
  NodeRef found = with_children(node, [&](const NodeRef& child) {
    return std::exchange(is_first, false) ? comparable_elements(child, scale_of(type))
                                          : standard(child);
  });
  if (facts().has_arrays || !is_one_text(type) || type.tag == TypeTag::decimal) return found;
  return own_call(type.tag == TypeTag::uuid ? "uuid" : "bytes", type, {std::move(found)});
}

NodeRef Lowering::table_function(const NodeRef& node) {
  const auto& of = as<TableFunctionNode>(node);
  if (of.function != backend::TableFunction::array_elements) return standard_operands(node);
  const SqlType& element = element_type(of.arguments.front());
  check_elements(element, false);
  return with_children(
      node, [&](const NodeRef& array) { return comparable_elements(array, scale_of(element)); });
}

// What is among elements that are NULL is unknown, which JSON does not know.
void Lowering::check_no_nulls(const NodeRef& array) const {
  if (facts().has_arrays || !stored_type_of(array).array->element->nullable) return;
  throw UsageError({.code = "ORP-1245",
                    .message = std::string(facts().name) +
                               " keeps arrays as JSON, in which elements that may be NULL are not "
                               "looked for as in an array",
                    .hint = "read the array, and look into it in the program"});
}

// As JSON an array has numbers, texts and booleans; all others are texts in it, of which those of
// decimals, uuids and bytes are turned into what columns have, where functions of ours do it.
void Lowering::check_elements(const SqlType& type, bool are_ordered) const {
  if (facts().has_arrays) return;
  const SqlType& stored = backend::stored_type(type);
  const bool is_turned = is_one_text(stored) && !facts().own_functions.empty();
  const bool is_same = !is_one_text(stored) && stored.tag != TypeTag::decimal &&
                       stored.tag != TypeTag::json && stored.tag != TypeTag::float32;
  if ((is_same || is_turned) && (!are_ordered || order_of(stored) == backend::Order::native))
    return;
  throw UsageError({.code = "ORP-1245",
                    .message = std::string(facts().name) + " keeps arrays as JSON, in which " +
                               type_word(stored.tag) +
                               " elements are another thing, or have "
                               "another order, than in a column",
                    .hint = "read the array, and look into it in the program"});
}

}  // namespace orp::sql
