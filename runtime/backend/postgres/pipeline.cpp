// SPDX-License-Identifier: MIT
// What goes in one flight: queries, and batches that are one statement each.
#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "backend/auto_transaction.hpp"
#include "backend/postgres/batch_sql.hpp"
#include "backend/postgres/flight.hpp"
#include "backend/postgres/link.hpp"
#include "backend/postgres/matched_rows.hpp"

namespace orp::backend::postgres {

namespace {

const RowBatch& rows_of(const Write& write) {
  return std::visit([](const auto& batch) -> const RowBatch& { return batch.rows; }, write.batch);
}

}  // namespace

std::vector<CursorHandle> PostgresLink::open_together(View<PipelinedStatement> statements) {
  std::vector<CursorHandle> cursors;
  cursors.reserve(statements.size());
  while (cursors.size() < statements.size()) {
    Flight flight(*this);
    std::size_t next = cursors.size();
    flight.run([&] {
      if (next == statements.size()) return false;
      const auto& [statement, values] = statements[next++];
      add_parameters(values, statement.sql);
      flight.send(statement.cache_key, statement.sql, values);
      return true;
    });
    flight.check();
    check_transaction_goes_on();
    for (std::size_t i = 0; i < flight.size(); ++i) {
      PostgresCursor& cursor = cursors_.next(*this, options_.hide_parameters);
      cursor.open(std::move(flight.answer(i)));
      cursors.emplace_back(&cursor);
    }
  }
  return cursors;
}

void PostgresLink::write_together(std::vector<Write>& writes) {
  AutoTransaction transaction(*this, writes.size() > 1);
  for (std::size_t first = 0; first < writes.size();) {
    const bool are_two = first + 1 < writes.size() && is_one_statement(writes[first]) &&
                         is_one_statement(writes[first + 1]);
    const std::size_t done = are_two ? write_flight(writes, first) : 0;
    if (done == 0) write(writes[first]);
    first += std::max<std::size_t>(done, 1);
  }
  transaction.commit();
}

// As far as can be told before its values are encoded.
bool PostgresLink::is_one_statement(const Write& write) {
  const RowBatch& rows = rows_of(write);
  if (rows.row_count == 0) return false;
  const auto* const insert = std::get_if<InsertBatch>(&write.batch);
  if (insert == nullptr) return true;
  return insert->unless_there.empty() && insert->conflict.sql.empty() &&
         (rows.row_count == 1 ||
          (insert->returning.empty() && !rows.columns.empty() && rows.row_count < copy_threshold));
}

std::size_t PostgresLink::write_flight(std::vector<Write>& writes, std::size_t first) {
  Flight flight(*this);
  std::size_t next = first;
  flight.run([&] {
    return next < writes.size() && is_one_statement(writes[next]) &&
           std::visit([&](const auto& batch) { return send_batch(flight, batch); },
                      writes[next++].batch);
  });
  for (std::size_t i = 0; i < flight.size(); ++i) {
    Write& write = writes[first + i];
    PGresult* const result = flight.answer(i).get();
    std::visit([&](const auto& batch) { read_answer(result, batch, write); }, write.batch);
    write.is_done = true;
  }
  flight.check();
  check_transaction_goes_on();
  return flight.size();
}

bool PostgresLink::send_batch(Flight& flight, const InsertBatch& batch) {
  if (batch.rows.row_count == 1)
    return send_row(flight, row_statements_.insert(batch, batch.returning), batch.rows);
  insert_arrays_sql(batch_sql_, dialect(), *batch.rows.table, batch.rows.columns, {});
  return send_arrays(flight, batch.rows);
}

// What stands behind an UPDATE in its flight has run when its answer is read, so it cannot be run
// again to tell which rows it met.
bool PostgresLink::send_batch(Flight& flight, const UpdateBatch& batch) {
  if (batch.rows.row_count == 1) return send_row(flight, row_statements_.update(batch), batch.rows);
  update_arrays_sql(batch_sql_, dialect(), batch, true);
  return send_arrays(flight, batch.rows);
}

bool PostgresLink::send_batch(Flight& flight, const DeleteBatch& batch) {
  if (batch.rows.row_count == 1) return send_row(flight, row_statements_.erase(batch), batch.rows);
  erase_arrays_sql(batch_sql_, dialect(), batch);
  return send_arrays(flight, batch.rows);
}

bool PostgresLink::send_row(Flight& flight, const RowStatement& statement, const RowBatch& rows) {
  add_row(rows, 0);
  flight.send(statement.cache_key, statement.sql, {}, &rows);
  return true;
}

// False: one statement does not hold them.
bool PostgresLink::send_arrays(Flight& flight, const RowBatch& rows) {
  if (BatchCells(rows).add_arrays(parameters_, 0, limits_).last < rows.row_count) return false;
  flight.send(batch_key(), batch_sql_, {}, &rows);
  return true;
}

void PostgresLink::read_answer(PGresult* result, const InsertBatch& batch, Write& write) const {
  write.inserted = static_cast<std::size_t>(affected_rows(result));
  read_inserted(result, batch, 0);
}

void PostgresLink::read_answer(PGresult* result, const UpdateBatch& batch, Write& write) {
  MatchedRows matched(batch.rows.row_count);
  if (batch.rows.row_count > 1)
    matched.add(result, 0);
  else if (affected_rows(result) > 0)
    matched.add(0);
  write.unmatched = matched.others();
}

void PostgresLink::read_answer(PGresult* result, const DeleteBatch&, Write& write) {
  write.erased = static_cast<std::size_t>(affected_rows(result));
}

}  // namespace orp::backend::postgres
