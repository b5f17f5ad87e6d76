// SPDX-License-Identifier: MIT
// What statements are: plain data. Programs make them through select.hpp and write.hpp, sessions
// through builder.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/sql/load_option.hpp"
#include "orpiment/sql/make_statement.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// What a FROM names: a table itself, an alias of it, or a derived table. Two are the same when
/// both `table` and `alias` are.
struct Source {
  const TableInfo* table = nullptr;    // nullptr: derived table
  NodeRef alias{};                     // AliasNode or DerivedNode; empty: the table itself
  const EntityInfo* entity = nullptr;  // whose objects its rows are, if any
  std::uint16_t element = 0;           // derived: the element of its select that `entity` is

  bool is(const Source& other) const { return table == other.table && alias == other.alias; }
};

/// One element of a result row: an object, or the value of an expression.
struct Element {
  Source source{};                       // of an object
  NodeRef expression{};                  // of a value
  bool is_optional = false;              // of an object: the row may have none
  ColumnType type{};                     // of a value: as the program reads it
  std::vector<std::uint16_t> columns{};  // of an object; empty: all

  bool is_entity() const { return source.entity != nullptr; }
  /// Number of columns in the result.
  std::size_t width() const;
  /// Number, in the table, of the object's `i`-th selected column.
  std::uint16_t column(std::size_t i) const;
};

struct JoinNode {
  JoinKind kind;
  Source source;
  NodeRef on;              // empty for JoinKind::cross
  Source owner{};          // along a relationship: its near side
  bool multiplies = true;  // a row may meet several; false: along a relationship to one
};

struct SelectNode final : LinkedNode {
  SelectNode() : LinkedNode(NodeKind::select) {}

  std::vector<Element> elements;
  std::vector<Source> from;  // as said by select_from(); others are found by the compiler
  std::vector<JoinNode> joins;
  NodeRef where;  // or empty
  std::vector<NodeRef> group_by;
  NodeRef having;  // or empty
  std::vector<Ordering> order_by;
  NodeRef limit;   // or empty
  NodeRef offset;  // or empty
  bool distinct = false;
  bool selects_one = false;  // EXISTS: no elements, SELECT 1
  bool locks = false;
  RowLock lock{};
  std::vector<LoadOption> options;  // no part of the shape
  ExecutionOptions execution{};     // nor this
};

struct AssignmentNode {
  std::uint16_t column;
  NodeRef value;
  bool is_default = false;  // by the schema, not by the program
};

/// INSERT. All rows assign the same columns, in the same order.
struct InsertNode final : LinkedNode {
  explicit InsertNode(const EntityInfo* into) : LinkedNode(NodeKind::insert), entity(into) {}

  const EntityInfo* entity;
  std::vector<std::uint16_t> columns;
  std::vector<NodeRef> values;  // row by row
  std::size_t row_count = 0;
  NodeRef select;  // INSERT ... SELECT, in place of values; or empty
  std::vector<Element> returning;
};

struct UpdateNode final : LinkedNode {
  explicit UpdateNode(const EntityInfo* of) : LinkedNode(NodeKind::update), entity(of) {}

  const EntityInfo* entity;
  std::vector<AssignmentNode> assignments;
  NodeRef where;  // or empty
  std::vector<Element> returning;
};

struct EraseNode final : LinkedNode {
  explicit EraseNode(const EntityInfo* from) : LinkedNode(NodeKind::erase), entity(from) {}

  const EntityInfo* entity;
  NodeRef where;  // or empty
  std::vector<Element> returning;
};

/// An element that is a value.
Element value_element(NodeRef expression, const ResultField& field);

/// The elements of the rows that a statement returns; none when it returns no rows.
const std::vector<Element>& elements_of(const Node& statement);

}  // namespace orp::sql
