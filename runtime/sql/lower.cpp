// SPDX-License-Identifier: MIT
#include "sql/lower.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "meta/stored_as.hpp"
#include "meta/type_word.hpp"
#include "orpiment/base/error.hpp"
#include "sql/children.hpp"
#include "sql/derived.hpp"
#include "sql/grouping.hpp"
#include "sql/grouping_node.hpp"
#include "sql/lowering.hpp"
#include "sql/operation_node.hpp"
#include "sql/own.hpp"
#include "sql/rewrite.hpp"
#include "sql/row_node.hpp"
#include "sql/types.hpp"
#include "sql/window_check.hpp"

namespace orp::sql {
namespace {

bool is_one_of(const std::vector<NodeRef>& terms, const NodeRef& operand) {
  return std::any_of(terms.begin(), terms.end(),
                     [&operand](const NodeRef& term) { return &term == &operand; });
}

/// What BETWEEN stands for.
NodeRef two_comparisons(const BetweenNode& of) {
  const auto compared = [&of](BinaryOp operation, const NodeRef& bound) {
    return make_binary(operation, of.operand, bound);
  };
  if (of.negated)
    return make_or(compared(BinaryOp::less, of.low), compared(BinaryOp::greater, of.high));
  return make_and(compared(BinaryOp::greater_equal, of.low),
                  compared(BinaryOp::less_equal, of.high));
}

}  // namespace

NodeRef without_size(NodeRef value, const SqlType& type) {
  const SqlType& stored = backend::stored_type(type);
  if (stored.tag == TypeTag::string) return make<CastNode>(text_type, std::move(value));
  if (stored.tag == TypeTag::decimal && !is_unbounded(stored))
    return make<CastNode>(any_decimal_type, std::move(value));
  return value;
}

NodeRef lower(const NodeRef& statement, const backend::Dialect& dialect) {
  return Lowering(dialect)(statement);
}

NodeRef Lowering::operator()(const NodeRef& node) {
  switch (node->kind) {
    case NodeKind::column:
    case NodeKind::derived_column:
    case NodeKind::excluded_column:
    case NodeKind::literal:
    case NodeKind::generated:
    case NodeKind::deferred:
    case NodeKind::parameter:
    case NodeKind::key_list:
    case NodeKind::constant:
    case NodeKind::alias:
    case NodeKind::derived:
    case NodeKind::cte:
    case NodeKind::cte_name:
      return node;
    case NodeKind::table_function:
      return table_function(node);
    case NodeKind::text:
      check_text(as<TextNode>(node));
      return operands(node);
    case NodeKind::grouping:
      return with_children(node, [this](const NodeRef& term) { return grouped(term); });
    case NodeKind::row:
    case NodeKind::label:
    case NodeKind::subquery:
    case NodeKind::exists:
    case NodeKind::text_statement:
      return operands(node);
    case NodeKind::unary:
      return as<UnaryNode>(node).operation == UnaryOp::negate ? negation(node) : operands(node);
    case NodeKind::binary:
      return binary(node);
    case NodeKind::between:
      return between(node);
    case NodeKind::in:
      return in(node);
    case NodeKind::function:
      return function(node);
    case NodeKind::window:
      return window(node);
    case NodeKind::case_when:
      return case_when(node);
    case NodeKind::cast:
      return cast(node);
    case NodeKind::operation:
      return operation(node);
    case NodeKind::select:
    case NodeKind::compound:
      return query(node);
    case NodeKind::insert:
      return insert(node);
    case NodeKind::update:
      return update(node);
    case NodeKind::values:
      return values(node);
    case NodeKind::erase:
      return with_elements(node, with_clauses(node, *this));
  }
  return node;
}

NodeRef Lowering::operands(const NodeRef& node) { return with_children(node, *this); }

NodeRef Lowering::grouped(const NodeRef& term) {
  return as_if<GroupingNode>(term) != nullptr ? (*this)(term) : one_spelling(term);
}

// The window of a function is no value.
NodeRef Lowering::numbers(const NodeRef& node) {
  return with_children(node, [this](const NodeRef& operand) {
    return operand->kind == NodeKind::window ? (*this)(operand) : as_one_number(operand);
  });
}

NodeRef Lowering::standard_operands(const NodeRef& node) {
  return with_children(node, [this](const NodeRef& operand) {
    return operand->kind == NodeKind::window ? (*this)(operand) : standard(operand);
  });
}

NodeRef Lowering::binary(const NodeRef& node) {
  const auto& of = as<BinaryNode>(node);
  switch (of.operation) {
    case BinaryOp::logical_and:
    case BinaryOp::logical_or:
    case BinaryOp::like:
    case BinaryOp::not_like:
    case BinaryOp::concat:
      return operands(node);
    case BinaryOp::ilike:
    case BinaryOp::not_ilike:
      return facts().ilike_operator.empty() ? folded(of) : operands(node);
    case BinaryOp::equal:
    case BinaryOp::not_equal:
    case BinaryOp::less:
    case BinaryOp::less_equal:
    case BinaryOp::greater:
    case BinaryOp::greater_equal:
    case BinaryOp::is_distinct:
    case BinaryOp::is_not_distinct:
      return comparison(node);
    case BinaryOp::add:
    case BinaryOp::subtract:
    case BinaryOp::multiply:
    case BinaryOp::divide:
    case BinaryOp::modulo:
      return arithmetic(node);
  }
  return node;
}

NodeRef Lowering::folded(const BinaryNode& node) {
  const auto lowered = [this](const NodeRef& side) {
    auto* const call = new FunctionNode(Function::lower, text_type);
    NodeRef result = NodeRef::adopt(call);
    call->arguments.push_back((*this)(side));
    return result;
  };
  auto* const like = new BinaryNode(
      node.operation == BinaryOp::ilike ? BinaryOp::like : BinaryOp::not_like, node.type, {}, {});
  NodeRef result = NodeRef::adopt(like);
  like->left = lowered(node.left);
  like->right = lowered(node.right);
  like->escape = node.escape;
  return result;
}

NodeRef Lowering::comparison(const NodeRef& node) {
  const auto& of = as<BinaryNode>(node);
  if (as_if<RowNode>(of.left) != nullptr) return rows(of);
  const SqlType& left = stored_type_of(of.left);
  const SqlType& right = stored_type_of(of.right);
  const bool orders = of.operation >= BinaryOp::less && of.operation <= BinaryOp::greater_equal;
  if (compare_as_kept(left, right)) return numbers(node);
  if (differ_as_labels(left, right)) return compare_labels(node, orders);
  const int scale = std::max(left.scale, right.scale);
  if (are_scaled(left, right)) {
    return with_children(node, [&](const NodeRef& side) {
      return scaled_beside(side == of.left ? right : left, side, scale);
    });
  }
  if (!dialect_.is_standard(left) || !dialect_.is_standard(right)) return standard_operands(node);
  if (orders) return with_children(node, [this](const NodeRef& side) { return ordered(side); });
  if (!is_text_decimal(left) || !is_text_decimal(right)) return operands(node);
  const SqlType& finer = left.scale < right.scale ? right : left;
  return with_children(node, [&](const NodeRef& side) { return comparable_text(side, finer); });
}

NodeRef Lowering::between(const NodeRef& node) {
  const auto& of = as<BetweenNode>(node);
  const SqlType& operand = stored_type_of(of.operand);
  const SqlType& low = stored_type_of(of.low);
  const SqlType& high = stored_type_of(of.high);
  if (compare_as_kept(operand, low) && compare_as_kept(operand, high)) return numbers(node);
  if (differ_as_labels(operand, low) || differ_as_labels(operand, high))
    return compare_labels(node, true);
  if (are_scaled(operand, low) || are_scaled(operand, high)) {
    // Of three scales two sides would be multiplied, and could meet as real numbers.
    const int scale = scale_of(operand);
    if (scale != scale_of(low) || scale != scale_of(high)) return (*this)(two_comparisons(of));
    return with_children(node, [&](const NodeRef& each) {
      return each == of.operand ? scaled(each, scale) : scaled_beside(operand, each, scale);
    });
  }
  if (!dialect_.is_standard(operand) || !dialect_.is_standard(low) || !dialect_.is_standard(high))
    return standard_operands(node);
  return with_children(node, [this](const NodeRef& each) { return ordered(each); });
}

// Each two operands as they would be compared alone.
NodeRef Lowering::rows(const BinaryNode& node) {
  const auto& left = as<RowNode>(node.left).operands;
  const auto& right = as<RowNode>(node.right).operands;
  std::vector<NodeRef> lefts;
  std::vector<NodeRef> rights;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const NodeRef both = comparison(make<BinaryNode>(node.operation, node.type, left[i], right[i]));
    lefts.push_back(as<BinaryNode>(both).left);
    rights.push_back(as<BinaryNode>(both).right);
  }
  return make<BinaryNode>(node.operation, node.type, make<RowNode>(std::move(lefts)),
                          make<RowNode>(std::move(rights)));
}

