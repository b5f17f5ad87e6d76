// SPDX-License-Identifier: MIT
// Expressions: print() for each kind, then the switch that finds it.
#include <algorithm>
#include <string>
#include <utility>

#include "meta/inline_vector.hpp"
#include "sql/children.hpp"
#include "sql/derived.hpp"
#include "sql/excluded_node.hpp"
#include "sql/grouping.hpp"
#include "sql/grouping_node.hpp"
#include "sql/operation_node.hpp"
#include "sql/renderer.hpp"
#include "sql/row_node.hpp"
#include "sql/types.hpp"
#include "sql/values_node.hpp"

namespace orp::sql {
namespace {

/// What all branches of a CASE of a value compare in one form; empty: there is none.
NodeRef compared_value(const CaseNode& node) {
  if (!node.is_of_value) return {};
  NodeRef value;
  for (const CaseNode::Branch& branch : node.branches) {
    const auto* const comparison = as_if<BinaryNode>(branch.condition);
    if (comparison == nullptr || comparison->operation != BinaryOp::equal) return {};
    if (value && !is_same(value, comparison->left)) return {};
    value = comparison->left;
  }
  return value;
}

struct OperatorText {
  std::string_view text;
  Binding binding;
};

OperatorText operator_text(BinaryOp operation, const backend::DialectFacts& facts) {
  switch (operation) {
    case BinaryOp::logical_or:
      return {"OR", Binding::logical_or};
    case BinaryOp::logical_and:
      return {"AND", Binding::logical_and};
    case BinaryOp::equal:
      return {"=", Binding::comparison};
    case BinaryOp::not_equal:
      return {"<>", Binding::comparison};
    case BinaryOp::less:
      return {"<", Binding::comparison};
    case BinaryOp::less_equal:
      return {"<=", Binding::comparison};
    case BinaryOp::greater:
      return {">", Binding::comparison};
    case BinaryOp::greater_equal:
      return {">=", Binding::comparison};
    case BinaryOp::is_distinct:
    case BinaryOp::is_not_distinct:
      return {{}, Binding::comparison};  // spelled by the dialect
    case BinaryOp::like:
    case BinaryOp::not_like:
      return {facts.like_operator, Binding::comparison};
    case BinaryOp::ilike:
    case BinaryOp::not_ilike:
      return {facts.ilike_operator, Binding::comparison};
    case BinaryOp::concat:
      return {facts.concatenation, Binding::concat};
    case BinaryOp::add:
      return {"+", Binding::sum};
    case BinaryOp::subtract:
      return {"-", Binding::sum};
    case BinaryOp::multiply:
      return {"*", Binding::product};
    case BinaryOp::divide:
      return {"/", Binding::product};
    case BinaryOp::modulo:
      return {"%", Binding::product};
  }
  return {};
}

/// The next tighter place: for the operand of an operator that does not associate on that side.
Binding inside(Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); }

/// The database knows the node's type by itself.
bool has_sql_type(const NodeRef& node) {
  return !is_parameter(*node) && as_if<TextNode>(node) == nullptr &&
         as_if<ConstantNode>(node) == nullptr;
}

}  // namespace

template <>
void Renderer::print(const ExistsNode& node, Place place) {
  const bool parentheses = node.negated && place > Place::logical_not;
  open(parentheses);
  out_ += node.negated ? "NOT EXISTS " : "EXISTS ";
  subselect(node.query);
  close(parentheses);
}

template <>
void Renderer::print(const ColumnNode& node, Place) {
  quote(names_.name(node.source()));
  out_ += '.';
  quote(node.table->columns[node.index].name);
}

template <>
void Renderer::print(const DerivedColumnNode& node, Place) {
  if (function_column(node)) return;
  quote(names_.name(node.source()));
  out_ += '.';
  quote(result_names(elements_of(as<DerivedNode>(node.derived)), facts().max_identifier_bytes)
            .at(node.position));
}

template <>
void Renderer::print(const ConstantNode& node, Place) {
  switch (node.value) {
    case Constant::true_value:
      out_ += facts().true_literal;
      return;
    case Constant::false_value:
      out_ += facts().false_literal;
      return;
    case Constant::number:
      out_ += node.spelling;
      return;
    case Constant::text:
      return dialect_.quote_text(out_, node.spelling);
  }
}

template <>
void Renderer::print(const UnaryNode& node, Place place) {
  switch (node.operation) {
    case UnaryOp::logical_not:
      open(place > Place::logical_not);
      out_ += "NOT ";
      expression(node.operand, inside(Place::logical_not));
      return close(place > Place::logical_not);
    case UnaryOp::negate:
      open(place > Place::sign);
      out_ += '-';
      expression(node.operand, inside(Place::sign));
      return close(place > Place::sign);
    case UnaryOp::is_null:
    case UnaryOp::is_not_null:
      open(place > Place::comparison);
      expression(node.operand, inside(Place::comparison));
      out_ += node.operation == UnaryOp::is_null ? " IS NULL" : " IS NOT NULL";
      return close(place > Place::comparison);
  }
}

