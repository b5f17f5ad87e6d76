// SPDX-License-Identifier: MIT
// What expressions are: plain data, one struct a kind. Nodes are made by make_node.hpp, copied with
// changes by rewrite.hpp, and read by shape.hpp and the compiler. Operands are never empty unless
// said.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "orpiment/backend/statement.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/table_info.hpp"
#include "orpiment/sql/make_node.hpp"
#include "orpiment/sql/node_ref.hpp"
#include "sql/inline_vector.hpp"

namespace orp::sql {

/// What every node here begins with.
struct LinkedNode : Node {
  using Node::Node;
  LinkedNode(const LinkedNode& other) : Node(other) {}

  mutable const LinkedNode* next_to_free = nullptr;  // once nobody holds it, see destroy()
};

/// A node with a value. `type` says what it evaluates to in SQL: tag and parameters count; the C++
/// side (ops, nullable) is decided by the Expr<T> that is selected, see Element::type.
struct Expression : LinkedNode {
  Expression(NodeKind node_kind, const ColumnType* expression_type)
      : LinkedNode(node_kind), type(expression_type) {}

  const ColumnType* type;  // static, or in this node or an operand
};

/// An expression with a type of its own.
struct TypedExpression : Expression {
  TypedExpression(NodeKind node_kind, const ColumnType& expression_type)
      : Expression(node_kind, &own_type), own_type(expression_type) {}
  TypedExpression(const TypedExpression& other) : TypedExpression(other.kind, other.own_type) {}

  ColumnType own_type;
};

/// A column of a table or of an alias of it.
struct ColumnNode final : Expression {
  ColumnNode(const TableInfo* of_table, std::uint16_t number, NodeRef of_alias)
      : Expression(NodeKind::column, &of_table->columns[number].type),
        table(of_table),
        index(number),
        alias(std::move(of_alias)) {}

  const TableInfo* table;
  std::uint16_t index;
  NodeRef alias;  // AliasNode; empty: the table itself
};

/// A result column of a derived table.
struct DerivedColumnNode final : TypedExpression {
  DerivedColumnNode(const ColumnType& column_type, NodeRef of_source, std::uint16_t number)
      : TypedExpression(NodeKind::derived_column, column_type),
        source(std::move(of_source)),
        position(number) {}

  NodeRef source;  // DerivedNode
  std::uint16_t position;
};

/// A value, bound as a parameter. The value stands behind the node in memory.
struct LiteralNode final : TypedExpression {
  /// `value` is a field of `value_type`, copied; nullptr: NULL.
  static NodeRef make(const ColumnType& value_type, const void* value);
  static void destroy(const LiteralNode* node);

  /// A field of own_type; nullptr for NULL.
  const void* field() const { return is_null ? nullptr : memory(); }

  bool is_null;

 private:
  LiteralNode(const ColumnType& value_type, bool null)
      : TypedExpression(NodeKind::literal, value_type), is_null(null) {}

  void* memory() const;
};

/// A value that is made anew whenever the statement runs: a client default.
struct GeneratedNode final : TypedExpression {
  GeneratedNode(const ColumnType& column_type, ClientDefault what)
      : TypedExpression(NodeKind::generated, column_type), maker(what) {}

  ClientDefault maker;
};

/// A list of values, bound as one parameter.
struct KeyListNode final : TypedExpression {
  /// The caller's list, which outlives every execution.
  explicit KeyListNode(const backend::KeyList& borrowed)
      : TypedExpression(NodeKind::key_list, *borrowed.element), keys(&borrowed) {}
  /// Copies of `count` values of `element`, which stand in a row in memory.
  KeyListNode(const ColumnType& element, const void* first, std::size_t count);
  KeyListNode(const KeyListNode&) = delete;
  ~KeyListNode();

  const backend::KeyList* keys;

 private:
  explicit KeyListNode(const ColumnType& element);

  std::byte* values_ = nullptr;
  std::vector<const void*> pointers_;
  backend::KeyList own_{};
};

enum class Constant : std::uint8_t { true_value, false_value };

struct ConstantNode final : Expression {
  ConstantNode(Constant constant, const ColumnType* constant_type)
      : Expression(NodeKind::constant, constant_type), value(constant) {}

  Constant value;
};

struct UnaryNode final : Expression {
  UnaryNode(UnaryOp op, const ColumnType* result, NodeRef of)
      : Expression(NodeKind::unary, result), operation(op), operand(std::move(of)) {}

  UnaryOp operation;
  NodeRef operand;
};

struct BinaryNode final : Expression {
  BinaryNode(BinaryOp op, const ColumnType* result, NodeRef l, NodeRef r)
      : Expression(NodeKind::binary, result),
        operation(op),
        left(std::move(l)),
        right(std::move(r)) {}

  BinaryOp operation;
  bool has_escape = false;  // LIKE: `/` takes the meaning from the next character
  NodeRef left;
  NodeRef right;
};

struct BetweenNode final : Expression {
  BetweenNode(const ColumnType* result, NodeRef value, NodeRef from, NodeRef to, bool is_negated)
      : Expression(NodeKind::between, result),
        operand(std::move(value)),
        low(std::move(from)),
        high(std::move(to)),
        negated(is_negated) {}

