// SPDX-License-Identifier: MIT
// UPDATE and DELETE of a batch: one statement for many rows, whose values are arrays; a plain one
// for one row, which the server plans and the client encodes in less than half the time.
#include <algorithm>

#include "backend/auto_transaction.hpp"
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/link.hpp"
#include "backend/postgres/matched_rows.hpp"
#include "backend/statement_watch.hpp"
#include "backend/value_fault.hpp"

namespace orp::backend::postgres {

namespace {

/// Updated once more it meets the same rows: what selects them is not assigned, as a version is.
bool is_met_again(const UpdateBatch& batch) {
  const View<std::uint16_t> columns = batch.rows.columns;
  const auto* const selecting = columns.begin() + batch.set_count;
  return std::find_first_of(columns.begin(), selecting, selecting, columns.end()) == selecting;
}

}  // namespace

void PostgresLink::add_row(const RowBatch& rows, std::size_t row) {
  const std::size_t width = rows.columns.size();
  parameters_.clear();
  std::size_t i = 0;
  try {
    for (; i < width; ++i)
      parameters_.add({.type = &rows.table->columns[rows.columns[i]].type,
                       .field = rows.cells[row * width + i]});
  } catch (const ValueFault& fault) {
    throw_in_batch(fault, rows, row, i);
  }
}

ResultHandle PostgresLink::run_row(const RowStatement& statement, const RowBatch& rows,
                                   std::size_t row, View<BoundValue> further) {
  add_row(rows, row);
  append_parameters(further, statement.sql);
  return run(statement.cache_key, statement.sql,
             {.sql = statement.sql, .batch = &rows, .row = row, .has_row = true});
}

std::size_t PostgresLink::write_one(const RowStatement& statement, const RowBatch& rows) {
  const StatementWatch watch(listener_, {.sql = statement.sql, .batch = &rows, .row_count = 1});
  return static_cast<std::size_t>(affected_rows(run_row(statement, rows, 0).get()));
}

std::size_t PostgresLink::write_many(const BatchCells& cells) {
  const RowBatch& rows = cells.rows();
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &rows, .row_count = rows.row_count});
  std::size_t met = 0;
  run_in_pieces(cells, [&](PGresult* result, BatchCells::Range) {
    met += static_cast<std::size_t>(affected_rows(result));
  });
  return met;
}

std::vector<std::size_t> PostgresLink::update(const UpdateBatch& batch) {
  std::vector<std::size_t> unmatched;
  const std::size_t row_count = batch.rows.row_count;
  if (row_count == 0) return unmatched;
  check_usable();
  if (row_count == 1) {
    if (write_one(row_statements_.update(batch), batch.rows) == 0) unmatched.push_back(0);
    return unmatched;
  }
  AutoTransaction transaction(*this);
  const BatchCells cells(batch.rows);
  if (!is_met_again(batch) || !updates_all(batch, cells)) unmatched = find_unmatched(batch, cells);
  transaction.commit();
  return unmatched;
}

// Which rows were met travels for nothing as long as all of them were.
bool PostgresLink::updates_all(const UpdateBatch& batch, const BatchCells& cells) {
  update_arrays_sql(batch_sql_, dialect(), batch, false);
  return write_many(cells) == batch.rows.row_count;
}

std::vector<std::size_t> PostgresLink::find_unmatched(const UpdateBatch& batch,
                                                      const BatchCells& cells) {
  const std::size_t row_count = batch.rows.row_count;
  update_arrays_sql(batch_sql_, dialect(), batch, true);
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &batch.rows, .row_count = row_count});
  MatchedRows matched(row_count);
  run_in_pieces(cells, [&](const PGresult* result, BatchCells::Range range) {
    matched.add(result, range.first);
  });
  return matched.others();
}

std::size_t PostgresLink::erase(const DeleteBatch& batch) {
  const std::size_t row_count = batch.rows.row_count;
  if (row_count == 0) return 0;
  check_usable();
  if (row_count == 1) return write_one(row_statements_.erase(batch), batch.rows);
  AutoTransaction transaction(*this);
  erase_arrays_sql(batch_sql_, dialect(), batch);
  const std::size_t erased = write_many(BatchCells(batch.rows));
  transaction.commit();
  return erased;
}

}  // namespace orp::backend::postgres
