// SPDX-License-Identifier: MIT
// Rows of a query in the FROM of another one: subqueries and CTEs.
#pragma once
#include <cstddef>
#include <vector>

#include "sql/statement.hpp"

namespace orp::sql {

/// What its rows consist of.
const std::vector<Element>& elements_of(const DerivedNode& derived);

/// A result column of a query.
struct QueryColumn {
  const Element* element;
  std::size_t column;    // of the element
  std::size_t position;  // among all

  const ColumnType& type() const;
  bool may_be_null() const;
};
QueryColumn query_column_at(const std::vector<Element>& elements, std::size_t position);
/// The one that was made of `origin`, perhaps by way of further queries. One that is named as
/// `origin` is, by the same label or as the column itself, goes before those of other labels.
/// UsageError when there is none, or more than one of them.
QueryColumn query_column_of(const std::vector<Element>& elements, const NodeRef& origin);

/// The number, among the result columns of `elements`, of the first column of an element.
std::size_t first_column(const std::vector<Element>& elements, std::size_t element);

/// The source that rows of a query are.
inline Source source_of(const NodeRef& derived) {
  const auto* const owned = owned_table(derived);
  return {.table = owned == nullptr ? nullptr : &owned->table(), .alias = derived};
}

/// The objects of an entity under a name of their own, or where the query of a derived table
/// selects them; empty: of its table itself.
Source source_of(const EntityInfo& entity, const NodeRef& alias);

/// The CTEs that a statement names, itself and in nested queries: each once, behind those that it
/// names itself.
std::vector<const CteNode*> ctes_of(const Node& statement);

}  // namespace orp::sql
