// SPDX-License-Identifier: MIT
// Columns that a database keeps otherwise than tables of ours: seconds since 1970, a decimal as a
// floating-point number. Whatever calculates, orders or compares them with something else takes
// them in the standard form; only what is kept alike is compared as it is, so that an index serves.
#include <string>

#include "meta/stored_as.hpp"
#include "meta/type_word.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/meta/enum_number.hpp"
#include "sql/children.hpp"
#include "sql/lowering.hpp"
#include "sql/operation_node.hpp"
#include "sql/rewrite.hpp"
#include "sql/types.hpp"

namespace orp::sql {

namespace {

bool is_now(const NodeRef& node) {
  const auto* const function = as_if<FunctionNode>(node);
  return function != nullptr && function->function == Function::now;
}

/// The value is one of these operands, or NULL.
bool is_choice(const Node& node) {
  if (const auto* const function = as_if<FunctionNode>(node))
    return function->function == Function::coalesce;
  if (const auto* const operation = as_if<OperationNode>(node))
    return operation->operation == backend::Operation::greatest ||
           operation->operation == backend::Operation::least;
  return node.kind == NodeKind::row || node.kind == NodeKind::label ||
         node.kind == NodeKind::case_when;
}

/// The time of the statement is as precise as the column that gets it; of any other value no digit
/// is lost without a word.
bool has_resolution(const NodeRef& node, const SqlType& kept) {
  if (is_now(node) || resolution(stored_type_of(node).stored_as) >= resolution(kept.stored_as))
    return true;
  if (!is_choice(*node)) return false;
  const auto* const choice = as_if<CaseNode>(node);
  bool all_have = true;
  std::size_t number = 0;
  for_each_child(*node, [&](const NodeRef& child) {
    const bool is_condition =
        choice != nullptr && number % 2 == 0 && number < 2 * choice->branches.size();
    ++number;
    all_have = all_have && (is_condition || has_resolution(child, kept));
  });
  return all_have;
}

void check_resolution(const NodeRef& node, const SqlType& kept) {
  if (has_resolution(node, kept)) return;
  throw UsageError({.code = "ORP-1218",
                    .message = "a column stored as " + std::string(stored_as_word(kept.stored_as)) +
                               " is assigned an expression with more digits of a second",
                    .hint = "assign a value that the program has rounded"});
}

[[noreturn]] void throw_unordered(const TypeVariant& variant) {
  throw UsageError(
      {.code = "ORP-1350",
       .message =
           std::string(variant.database) +
           " does not have the order of a type that another database has by itself: it keeps "
           "the values as texts",
       .hint = "order by another column, or in the program"});
}

}  // namespace

backend::Order Lowering::order_of(const SqlType& type) const {
  const TypeVariant* const variant = dialect_.variant(type);
  return variant != nullptr && !variant->is_ordered ? backend::Order::none : dialect_.order(type);
}

NodeRef Lowering::standard(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  if (dialect_.is_standard(type)) return (*this)(node);
  if (type.tag == TypeTag::decimal) return scaled(node, type.scale);
  return make<CastNode>(standard_form(type), (*this)(node));
}

bool Lowering::compare_as_kept(const SqlType& left, const SqlType& right) const {
  return !dialect_.is_standard(left) && left.stored_as == right.stored_as &&
         order_of(left) == backend::Order::native;
}

NodeRef Lowering::as_one_number(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  if (dialect_.is_standard(type) || !is_floating(type.stored_as) || is_parameter(*node))
    return (*this)(node);
  return own_call("round", type, {(*this)(node), number(std::to_string(type.scale))});
}

NodeRef Lowering::as_kept(const NodeRef& node, const SqlType& type) {
  const SqlType& kept = backend::stored_type(type);
  const SqlType& own = stored_type_of(node);
  check_resolution(node, kept);
  if (kept.tag == TypeTag::float32 && own.tag != TypeTag::float32 && !facts().own_functions.empty())
    return own_call("float32", kept, {standard(node)});
  if (is_now(node) && dialect_.is_standard(kept)) return make<FunctionNode>(Function::now, kept);
  if (dialect_.is_standard(kept)) return scaled_as(node, type);
  const bool is_decimal = kept.tag == TypeTag::decimal;
  if (own.stored_as == kept.stored_as && (!is_decimal || own.scale <= kept.scale))
    return as_one_number(node);
  if (is_decimal) return make<CastNode>(kept, scaled(node, kept.scale));
  return make<CastNode>(kept, standard(node));
}

bool Lowering::differ_as_labels(const SqlType& left, const SqlType& right) const {
  return left.tag == TypeTag::enumeration && right.tag == TypeTag::enumeration &&
         order_of(left) != order_of(right);
}

// The values of a CASE one by one: where the table keeps texts, the database may have no type that
// a CASE of parameters could be cast from.
NodeRef Lowering::label_as(const NodeRef& node, const SqlType& type) {
  const auto* const choice = as_if<CaseNode>(node);
  if (choice == nullptr) return make<CastNode>(type, (*this)(node));
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& child) {
    const bool is_condition = number % 2 == 0 && number < 2 * choice->branches.size();
    ++number;
    if (is_condition || !differ_as_labels(stored_type_of(child), type)) return (*this)(child);
    return label_as(child, type);
  });
}

