// SPDX-License-Identifier: MIT
#include "session/evaluator.hpp"

#include <cmath>
#include <compare>
#include <optional>
#include <string>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "orpiment/backend/statement.hpp"
#include "sql/children.hpp"

namespace orp {
namespace {

using sql::as;
using sql::as_if;
using sql::BinaryOp;
using sql::NodeRef;
using sql::UnaryOp;

bool is_null(const Evaluated& value) { return std::holds_alternative<NullValue>(value); }
bool is_unknown(const Evaluated& value) { return std::holds_alternative<UnknownValue>(value); }

/// Values of the type are compared for equality as the database compares them.
bool has_equality(const SqlType& type) {
  if (!type.variants.empty()) return false;  // who knows: 'Ann' may be 'ann' there
  switch (type.tag) {
    case TypeTag::boolean:
    case TypeTag::int16:
    case TypeTag::int32:
    case TypeTag::int64:
    case TypeTag::float32:
    case TypeTag::float64:
    case TypeTag::decimal:
    case TypeTag::string:
    case TypeTag::text:
    case TypeTag::date:
    case TypeTag::time:
    case TypeTag::timestamp:
    case TypeTag::timestamptz:
    case TypeTag::uuid:
    case TypeTag::enumeration:
      return true;
    default:
      return false;
  }
}

bool has_order(const SqlType& type) {
  return has_equality(type) && type.tag != TypeTag::string && type.tag != TypeTag::text &&
         type.tag != TypeTag::uuid && type.tag != TypeTag::enumeration;
}

Evaluated value_of(const SqlType& type, const void* value) {
  switch (type.tag) {
    case TypeTag::boolean:
      return *static_cast<const bool*>(value);
    case TypeTag::int16:
    case TypeTag::int32:
    case TypeTag::int64:
      return integer_value(type, value);
    case TypeTag::float32:
      return static_cast<double>(*static_cast<const float*>(value));
    case TypeTag::float64:
      return *static_cast<const double*>(value);
    case TypeTag::decimal:
      return *static_cast<const Decimal*>(value);
    case TypeTag::string:
    case TypeTag::text:
      return std::string_view(*static_cast<const std::string*>(value));
    case TypeTag::date:
      return *static_cast<const Date*>(value);
    case TypeTag::time:
      return *static_cast<const Time*>(value);
    case TypeTag::timestamp:
      return *static_cast<const Timestamp*>(value);
    case TypeTag::timestamptz:
      return *static_cast<const TimestampTz*>(value);
    case TypeTag::uuid:
      return *static_cast<const Uuid*>(value);
    case TypeTag::enumeration:
      return EnumPlace{type.enumeration, type.enumeration->index(value)};
    default:
      return UnknownValue();
  }
}

Evaluated field_value(const ColumnType& type, const void* field) {
  const void* const value = field == nullptr ? nullptr : type.ops->value(field);
  return value == nullptr ? Evaluated(NullValue()) : value_of(type, value);
}

/// Nothing: not comparable, as numbers of two kinds that memory does not bring together, and NaN.
std::optional<std::partial_ordering> compare(const Evaluated& a, const Evaluated& b) {
  if (const auto* const integer = std::get_if<std::int64_t>(&a))
    if (std::holds_alternative<Decimal>(b)) return compare(Decimal(*integer), b);
  if (const auto* const integer = std::get_if<std::int64_t>(&b))
    if (std::holds_alternative<Decimal>(a)) return compare(a, Decimal(*integer));
  if (a.index() != b.index()) return {};
  const auto order = std::visit(
      [&b](const auto& left) -> std::partial_ordering {
        const auto& right = std::get<std::remove_cvref_t<decltype(left)>>(b);
        if constexpr (requires { left < right; })
          return left < right    ? std::partial_ordering::less
                 : right < left  ? std::partial_ordering::greater
                 : left == right ? std::partial_ordering::equivalent
                                 : std::partial_ordering::unordered;
        else
          return left == right ? std::partial_ordering::equivalent : std::partial_ordering::less;
      },
      a);
  if (order == std::partial_ordering::unordered) return {};
  return order;
}

Evaluated compared(BinaryOp operation, const Evaluated& left, const Evaluated& right) {
  if (is_unknown(left) || is_unknown(right)) return UnknownValue();
  const bool is_distinct = operation == BinaryOp::is_distinct;
  if (is_distinct || operation == BinaryOp::is_not_distinct) {
    if (is_null(left) || is_null(right)) return (is_null(left) && is_null(right)) != is_distinct;
  }
  if (is_null(left) || is_null(right)) return NullValue();
  const auto order = compare(left, right);
  if (!order) return UnknownValue();
  switch (operation) {
    case BinaryOp::equal:
    case BinaryOp::is_not_distinct:
      return std::is_eq(*order);
    case BinaryOp::not_equal:
    case BinaryOp::is_distinct:
      return std::is_neq(*order);
    case BinaryOp::less:
      return std::is_lt(*order);
    case BinaryOp::less_equal:
      return std::is_lteq(*order);
    case BinaryOp::greater:
      return std::is_gt(*order);
    default:
      return std::is_gteq(*order);
  }
}

/// Of integers; unknown where the result needs more than 64 bits.
Evaluated calculated(BinaryOp operation, const Evaluated& left, const Evaluated& right) {
  if (is_unknown(left) || is_unknown(right)) return UnknownValue();
  if (is_null(left) || is_null(right)) return NullValue();
  const std::int64_t a = std::get<std::int64_t>(left);
  const std::int64_t b = std::get<std::int64_t>(right);
  std::int64_t result = 0;
  bool overflows = false;
  if (operation == BinaryOp::add)
    overflows = __builtin_add_overflow(a, b, &result);
  else if (operation == BinaryOp::subtract)
    overflows = __builtin_sub_overflow(a, b, &result);
  else
    overflows = __builtin_mul_overflow(a, b, &result);
  return overflows ? Evaluated(UnknownValue()) : Evaluated(result);
}

bool is_comparison(BinaryOp operation) {
  return operation >= BinaryOp::equal && operation <= BinaryOp::is_not_distinct;
}
bool needs_order(BinaryOp operation) {
  return operation >= BinaryOp::less && operation <= BinaryOp::greater_equal;
}
bool is_logical(BinaryOp operation) {
  return operation == BinaryOp::logical_and || operation == BinaryOp::logical_or;
}
bool is_sum(BinaryOp operation) {
  return operation == BinaryOp::add || operation == BinaryOp::subtract ||
         operation == BinaryOp::multiply;
}

const SqlType& type_of(const NodeRef& node) { return *as<sql::Expression>(node).type; }

class Check {
 public:
  explicit Check(const EntityInfo& entity) : entity_(entity) {}

