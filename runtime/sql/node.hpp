// SPDX-License-Identifier: MIT
// What expressions are: plain data, one struct a kind, which says its operands and sources itself
// (linked_node.hpp). Nodes are made by make_node.hpp, copied with changes by rewrite.hpp, and read
// by shape.hpp and the compiler. Operands are never empty unless said.
#pragma once
#include <cstddef>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/backend/statement.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/table_info.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "orpiment/sql/detail/node_ref.hpp"
#include "orpiment/sql/frame.hpp"
#include "orpiment/sql/ordering.hpp"
#include "sql/linked_node.hpp"
#include "sql/types.hpp"

namespace orp::sql {

enum class NodeKind : std::uint8_t {
  // expressions
  column,
  derived_column,
  excluded_column,
  literal,
  generated,
  deferred,
  parameter,
  key_list,
  constant,
  unary,
  binary,
  between,
  row,
  in,
  function,
  case_when,
  cast,
  operation,
  grouping,
  label,
  text,
  subquery,
  exists,
  // a part of a function
  window,
  // what a FROM names, besides a table itself
  alias,
  derived,
  table_function,
  // what stands before a statement
  cte,
  cte_name,
  // statements
  select,
  compound,
  insert,
  update,
  erase,
  values,
  text_statement,
};

/// A node with a value. `type` says what it evaluates to; which field it is read into is decided by
/// the Expr<T> that is selected, see Element::type.
struct Expression : LinkedNode {
  Expression(NodeKind node_kind, const SqlType* expression_type)
      : LinkedNode(node_kind), type(expression_type) {}

  const SqlType* type;  // static, or in this node or an operand
};

/// An expression with a type of its own.
template <class Type>
struct OwnTyped : Expression {
  OwnTyped(NodeKind node_kind, const Type& expression_type)
      : Expression(node_kind, &own_type), own_type(expression_type) {}
  OwnTyped(const OwnTyped& other) : OwnTyped(other.kind, other.own_type) {}

  Type own_type;
};
using TypedExpression = OwnTyped<SqlType>;
/// One whose value is bound as a parameter, from a field.
using BoundExpression = OwnTyped<ColumnType>;

/// A column of a table or of an alias of it.
struct ColumnNode final : Leaf<Expression> {
  static constexpr NodeKind own_kind = NodeKind::column;
  ColumnNode(const TableInfo* of_table, std::uint16_t number, NodeRef of_alias)
      : Leaf(own_kind, &of_table->columns[number].type),
        table(of_table),
        index(number),
        alias(std::move(of_alias)) {}

  Source source() const { return {.table = table, .alias = alias}; }
  void each_source(SourceVisitor visit) const override { visit(source()); }

  const TableInfo* table;
  std::uint16_t index;
  NodeRef alias;  // AliasNode; empty: the table itself
};

/// A result column of a derived table.
struct DerivedColumnNode final : Leaf<TypedExpression> {
  static constexpr NodeKind own_kind = NodeKind::derived_column;
  DerivedColumnNode(const SqlType& column_type, NodeRef of_derived, std::uint16_t number)
      : Leaf(own_kind, column_type), derived(std::move(of_derived)), position(number) {}

  Source source() const { return {.alias = derived}; }
  void each_source(SourceVisitor visit) const override { visit(source()); }

  NodeRef derived;  // DerivedNode
  std::uint16_t position;
};

/// A value, bound as a parameter. The value stands behind the node in memory.
struct LiteralNode final : Leaf<BoundExpression> {
  static constexpr NodeKind own_kind = NodeKind::literal;
  /// `value` is a field of `value_type`, copied; nullptr: NULL.
  static NodeRef make(const ColumnType& value_type, const void* value);
  static NodeRef make_text(const SqlType& type, std::string_view text);
  ~LiteralNode() override;
  /// Frees the value's memory, too.
  static void operator delete(LiteralNode* node, std::destroying_delete_t) noexcept;

  /// A field of own_type; nullptr for NULL.
  const void* field() const { return is_null ? nullptr : memory(); }

  bool is_null = true;

 private:
  explicit LiteralNode(const ColumnType& value_type) : Leaf(own_kind, value_type) {}
  static LiteralNode* allocate(const ColumnType& value_type);

  void* memory() const;
};

/// A value that is made anew whenever the statement runs: a client default.
struct GeneratedNode final : Leaf<BoundExpression> {
  static constexpr NodeKind own_kind = NodeKind::generated;
  GeneratedNode(const ColumnType& column_type, ClientDefault what)
      : Leaf(own_kind, column_type), maker(what) {}

