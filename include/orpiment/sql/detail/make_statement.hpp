// SPDX-License-Identifier: MIT
// The functions that make statement nodes; compiled once, called by the typed layer. Each takes a
// statement and gives one with the change; a statement nobody else holds is changed in place.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/sql/detail/node_ref.hpp"
#include "orpiment/sql/execution_options.hpp"
#include "orpiment/sql/load_option.hpp"
#include "orpiment/sql/ordering.hpp"
#include "orpiment/sql/row_lock.hpp"

namespace orp::sql {

/// How the program reads a value.
struct ResultField {
  FieldType field;
  TypeTag tag;  ///< of a number; otherwise the expression knows better
};

enum class JoinKind : std::uint8_t { inner, left, cross };

// select().
NodeRef make_select();
NodeRef add_entity(NodeRef select, const EntityInfo& entity, const NodeRef& alias,
                   bool is_optional);
NodeRef add_value(NodeRef select, NodeRef expression, const ResultField& field);
NodeRef add_from(NodeRef select, const EntityInfo& entity, const NodeRef& alias);
NodeRef add_join(NodeRef select, JoinKind kind, const EntityInfo& entity, const NodeRef& alias,
                 NodeRef on);
/// Joins the target of relation number `relation` of `owner`; empty aliases: the tables themselves.
NodeRef add_join_along(NodeRef select, JoinKind kind, const EntityInfo& owner,
                       const NodeRef& owner_alias, std::uint16_t relation,
                       const NodeRef& target_alias);
NodeRef add_group_by(NodeRef select, NodeRef expression);
NodeRef add_having(NodeRef select, NodeRef condition);
NodeRef add_order_by(NodeRef select, Ordering term);
NodeRef clear_order_by(NodeRef select);
/// A null pointer takes the limit away.
NodeRef set_limit(NodeRef select, const std::int64_t* count);
NodeRef set_offset(NodeRef select, const std::int64_t* count);
NodeRef set_distinct(NodeRef select);
NodeRef set_lock(NodeRef select, const RowLock& lock);
NodeRef add_option(NodeRef select, LoadOption option);
NodeRef set_execution_options(NodeRef select, const ExecutionOptions& options);

// select(), update(), delete_(): adds to the conditions.
NodeRef add_where(NodeRef statement, NodeRef condition);

// insert(), update().
struct ColumnValue {
  std::uint16_t column;
  NodeRef value;
};
NodeRef make_insert(const EntityInfo& entity);
/// One more row. Columns left out take their client defaults, for which `default_row` is a Row as
/// C++ initialises it. UsageError when the columns are not those of the rows before.
NodeRef add_row(NodeRef insert, std::vector<ColumnValue> values, const void* default_row);
/// Rows of a select, for the columns listed.
NodeRef set_insert_select(NodeRef insert, std::vector<std::uint16_t> columns, NodeRef query,
                          const void* default_row);
NodeRef make_update(const EntityInfo& entity);
NodeRef add_assignment(NodeRef update, ColumnValue value);
NodeRef make_erase(const EntityInfo& entity);

// RETURNING, for insert, update and delete.
NodeRef add_returning_entity(NodeRef statement);
NodeRef add_returning(NodeRef statement, NodeRef expression, const ResultField& field);

}  // namespace orp::sql