  bool operator()(const NodeRef& node) {
    const sql::NestingLevel level(depth_);
    if (const auto* const column = as_if<sql::ColumnNode>(node))
      return column->table == &entity_.table() && !column->alias && has_equality(*column->type);
    if (as_if<sql::LiteralNode>(node) != nullptr) return has_equality(type_of(node));
    if (const auto* const unary = as_if<sql::UnaryNode>(node))
      return unary->operation != UnaryOp::negate && (*this)(unary->operand);
    if (const auto* const binary = as_if<sql::BinaryNode>(node)) return check(*binary);
    if (const auto* const between = as_if<sql::BetweenNode>(node))
      return has_order(type_of(between->operand)) && operands(node);
    if (const auto* const in = as_if<sql::InNode>(node))
      return !in->query && in->operands.size() == 1 && (*this)(in->operands.front()) &&
             as_if<sql::KeyListNode>(in->keys.front()) != nullptr;
    return as_if<sql::ConstantNode>(node) != nullptr;
  }

 private:
  bool check(const sql::BinaryNode& node) {
    const bool has_meaning = is_logical(node.operation) ||
                             (is_comparison(node.operation) && has_equality(type_of(node.left))) ||
                             (is_sum(node.operation) && is_integer(node.type->tag));
    const bool is_ordered = !needs_order(node.operation) || has_order(type_of(node.left));
    return has_meaning && is_ordered && operands(NodeRef::share(&node));
  }
  bool operands(const NodeRef& node) {
    bool all = true;
    sql::for_each_child(*node, [&](const NodeRef& child) { all = all && (*this)(child); });
    return all;
  }

