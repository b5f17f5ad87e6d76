// SPDX-License-Identifier: MIT
// UPDATE and DELETE of a batch: one statement for many rows, whose values are arrays.
#include "backend/auto_transaction.hpp"
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/link.hpp"
#include "backend/statement_watch.hpp"

namespace orp::backend::postgres {

std::vector<std::size_t> PostgresLink::update(const UpdateBatch& batch) {
  std::vector<std::size_t> unmatched;
  const std::size_t row_count = batch.rows.row_count;
  if (row_count == 0) return unmatched;
  check_usable();
  AutoTransaction transaction(*this, row_count > 1);
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
  AutoTransaction transaction(*this, row_count > 1);
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