NodeRef Lowering::case_when(const NodeRef& node) {
  const auto& of = as<CaseNode>(node);
  std::size_t number = 0;
  return with_children(node, [&](const NodeRef& child) {
    const bool is_condition = number % 2 == 0 && number < 2 * of.branches.size();
    ++number;
    return is_condition ? (*this)(child) : scaled_as(child, of.own_type);
  });
}

NodeRef Lowering::cast(const NodeRef& node) {
  const auto& of = as<CastNode>(node);
  const SqlType& from = *expression(of.operand).type;
  const bool is_number_of_label = from.tag == TypeTag::converted && from.enumeration != nullptr;
  if (is_number_of_label && of.own_type.tag == TypeTag::text)
    return label_of_number(of.operand, *from.enumeration);
  const bool has_decimal = stored_type_of(of.operand).tag == TypeTag::decimal ||
                           backend::stored_type(of.own_type).tag == TypeTag::decimal;
  const bool calculates = has_decimal && facts().scaled_decimal_digits != 0;
  return calculates ? scaled_cast(of) : standard_operands(node);
}

NodeRef Lowering::query(const NodeRef& node, const Targets& targets) {
  return node->kind == NodeKind::compound ? compound(node, targets) : select(node, targets);
}

NodeRef Lowering::compound(const NodeRef& node, const Targets& targets) {
  const auto& of = as<CompoundNode>(node);
  Targets common = targets;
  for (std::size_t i = targets.types.size(); i < of.results.size(); ++i)
    common.types.push_back(&of.results[i].type);
  common.are_common = targets.types.empty();
  common.is_distinct = of.is_distinct();
  for (const Ordering& term : of.order_by) check_order(of, term);
  common.is_anchor = of.is_recursive && facts().types_recursion;
  return with_clauses(node, [&](const NodeRef& clause) {
    if (as_query(clause) == nullptr) return (*this)(clause);
    NodeRef member = query(clause, common);
    common.is_anchor = false;
    return member;
  });
}