  NodeRef operand;
  NodeRef low;
  NodeRef high;
  bool negated;
};

/// A row of operands among the rows of a select, or among lists of keys that run in parallel.
struct InNode final : Expression {
  explicit InNode(const ColumnType* result) : Expression(NodeKind::in, result) {}

  std::vector<NodeRef> operands;
  std::vector<NodeRef> keys;  // KeyListNode, one an operand; or empty
  NodeRef select;             // SelectNode; or empty
  bool negated = false;
};

struct FunctionNode final : TypedExpression {
  FunctionNode(Function which, const ColumnType& result)
      : TypedExpression(NodeKind::function, result), function(which) {}

  Function function;
  bool distinct = false;  // aggregate of the distinct values
  int digits = 0;         // round()
  std::string name;       // Function::named
  std::vector<NodeRef> arguments;
};

struct CaseNode final : TypedExpression {
  explicit CaseNode(const ColumnType& result) : TypedExpression(NodeKind::case_when, result) {}

  struct Branch {
    NodeRef condition;
    NodeRef value;
  };
  std::vector<Branch> branches;
  NodeRef otherwise;  // or empty: NULL
};

struct CastNode final : TypedExpression {
  CastNode(const ColumnType& target, NodeRef value)
      : TypedExpression(NodeKind::cast, target), operand(std::move(value)) {}

  NodeRef operand;
};

struct LabelNode final : Expression {
  LabelNode(NodeRef expression, std::string label_name);

  NodeRef operand;
  std::string name;
};

/// SQL text of the program's own, with values: `pieces[0] value[0] pieces[1] value[1] ...`. Of kind
/// `text` as an expression, of kind `text_statement` as a whole statement.
struct TextNode final : TypedExpression {
  TextNode(NodeKind node_kind, const ColumnType& result) : TypedExpression(node_kind, result) {}

  struct Place {
    std::string name;
    NodeRef value;  // empty until bound
  };
  std::vector<std::string> pieces;  // one more than places
  std::vector<Place> places;
  std::vector<ColumnType> results;  // of a statement: its columns, in order
};

/// The only value of a select of one row and one column.
struct SubqueryNode final : TypedExpression {
  SubqueryNode(const ColumnType& result, NodeRef statement)
      : TypedExpression(NodeKind::subquery, result), select(std::move(statement)) {}

  NodeRef select;  // SelectNode
};

struct ExistsNode final : Expression {
  ExistsNode(const ColumnType* result, NodeRef statement, bool is_negated)
      : Expression(NodeKind::exists, result), select(std::move(statement)), negated(is_negated) {}

  NodeRef select;  // SelectNode
  bool negated;
};

/// A second name for a table.
struct AliasNode final : LinkedNode {
  AliasNode(const TableInfo* aliased, std::string alias_name)
      : LinkedNode(NodeKind::alias), table(aliased), name(std::move(alias_name)) {}

  const TableInfo* table;
  std::string name;  // empty: the compiler finds one
};

/// A select in a FROM.
struct DerivedNode final : LinkedNode {
  DerivedNode(NodeRef statement, std::string derived_name)
      : LinkedNode(NodeKind::derived),
        select(std::move(statement)),
        name(std::move(derived_name)) {}

  NodeRef select;    // SelectNode
  std::string name;  // empty: the compiler finds one
};

/// Requires: the node is a `T`.
template <class T>
const T& as(const Node& node) {
  return static_cast<const T&>(node);
}
template <class T>
const T& as(const NodeRef& node) {
  return static_cast<const T&>(*node);
}
inline const Expression& expression(const NodeRef& node) { return as<Expression>(node); }

bool is_run(const Node& node);

/// The terms of a run of ANDs, or of ORs, from left to right, however they are nested: a run may
/// have any number of terms, so every walk goes through it here, with a list in place of recursion.
/// `use(term, is_shared)`; is_shared: others hold a part of the run that the term is in.
template <class Use>
void each_term(const BinaryNode& run, const Use& use) {
  struct Part {
    const NodeRef* node;
    bool is_shared;
  };
  InlineVector<Part, 16> parts;
  parts.push_back({&run.right, false});
  parts.push_back({&run.left, false});
  while (parts.size() != 0) {
    const Part part = parts.take_last();
    const Node& node = **part.node;
    const bool is_shared = part.is_shared || !part.node->is_unique();
    if (!is_run(node) || as<BinaryNode>(node).operation != run.operation) {
      use(*part.node, part.is_shared);
      continue;
    }
    parts.push_back({&as<BinaryNode>(node).right, is_shared});
    parts.push_back({&as<BinaryNode>(node).left, is_shared});
  }
}

/// One more level of a walk that recurses, for as long as it lives. A run of ANDs or ORs is one.
/// Throws UsageError below level 200: a walk must end before the stack does, also the small one of
/// a thread.
class Level {
 public:
  explicit Level(unsigned& depth) : depth_(depth) {
    if (depth_ >= deepest) refuse();
    ++depth_;
  }
  Level(const Level&) = delete;
  ~Level() { --depth_; }

 private:
  static constexpr unsigned deepest = 200;
  [[noreturn]] static void refuse();

  unsigned& depth_;
};

/// operand IN keys, a KeyListNode.
NodeRef make_in_list(NodeRef operand, NodeRef keys, bool negated);

/// Makes a node and the first reference to it.
template <class T, class... Arguments>
NodeRef make(Arguments&&... arguments) {
  return NodeRef::adopt(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace orp::sql
