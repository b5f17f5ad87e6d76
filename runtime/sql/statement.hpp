// SPDX-License-Identifier: MIT
// What statements are: plain data, as expressions are. Programs make them through select.hpp and
// write.hpp, sessions through builder.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/sql/detail/make_statement.hpp"
#include "orpiment/sql/load_option.hpp"
#include "sql/node.hpp"
#include "sql/parameter_node.hpp"
#include "sql/source_nodes.hpp"

namespace orp::sql {

/// One element of a result row: an object, or the value of an expression.
struct Element {
  Source source{};                       // of an object
  NodeRef expression{};                  // of a value, which it has its name from
  NodeRef computed{};                    // made by lowering: what is printed in its place; or empty
  bool is_optional = false;              // of an object: the row may have none
  ColumnType type{};                     // of a value; of no field: no program reads it
  std::vector<std::uint16_t> columns{};  // of an object, the entity's; empty: all

  bool is_entity() const { return source.entity != nullptr; }
  /// Number of columns in the result.
  std::size_t width() const;
  /// Number, in the entity, of the object's `i`-th selected column.
  std::uint16_t column(std::size_t i) const;
};

struct JoinNode {
  JoinKind kind;
  Source source;
  NodeRef on;              // empty for JoinKind::cross
  Source owner{};          // along a relationship: its near side
  bool multiplies = true;  // a row may meet several; false: along a relationship to one

  bool has_owner() const { return owner.table != nullptr || owner.alias; }
};

/// SQL of the program's own behind the first word of a statement, or at its end.
struct Affix {
  std::string text;
  std::string database;  // its name; empty: any
  bool is_suffix;
};

/// A statement, and the rows that it returns.
struct StatementNode : LinkedNode {
  using LinkedNode::LinkedNode;

  void each_child(ChildVisitor visit) final {
    for (Element& element : elements) visit(element.expression);
    each_clause(visit);
  }
  /// The operands that are no elements.
  virtual void each_clause(ChildVisitor visit) = 0;
  void each_source(SourceVisitor visit) const override {
    for (const Element& element : elements) {
      if (element.is_entity()) visit(element.source);
    }
    for (const Source& cte : added_ctes) visit(cte);
  }
  const std::vector<Element>& result_elements() const override { return elements; }

  std::vector<Element> elements;  // of SELECT or RETURNING
  std::string comment;            // before it; empty: none
  std::vector<Affix> affixes;
  std::vector<Source> added_ctes;  // that stand before it though nothing names them
  std::vector<GivenValue> given;   // to parameters within it; no part of the shape
};

/// What stands where rows are asked for: a SELECT, or several.
struct QueryNode : StatementNode {
  using StatementNode::StatementNode;

  void each_clause(ChildVisitor visit) override {
    for (Ordering& term : order_by) visit(term.node());
    visit(limit);
    visit(offset);
  }

  std::vector<Ordering> order_by;
  NodeRef limit;           // or empty
  NodeRef offset;          // or empty
  bool with_ties = false;  // the limit leaves no row out that is ordered like the last one
};

struct SelectNode final : QueryNode {
  static constexpr NodeKind own_kind = NodeKind::select;
  SelectNode() : QueryNode(own_kind) {}

  void each_clause(ChildVisitor visit) override {
    for (JoinNode& join : joins) visit(join.on);
    visit(where);
    for (NodeRef& term : group_by) visit(term);
    for (NodeRef& term : distinct_on) visit(term);
    each_clause_of_groups(visit);
  }
  /// Those that see groups, where there are any, in place of rows.
  void each_clause_of_groups(ChildVisitor visit) {
    visit(having);
    QueryNode::each_clause(visit);
  }
  void each_source(SourceVisitor visit) const override;
  NodeRef copy() const override { return make<SelectNode>(*this); }
  /// Aggregates do so, too (grouping.hpp).
  bool groups() const { return !group_by.empty() || having; }
  /// Further joins would change what it says: they stand around it.
  bool groups_or_locks() const { return groups() || locks; }

  std::vector<Source> from;  // as said by select_from(); others are found by the compiler
  std::vector<JoinNode> joins;
  NodeRef where;  // or empty
  std::vector<NodeRef> group_by;
  NodeRef having;  // or empty
  bool distinct = false;
  std::vector<NodeRef> distinct_on;  // of rows that are alike in these the first one
  std::vector<Source> correlated;    // are those of a statement around; none: it is found out
  bool selects_one = false;          // EXISTS: no elements, SELECT 1
  bool locks = false;
  RowLock lock{};
  std::vector<Source> lock_of;      // empty: rows of all sources
  std::vector<LoadOption> options;  // no part of the shape
  ExecutionOptions execution{};     // nor this
};

/// The rows of several queries as those of one: UNION, INTERSECT, EXCEPT.
struct CompoundNode final : QueryNode {
  static constexpr NodeKind own_kind = NodeKind::compound;
  CompoundNode() : QueryNode(own_kind) {}

  void each_clause(ChildVisitor visit) override {
    for (Member& member : members) visit(member.query);
    QueryNode::each_clause(visit);
  }
  NodeRef copy() const override { return make<CompoundNode>(*this); }
  const std::vector<Element>& result_elements() const override { return results; }
  /// Each row comes once.
  bool is_distinct() const;

