// SPDX-License-Identifier: MIT
// Columns, operators and conditions as nodes.
#include <string>
#include <utility>

#include "orpiment/base/decimal.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "sql/builder.hpp"
#include "sql/conversion_check.hpp"
#include "sql/derived.hpp"
#include "sql/names.hpp"
#include "sql/node.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace orp::sql {
namespace {

/// A decimal literal beside another operand took that one's scale, which comparing and adding need;
/// a product or quotient has the literal's own.
void take_own_scale(const NodeRef& node) {
  if (as_if<LiteralNode>(node) == nullptr || !node.is_unique()) return;
  auto& literal = const_cast<LiteralNode&>(as<LiteralNode>(node));
  if (literal.own_type.tag != TypeTag::decimal || literal.is_null) return;
  literal.own_type.variants = {};  // an amount of money, twice: twice is none
  const int scale = static_cast<const Decimal*>(literal.field())->scale();
  literal.own_type.scale = static_cast<std::uint8_t>(scale);
}

bool is_constant(const NodeRef& node, Constant value) {
  const auto* const constant = as_if<ConstantNode>(node);
  return constant != nullptr && constant->value == value;
}

bool negation_of(BinaryOp operation, BinaryOp& negated) {
  switch (operation) {
    case BinaryOp::equal:
      negated = BinaryOp::not_equal;
      return true;
    case BinaryOp::not_equal:
      negated = BinaryOp::equal;
      return true;
    case BinaryOp::less:
      negated = BinaryOp::greater_equal;
      return true;
    case BinaryOp::less_equal:
      negated = BinaryOp::greater;
      return true;
    case BinaryOp::greater:
      negated = BinaryOp::less_equal;
      return true;
    case BinaryOp::greater_equal:
      negated = BinaryOp::less;
      return true;
    case BinaryOp::is_distinct:
      negated = BinaryOp::is_not_distinct;
      return true;
    case BinaryOp::is_not_distinct:
      negated = BinaryOp::is_distinct;
      return true;
    case BinaryOp::like:
      negated = BinaryOp::not_like;
      return true;
    case BinaryOp::not_like:
      negated = BinaryOp::like;
      return true;
    case BinaryOp::ilike:
      negated = BinaryOp::not_ilike;
      return true;
    case BinaryOp::not_ilike:
      negated = BinaryOp::ilike;
      return true;
    default:
      return false;
  }
}

NodeRef not_binary(const BinaryNode& node) {
  BinaryOp negated;
  if (!negation_of(node.operation, negated)) return {};
  auto* const result = new BinaryNode(negated, node.type, node.left, node.right);
  result->escape = node.escape;
  return NodeRef::adopt(result);
}

NodeRef not_unary(const UnaryNode& node) {
  switch (node.operation) {
    case UnaryOp::logical_not:
      return node.operand;
    case UnaryOp::is_null:
      return make_unary(UnaryOp::is_not_null, node.operand);
    case UnaryOp::is_not_null:
      return make_unary(UnaryOp::is_null, node.operand);
    case UnaryOp::negate:
      break;
  }
  return {};
}

template <class T>
NodeRef negated(const T& condition) {
  auto* const result = new T(condition);
  result->negated = !condition.negated;
  return NodeRef::adopt(result);
}

/// The opposite where SQL has an operator for it, else empty.
NodeRef opposite(const NodeRef& condition) {
  if (const auto* const binary = as_if<BinaryNode>(condition)) return not_binary(*binary);
  if (const auto* const unary = as_if<UnaryNode>(condition)) return not_unary(*unary);
  if (const auto* const in = as_if<InNode>(condition)) return negated(*in);
  if (const auto* const between = as_if<BetweenNode>(condition)) return negated(*between);
  if (const auto* const exists = as_if<ExistsNode>(condition)) return negated(*exists);
  if (is_constant(condition, Constant::true_value)) return make_false();
  if (is_constant(condition, Constant::false_value)) return make_true();
  return {};
}

constexpr char own_escape = '/';

/// A letter is not: where ilike() has to make small letters of all, it would be another one.
bool can_escape(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return c > '\0' && c <= '\x7e' && !is_letter;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == own_escape) out += own_escape;
    out += c;
  }
  return out;
}

}  // namespace

NodeRef make_column(const TableInfo& table, std::uint16_t index, NodeRef alias) {
  return make<ColumnNode>(&table, index, std::move(alias));
}
NodeRef make_column(const EntityInfo& entity, std::uint16_t index, NodeRef alias) {
  if (alias && as_if<DerivedNode>(alias) != nullptr)
    return column_of(source_of(entity, alias), index);
  return make_column(entity.table_of(index), entity.number_in_table(index), std::move(alias));
}

NodeRef make_alias(const TableInfo& table, std::string_view name) {
  if (!name.empty()) check_given_name(name, "name of an alias");
  return make<AliasNode>(&table, std::string(name));
}

NodeRef make_sample(const TableInfo& table, std::string_view name, Sampling sampling,
                    double percent, std::optional<double> seed) {
  if (!(percent >= 0 && percent <= 100))
    throw UsageError(
        {.code = "ORP-1266",
         .message = "a sample of " + std::to_string(percent) + " percent of " + table.name,
         .table = table.name,
         .hint = "a number from 0 to 100"});
  NodeRef alias = make_alias(table, name);
  AliasNode& node = own<AliasNode>(alias);
  node.sampling = sampling;
  node.percent = literal_of(float64_type, FieldType::of<double>(), &percent);
  if (seed) node.seed = literal_of(float64_type, FieldType::of<double>(), &*seed);
  return alias;
}

