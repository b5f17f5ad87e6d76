// SPDX-License-Identifier: MIT
// The functions that make statement nodes; compiled once, called by the typed layer. Each changes
// a statement, in place where nobody else holds it: the reference leads to a copy otherwise. (They
// take and give no references by value, for the sake of programs: each of those is code there.)
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/sql/detail/node_ref.hpp"
#include "orpiment/sql/execution_options.hpp"
#include "orpiment/sql/load_option.hpp"
#include "orpiment/sql/materialized.hpp"
#include "orpiment/sql/ordering.hpp"
#include "orpiment/sql/row_lock.hpp"

namespace orp::sql {

/// How the program reads a value.
struct ResultField {
  FieldType field;
  TypeTag tag;  ///< of a number; otherwise the expression knows better
};

enum class JoinKind : std::uint8_t { inner, left, full, cross };

// select().
NodeRef make_select();
void add_entity(NodeRef& select, const EntityInfo& entity, bool is_optional);
void add_entity(NodeRef& select, const EntityInfo& entity, const NodeRef& alias, bool is_optional);
void add_column(NodeRef& select, const EntityInfo& entity, std::uint16_t index, ResultField field);
void add_value(NodeRef& select, const NodeRef& expression, ResultField field);
/// The same select of nothing yet: what it selected from stays in its FROM.
NodeRef without_elements(NodeRef select);
void add_from(NodeRef& select, const EntityInfo& entity, const NodeRef& alias);
void add_join(NodeRef& select, JoinKind kind, const EntityInfo& entity, const NodeRef& alias,
              const NodeRef& on);
/// Joins the target of relation number `relation` of `owner`; empty aliases: the tables themselves.
/// `criterion`, on the target, may be empty.
void add_join_along(NodeRef& select, JoinKind kind, const EntityInfo& owner,
                    const NodeRef& owner_alias, std::uint16_t relation, const NodeRef& target_alias,
                    const NodeRef& criterion = {});
void add_group_by(NodeRef& select, const NodeRef& expression);
void add_having(NodeRef& select, const NodeRef& condition);
// The same of several queries as one, whose terms are columns of their results.
void add_order_by(NodeRef& query, const Ordering& term);
void clear_order_by(NodeRef& query);
/// An empty count takes the limit away.
void set_limit(NodeRef& query, std::optional<std::int64_t> count);
void set_offset(NodeRef& query, std::optional<std::int64_t> count);
void set_limit_with_ties(NodeRef& query, std::int64_t count);
/// By integers that the database calculates. UsageError (ORP-1284) when rows decide them.
void set_limit(NodeRef& query, const NodeRef& count);
void set_offset(NodeRef& query, const NodeRef& count);
void set_limit_with_ties(NodeRef& query, const NodeRef& count);
void set_distinct(NodeRef& select);
void add_distinct_on(NodeRef& select, const NodeRef& expression);
void add_lock_of(NodeRef& select, const EntityInfo& entity, const NodeRef& alias);
void add_correlated(NodeRef& select, const EntityInfo& entity, const NodeRef& alias);
/// Throws UsageError for what would end the comment.
void set_comment(NodeRef& statement, std::string_view text);
/// SQL behind SELECT or INSERT, or at the end of a SELECT; for that database, or any.
void add_affix(NodeRef& statement, std::string_view text, std::string_view database,
               bool is_suffix);
void set_lock(NodeRef& select, const RowLock& lock);
void add_option(NodeRef& select, const LoadOption& option);
void set_execution_options(NodeRef& statement, const ExecutionOptions& options);

// Rows of a query in the FROM of another one.
/// An empty `name` lets the compiler find one.
NodeRef make_derived(const NodeRef& query, std::string_view name, bool is_lateral = false);
NodeRef make_cte(const NodeRef& query, std::string_view name, Materialized materialized);
/// Another one of the same CTE.
NodeRef make_second(const NodeRef& derived, std::string_view name);
/// The members of a recursive CTE whose first one is `anchor` name it by what begin gives, and end
/// makes it of them.
NodeRef begin_recursive_cte(const NodeRef& anchor, std::string_view name);
NodeRef end_recursive_cte(const NodeRef& begun, View<NodeRef> members, bool is_distinct);
/// The column that was made of `origin`, a column or an expression. UsageError when there is none,
/// or more than one, or it may be NULL and `is_optional` is false.
NodeRef make_derived_column(const NodeRef& derived, const NodeRef& origin, bool is_optional);
/// Puts a CTE before the statement though nothing in it names it.
void add_cte(NodeRef& statement, const NodeRef& derived);
/// All its columns, which the program reads as `fields`.
void add_columns_of(NodeRef& select, const NodeRef& derived, View<ResultField> fields);
void add_from(NodeRef& select, const NodeRef& derived);
void add_join(NodeRef& select, JoinKind kind, const NodeRef& derived, const NodeRef& on);

// Rows of a text(), whose columns are found by their names.
void add_text_column(NodeRef& statement, const NodeRef& column, ResultField field);
void add_text_entity(NodeRef& statement, const EntityInfo& entity);
/// Lets `select`, of objects of `entity` and nothing else, take them from `rows`. UsageError
/// (ORP-1265) when it has clauses.
NodeRef make_from_statement(const NodeRef& select, const EntityInfo& entity, const NodeRef& rows);
/// An option of its objects.
void add_statement_option(NodeRef& statement, LoadOption option);

// Set operations.
enum class SetOperation : std::uint8_t {
  union_distinct,
  union_all,
  intersect,
  intersect_all,
  except,
  except_all
};
/// `first` and then `second`, two queries; the program reads values as `fields`.
NodeRef make_compound(const NodeRef& first, SetOperation operation, const NodeRef& second,
                      View<ResultField> fields);

// select(), update(), delete_(): adds to the conditions.
void add_where(NodeRef& statement, const NodeRef& condition);

// insert(), update().
struct ColumnValue {
  std::uint16_t column;
  NodeRef value;
};
NodeRef make_insert(const EntityInfo& entity);
/// One more row. Columns left out take their client defaults, for which `default_row` is a Row as
/// C++ initialises it. UsageError when the columns are not those of the rows before.
void add_row(NodeRef& insert, std::vector<ColumnValue> values, const void* default_row);
/// Rows of a select, for the columns listed.
void set_insert_select(NodeRef& insert, std::vector<std::uint16_t> columns, NodeRef query,
                       const void* default_row);
/// One more row, with all columns that may be written; `row` is a Row of the entity.
void add_whole_row(NodeRef& insert, const void* row);
/// Rows that meet others in these columns, or in those of the constraint; of none: in any key.
NodeRef with_conflict_key(NodeRef insert, const std::vector<std::uint16_t>& columns);
NodeRef with_conflict_constraint(NodeRef insert, std::string_view constraint);
NodeRef with_nothing_done(NodeRef insert);
/// No assignments: all that the insert assigns, but for the key.
NodeRef with_update_done(NodeRef insert, std::vector<ColumnValue> assignments);
/// The same of an insert whose columns are not known yet.
NodeRef with_update_of_any(NodeRef rule, std::vector<ColumnValue> assignments);
std::size_t folded_rows(const NodeRef& insert);
NodeRef make_update(const EntityInfo& entity);
void add_assignment(NodeRef& update, ColumnValue value);
NodeRef make_erase(const EntityInfo& entity);

// RETURNING, for insert, update and delete.
void add_returning_entity(NodeRef& statement);
void add_returning(NodeRef& statement, const NodeRef& expression, ResultField field);

}  // namespace orp::sql