NodeRef Lowering::compare_labels(const NodeRef& node, bool orders) {
  const SqlType* texts = nullptr;
  for_each_child(*node, [&](const NodeRef& side) {
    const SqlType& type = stored_type_of(side);
    if (order_of(type) == backend::Order::by_position) texts = &type;
  });
  return with_children(node, [&](const NodeRef& side) {
    const bool is_text = !differ_as_labels(stored_type_of(side), *texts);
    const NodeRef text = is_text ? (*this)(side) : label_as(side, *texts);
    return orders ? position(text, *texts->enumeration) : text;
  });
}

NodeRef Lowering::scaled_integer(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  if (dialect_.is_standard(type)) return (*this)(node);
  return make<CastNode>(standard_form(type), (*this)(node));
}

NodeRef Lowering::ordered(const NodeRef& node) {
  const SqlType& type = stored_type_of(node);
  switch (order_of(type)) {
    case backend::Order::by_position:
      return position(node, *type.enumeration);
    case backend::Order::native:
      return (*this)(node);
    case backend::Order::none:
      if (!dialect_.is_standard(type)) return standard(node);
      break;
  }
  if (dialect_.variant(type) != nullptr) throw_unordered(*dialect_.variant(type));
  throw UsageError({.code = "ORP-1210",
                    .message = std::string(facts().name) + " cannot order values of the type " +
                               type_word(type.tag) +
                               (type.tag == TypeTag::decimal ? " with more than 18 digits" : "") +
                               ": it keeps them in a form without their order",
                    .hint = "order by another column"});
}

NodeRef Lowering::label_at(NodeRef place, const SqlType& type) {
  auto* const labels = new CaseNode(type);
  NodeRef result = NodeRef::adopt(labels);
  labels->operand = std::move(place);
  const EnumInfo& enumeration = *backend::stored_type(type).enumeration;
  for (std::size_t i = 0; i < enumeration.labels.size(); ++i) {
    labels->branches.push_back(
        {number(std::to_string(i)),
         make<ConstantNode>(Constant::text, &text_type, enumeration.labels[i])});
  }
  return result;
}

NodeRef Lowering::label_of_number(const NodeRef& node, const EnumInfo& enumeration) {
  auto* const labels = new CaseNode(text_type);
  NodeRef result = NodeRef::adopt(labels);
  labels->operand = (*this)(node);
  for (std::size_t i = 0; i < enumeration.labels.size(); ++i) {
    const std::int16_t own = detail::number_at(enumeration, static_cast<std::int64_t>(i));
    labels->branches.push_back(
        {number(std::to_string(own)),
         make<ConstantNode>(Constant::text, &text_type, enumeration.labels[i])});
  }
  return result;
}

NodeRef Lowering::position(const NodeRef& node, const EnumInfo& enumeration) {
  auto* const places = new CaseNode(int32_type);
  NodeRef result = NodeRef::adopt(places);
  places->operand = (*this)(node);
  for (std::size_t i = 0; i < enumeration.labels.size(); ++i) {
    places->branches.push_back(
        {make<ConstantNode>(Constant::text, &text_type, enumeration.labels[i]),
         number(std::to_string(i))});
  }
  return result;
}

}  // namespace orp::sql
