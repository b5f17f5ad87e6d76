// SPDX-License-Identifier: MIT
// Batches: one prepared statement, executed again for every row. Here that is faster than a
// statement of many rows, and tells which row failed.
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "backend/auto_transaction.hpp"
#include "backend/row_statements.hpp"
#include "backend/sqlite/link.hpp"
#include "backend/sqlite/missing_parent.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/statement_watch.hpp"
#include "backend/value_fault.hpp"
#include "backend/written_rows.hpp"
#include "meta/field_value.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

/// The column is the table's row number, which the library tells without asking: reading it through
/// RETURNING costs more than the whole INSERT.
bool is_row_number(const TableInfo& table, std::uint16_t column) {
  return table.columns[column].identity && table.primary_key.size() == 1 &&
         table.primary_key[0] == column;
}

/// Of a table that a statement has just written. Only views are no tables to this function.
bool is_view(sqlite3* database, const Dialect& dialect, const TableInfo& table) {
  std::string schema = table.database_schema;
  if (dialect.schemas() != nullptr) schema = dialect.schemas()->name_of(schema);
  return sqlite3_table_column_metadata(database, schema.empty() ? nullptr : schema.c_str(),
                                       table.name, nullptr, nullptr, nullptr, nullptr, nullptr,
                                       nullptr) != SQLITE_OK;
}

[[noreturn]] void throw_no_row_number(const TableInfo& table) {
  throw UsageError({.code = "ORP-1416",
                    .message = std::string("SQLite does not tell the key of a row that triggers "
                                           "insert in the place of the view ") +
                               table.name,
                    .table = table.name,
                    .hint = "set the key in the program"});
}

}  // namespace

/// One statement and the rows to run it with.
class SqliteLink::BatchRun {
 public:
  BatchRun(SqliteLink& link, const RowStatement& statement, const RowBatch& rows)
      : link_(link),
        sql_(statement.sql),
        rows_(rows),
        watch_(link.listener_, {.sql = sql_, .batch = &rows, .row_count = rows.row_count}),
        prepared_(
            link.prepare(statement.cache_key, {.sql = sql_, .batch = &rows}, {&rows.table, 1})),
        statement_(prepared_->statement.get()) {
    link_.prepare_to_write();
    total_ = sqlite3_total_changes64(link_.database_.get());
    if (link_.buffers_.size() < rows.columns.size()) link_.buffers_.resize(rows.columns.size());
  }
  /// `further` values stand behind those of a row, the same for each.
  BatchRun(SqliteLink& link, const RowStatement& statement, const RowBatch& rows,
           View<BoundValue> further)
      : BatchRun(link, statement, rows) {
    link_.bind_all(statement_, further, {SQLITE_STATIC, SQLITE_STATIC}, rows.columns.size());
  }
  BatchRun(const BatchRun&) = delete;
  BatchRun& operator=(const BatchRun&) = delete;

  /// Binds a row and steps once: SQLITE_ROW or SQLITE_DONE.
  int start(std::size_t row) {
    row_ = row;
    bind_row();
    return step();
  }

