// SPDX-License-Identifier: MIT
// Rows of a table without a class as those that a bulk write takes: a field for each column.
#include "orpiment/session/table_bulk.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "meta/assign_from.hpp"
#include "meta/owned_table.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/error.hpp"
#include "sql/source_nodes.hpp"

namespace orp::detail {

namespace {

using Columns = std::vector<std::uint16_t>;

[[noreturn]] void throw_other_columns(const meta::OwnedTable& table) {
  throw UsageError({.code = "ORP-1206",
                    .message = "a bulk write of table " + table.described().name +
                               " is given rows of different columns",
                    .table = table.described().name,
                    .hint = "name the same columns in each row, std::nullopt for NULL"});
}

const sql::LiteralNode& literal_in(const meta::OwnedTable& table, const sql::ColumnValue& given) {
  if (const auto* const literal = sql::as_if<sql::LiteralNode>(given.value)) return *literal;
  throw UsageError({.code = "ORP-1259",
                    .message = "a bulk write takes values, and is given an expression",
                    .table = table.described().name,
                    .columns = {table.described().columns[given.column].name},
                    .hint = "calculate it in the program, or use insert() and update()"});
}

}  // namespace

struct TableBulk::State {
  State(SessionState& in_session, const meta::Table& of, BulkWriter::Act to_do,
        const BulkOptions& how, sql::NodeRef meeting_others)
      : session(in_session),
        table(of),
        owned(*sql::as<sql::AliasNode>(table.node()).owned),
        act(to_do),
        options(how),
        rule(std::move(meeting_others)) {}

  void begin(const std::vector<sql::ColumnValue>& row) {
    for (const sql::ColumnValue& value : row) columns.push_back(value.column);
    if (rule)
      writer.emplace(session, owned.entity(), columns, options, rule);
    else
      writer.emplace(session, owned.entity(), act, columns, options);
  }

  /// In the order of the columns; NULL is none.
  std::vector<const void*> fields_of(const std::vector<sql::ColumnValue>& row) {
    if (row.size() != columns.size()) throw_other_columns(owned);
    std::vector<const void*> fields(columns.size());
    std::vector<bool> is_given(columns.size());
    for (const sql::ColumnValue& given : row) {
      const auto found = std::find(columns.begin(), columns.end(), given.column);
      if (found == columns.end()) throw_other_columns(owned);
      const auto place = static_cast<std::size_t>(found - columns.begin());
      if (is_given[place]) throw_other_columns(owned);
      is_given[place] = true;
      fields[place] = kept(given);
    }
    return fields;
  }

  const void* kept(const sql::ColumnValue& given) {
    const sql::LiteralNode& literal = literal_in(owned, given);
    if (literal.is_null) return nullptr;
    const ColumnType& type = owned.table().columns[given.column].type;
    StoredValue& value = *values.emplace_back(std::make_unique<StoredValue>(type));
    assign_from(type, value.field(), literal.own_type, literal.field());
    return value.field();
  }

  SessionState& session;
  meta::Table table;  // owns what `owned` is
  const meta::OwnedTable& owned;
  BulkWriter::Act act;
  BulkOptions options;
  sql::NodeRef rule;
  Columns columns;
  std::optional<BulkWriter> writer;                  // once there was a row
  std::vector<std::unique_ptr<StoredValue>> values;  // of the chunk
};

TableBulk::TableBulk(Session& session, const meta::Table& table, BulkWriter::Act act,
                     const BulkOptions& options, const meta::TableRule* rule)
    : state_(std::make_unique<State>(session.state(), table, act, options,
                                     rule == nullptr ? sql::NodeRef() : rule->node_)) {}
TableBulk::~TableBulk() = default;

void TableBulk::add(const std::vector<meta::NamedValue>& row) {
  State& state = *state_;
  try {
    const std::vector<sql::ColumnValue> values =
        sql::named_column_values(state.table.node(), meta::NamedValue::nodes(row));
    if (!state.writer) state.begin(values);
    state.writer->add(state.fields_of(values).data());
  } catch (DataError& error) {
    if (state.writer) state.writer->name_row(error);
    throw;
  }
  if (!state.writer->is_full()) return;
  state.writer->send();
  state.values.clear();
}

BulkProgress TableBulk::finish() {
  if (!state_->writer) return {};
  state_->writer->finish();
  return state_->writer->progress();
}

void TableBulk::fail() {
  if (state_->writer) state_->writer->fail();
}

}  // namespace orp::detail
