// SPDX-License-Identifier: MIT
// What a FROM names, besides a table itself, and what stands before a statement for it.
#pragma once
#include <memory>
#include <string>
#include <utility>

#include "meta/owned_table.hpp"
#include "orpiment/meta/table_info.hpp"
#include "orpiment/sql/detail/node_ref.hpp"
#include "orpiment/sql/materialized.hpp"
#include "orpiment/sql/sampling.hpp"
#include "sql/linked_node.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// A second name for a table, or for a sample of its rows. A table without a class has none but
/// these, which own its facts: the first one is called as the table itself.
struct AliasNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::alias;
  AliasNode(const TableInfo* aliased, std::string alias_name)
      : LinkedNode(own_kind), table(aliased), name(std::move(alias_name)) {}
  AliasNode(std::shared_ptr<const meta::OwnedTable> aliased, std::string alias_name)
      : AliasNode(&aliased->table(), std::move(alias_name)) {
    owned = std::move(aliased);
  }

  void each_child(ChildVisitor visit) override {
    visit(percent);
    visit(seed);
  }
  /// Who it is tells whose a column is.
  NodeRef copy() const override { return NodeRef::share(this); }
  /// It says the table's own name, which needs no AS.
  bool is_own_name() const { return owned && name == table->name; }

  const TableInfo* table;
  std::string name;                               // empty: the compiler finds one
  std::shared_ptr<const meta::OwnedTable> owned;  // of a table without a class
  Sampling sampling = Sampling::system;           // of a sample
  NodeRef percent;                                // LiteralNode; or empty: all rows
  NodeRef seed;                                   // LiteralNode; or empty
};

/// The facts of a table without a class; nullptr: it has one, or is a derived table.
inline const meta::OwnedTable* owned_table(const NodeRef& alias) {
  const auto* const of = alias ? as_if<AliasNode>(alias) : nullptr;
  return of == nullptr ? nullptr : of->owned.get();
}

/// By what the queries within a CTE know it: the CTE has it, and they have it.
struct CteNameNode final : Leaf<LinkedNode> {
  static constexpr NodeKind own_kind = NodeKind::cte_name;
  explicit CteNameNode(std::string cte_name) : Leaf(own_kind), name(std::move(cte_name)) {}

  std::string name;  // empty: the compiler finds one
};

/// A query, or what changes rows and returns them, that stands before the statement and is named in
/// it: WITH.
struct CteNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::cte;
  CteNode(NodeRef cte_name, NodeRef statement, Materialized is_materialized, bool recursive)
      : LinkedNode(own_kind),
        name(std::move(cte_name)),
        query(std::move(statement)),
        materialized(is_materialized),
        is_recursive(recursive) {}

  void each_child(ChildVisitor visit) override { visit(query); }
  NodeRef copy() const override { return make<CteNode>(*this); }

  NodeRef name;   // CteNameNode
  NodeRef query;  // StatementNode, TextStatementNode or ValuesNode
  Materialized materialized;
  bool is_recursive;
};

/// Rows of a query in a FROM: the query itself, or a CTE. Or those that a function gives.
struct DerivedNode final : LinkedNode {
  static constexpr NodeKind own_kind = NodeKind::derived;
  DerivedNode(NodeRef statement, std::string derived_name, NodeRef of_cte = {})
      : LinkedNode(own_kind),
        query(std::move(statement)),
        name(std::move(derived_name)),
        cte(std::move(of_cte)) {}

  void each_child(ChildVisitor visit) override { visit(function ? function : cte ? cte : query); }
  NodeRef copy() const override { return make<DerivedNode>(*this); }

  /// The query that is walked with it; nullptr where it stands in that query itself.
  const Node* contents() const;
  /// The CteNameNode; nullptr: it is none of a CTE.
  const CteNameNode* cte_name() const;

  NodeRef query;     // StatementNode, TextStatementNode or ValuesNode, whose columns it has
  std::string name;  // empty: the CTE's, or the compiler finds one
  NodeRef cte;       // CteNode, or CteNameNode within the CTE itself; empty: the query stands here
  NodeRef function;  // TableFunctionNode, then `query` is not printed; or empty
  bool is_second = false;  // another one of a CTE: it has a name of its own
  bool sees_around =
      false;  // the statement around its own: it is a part of that one, made by lowering
  bool is_lateral = false;  // it sees what stands before it in the FROM
};

}  // namespace orp::sql