  int step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) [[unlikely]]
      throw_failed_row(result);
    return result;
  }

  void finish_row() { sqlite3_reset(statement_); }

  /// How many rows the one that is done has written. The library counts none for a view: what its
  /// triggers have written tells whether there was a row.
  std::size_t written() {
    const std::int64_t count = sqlite3_changes64(link_.database_.get());
    if (count > 0) [[likely]]
      return static_cast<std::size_t>(count);
    return written_by_triggers();
  }

  /// Decodes the columns that RETURNING gave.
  void read_row(const InsertBatch& batch) {
    std::size_t i = 0;
    try {
      for (; i < batch.returning.size(); ++i) {
        sqlite3_value* const value = sqlite3_column_value(statement_, static_cast<int>(i));
        decode(ColumnSource(value), rows_.table->columns[batch.returning[i]].type,
               batch.results[row_ * batch.returning.size() + i]);
      }
    } catch (const ValueFault& fault) {
      finish_row();
      throw_in_result(fault, rows_.table->columns[batch.returning[i]].name,
                      link_.options_.hide_parameters);
    }
  }

  void read_row_number(const InsertBatch& batch) {
    if (is_of_view_) throw_no_row_number(*rows_.table);
    Cell cell = Cell::of_integer(sqlite3_last_insert_rowid(link_.database_.get()));
    const ColumnInfo& column = rows_.table->columns[batch.returning[0]];
    try {
      decode(CellSource(cell), column.type, batch.results[row_]);
    } catch (const ValueFault& fault) {
      finish_row();
      throw_in_result(fault, column.name, link_.options_.hide_parameters);
    }
  }

 private:
  std::size_t written_by_triggers() {
    const std::int64_t total = sqlite3_total_changes64(link_.database_.get());
    const bool is_any = std::exchange(total_, total) != total;
    if (!is_any) return 0;
    is_of_view_ = is_view(link_.database_.get(), link_.dialect(), *rows_.table);
    return is_of_view_ ? 1 : 0;
  }

  void bind_row() {
    const std::size_t width = rows_.columns.size();
    const void* const* const cells = rows_.cells + row_ * width;
    const ColumnInfo* const columns = rows_.table->columns.data();
    std::size_t i = 0;
    try {
      for (; i < width; ++i) {
        const ColumnType& type = columns[rows_.columns[i]].type;
        const void* const value = value_in(type, cells[i]);
        const int index = static_cast<int>(i) + 1;
        const int result =
            value == nullptr
                ? sqlite3_bind_null(statement_, index)
                : bind(statement_, index, encode(type, value, link_.buffers_[i]), SQLITE_STATIC);
        if (result != SQLITE_OK) [[unlikely]]
          throw_failed_row(result);
      }
    } catch (const ValueFault& fault) {
      throw_in_batch(fault, rows_, row_, i);
    }
  }

  [[noreturn]] void throw_failed_row(int result) {
    sqlite3_reset(statement_);
    try {
      link_.throw_failed(result, {.sql = sql_, .batch = &rows_, .row = row_, .has_row = true});
    } catch (IntegrityError& error) {
      if (error.kind() == ConstraintKind::foreign_key) name_foreign_key(error);
      throw;
    }
  }

  void name_foreign_key(IntegrityError& error) const {
    const ForeignKeyInfo* const key =
        find_missing_parent(link_.database_.get(), link_.dialect(), rows_, row_);
    if (key == nullptr) return;
    error.with_details(
        {.constraint = key->name, .columns = column_names(*rows_.table, key->columns)});
  }

  SqliteLink& link_;
  const std::string& sql_;
  const RowBatch& rows_;
  StatementWatch watch_;
  PreparedStatement prepared_;
  sqlite3_stmt* statement_;
  std::size_t row_ = 0;
  bool is_of_view_ = false;  // as far as its triggers have written
  std::int64_t total_ = 0;   // of all changes, when it was asked for last
};

std::size_t SqliteLink::insert(const InsertBatch& batch) {
  if (batch.rows.row_count == 0) return 0;
  prepare_to_run();
  AutoTransaction transaction(*this, batch.rows.row_count > 1);
  const bool by_row_number =
      batch.returning.size() == 1 && is_row_number(*batch.rows.table, batch.returning[0]);
  const RowStatement* statement =
      &row_statements_.insert(batch, by_row_number ? View<std::uint16_t>() : batch.returning);
  if (!batch.unless_there.empty() && !has_conflict_target(statement->sql))
    statement = &row_statements_.insert_absent(batch);

  BatchRun run(*this, *statement, batch.rows, batch.conflict.parameters);
  WrittenRows written(batch.rows);
  for (std::size_t row = 0; row < batch.rows.row_count; ++row) {
    if (run.start(row) == SQLITE_ROW) {
      run.read_row(batch);
      run.step();
    }
    const bool is_written = run.written() > 0;
    if (is_written && by_row_number) run.read_row_number(batch);
    written.add(row, is_written);
    run.finish_row();
  }
  transaction.commit();
  return written.finish();
}

// Preparing asks the database and changes nothing; any other fault is told when the statement runs.
bool SqliteLink::has_conflict_target(const std::string& sql) {
  const auto known = conflict_targets_.find(sql);
  if (known != conflict_targets_.end()) return known->second;
  sqlite3_stmt* raw = nullptr;
  const int result = sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr);
  const StatementHandle statement(raw);
  const bool has_none =
      result == SQLITE_ERROR &&
      std::strstr(sqlite3_errmsg(database_.get()), "ON CONFLICT clause does not match") != nullptr;
  if (result == SQLITE_OK || has_none) conflict_targets_.emplace(sql, !has_none);
  return !has_none;
}

std::vector<std::size_t> SqliteLink::update(const UpdateBatch& batch) {
  std::vector<std::size_t> unmatched;
  if (batch.rows.row_count == 0) return unmatched;
  prepare_to_run();
  AutoTransaction transaction(*this, batch.rows.row_count > 1);

  BatchRun run(*this, row_statements_.update(batch), batch.rows);
  for (std::size_t row = 0; row < batch.rows.row_count; ++row) {
    run.start(row);
    run.finish_row();
    if (run.written() == 0) unmatched.push_back(row);
  }
  transaction.commit();
  return unmatched;
}

std::size_t SqliteLink::erase(const DeleteBatch& batch) {
  if (batch.rows.row_count == 0) return 0;
  prepare_to_run();
  AutoTransaction transaction(*this, batch.rows.row_count > 1);

  BatchRun run(*this, row_statements_.erase(batch), batch.rows);
  std::size_t erased = 0;
  for (std::size_t row = 0; row < batch.rows.row_count; ++row) {
    run.start(row);
    run.finish_row();
    erased += run.written();
  }
  transaction.commit();
  return erased;
}

}  // namespace orp::backend::sqlite