  ClientDefault maker;
};

/// A list of values, bound as one parameter.
struct KeyListNode final : Leaf<TypedExpression> {
  static constexpr NodeKind own_kind = NodeKind::key_list;
  /// The caller's list, which outlives every execution.
  explicit KeyListNode(const backend::KeyList& borrowed)
      : Leaf(own_kind, *borrowed.element), keys(&borrowed) {}
  /// Copies of `count` values of `element`, which stand in a row in memory; `ops` handles them.
  KeyListNode(const SqlType& element, const FieldOps& ops, const void* first, std::size_t count);
  KeyListNode(const KeyListNode&) = delete;
  ~KeyListNode() override;

  const backend::KeyList* keys;

 private:
  KeyListNode(const SqlType& element, const FieldOps& ops);

  const FieldOps* ops_ = nullptr;  // of the copies
  std::byte* values_ = nullptr;
  std::vector<const void*> pointers_;
  backend::KeyList own_{};
};

/// `number` and `text` are made by lowering alone: what the program says is bound as a parameter.
enum class Constant : std::uint8_t { true_value, false_value, number, text };

struct ConstantNode final : Leaf<Expression> {
  static constexpr NodeKind own_kind = NodeKind::constant;
  ConstantNode(Constant constant, const SqlType* constant_type, std::string text = {})
      : Leaf(own_kind, constant_type), value(constant), spelling(std::move(text)) {}

  Constant value;
  std::string spelling;  // of a number or a text
};

struct UnaryNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::unary;
  UnaryNode(UnaryOp op, const SqlType* result, NodeRef of)
      : Expression(own_kind, result), operation(op), operand(std::move(of)) {}

  void each_child(ChildVisitor visit) override { visit(operand); }
  NodeRef copy() const override { return make<UnaryNode>(*this); }
  void update_type() override {
    if (operation == UnaryOp::negate) type = &promoted(*as<Expression>(operand).type);
  }

  UnaryOp operation;
  NodeRef operand;
};

struct BinaryNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::binary;
  BinaryNode(BinaryOp op, const SqlType* result, NodeRef l, NodeRef r)
      : Expression(own_kind, result), operation(op), left(std::move(l)), right(std::move(r)) {}

  void each_child(ChildVisitor visit) override {
    visit(left);
    visit(right);
  }
  NodeRef copy() const override { return make<BinaryNode>(*this); }

  BinaryOp operation;
  char escape = '\0';  // LIKE: takes the meaning from the next character; none: nothing does
  bool in_parentheses = false;  // wherever it stands: what was lowered reads as one value
  NodeRef left;
  NodeRef right;
};

struct BetweenNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::between;
  BetweenNode(const SqlType* result, NodeRef value, NodeRef from, NodeRef to, bool is_negated)
      : Expression(own_kind, result),
        operand(std::move(value)),
        low(std::move(from)),
        high(std::move(to)),
        negated(is_negated) {}

  void each_child(ChildVisitor visit) override {
    visit(operand);
    visit(low);
    visit(high);
  }
  NodeRef copy() const override { return make<BetweenNode>(*this); }

  NodeRef operand;
  NodeRef low;
  NodeRef high;
  bool negated;
};

/// A row of operands among the rows of a query, or among lists of keys that run in parallel.
struct InNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::in;
  explicit InNode(const SqlType* result) : Expression(own_kind, result) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& operand : operands) visit(operand);
    for (NodeRef& list : keys) visit(list);
    visit(query);
  }
  NodeRef copy() const override { return make<InNode>(*this); }

  std::vector<NodeRef> operands;
  std::vector<NodeRef> keys;  // KeyListNode or, of a list given later, ParameterNode; or empty
  NodeRef query;              // QueryNode; or empty
  bool negated = false;
};

struct FunctionNode final : TypedExpression {
  static constexpr NodeKind own_kind = NodeKind::function;
  FunctionNode(Function which, const SqlType& result)
      : TypedExpression(own_kind, result), function(which) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& argument : arguments) visit(argument);
    for (Ordering& term : order_by) visit(term.node());
    visit(filter);
    visit(window);
  }
  NodeRef copy() const override { return make<FunctionNode>(*this); }

  Function function;
  bool distinct = false;  // aggregate of the distinct values
  int digits = 0;         // round()
  std::string name;       // Function::named
  std::vector<NodeRef> arguments;
  std::vector<Ordering> order_by;  // of an aggregate
  NodeRef filter;                  // of an aggregate; or empty
  NodeRef window;                  // WindowNode; or empty
};

/// OVER (...): which rows a function sees around each row.
struct WindowNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::window;
  WindowNode() : LinkedNode(own_kind) {}

  void each_child(ChildVisitor visit) override {
    for (NodeRef& term : partition) visit(term);
    for (Ordering& term : order_by) visit(term.node());
    if (!frame) return;
    visit(frame->start.offset);
    visit(frame->end.offset);
  }
  NodeRef copy() const override { return make<WindowNode>(*this); }
  /// The frame's ends are values so much less or greater than the current row's.
  bool is_measured() const {
    return frame && frame->unit == FrameUnit::range && (frame->start.offset || frame->end.offset);
  }

  std::string name;  // empty: it is said where it is used
  std::vector<NodeRef> partition;
  std::vector<Ordering> order_by;
  std::optional<Frame> frame;
};