// A term is the number of a result column.
void Lowering::check_order(const CompoundNode& of, const Ordering& term) const {
  const auto number = std::stoul(as<ConstantNode>(term.node()).spelling);
  const ColumnType& type = query_column_at(of.results, number - 1).type();
  if (order_of(backend::stored_type(type)) == backend::Order::native &&
      !dialect_.is_wrapped_when_read(type))
    return;
  throw UsageError(
      {.code = "ORP-1210",
       .message = std::string(facts().name) + " cannot order a UNION by values of the type " +
                  type_word(type.tag) + ": it keeps them in a form without their order",
       .hint = "select from its subquery(), and order that"});
}

NodeRef Lowering::select(const NodeRef& node, const Targets& targets) {
  const auto& of = as<SelectNode>(node);
  check_lock(of);
  if (const NodeRef instead = ranked(of)) return select(instead, targets);
  if (const NodeRef instead = ordered_around(of, targets)) return select(instead, targets);
  if (std::vector<NodeRef> terms = terms_beside_keys(of); !terms.empty()) {
    NodeRef more = make<SelectNode>(of);
    std::vector<NodeRef>& all = own<SelectNode>(more).group_by;
    all.insert(all.end(), terms.begin(), terms.end());
    return select(more, targets);
  }
  NodeRef result = with_clauses(node, [&](const NodeRef& clause) {
    if (is_one_of(of.group_by, clause)) return grouped(clause);
    if (is_one_of(of.distinct_on, clause)) return kind_term(of, clause);
    return is_order_term(of, clause) ? order_term(of, clause) : (*this)(clause);
  });
  return with_elements(node, std::move(result), targets);
}

NodeRef Lowering::order_term(const SelectNode& of, const NodeRef& term) {
  if (contains(of.distinct_on, without_label(term))) return ordered(without_label(term));
  const bool by_name = is_selected_label(of, term) &&
                       !dialect_.is_wrapped_when_read(value_type_of(term)) &&
                       order_of(stored_type_of(term)) == backend::Order::native;
  return by_name ? term : ordered(term);
}