  struct Member {
    SetOperation operation;  // with the members before; of the first one nothing
    NodeRef query;           // QueryNode
  };
  std::vector<Member> members;
  bool is_recursive = false;     // the last member names the CTE that this is the query of
  std::vector<Element> results;  // named as the first member's, of types that hold all members'
};

/// The query that a node is, or nullptr.
inline const QueryNode* as_query(const NodeRef& node) {
  const bool is_query = node->kind == NodeKind::select || node->kind == NodeKind::compound;
  return is_query ? &as<QueryNode>(node) : nullptr;
}

/// Throws UsageError (ORP-1237) for what is no query that can stand in another one.
void check_query(const NodeRef& node);

/// What changes the rows of a table.
struct WriteNode : StatementNode {
  WriteNode(NodeKind node_kind, const EntityInfo* of, NodeRef of_alias)
      : StatementNode(node_kind), entity(of), alias(std::move(of_alias)) {}

  Source target() const { return {.table = &entity->table(), .alias = alias, .entity = entity}; }
  /// Objects of its entity may stand in sessions.
  bool has_class() const { return !alias; }
  void each_source(SourceVisitor visit) const final {
    visit(target());
    for (const Source& cte : added_ctes) visit(cte);
  }

  const EntityInfo* entity;
  NodeRef alias;                    // of a table without a class; empty: it has one
  ExecutionOptions execution{};     // no part of the shape
  std::vector<LoadOption> options;  // nor this: of the objects that it returns
};

struct AssignmentNode {
  std::uint16_t column;  // of the entity
  NodeRef value;
  bool is_default = false;  // by the schema, not by the program
};

/// What becomes of a row that an INSERT would add beside one of the same key: ON CONFLICT.
struct ConflictClause {
  enum class Action : std::uint8_t { error, nothing, update };

  Action action = Action::error;
  std::vector<IndexPart> key;               // of the table; empty: any key
  const char* key_where = nullptr;          // of a partial index, SQL of the schema
  std::vector<AssignmentNode> assignments;  // to the row that is there
  NodeRef where;                            // or empty
};

/// What a node is that changes rows, or nullptr.
inline const WriteNode* as_write(const Node& node) {
  const bool writes = node.kind == NodeKind::insert || node.kind == NodeKind::update ||
                      node.kind == NodeKind::erase;
  return writes ? &as<WriteNode>(node) : nullptr;
}

/// INSERT. All rows assign the same columns of the entity, in the same order.
struct InsertNode final : WriteNode {
  static constexpr NodeKind own_kind = NodeKind::insert;
  explicit InsertNode(const EntityInfo* into, NodeRef of_alias = {})
      : WriteNode(own_kind, into, std::move(of_alias)) {}

  void each_clause(ChildVisitor visit) override {
    for (NodeRef& value : values) visit(value);
    visit(query);
    for (AssignmentNode& assignment : conflict.assignments) visit(assignment.value);
    visit(conflict.where);
  }
  NodeRef copy() const override { return make<InsertNode>(*this); }

  std::vector<std::uint16_t> columns;
  std::size_t given_columns = 0;  // the first ones; the others have defaults of the schema
  std::vector<NodeRef> values;    // row by row
  std::size_t row_count = 0;
  NodeRef query;  // QueryNode, whose rows stand in place of values; or empty
  ConflictClause conflict;
  std::size_t folded_rows = 0;  // left out, for a later one had their key; no part of the shape
};

struct UpdateNode final : WriteNode {
  static constexpr NodeKind own_kind = NodeKind::update;
  explicit UpdateNode(const EntityInfo* of, NodeRef of_alias = {})
      : WriteNode(own_kind, of, std::move(of_alias)) {}

  void each_clause(ChildVisitor visit) override {
    for (AssignmentNode& assignment : assignments) visit(assignment.value);
    visit(where);
  }
  NodeRef copy() const override { return make<UpdateNode>(*this); }

  std::vector<AssignmentNode> assignments;
  NodeRef where;  // or empty
};

struct EraseNode final : WriteNode {
  static constexpr NodeKind own_kind = NodeKind::erase;
  explicit EraseNode(const EntityInfo* from, NodeRef of_alias = {})
      : WriteNode(own_kind, from, std::move(of_alias)) {}

  void each_clause(ChildVisitor visit) override { visit(where); }
  NodeRef copy() const override { return make<EraseNode>(*this); }

  NodeRef where;  // or empty
};

/// A text() as a whole statement.
struct TextStatementNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::text_statement;
  TextStatementNode(NodeRef sql, std::vector<ColumnType> columns)
      : LinkedNode(own_kind), text(std::move(sql)), results(std::move(columns)) {}

  void each_child(ChildVisitor visit) override { visit(text); }
  NodeRef copy() const override { return make<TextStatementNode>(*this); }
  const std::vector<Element>& result_elements() const override { return named; }

  NodeRef text;                     // TextNode
  std::vector<ColumnType> results;  // its columns, in order; or
  std::vector<Element> named;       // the same by their names, which are never printed here
};

/// The term of an order is a label that the select has among its elements.
bool is_selected_label(const QueryNode& select, const NodeRef& term);

/// The operand, one of the select's own, is a term of its order.
bool is_order_term(const SelectNode& select, const NodeRef& operand);

/// An element that is a value.
Element value_element(NodeRef expression, ResultField field);

}  // namespace orp::sql