/// A call that makes one value of all rows, or of a group's.
bool is_aggregate(const Node& node);
/// One of an order, WITHIN GROUP (ORDER BY ...).
bool is_ordered_set(Function function);
/// A call that is asked of each row among others.
inline bool is_windowed(const Node& node) {
  const auto* const function = as_if<FunctionNode>(node);
  return function != nullptr && function->window;
}

struct CaseNode final : TypedExpression {
  static constexpr NodeKind own_kind = NodeKind::case_when;
  explicit CaseNode(const SqlType& result) : TypedExpression(own_kind, result) {}

  void each_child(ChildVisitor visit) override {
    visit(operand);
    for (Branch& branch : branches) {
      visit(branch.condition);
      visit(branch.value);
    }
    visit(otherwise);
  }
  NodeRef copy() const override { return make<CaseNode>(*this); }

  struct Branch {
    NodeRef condition;
    NodeRef value;
  };
  NodeRef operand;           // CASE operand WHEN value; or empty: CASE WHEN condition
  bool is_of_value = false;  // all conditions compare one expression, each with what it is equal to
  std::vector<Branch> branches;
  NodeRef otherwise;  // or empty: NULL
};

struct CastNode final : TypedExpression {
  static constexpr NodeKind own_kind = NodeKind::cast;
  CastNode(const SqlType& target, NodeRef value)
      : TypedExpression(own_kind, target), operand(std::move(value)) {}

  void each_child(ChildVisitor visit) override { visit(operand); }
  NodeRef copy() const override { return make<CastNode>(*this); }

  NodeRef operand;
};

struct LabelNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::label;
  LabelNode(NodeRef expression, std::string label_name)
      : Expression(own_kind, as<Expression>(expression).type),
        operand(std::move(expression)),
        name(std::move(label_name)) {}

  void each_child(ChildVisitor visit) override { visit(operand); }
  NodeRef copy() const override { return make<LabelNode>(*this); }
  void update_type() override { type = as<Expression>(operand).type; }

  NodeRef operand;
  std::string name;
};

/// SQL text of the program's own, with values: `pieces[0] value[0] pieces[1] value[1] ...`.
struct TextNode final : TypedExpression {
  static constexpr NodeKind own_kind = NodeKind::text;
  explicit TextNode(const SqlType& result) : TypedExpression(own_kind, result) {}

  void each_child(ChildVisitor visit) override {
    for (Place& place : places) visit(place.value);
  }
  NodeRef copy() const override { return make<TextNode>(*this); }

  struct Place {
    std::string name;
    NodeRef value;         // empty until bound
    bool is_kept = false;  // in the form in which columns keep it
  };
  std::vector<std::string> pieces;  // one more than places
  std::vector<Place> places;
  bool writes = false;  // begins as an INSERT, UPDATE or DELETE does
};

/// The only value of a query of one row and one column.
struct SubqueryNode final : TypedExpression {
  static constexpr NodeKind own_kind = NodeKind::subquery;
  SubqueryNode(const SqlType& result, NodeRef statement)
      : TypedExpression(own_kind, result), query(std::move(statement)) {}

  void each_child(ChildVisitor visit) override { visit(query); }
  NodeRef copy() const override { return make<SubqueryNode>(*this); }

  NodeRef query;  // QueryNode
};

struct ExistsNode final : Expression {
  static constexpr NodeKind own_kind = NodeKind::exists;
  ExistsNode(const SqlType* result, NodeRef statement, bool is_negated)
      : Expression(own_kind, result), query(std::move(statement)), negated(is_negated) {}

  void each_child(ChildVisitor visit) override { visit(query); }
  NodeRef copy() const override { return make<ExistsNode>(*this); }

  NodeRef query;  // QueryNode
  bool negated;
};

inline const Expression& expression(const NodeRef& node) { return as<Expression>(node); }
inline const SqlType& value_type_of(const NodeRef& node) { return *expression(node).type; }

/// What a label names; of anything else, that.
inline const NodeRef& without_label(const NodeRef& expression) {
  const auto* const label = as_if<LabelNode>(expression);
  return label == nullptr ? expression : label->operand;
}

/// A value that is bound where it stands.
inline bool is_parameter(const Node& node) {
  return node.kind == NodeKind::literal || node.kind == NodeKind::generated ||
         node.kind == NodeKind::deferred || node.kind == NodeKind::parameter;
}

/// operand IN keys, a KeyListNode.
NodeRef make_in_list(NodeRef operand, NodeRef keys, bool negated);

}  // namespace orp::sql