  const EntityInfo& entity_;
  unsigned depth_ = 0;
};

class Evaluation {
 public:
  explicit Evaluation(Entity& entity) : entity_(entity), info_(info_of(entity)) {}

  Evaluated operator()(const NodeRef& node) const {
    if (const auto* const of = as_if<sql::ColumnNode>(node)) return column(of->index);
    if (const auto* const literal = as_if<sql::LiteralNode>(node))
      return field_value(literal->own_type, literal->field());
    if (const auto* const of = as_if<sql::UnaryNode>(node)) return unary(*of);
    if (const auto* const of = as_if<sql::BinaryNode>(node)) return binary(*of);
    if (const auto* const of = as_if<sql::BetweenNode>(node)) return between(*of);
    if (const auto* const of = as_if<sql::InNode>(node)) return in(*of);
    return as<sql::ConstantNode>(node).value == sql::Constant::true_value;
  }

 private:
  Evaluated column(std::uint16_t number_in_table) const {
    for (std::uint16_t i = 0; i < info_.columns.size(); ++i) {
      if (info_.number_in_table(i) != number_in_table) continue;
      if (!Masks(entity_, info_).is_loaded(i)) return UnknownValue();
      return field_value(info_.column(i).type, field_of(entity_, info_, i));
    }
    return UnknownValue();
  }

  static Evaluated negated(const Evaluated& value) {
    const auto* const truth = std::get_if<bool>(&value);
    return truth == nullptr ? value : Evaluated(!*truth);
  }

  Evaluated unary(const sql::UnaryNode& node) const {
    const Evaluated value = (*this)(node.operand);
    if (node.operation == UnaryOp::logical_not) return negated(value);
    if (is_unknown(value)) return value;
    return is_null(value) == (node.operation == UnaryOp::is_null);
  }

  /// One operand may decide alone; an unknown one comes before NULL.
  Evaluated logical(const sql::BinaryNode& node) const {
    const bool decisive = node.operation == BinaryOp::logical_or;
    Evaluated result = !decisive;
    sql::for_each_child(node, [&](const NodeRef& term) {
      if (result == Evaluated(decisive)) return;
      const Evaluated value = (*this)(term);
      const bool decides = value == Evaluated(decisive);
      if (decides || is_unknown(value) || (is_null(value) && !is_unknown(result))) result = value;
    });
    return result;
  }

  Evaluated binary(const sql::BinaryNode& node) const {
    if (is_logical(node.operation)) return logical(node);
    const Evaluated left = (*this)(node.left);
    const Evaluated right = (*this)(node.right);
    return is_sum(node.operation) ? calculated(node.operation, left, right)
                                  : compared(node.operation, left, right);
  }

  Evaluated between(const sql::BetweenNode& node) const {
    const Evaluated value = (*this)(node.operand);
    const Evaluated above = compared(BinaryOp::greater_equal, value, (*this)(node.low));
    const Evaluated below = compared(BinaryOp::less_equal, value, (*this)(node.high));
    const Evaluated no = false;
    const Evaluated result = above == no || below == no               ? no
                             : is_unknown(above) || is_unknown(below) ? Evaluated(UnknownValue())
                             : is_null(above)                         ? above
                                                                      : below;
    return node.negated ? negated(result) : result;
  }

  Evaluated in(const sql::InNode& node) const {
    const backend::KeyList& keys = *as<sql::KeyListNode>(node.keys.front()).keys;
    Evaluated result = false;  // also of NULL, where there are no values
    const Evaluated value = (*this)(node.operands.front());
    for (std::size_t i = 0; i < keys.size && result != Evaluated(true); ++i) {
      const Evaluated is_same =
          compared(BinaryOp::equal, value, value_of(*keys.element, keys.values[i]));
      if (is_same == Evaluated(true) || !std::holds_alternative<bool>(is_same)) result = is_same;
    }
    return node.negated ? negated(result) : result;
  }

  Entity& entity_;
  const EntityInfo& info_;
};

}  // namespace

bool can_evaluate(const sql::NodeRef& expression, const EntityInfo& entity) {
  return Check(entity)(expression);
}

Evaluated evaluate(const sql::NodeRef& expression, Entity& entity) {
  return Evaluation(entity)(expression);
}

}  // namespace orp