NodeRef make_true() { return make<ConstantNode>(Constant::true_value, &boolean_type); }
NodeRef make_false() { return make<ConstantNode>(Constant::false_value, &boolean_type); }

NodeRef make_unary(UnaryOp operation, NodeRef operand) {
  const SqlType* const type = operation == UnaryOp::negate
                                  ? &promoted(standard_form(*expression(operand).type))
                                  : &boolean_type;
  return make<UnaryNode>(operation, type, std::move(operand));
}

NodeRef make_binary(BinaryOp operation, NodeRef left, NodeRef right) {
  check_same_storage(left, right);
  if (operation == BinaryOp::multiply || operation == BinaryOp::divide) {
    take_own_scale(left);
    take_own_scale(right);
  }
  const SqlType& type = result_type(operation, *expression(left).type, *expression(right).type);
  return make<BinaryNode>(operation, &type, std::move(left), std::move(right));
}

NodeRef make_between(NodeRef operand, NodeRef low, NodeRef high) {
  check_same_storage(operand, low);
  check_same_storage(operand, high);
  return make<BetweenNode>(&boolean_type, std::move(operand), std::move(low), std::move(high),
                           false);
}

NodeRef make_between_symmetric(NodeRef operand, NodeRef low, NodeRef high) {
  return make_or(make_between(operand, low, high), make_between(operand, high, low));
}

NodeRef make_not(NodeRef condition) {
  if (NodeRef simpler = opposite(condition)) return simpler;
  return make_unary(UnaryOp::logical_not, std::move(condition));
}

NodeRef make_and(NodeRef left, NodeRef right) {
  if (!left || is_constant(left, Constant::true_value)) return right;
  if (is_constant(right, Constant::true_value)) return left;
  if (is_constant(left, Constant::false_value)) return left;
  if (is_constant(right, Constant::false_value)) return right;
  return make<BinaryNode>(BinaryOp::logical_and, &boolean_type, std::move(left), std::move(right));
}

NodeRef make_or(NodeRef left, NodeRef right) {
  if (!left || is_constant(left, Constant::false_value)) return right;
  if (is_constant(right, Constant::false_value)) return left;
  if (is_constant(left, Constant::true_value)) return left;
  if (is_constant(right, Constant::true_value)) return right;
  return make<BinaryNode>(BinaryOp::logical_or, &boolean_type, std::move(left), std::move(right));
}

NodeRef make_contains(BinaryOp like, NodeRef operand, std::string_view text, Match where) {
  std::string pattern;
  if (where != Match::begin) pattern += '%';
  pattern += escaped(text);
  if (where != Match::end) pattern += '%';
  auto* const node = new BinaryNode(like, &boolean_type, std::move(operand), {});
  NodeRef result = NodeRef::adopt(node);
  node->right = literal_text(pattern);
  node->escape = own_escape;
  return result;
}

NodeRef make_contains(BinaryOp like, NodeRef operand, NodeRef text, Match where) {
  NodeRef pattern = make_operation(backend::Operation::as_pattern, text_type, {std::move(text)});
  const auto any = [] { return make<ConstantNode>(Constant::text, &text_type, "%"); };
  if (where != Match::begin) pattern = make_binary(BinaryOp::concat, any(), std::move(pattern));
  if (where != Match::end) pattern = make_binary(BinaryOp::concat, std::move(pattern), any());
  return make_like(like, std::move(operand), std::move(pattern), own_escape);
}

NodeRef make_like(BinaryOp like, NodeRef operand, NodeRef pattern, char escape) {
  if (!can_escape(escape)) {
    throw UsageError({.code = "ORP-1224",
                      .message = "the escape of a pattern is a character, and neither a letter nor "
                                 "one beyond ASCII",
                      .hint = "like(pattern, '/') or like(pattern, '\\\\')"});
  }
  NodeRef node = make_binary(like, std::move(operand), std::move(pattern));
  own<BinaryNode>(node).escape = escape;
  return node;
}

NodeRef make_in(std::vector<NodeRef> operands, const std::vector<const backend::KeyList*>& keys) {
  auto* const node = new InNode(&boolean_type);
  NodeRef result = NodeRef::adopt(node);
  node->operands = std::move(operands);
  for (const backend::KeyList* list : keys) node->keys.push_back(make<KeyListNode>(*list));
  return result;
}

NodeRef make_in_select(std::vector<NodeRef> operands, NodeRef select, bool negated) {
  check_query(select);
  const std::vector<Element>& elements = as<QueryNode>(select).result_elements();
  for (std::size_t i = 0; i < operands.size(); ++i)
    check_same_storage(*expression(operands[i]).type, elements.at(i).type);
  auto* const node = new InNode(&boolean_type);
  NodeRef result = NodeRef::adopt(node);
  node->operands = std::move(operands);
  node->query = std::move(select);
  node->negated = negated;
  return result;
}

}  // namespace orp::sql
