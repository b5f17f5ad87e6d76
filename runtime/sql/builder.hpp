// SPDX-License-Identifier: MIT
// Selects put together at run time, from descriptors instead of types: what a session's loaders
// send.
//
//     SelectBuilder select;                                // the orders of some users
//     const Source orders = source_of(Order::info);
//     select.add_entity(orders);
//     select.where_in(orders, relation.remote_columns, keys);
//     BoundStatement bound = cache.bind(*select.node());   // keys must outlive `bound`
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "orpiment/backend/statement.hpp"
#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/view.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

/// The table itself.
Source source_of(const EntityInfo& entity);
Source source_of(const TableInfo& table);
/// A new alias, named by the compiler ("orders_1").
Source alias_of(const EntityInfo& entity);
Source alias_of(const TableInfo& table);
/// The table of a select's element that is an object, under the name it has in that select.
Source source_of(const SelectNode& select, std::size_t element);

/// The element whose object is another one in every row, so that it tells the rows apart: FROM
/// begins with its table and leads on by relationships to one alone.
std::optional<std::size_t> identifying_element(const SelectNode& select);

/// A term of ORDER BY has SQL of the program's own, which means what it does only where it stands:
/// several terms, or the number or the name of a result column.
bool is_ordered_by_text(const SelectNode& select);

/// Column number `index` of the entity or the secondary table that `source` is. Requires: a derived
/// table selects that column.
NodeRef column_of(const Source& source, std::uint16_t index);
/// left.left_columns[i] = right.right_columns[i] for all i.
NodeRef columns_equal(const Source& left, View<std::uint16_t> left_columns, const Source& right,
                      View<std::uint16_t> right_columns);
/// What a program's `a && b` makes.
NodeRef both(NodeRef a, NodeRef b);

class SelectBuilder {
 public:
  /// An empty select.
  SelectBuilder();
  /// Goes on with a program's select; the program's own is not changed.
  explicit SelectBuilder(NodeRef select);

  /// Adds an object to the rows: `columns` of it, or all. Returns the number of the element.
  std::size_t add_entity(const Source& source, View<std::uint16_t> columns = {},
                         bool is_optional = false);
  /// Adds a column to the rows. Returns the number of the element.
  std::size_t add_column(const Source& source, std::uint16_t index);

  void from(const Source& source);
  void join(JoinKind kind, const Source& source, NodeRef on);
  /// Joins what relation leads to from `owner`, as an alias of its own, through the secondary table
  /// if there is one. Returns the target. An outer join keeps owners without a target.
  Source join_along(JoinKind kind, const Source& owner, const RelationInfo& relation);

  void where(const NodeRef& condition);
  /// column = the value at `field`, a field of the column's type; copied.
  void where_equal(const Source& source, std::uint16_t column, const void* field);
  /// column = `value`, one of `type`, whose fields are values (it is not nullable); copied.
  void where_equal(const Source& source, std::uint16_t column, const ColumnType& type,
                   const void* value);
  /// The row of `columns` is among the rows of `keys`, one list a column, all of one length. The
  /// lists must outlive every execution. The statement's shape does not depend on their length.
  void where_in(const Source& source, View<std::uint16_t> columns, View<backend::KeyList> keys);

  /// Values for the parameters that its conditions have.
  void give(const std::vector<GivenValue>& values);

  /// The integer in `column` is one of least to greatest.
  void where_between(const Source& source, std::uint16_t column, std::int64_t least,
                     std::int64_t greatest);

  void order_by(const Source& source, std::uint16_t column, bool descending = false);
  /// By the primary key, except for what is in the order already.
  void order_by_key(const Source& source);
  /// The order that a relationship's members have.
  void order_by(const Source& target, View<OrderTerm> terms);
  void limit(std::int64_t count);

  /// What is joined must stand outside: the select groups its rows or locks them, or has SQL of the
  /// program's own, whose names are those of the select's own tables, and, where a collection
  /// repeats them, also counts them (LIMIT, OFFSET, DISTINCT) or computes something.
  bool needs_wrapping(bool repeats_rows = true) const;
  /// Makes the select so far a derived table and selects the same elements, in the same order, from
  /// it. The sources so far have no meaning any more: source_of(*node(), element) gives the new
  /// ones.
  /// `sees_around`: a subquery goes on seeing the statement around it.
  void wrap(bool sees_around = false);

  const SelectNode& select() const;
  const NodeRef& node() const { return node_; }

 private:
  NodeRef node_;
};

}  // namespace orp::sql
