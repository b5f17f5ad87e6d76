// SPDX-License-Identifier: MIT
// UPDATE and DELETE of a batch: one statement for many rows, whose values are arrays.
#include <algorithm>

#include "backend/auto_transaction.hpp"
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/link.hpp"
#include "backend/statement_watch.hpp"
#include "orpiment/base/hash.hpp"

namespace orp::backend::postgres {

namespace {

constexpr std::size_t rows_a_statement = 10'000;

}  // namespace

ResultHandle PostgresLink::run_batch(const BatchCells& cells, BatchCells::Range range) {
  parameters_.clear();
  for (std::size_t i = 0; i < cells.columns().size(); ++i) cells.add_array(parameters_, i, range);
  const RowBatch rows = cells.rows_in(range);
  return run(hash_bytes(batch_sql_.data(), batch_sql_.size()) | 1u, batch_sql_,
             {.sql = batch_sql_, .batch = &rows});
}

std::vector<std::size_t> PostgresLink::update(const UpdateBatch& batch) {
  std::vector<std::size_t> unmatched;
  const std::size_t row_count = batch.rows.row_count;
  if (row_count == 0) return unmatched;
  check_usable();
  cursor_.close();
  AutoTransaction transaction(*this, row_count > rows_a_statement);
  update_arrays_sql(batch_sql_, dialect(), batch);
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &batch.rows, .row_count = row_count});
  const BatchCells cells(batch.rows);
  std::vector<bool> is_matched(row_count);
  for (std::size_t first = 0; first < row_count; first += rows_a_statement) {
    const BatchCells::Range range{first, std::min(first + rows_a_statement, row_count)};
    const ResultHandle result = run_batch(cells, range);
    for (int i = 0; i < PQntuples(result.get()); ++i) {
      const auto number = static_cast<std::size_t>(wire::load_int64(cell(result.get(), i, 0).data));
      is_matched[first + number - 1] = true;
    }
  }
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
  cursor_.close();
  AutoTransaction transaction(*this, row_count > rows_a_statement);
  erase_arrays_sql(batch_sql_, dialect(), batch);
  const StatementWatch watch(listener_,
                             {.sql = batch_sql_, .batch = &batch.rows, .row_count = row_count});
  const BatchCells cells(batch.rows);
  std::size_t erased = 0;
  for (std::size_t first = 0; first < row_count; first += rows_a_statement) {
    const BatchCells::Range range{first, std::min(first + rows_a_statement, row_count)};
    const ResultHandle result = run_batch(cells, range);
    erased += static_cast<std::size_t>(affected_rows(result.get()));
  }
  transaction.commit();
  return erased;
}

}  // namespace orp::backend::postgres