template <>
void Renderer::print(const BinaryNode& node, Place place) {
  switch (node.operation) {
    case BinaryOp::logical_and:
    case BinaryOp::logical_or: {
      const OperatorText by = operator_text(node.operation, facts());
      InlineVector<const NodeRef*, 16> terms;
      each_term(node, [&](const NodeRef& term, bool) { terms.push_back(&term); });
      open(place > by.binding);
      run(terms.view(), by.text, by.binding);
      return close(place > by.binding);
    }
    case BinaryOp::concat:
    case BinaryOp::add:
    case BinaryOp::subtract:
    case BinaryOp::multiply:
    case BinaryOp::divide:
    case BinaryOp::modulo:
      return arithmetic(node, place);
    case BinaryOp::like:
    case BinaryOp::not_like:
    case BinaryOp::ilike:
    case BinaryOp::not_ilike:
      open(place > Place::comparison);
      match(node);
      return close(place > Place::comparison);
    default:
      open(place > Place::comparison);
      comparison(node);
      return close(place > Place::comparison);
  }
}

// A database may read `a OR b OR c` as nested to the left, and bound the depth: a long run is
// printed as a run of runs.
void Renderer::run(View<const NodeRef*> terms, std::string_view symbol, Place place) {
  constexpr std::size_t widest = 100;
  std::size_t step = 1;
  while (step * widest < terms.size()) step *= widest;
  for (std::size_t i = 0; i < terms.size(); i += step) {
    if (i > 0) infix(symbol);
    if (step == 1) {
      expression(*terms[i], place);
      continue;
    }
    open(true);
    run({terms.begin() + i, std::min(step, terms.size() - i)}, symbol, place);
    close(true);
  }
}

void Renderer::operand(const NodeRef& node, const NodeRef& other, Place place) {
  const bool is_known = is_parameter(*node) && has_sql_type(other) &&
                        is_same_sql_type(value_type_of(node), value_type_of(other));
  if (is_known)
    parameter(as<Expression>(node), false);
  else
    expression(node, place);
}

void Renderer::comparison(const BinaryNode& node) {
  const Place place = inside(Place::comparison);
  if (node.operation == BinaryOp::is_distinct || node.operation == BinaryOp::is_not_distinct) {
    const std::string left = printed([&] { operand(node.left, node.right, place); });
    const std::string right = printed([&] { operand(node.right, node.left, place); });
    return dialect_.is_distinct(out_, left, right, node.operation == BinaryOp::is_not_distinct);
  }
  const std::string_view symbol = operator_text(node.operation, facts()).text;
  if (const auto* const left = as_if<RowNode>(node.left)) {
    const auto& right = as<RowNode>(node.right).operands;
    row(left->operands, right);
    infix(symbol);
    return row(right, left->operands);
  }
  operand(node.left, node.right, place);
  infix(symbol);
  operand(node.right, node.left, place);
}

void Renderer::row(const std::vector<NodeRef>& operands, const std::vector<NodeRef>& beside) {
  for (std::size_t i = 0; i < operands.size(); ++i) {
    out_ += i == 0 ? "(" : ", ";
    operand(operands[i], beside[i], Place::none);
  }
  out_ += ')';
}

void Renderer::match(const BinaryNode& node) {
  const bool is_negated =
      node.operation == BinaryOp::not_like || node.operation == BinaryOp::not_ilike;
  const Place place = inside(Place::comparison);
  operand(node.left, node.right, place);
  out_ += is_negated ? " NOT " : " ";
  out_ += operator_text(node.operation, facts()).text;
  out_ += ' ';
  operand(node.right, node.left, place);
  if (node.escape == '\0') {
    out_ += facts().like_without_escape;
  } else {
    out_ += " ESCAPE ";
    dialect_.quote_text(out_, {&node.escape, 1});
  }
}

void Renderer::concatenation(const BinaryNode& node) {
  out_ += "concat(";
  expression(node.left);
  out_ += ", ";
  expression(node.right);
  out_ += ')';
}

void Renderer::arithmetic(const BinaryNode& node, Place place) {
  if (node.operation == BinaryOp::concat && facts().concatenation.empty())
    return concatenation(node);
  const OperatorText by = operator_text(node.operation, facts());
  const bool parentheses = node.in_parentheses || place > by.binding;
  open(parentheses);
  if (node.operation == BinaryOp::concat) {
    // Joining texts takes arguments of any type, so a parameter must say that it is text.
    expression(node.left, by.binding);
    infix(by.text);
    expression(node.right, Place::sign);
  } else {
    operand(node.left, node.right, by.binding);
    infix(by.text);
    operand(node.right, node.left, inside(by.binding));
  }
  close(parentheses);
}

template <>
void Renderer::print(const BetweenNode& node, Place place) {
  const Place inner = inside(Place::comparison);
  open(place > Place::comparison);
  expression(node.operand, inner);
  out_ += node.negated ? " NOT BETWEEN " : " BETWEEN ";
  operand(node.low, node.operand, inner);
  out_ += " AND ";
  operand(node.high, node.operand, inner);
  close(place > Place::comparison);
}

