// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/children.hpp"
#include "sql/inline_vector.hpp"
#include "sql/renderer.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

struct OperatorText {
  std::string_view text;
  Precedence precedence;
};

OperatorText operator_text(BinaryOp operation, const backend::DialectFacts& facts) {
  switch (operation) {
    case BinaryOp::logical_or:
      return {"OR", Precedence::logical_or};
    case BinaryOp::logical_and:
      return {"AND", Precedence::logical_and};
    case BinaryOp::equal:
      return {"=", Precedence::comparison};
    case BinaryOp::not_equal:
      return {"<>", Precedence::comparison};
    case BinaryOp::less:
      return {"<", Precedence::comparison};
    case BinaryOp::less_equal:
      return {"<=", Precedence::comparison};
    case BinaryOp::greater:
      return {">", Precedence::comparison};
    case BinaryOp::greater_equal:
      return {">=", Precedence::comparison};
    case BinaryOp::is_distinct:
      return {facts.is_distinct_from, Precedence::comparison};
    case BinaryOp::is_not_distinct:
      return {facts.is_not_distinct_from, Precedence::comparison};
    case BinaryOp::like:
    case BinaryOp::not_like:
      return {facts.like_operator, Precedence::comparison};
    case BinaryOp::ilike:
    case BinaryOp::not_ilike:
      return {facts.ilike_operator, Precedence::comparison};
    case BinaryOp::concat:
      return {"||", Precedence::concat};
    case BinaryOp::add:
      return {"+", Precedence::sum};
    case BinaryOp::subtract:
      return {"-", Precedence::sum};
    case BinaryOp::multiply:
      return {"*", Precedence::product};
    case BinaryOp::divide:
      return {"/", Precedence::product};
    case BinaryOp::modulo:
      return {"%", Precedence::product};
  }
  return {};
}

/// The next tighter place: for the operand of an operator that does not associate on that side.
Precedence inside(Precedence precedence) {
  return static_cast<Precedence>(static_cast<int>(precedence) + 1);
}

bool orders(BinaryOp operation) {
  return operation >= BinaryOp::less && operation <= BinaryOp::greater_equal;
}

bool is_parameter(const NodeRef& node) {
  return node->kind == NodeKind::literal || node->kind == NodeKind::generated;
}

/// The database knows the node's type by itself.
bool has_sql_type(const NodeRef& node) {
  return !is_parameter(node) && node->kind != NodeKind::text && node->kind != NodeKind::constant;
}

const ColumnType& type_of(const NodeRef& node) { return *as<Expression>(node).type; }

// The text as the program wrote it.
std::string source_of(const TextNode& node) {
  std::string source = node.pieces.front();
  for (std::size_t i = 0; i < node.places.size(); ++i)
    source += ':' + node.places[i].name + node.pieces[i + 1];
  return source;
}

}  // namespace

void Renderer::node(const Node& node, Place place) {
  switch (node.kind) {
    case NodeKind::column:
      return column(as<ColumnNode>(node));
    case NodeKind::derived_column:
      return derived_column(as<DerivedColumnNode>(node));
    case NodeKind::literal:
    case NodeKind::generated:
    case NodeKind::key_list:
      return parameter(as<Expression>(node), true);
    case NodeKind::constant:
      return constant(as<ConstantNode>(node).value);
    case NodeKind::unary:
      return unary(as<UnaryNode>(node), place);
    case NodeKind::binary:
      return binary(as<BinaryNode>(node), place);
    case NodeKind::between:
      return between(as<BetweenNode>(node), place);
    case NodeKind::in:
      return in(as<InNode>(node), place);
    case NodeKind::function:
      return function(as<FunctionNode>(node));
    case NodeKind::case_when:
      return case_when(as<CaseNode>(node));
    case NodeKind::cast:
      return cast(as<CastNode>(node));
    case NodeKind::label:
      return expression(as<LabelNode>(node).operand, place);
    case NodeKind::text:
      return text(as<TextNode>(node), place);
    case NodeKind::subquery:
      return subselect(as<SubqueryNode>(node).query);
    case NodeKind::exists:
      return exists(as<ExistsNode>(node), place);
    case NodeKind::alias:
    case NodeKind::derived:
      return;  // named by their columns, printed by source()
    case NodeKind::select:
      return select(as<SelectNode>(node));
    case NodeKind::insert:
      return insert(as<InsertNode>(node));
    case NodeKind::update:
      return update(as<UpdateNode>(node));
    case NodeKind::erase:
      return erase(as<EraseNode>(node));
    case NodeKind::text_statement:
      return text_statement(as<TextStatementNode>(node));
  }
}

void Renderer::exists(const ExistsNode& node, Place place) {
  const bool parentheses = node.negated && place > Place::logical_not;
  open(parentheses);
  out_ += node.negated ? "NOT EXISTS " : "EXISTS ";
  subselect(node.query);
  close(parentheses);
}

