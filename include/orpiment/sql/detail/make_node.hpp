// SPDX-License-Identifier: MIT
// The functions that make expression nodes; compiled once, called by the typed layer and by the
// session. Operands are never empty references unless said. Nothing here touches a database.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "orpiment/meta/view.hpp"
#include "orpiment/sql/detail/node_ref.hpp"
#include "orpiment/sql/sampling.hpp"

namespace orp::backend {
struct KeyList;
}

namespace orp::sql {

enum class UnaryOp : std::uint8_t { logical_not, negate, is_null, is_not_null };

enum class BinaryOp : std::uint8_t {
  logical_and,
  logical_or,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  is_distinct,
  is_not_distinct,
  like,
  not_like,
  ilike,
  not_ilike,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  concat,
};

enum class Function : std::uint8_t {
  count,  // of rows when it has no argument
  sum,
  avg,
  min,
  max,
  string_agg,
  array_agg,
  percentile_cont,
  percentile_disc,
  mode,
  row_number,
  rank,
  dense_rank,
  percent_rank,
  cume_dist,
  ntile,
  lag,
  lead,
  first_value,
  last_value,
  nth_value,
  coalesce,
  lower,
  upper,
  length,
  abs,
  round,
  now,
  named,
};

// Columns.
NodeRef make_column(const TableInfo& table, std::uint16_t index, NodeRef alias = {});
NodeRef make_column(const EntityInfo& entity, std::uint16_t index, NodeRef alias = {});
/// The column of the row that an INSERT would have inserted.
NodeRef make_excluded(const EntityInfo& entity, std::uint16_t index);
/// A second name for a table; an empty `name` lets the compiler find one.
NodeRef make_alias(const TableInfo& table, std::string_view name = {});
/// The same of a sample of its rows. UsageError unless `percent` is from 0 to 100.
NodeRef make_sample(const TableInfo& table, std::string_view name, Sampling sampling,
                    double percent, std::optional<double> seed);

// Literals that stand beside `like`, as bound values of a type that compares with it: integers take
// its integer or decimal type when they fit, decimals its scale when no digit is lost.
NodeRef literal_integer(const NodeRef& like, std::int64_t value);
NodeRef literal_decimal(const NodeRef& like, const Decimal& value);
NodeRef literal_text(std::string_view value);
/// The same beside `like`, which may be sent within more SQL.
NodeRef literal_text(const NodeRef& like, std::string_view value);
/// Any value, a field of type `field`; its SQL type is `like`'s.
NodeRef literal_value(const NodeRef& like, FieldType field, const void* value);

// Literals of a known type.
NodeRef literal_of(const SqlType& type, FieldType field, const void* value);
NodeRef literal_decimal(const Decimal& value);
NodeRef make_true();
NodeRef make_false();

// Values assigned to a column, of exactly its type.
/// `value`, a field of type `field`; nullptr: NULL.
NodeRef assigned_value(const SqlType& column, FieldType field, const void* value);
/// `field` of exactly `type`, which may be a std::optional; copied.
NodeRef literal_field(const ColumnType& type, const void* field);

// Operators. The result's type follows from the operands: bool, or what arithmetic makes of them.
NodeRef make_unary(UnaryOp operation, NodeRef operand);
NodeRef make_binary(BinaryOp operation, NodeRef left, NodeRef right);
NodeRef make_between(NodeRef operand, NodeRef low, NodeRef high);
/// Between the two, whichever is the greater one.
NodeRef make_between_symmetric(NodeRef operand, NodeRef low, NodeRef high);
/// The opposite condition: `a = b` becomes `a <> b`, IN becomes NOT IN.
NodeRef make_not(NodeRef condition);
/// Both conditions; TRUE and FALSE are simplified away. An empty `left` counts as TRUE.
NodeRef make_and(NodeRef left, NodeRef right);
NodeRef make_or(NodeRef left, NodeRef right);

/// LIKE (or ILIKE) where `escape` takes the meaning from the next character. UsageError unless it
/// is an ASCII character and no letter.
NodeRef make_like(BinaryOp like, NodeRef operand, NodeRef pattern, char escape);

/// Where in a text another one may stand.
enum class Match : std::uint8_t { begin, end, anywhere };
/// LIKE (or ILIKE) with `text` taken as it stands.
NodeRef make_contains(BinaryOp like, NodeRef operand, std::string_view text, Match where);
NodeRef make_contains(BinaryOp like, NodeRef operand, NodeRef text, Match where);

// IN a list of values, which is one parameter whatever its length.
NodeRef make_in_integers(NodeRef operand, View<std::int64_t> values, bool negated);
NodeRef make_in_decimals(NodeRef operand, View<Decimal> values, bool negated);
/// `count` values of the C++ type that `ops` handles, one after the other; copied.
NodeRef make_in_values(NodeRef operand, const FieldOps& ops, const void* first, std::size_t count,
                       bool negated);
/// The values are given when the statement runs, for `list`, a parameter.
NodeRef make_in_parameter(NodeRef operand, const NodeRef& list, bool negated);
/// The lists are borrowed and must outlive every execution of the statement.
NodeRef make_in(std::vector<NodeRef> operands, const std::vector<const backend::KeyList*>& keys);
/// As many operands as the select has columns.
NodeRef make_in_select(std::vector<NodeRef> operands, NodeRef select, bool negated);

// Everything else.
NodeRef make_function(Function function, std::vector<NodeRef> arguments, bool distinct = false);
NodeRef make_label(NodeRef operand, std::string_view name);
NodeRef make_exists(NodeRef select);
NodeRef make_subquery(NodeRef select);

// text(): `:name` is a value's place, `\:` a colon. UsageError when a name is not in the text.
NodeRef make_text(std::string_view sql, const SqlType& result);
/// `is_kept`: a value in the form that a column keeps, so that it stands for what the column has.
NodeRef bind_text(NodeRef text, std::string_view name, const NodeRef& value, bool is_kept = false);
NodeRef retype_text(NodeRef text, const SqlType& result);
NodeRef make_text_statement(NodeRef text, std::vector<ColumnType> results);
/// What a column of that name is called in a text. UsageError for what is no name.
NodeRef make_named_column(std::string_view name, const SqlType& type);

/// EXISTS (the target's rows along relation number `relation` that meet `criterion`, which may be
/// empty). `alias` of the owner, or empty.
NodeRef make_related(const EntityInfo& owner, const NodeRef& alias, std::uint16_t relation,
                     NodeRef criterion);
/// Relation number `relation` leads to `target`, whose columns `field` reads, to nullptr where a
/// new object has no value yet; it is asked again when the statement runs. nullptr: to nothing.
using ReadColumn = const void* (*)(const void* target, std::uint16_t column);
NodeRef make_leads_to(const EntityInfo& owner, const NodeRef& alias, std::uint16_t relation,
                      const void* target, ReadColumn field);
/// The rows of its target that `parent` has; `target_alias` of the target, or empty.
NodeRef make_belongs_to(const EntityInfo& owner, std::uint16_t relation, const void* parent,
                        ReadColumn field, const NodeRef& target_alias);
/// The opposite, which is never unknown: it leads to something else, or to nothing.
NodeRef make_leads_elsewhere(const EntityInfo& owner, const NodeRef& alias, std::uint16_t relation,
                             const void* target, ReadColumn field);

}  // namespace orp::sql
