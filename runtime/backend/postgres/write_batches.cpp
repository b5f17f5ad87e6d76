// SPDX-License-Identifier: MIT
// UPDATE and DELETE of a batch: one statement for many rows, whose values are arrays; a plain one
// for one row, which the server plans and the client encodes in less than half the time.
#include "backend/auto_transaction.hpp"
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/link.hpp"
#include "backend/row_sql.hpp"
#include "backend/statement_watch.hpp"
#include "backend/value_fault.hpp"
#include "orpiment/base/detail/hash.hpp"

namespace orp::backend::postgres {

ResultHandle PostgresLink::run_row(std::uint64_t key, const RowBatch& rows, std::size_t row) {
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
  return run(key, batch_sql_, {.sql = batch_sql_, .batch = &rows, .row = row, .has_row = true});
}

std::size_t PostgresLink::write_one(const RowBatch& rows) {
  const std::uint64_t key = detail::hash_bytes(batch_sql_.data(), batch_sql_.size()) | 1u;
  const StatementWatch watch(listener_, {.sql = batch_sql_, .batch = &rows, .row_count = 1});
  return static_cast<std::size_t>(affected_rows(run_row(key, rows, 0).get()));
}

std::vector<std::size_t> PostgresLink::update(const UpdateBatch& batch) {
  std::vector<std::size_t> unmatched;
  const std::size_t row_count = batch.rows.row_count;
  if (row_count == 0) return unmatched;
  check_usable();
  if (row_count == 1) {
    update_row_sql(batch_sql_, dialect(), batch);
    if (write_one(batch.rows) == 0) unmatched.push_back(0);
    return unmatched;
  }
  AutoTransaction transaction(*this);
  update_arrays_sql(batch_sql_, dialect(), batch);
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &batch.rows, .row_count = row_count});
  const BatchCells cells(batch.rows);
  std::vector<bool> is_matched(row_count);
  run_in_pieces(cells, [&](PGresult* result, BatchCells::Range range) {
    for (int i = 0; i < PQntuples(result); ++i) {
      const auto number = static_cast<std::size_t>(wire::load_int64(PQgetvalue(result, i, 0)));
      is_matched[range.first + number - 1] = true;
    }
  });
  for (std::size_t row = 0; row < row_count; ++row) {
    if (!is_matched[row]) unmatched.push_back(row);
  }
  transaction.commit();
  return unmatched;
}

std::size_t PostgresLink::erase(const DeleteBatch& batch) {
  const std::size_t row_count = batch.rows.row_count;
  if (row_count == 0) return 0;
  check_usable();
  if (row_count == 1) {
    erase_row_sql(batch_sql_, dialect(), batch);
    return write_one(batch.rows);
  }
  AutoTransaction transaction(*this);
  erase_arrays_sql(batch_sql_, dialect(), batch);
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &batch.rows, .row_count = row_count});
  const BatchCells cells(batch.rows);
  std::size_t erased = 0;
  run_in_pieces(cells, [&](PGresult* result, BatchCells::Range) {
    erased += static_cast<std::size_t>(affected_rows(result));
  });
  transaction.commit();
  return erased;
}

}  // namespace orp::backend::postgres