void Renderer::column(const ColumnNode& node) {
  quote(names_.name(node.source()));
  out_ += '.';
  quote(node.table->columns[node.index].name);
}

void Renderer::derived_column(const DerivedColumnNode& node) {
  const auto& query = as<QueryNode>(as<DerivedNode>(node.derived).query);
  quote(names_.name(node.source()));
  out_ += '.';
  quote(result_names(query.elements, facts().max_identifier_bytes).at(node.position));
}

void Renderer::parameter(const Expression& node, bool is_typed) {
  const std::uint32_t ordinal = ordinals_.at(&node);
  const bool is_repeated = numbers_[ordinal] != 0;
  if (!is_repeated) {
    result_.slots.push_back(ordinal);
    numbers_[ordinal] = result_.slots.size();
  }
  if (is_typed) {
    dialect_.typed_parameter(out_, numbers_[ordinal], is_repeated,
                             backend::stored_type(*node.type));
  } else {
    dialect_.parameter(out_, numbers_[ordinal], is_repeated);
  }
}

void Renderer::constant(Constant value) {
  switch (value) {
    case Constant::true_value:
      out_ += facts().true_literal;
      return;
    case Constant::false_value:
      out_ += facts().false_literal;
      return;
  }
}

void Renderer::unary(const UnaryNode& node, Place place) {
  switch (node.operation) {
    case UnaryOp::logical_not:
      open(place > Place::logical_not);
      out_ += "NOT ";
      expression(node.operand, inside(Place::logical_not));
      return close(place > Place::logical_not);
    case UnaryOp::negate:
      check_digits(type_of(node.operand));
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

void Renderer::binary(const BinaryNode& node, Place place) {
  switch (node.operation) {
    case BinaryOp::logical_and:
    case BinaryOp::logical_or: {
      const OperatorText by = operator_text(node.operation, facts());
      InlineVector<const NodeRef*, 16> terms;
      each_term(node, [&](const NodeRef& term, bool) { terms.push_back(&term); });
      open(place > by.precedence);
      run(terms.view(), by.text, by.precedence);
      return close(place > by.precedence);
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
  const bool is_known =
      is_parameter(node) && has_sql_type(other) && is_same_sql_type(type_of(node), type_of(other));
  if (is_known)
    parameter(as<Expression>(node), false);
  else
    expression(node, place);
}

void Renderer::ordered(const NodeRef& node, const NodeRef* other, Place place) {
  const ColumnType& type = backend::stored_type(type_of(node));
  switch (dialect_.order(type)) {
    case backend::Order::by_position:
      return position(node, *type.enumeration);
    case backend::Order::native:
      return other == nullptr ? expression(node, place) : operand(node, *other, place);
    case backend::Order::none:
      break;
  }
  throw UsageError({.code = "ORP-1210",
                    .message = std::string(facts().name) +
                               " cannot order values of this type: decimals of more than 18 "
                               "digits, intervals and json are kept as text there",
                    .hint = "order by another column"});
}

void Renderer::position(const NodeRef& node, const EnumInfo& enumeration) {
  out_ += "CASE ";
  expression(node, Place::primary);
  for (std::size_t i = 0; i < enumeration.labels.size(); ++i) {
    out_ += " WHEN ";
    dialect_.quote_text(out_, enumeration.labels[i]);
    out_ += " THEN " + std::to_string(i);
  }
  out_ += " END";
}

void Renderer::comparison(const BinaryNode& node) {
  const std::string_view symbol = operator_text(node.operation, facts()).text;
  const Place place = inside(Place::comparison);
  if (are_scaled(type_of(node.left), type_of(node.right))) {
    const int scale = std::max(type_of(node.left).scale, type_of(node.right).scale);
    scaled(node.left, scale, place);
    infix(symbol);
    scaled(node.right, scale, place);
  } else if (orders(node.operation)) {
    ordered(node.left, &node.right, place);
    infix(symbol);
    ordered(node.right, &node.left, place);
  } else {
    operand(node.left, node.right, place);
    infix(symbol);
    operand(node.right, node.left, place);
  }
}

void Renderer::match(const BinaryNode& node) {
  const bool folds = node.operation == BinaryOp::ilike || node.operation == BinaryOp::not_ilike;
  const bool is_negated =
      node.operation == BinaryOp::not_like || node.operation == BinaryOp::not_ilike;
  const bool lowers = folds && facts().ilike_operator.empty();
  const auto side = [this, lowers](const NodeRef& of, const NodeRef& other) {
    if (lowers) out_ += "lower(";
    operand(of, other, lowers ? Place::none : inside(Place::comparison));
    if (lowers) out_ += ')';
  };
  side(node.left, node.right);
  out_ += is_negated ? " NOT " : " ";
  out_ += folds && !lowers ? facts().ilike_operator : facts().like_operator;
  out_ += ' ';
  side(node.right, node.left);
  if (node.has_escape) out_ += " ESCAPE '/'";
}

void Renderer::arithmetic(const BinaryNode& node, Place place) {
  if (are_scaled(type_of(node.left), type_of(node.right))) return scaled_arithmetic(node, place);
  const OperatorText by = operator_text(node.operation, facts());
  if (node.operation == BinaryOp::divide && node.type->tag == TypeTag::decimal) {
    out_ += "round(";
    operand(node.left, node.right, by.precedence);
    infix(by.text);
    operand(node.right, node.left, inside(by.precedence));
    out_ += ", " + std::to_string(node.type->scale) + ')';
    return;
  }
  if (node.type->tag == TypeTag::decimal) check_digits(*node.type);
  open(place > by.precedence);
  if (node.operation == BinaryOp::concat) {
    // Joining texts takes arguments of any type, so a parameter must say that it is text.
    expression(node.left, by.precedence);
    infix(by.text);
    expression(node.right, Place::sign);
  } else {
    operand(node.left, node.right, by.precedence);
    infix(by.text);
    operand(node.right, node.left, inside(by.precedence));
  }
  close(place > by.precedence);
}

void Renderer::between(const BetweenNode& node, Place around) {
  open(around > Place::comparison);
  between_operands(node);
  close(around > Place::comparison);
}

void Renderer::between_operands(const BetweenNode& node) {
  const Place place = inside(Place::comparison);
  const std::string_view begins = node.negated ? " NOT BETWEEN " : " BETWEEN ";
  if (are_scaled(type_of(node.operand), type_of(node.low)) ||
      are_scaled(type_of(node.operand), type_of(node.high))) {
    const int scale =
        std::max({type_of(node.operand).scale, type_of(node.low).scale, type_of(node.high).scale});
    scaled(node.operand, scale, place);
    out_ += begins;
    scaled(node.low, scale, place);
    out_ += " AND ";
    return scaled(node.high, scale, place);
  }
  ordered(node.operand, nullptr, place);
  out_ += begins;
  ordered(node.low, &node.operand, place);
  out_ += " AND ";
  ordered(node.high, &node.operand, place);
}

void Renderer::in(const InNode& node, Place place) {
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
    const ColumnType& element = backend::stored_type(type_of(node.keys[i]));
    columns.push_back({printed([&] {
                         if (are_scaled(type_of(operand), element)) {
                           scaled(operand, element.scale, inside(Place::comparison));
                         } else {
                           expression(operand, inside(Place::comparison));
                         }
                       }),
                       &element,
                       has_sql_type(operand) && is_same_sql_type(type_of(operand), element)});
  }
  const std::size_t first = result_.slots.size() + 1;
  for (const NodeRef& keys : node.keys) {
    result_.slots.push_back(ordinals_.at(keys.get()));
  }
  dialect_.in_keys(out_, view_of(columns), first, node.negated);
}

void Renderer::in_query(const InNode& node) {
  const NodeRef& operand = node.operands.front();
  const ColumnType& type = backend::stored_type(type_of(operand));
  const ColumnType& element = as<QueryNode>(node.query).elements.front().type;
  std::vector<const ColumnType*> targets;
  if (are_scaled(type, element)) {
    targets.push_back(&result_type(BinaryOp::add, type, element));
    check_digits(*targets.front());
    scaled_as(operand, *targets.front(), inside(Place::comparison));
  } else {
    expression(operand, inside(Place::comparison));
  }
  out_ += node.negated ? " NOT IN " : " IN ";
  subselect(node.query, false, targets);
}

void Renderer::case_when(const CaseNode& node) {
  out_ += "CASE";
  for (const CaseNode::Branch& branch : node.branches) {
    out_ += " WHEN ";
    expression(branch.condition);
    out_ += " THEN ";
    scaled_as(branch.value, node.own_type, Place::none);
  }
  if (node.otherwise) {
    out_ += " ELSE ";
    scaled_as(node.otherwise, node.own_type, Place::none);
  }
  out_ += " END";
}

void Renderer::cast(const CastNode& node) {
  const ColumnType& from = backend::stored_type(type_of(node.operand));
  const ColumnType& to = backend::stored_type(node.own_type);
  if (dialect_.is_scaled_decimal(from) || dialect_.is_scaled_decimal(to)) return scaled_cast(node);
  dialect_.cast(out_, printed([&] { expression(node.operand); }), from, to);
}

// What is in a text is not known here, so it stands alone or in parentheses.
void Renderer::text(const TextNode& node, Place around) {
  open(around != Place::none);
  for (std::size_t i = 0; i < node.pieces.size(); ++i) {
    out_ += node.pieces[i];
    if (i == node.places.size()) break;
    const TextNode::Place& place = node.places[i];
    if (!place.value) {
      throw UsageError({.code = "ORP-1203",
                        .message = "the place :" + place.name + " of a text() has no value",
                        .sql = source_of(node),
                        .hint = "bind(\"" + place.name + "\", value), or write \\: for a colon"});
    }
    expression(place.value, Place::primary);
  }
  close(around != Place::none);
}

}  // namespace orp::sql