// DISTINCT ON wants its terms as ORDER BY has them.
NodeRef Lowering::kind_term(const SelectNode& of, const NodeRef& term) {
  const bool is_ordered =
      std::any_of(of.order_by.begin(), of.order_by.end(), [&term](const Ordering& each) {
        return is_same(without_label(each.node()), without_label(term));
      });
  return is_ordered ? ordered(without_label(term)) : (*this)(term);
}

void Lowering::check_lock(const SelectNode& of) const {
  if (!of.locks || facts().locks == nullptr) return;
  const bool is_distinct = of.distinct || !of.distinct_on.empty();
  if (!is_distinct && !selects_groups(of) && !selects_windows(of)) return;
  throw UsageError(
      {.code = "ORP-1249",
       .message = std::string("with_for_update() stands in a select of ") +
                  (is_distinct          ? "distinct rows"
                   : selects_groups(of) ? "groups"
                                        : "windows") +
                  ", which are no rows of a table that could be locked",
       .hint = "lock the rows by a select of them alone, and calculate in another one"});
}

NodeRef Lowering::insert(const NodeRef& node) {
  const auto& of = as<InsertNode>(node);
  Targets targets;
  for (const std::uint16_t column : of.columns) {
    targets.types.push_back(&of.entity->column(column).type);
  }
  std::size_t number = 0;
  NodeRef result = with_clauses(node, [&](const NodeRef& clause) {
    if (clause == of.query) return query(clause, targets);
    if (number < of.values.size())
      return assigned(clause, *targets.types[number++ % targets.types.size()]);
    return assigned_to(of, of.conflict.assignments, number++ - of.values.size(), clause);
  });
  return with_elements(node, std::move(result));
}

NodeRef Lowering::update(const NodeRef& node) {
  const auto& of = as<UpdateNode>(node);
  std::size_t number = 0;
  NodeRef result = with_clauses(node, [&](const NodeRef& clause) {
    return assigned_to(of, of.assignments, number++, clause);
  });
  return with_elements(node, std::move(result));
}

NodeRef Lowering::assigned_to(const WriteNode& of, const std::vector<AssignmentNode>& assignments,
                              std::size_t number, const NodeRef& clause) {
  if (number >= assignments.size()) return (*this)(clause);
  return assigned(clause, of.entity->column(assignments[number].column).type);
}

NodeRef Lowering::assigned(const NodeRef& value, const SqlType& column) {
  const SqlType& kept = backend::stored_type(column);
  return is_parameter(*value) && is_kept_alike(stored_type_of(value), kept)
             ? value
             : as_kept(value, column);
}

NodeRef Lowering::with_elements(const NodeRef& original, NodeRef statement,
                                const Targets& targets) {
  const auto& of = as<StatementNode>(original);
  for (std::size_t i = 0; i < of.elements.size(); ++i) {
    if (of.elements[i].is_entity()) continue;
    NodeRef computed = selected(of, i, targets);
    if (computed == of.elements[i].expression) continue;
    own<StatementNode>(statement).elements[i].computed = std::move(computed);
  }
  return statement;
}

NodeRef Lowering::selected(const StatementNode& of, std::size_t i, const Targets& targets) {
  const Element& value = of.elements[i];
  const auto* const select = as_if<SelectNode>(of);
  const bool is_distinct = (select != nullptr && select->distinct) || targets.is_distinct;
  const bool has_target = i < targets.types.size() && targets.types[i] != nullptr &&
                          !(targets.are_common && is_kept_alike(value.type, *targets.types[i]));
  NodeRef computed = has_target ? element_for(targets, value.expression, i, is_distinct)
                                : element(value, is_distinct);
  return targets.is_anchor ? without_size(std::move(computed), value.type) : computed;
}

// Distinct values may not become real numbers, as which some would be one.
NodeRef Lowering::element_for(const Targets& targets, const NodeRef& node, std::size_t i,
                              bool is_distinct) {
  const SqlType& type = *targets.types[i];
  const bool may_be_real = !is_distinct || is_text_decimal(backend::stored_type(type));
  return targets.are_compared && may_be_real ? comparable(node, type) : as_kept(node, type);
}

NodeRef Lowering::element(const Element& element, bool is_distinct) {
  const NodeRef& node = element.expression;
  const SqlType& type = value_type_of(node);
  const bool differs = is_number(type) && type.tag != TypeTag::decimal && is_number(element.type) &&
                       type.tag != element.type.tag;
  // The C++ type is wider than what the database would give.
  if (differs) return make<CastNode>(element.type, (*this)(node));
  return is_distinct ? one_spelling(node) : (*this)(node);
}

}  // namespace orp::sql