template <>
void Renderer::print(const InNode& node, Place place) {
  open(place > Place::comparison);
  if (node.query)
    in_query(node);
  else
    in_keys(node);
  close(place > Place::comparison);
}

void Renderer::in_keys(const InNode& node) {
  std::vector<backend::KeyColumn> columns;
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    const NodeRef& operand = node.operands[i];
    const SqlType& element = backend::stored_type(value_type_of(node.keys[i]));
    columns.push_back({printed([&] { expression(operand, inside(Place::comparison)); }), &element,
                       has_sql_type(operand) && is_same_sql_type(value_type_of(operand), element)});
  }
  dialect_.in_keys(out_, view_of(columns), number_of_lists(node.keys), node.negated);
}

void Renderer::in_query(const InNode& node) {
  if (node.operands.size() == 1)
    expression(node.operands.front(), inside(Place::comparison));
  else
    row(node.operands, node.operands);
  out_ += node.negated ? " NOT IN " : " IN ";
  subselect(node.query);
}

template <>
void Renderer::print(const CaseNode& node, Place) {
  const NodeRef value = node.operand ? node.operand : compared_value(node);
  out_ += "CASE";
  if (value) {
    out_ += ' ';
    expression(value, Place::primary);
  }
  for (const CaseNode::Branch& branch : node.branches) {
    out_ += " WHEN ";
    if (value && !node.operand)
      operand(as<BinaryNode>(branch.condition).right, value, Place::none);
    else
      expression(branch.condition);
    out_ += " THEN ";
    expression(branch.value);
  }
  if (node.otherwise) {
    out_ += " ELSE ";
    expression(node.otherwise);
  }
  out_ += " END";
}

template <>
void Renderer::print(const CastNode& node, Place) {
  const SqlType& from = backend::stored_type(value_type_of(node.operand));
  const SqlType& to = backend::stored_type(node.own_type);
  // A label that becomes a text: the database need not know an enumeration of it.
  const bool is_label = is_parameter(*node.operand) && from.tag == TypeTag::enumeration &&
                        to.tag == TypeTag::enumeration;
  const std::string operand = printed([&] {
    if (is_label)
      parameter(as<Expression>(node.operand), false);
    else
      expression(node.operand);
  });
  dialect_.cast(out_, operand, from, to);
}

void Renderer::node(const Node& node, Place place) {
  switch (node.kind) {
    case NodeKind::column:
      return print(as<ColumnNode>(node), place);
    case NodeKind::derived_column:
      return print(as<DerivedColumnNode>(node), place);
    case NodeKind::excluded_column:
      return excluded(as<ExcludedColumnNode>(node));
    case NodeKind::literal:
    case NodeKind::generated:
    case NodeKind::deferred:
    case NodeKind::parameter:
    case NodeKind::key_list:
      return parameter(as<Expression>(node), true);
    case NodeKind::constant:
      return print(as<ConstantNode>(node), place);
    case NodeKind::unary:
      return print(as<UnaryNode>(node), place);
    case NodeKind::binary:
      return print(as<BinaryNode>(node), place);
    case NodeKind::between:
      return print(as<BetweenNode>(node), place);
    case NodeKind::row:
      return row(as<RowNode>(node).operands, as<RowNode>(node).operands);
    case NodeKind::in:
      return print(as<InNode>(node), place);
    case NodeKind::function:
      return function(as<FunctionNode>(node));
    case NodeKind::case_when:
      return print(as<CaseNode>(node), place);
    case NodeKind::cast:
      return print(as<CastNode>(node), place);
    case NodeKind::operation:
      return operation(as<OperationNode>(node), place);
    case NodeKind::grouping:
      return grouping(as<GroupingNode>(node));
    case NodeKind::label:
      return expression(as<LabelNode>(node).operand, place);
    case NodeKind::text:
      return text(as<TextNode>(node), place);
    case NodeKind::subquery:
      return subselect(as<SubqueryNode>(node).query);
    case NodeKind::exists:
      return print(as<ExistsNode>(node), place);
    case NodeKind::window:
      return window(as<WindowNode>(node));
    case NodeKind::alias:
    case NodeKind::derived:
    case NodeKind::table_function:
    case NodeKind::cte:
    case NodeKind::cte_name:
      return;  // named by their columns; printed by source(), or before the statement by ctes()
    case NodeKind::select:
      return select(as<SelectNode>(node));
    case NodeKind::compound:
      return compound(as<CompoundNode>(node));
    case NodeKind::insert:
      return statement([&] { insert(as<InsertNode>(node)); });
    case NodeKind::update:
      return statement([&] { update(as<UpdateNode>(node)); });
    case NodeKind::erase:
      return statement([&] { erase(as<EraseNode>(node)); });
    case NodeKind::values:
      return rows_of_values(as<ValuesNode>(node));
    case NodeKind::text_statement:
      return text_statement(as<TextStatementNode>(node));
  }
}

}  // namespace orp::sql
