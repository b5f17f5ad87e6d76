// SPDX-License-Identifier: MIT
#include "backend/row_sql.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace orp::backend {

namespace {

/// The place of the value of column number `i` of `rows`.
void append_parameter(std::string& sql, const Dialect& dialect, const RowBatch& rows, std::size_t i,
                      bool is_repeated) {
  std::string place;
  dialect.parameter(place, i + 1, is_repeated);
  sql += dialect.as_sent(std::move(place), rows.table->columns[rows.columns[i]].type);
}

/// `a = ?, b = ?`: the columns of `rows` from `first` to before `last`, parameters likewise.
void append_equals(std::string& sql, const Dialect& dialect, const RowBatch& rows,
                   std::size_t first, std::size_t last, const char* separator) {
  for (std::size_t i = first; i < last; ++i) {
    if (i > first) sql += separator;
    dialect.quote(sql, rows.table->columns[rows.columns[i]].name);
    sql += " = ";
    append_parameter(sql, dialect, rows, i, false);
  }
}

void append_parameters(std::string& sql, const Dialect& dialect, const RowBatch& rows,
                       bool are_repeated) {
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    if (i > 0) sql += ", ";
    append_parameter(sql, dialect, rows, i, are_repeated);
  }
}

}  // namespace

void append_names(std::string& sql, const Dialect& dialect, const TableInfo& table,
                  View<std::uint16_t> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += ", ";
    dialect.quote(sql, table.columns[columns[i]].name);
  }
}

void append_read(std::string& sql, const Dialect& dialect, const TableInfo& table,
                 View<std::uint16_t> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += ", ";
    const ColumnInfo& column = table.columns[columns[i]];
    sql += dialect.as_read(dialect.quoted(column.name), column.type);
  }
}

void begin_insert(std::string& sql, const Dialect& dialect, const TableInfo& table,
                  View<std::uint16_t> columns) {
  sql = "INSERT INTO ";
  dialect.quote_table(sql, table);
  if (columns.empty()) return;
  sql += " (";
  append_names(sql, dialect, table, columns);
  sql += ')';
}

void append_unless_there(std::string& sql, const Dialect& dialect, const TableInfo& table,
                         View<std::uint16_t> key) {
  if (key.empty()) return;
  sql += " ON CONFLICT (";
  append_names(sql, dialect, table, key);
  sql += ") DO NOTHING";
}

void append_returning(std::string& sql, const Dialect& dialect, const TableInfo& table,
                      View<std::uint16_t> columns) {
  if (columns.empty()) return;
  sql += " RETURNING ";
  append_read(sql, dialect, table, columns);
}

void insert_row_sql(std::string& sql, const Dialect& dialect, const InsertBatch& batch,
                    View<std::uint16_t> returning) {
  const TableInfo& table = *batch.rows.table;
  const View<std::uint16_t> columns = batch.rows.columns;
  begin_insert(sql, dialect, table, columns);
  if (columns.empty()) {
    sql += ' ';
    sql += dialect.facts().default_values;
  } else {
    sql += " VALUES (";
    append_parameters(sql, dialect, batch.rows, false);
    sql += ')';
  }
  append_unless_there(sql, dialect, table, batch.unless_there);
  sql += batch.conflict.sql;
  append_returning(sql, dialect, table, returning);
}

void insert_absent_row_sql(std::string& sql, const Dialect& dialect, const InsertBatch& batch) {
  const TableInfo& table = *batch.rows.table;
  const View<std::uint16_t> columns = batch.rows.columns;
  begin_insert(sql, dialect, table, columns);
  sql += " SELECT ";
  append_parameters(sql, dialect, batch.rows, true);
  sql += " WHERE NOT EXISTS (SELECT 1 FROM ";
  dialect.quote_table(sql, table);
  sql += " WHERE ";
  for (std::size_t i = 0; i < batch.unless_there.size(); ++i) {
    if (i > 0) sql += " AND ";
    dialect.quote(sql, table.columns[batch.unless_there[i]].name);
    sql += " = ";
    const auto* const place = std::find(columns.begin(), columns.end(), batch.unless_there[i]);
    append_parameter(sql, dialect, batch.rows, static_cast<std::size_t>(place - columns.begin()),
                     true);
  }
  sql += ')';
}

void update_row_sql(std::string& sql, const Dialect& dialect, const UpdateBatch& batch) {
  sql = "UPDATE ";
  dialect.quote_table(sql, *batch.rows.table);
  sql += " SET ";
  append_equals(sql, dialect, batch.rows, 0, batch.set_count, ", ");
  sql += " WHERE ";
  append_equals(sql, dialect, batch.rows, batch.set_count, batch.rows.columns.size(), " AND ");
}

void erase_row_sql(std::string& sql, const Dialect& dialect, const DeleteBatch& batch) {
  sql = "DELETE FROM ";
  dialect.quote_table(sql, *batch.rows.table);
  sql += " WHERE ";
  append_equals(sql, dialect, batch.rows, 0, batch.rows.columns.size(), " AND ");
}

}  // namespace orp::backend
