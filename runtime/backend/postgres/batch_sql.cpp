// SPDX-License-Identifier: MIT
#include "backend/postgres/batch_sql.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "backend/postgres/types.hpp"
#include "backend/row_sql.hpp"

namespace orp::backend::postgres {

namespace {

void append_name(std::string& sql, const Dialect& dialect, const TableInfo& table,
                 std::uint16_t column) {
  dialect.quote(sql, table.columns[column].name);
}

/// `unnest($1::bigint[], $2::text[])`
void append_unnest(std::string& sql, const Dialect& dialect, const TableInfo& table,
                   View<std::uint16_t> columns) {
  sql += "unnest(";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const SqlType& type = table.columns[columns[i]].type;
    if (i > 0) sql += ", ";
    sql += '$' + std::to_string(i + 1) + "::";
    sql += stored_row_of(type).travels_as_text ? "text" : dialect.cast_type(type);
    sql += "[]";
  }
  sql += ')';
}

/// Column `i` of the unnested rows, as the table's column has it.
void append_source(std::string& sql, const Dialect& dialect, const SqlType& type, std::size_t i) {
  std::string source = "v.c" + std::to_string(i + 1);
  if (stored_type(type).tag == TypeTag::json) {
    source += "::json";  // which a jsonb column takes, too; others keep the text as it is
  } else if (stored_row_of(type).travels_as_text) {
    source += "::" + dialect.cast_type(type);
  }
  sql += dialect.as_sent(std::move(source), type);
}

/// ` AS v(c1, c2, n)`
void append_alias(std::string& sql, std::size_t column_count, bool has_ordinality) {
  sql += has_ordinality ? " WITH ORDINALITY AS v(" : " AS v(";
  for (std::size_t i = 0; i < column_count; ++i) {
    if (i > 0) sql += ", ";
    sql += 'c' + std::to_string(i + 1);
  }
  sql += has_ordinality ? ", n)" : ")";
}

/// `t."id" = v.c2 AND ...` for the columns from `first` on.
void append_match(std::string& sql, const Dialect& dialect, const RowBatch& rows,
                  std::size_t first) {
  for (std::size_t i = first; i < rows.columns.size(); ++i) {
    if (i > first) sql += " AND ";
    sql += "t.";
    append_name(sql, dialect, *rows.table, rows.columns[i]);
    sql += " = ";
    append_source(sql, dialect, rows.table->columns[rows.columns[i]].type, i);
  }
}

void begin_insert_arrays(std::string& sql, const Dialect& dialect, const TableInfo& table,
                         View<std::uint16_t> columns, bool overrides) {
  begin_insert(sql, dialect, table, columns);
  if (overrides) sql += " OVERRIDING SYSTEM VALUE";
  sql += " SELECT ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += ", ";
    append_source(sql, dialect, table.columns[columns[i]].type, i);
  }
  sql += " FROM ";
  append_unnest(sql, dialect, table, columns);
  append_alias(sql, columns.size(), true);
}

}  // namespace

void insert_arrays_sql(std::string& sql, const Dialect& dialect, const TableInfo& table,
                       View<std::uint16_t> columns, const AddedRows& added) {
  begin_insert_arrays(sql, dialect, table, columns, added.override_sequence);
  sql += " ORDER BY v.n";
  append_unless_there(sql, dialect, table, added.unless_there);
  sql += added.conflict;
  append_returning(sql, dialect, table, added.returning);
}

void insert_absent_arrays_sql(std::string& sql, const Dialect& dialect, const TableInfo& table,
                              View<std::uint16_t> columns, View<std::uint16_t> unless_there) {
  begin_insert_arrays(sql, dialect, table, columns, false);
  sql += " WHERE NOT EXISTS (SELECT FROM ";
  dialect.quote_table(sql, table);
  sql += " AS t WHERE ";
  for (std::size_t i = 0; i < unless_there.size(); ++i) {
    if (i > 0) sql += " AND ";
    sql += "t.";
    append_name(sql, dialect, table, unless_there[i]);
    sql += " = ";
    const auto place = std::find(columns.begin(), columns.end(), unless_there[i]);
    append_source(sql, dialect, table.columns[unless_there[i]].type,
                  static_cast<std::size_t>(place - columns.begin()));
  }
  sql += ") ORDER BY v.n";
}

void copy_sql(std::string& sql, const Dialect& dialect, const TableInfo& table,
              View<std::uint16_t> columns) {
  copied_sql(sql, dialect,
             {.table = &table, .columns = columns, .options = {.format = CopyFormat::binary}},
             " FROM STDIN");
}

void copied_sql(std::string& sql, const Dialect& dialect, const CopiedRows& rows,
                std::string_view direction) {
  sql = "COPY ";
  if (rows.table == nullptr) {
    sql += '(' + std::string(rows.query) + ')';
  } else {
    dialect.quote_table(sql, *rows.table);
    sql += " (";
    append_names(sql, dialect, *rows.table, rows.columns);
    sql += ')';
  }
  sql += direction;
  switch (rows.options.format) {
    case CopyFormat::csv:
      sql += rows.options.header ? " (FORMAT csv, HEADER)" : " (FORMAT csv)";
      return;
    case CopyFormat::text:
      sql += " (FORMAT text)";
      return;
    case CopyFormat::binary:
      sql += " (FORMAT binary)";
  }
}

void update_arrays_sql(std::string& sql, const Dialect& dialect, const UpdateBatch& batch,
                       bool tells_rows) {
  const RowBatch& rows = batch.rows;
  sql = "UPDATE ";
  dialect.quote_table(sql, *rows.table);
  sql += " AS t SET ";
  for (std::size_t i = 0; i < batch.set_count; ++i) {
    if (i > 0) sql += ", ";
    append_name(sql, dialect, *rows.table, rows.columns[i]);
    sql += " = ";
    append_source(sql, dialect, rows.table->columns[rows.columns[i]].type, i);
  }
  sql += " FROM ";
  append_unnest(sql, dialect, *rows.table, rows.columns);
  append_alias(sql, rows.columns.size(), tells_rows);
  sql += " WHERE ";
  append_match(sql, dialect, rows, batch.set_count);
  if (tells_rows) sql += " RETURNING v.n";
}

void erase_arrays_sql(std::string& sql, const Dialect& dialect, const DeleteBatch& batch) {
  const RowBatch& rows = batch.rows;
  sql = "DELETE FROM ";
  dialect.quote_table(sql, *rows.table);
  sql += " AS t ";
  if (const SqlType& type = rows.table->columns[rows.columns[0]].type;
      rows.columns.size() == 1 && !stored_row_of(type).travels_as_text &&
      !dialect.is_wrapped_when_sent(type)) {
    sql += "WHERE t.";  // the server looks each key up, which is faster than a join
    append_name(sql, dialect, *rows.table, rows.columns[0]);
    sql += " = ANY ($1::" + dialect.cast_type(type) + "[])";
    return;
  }
  sql += "USING ";
  append_unnest(sql, dialect, *rows.table, rows.columns);
  append_alias(sql, rows.columns.size(), false);
  sql += " WHERE ";
  append_match(sql, dialect, rows, 0);
}

}  // namespace orp::backend::postgres
