// SPDX-License-Identifier: MIT
#include "backend/sqlite/cursor.hpp"

#include <string>
#include <utility>
#include <vector>

#include "backend/sqlite/decode_live.hpp"
#include "backend/sqlite/link.hpp"
#include "backend/sqlite/stored_rows.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/transaction_guard.hpp"
#include "backend/value_fault.hpp"
#include "meta/key_value.hpp"

namespace orp::backend::sqlite {

void SqliteCursor::open(PreparedStatement prepared, int result, bool is_streamed) {
  prepared_ = std::move(prepared);
  prepared_->is_running = true;
  affected_rows_ = 0;
  is_streamed_ = is_streamed;
  state_ = State::before_first_row;
  if (result != SQLITE_DONE) return;
  affected_rows_ = link_->affected_rows();
  sqlite3_reset(statement());
  state_ = State::done;
}

void SqliteCursor::be_written_beside() {
  const bool has_rows = state_ == State::before_first_row || state_ == State::on_row;
  if (!is_streamed_ || !has_rows || aside_ != nullptr) return;
  const State state = std::exchange(state_, State::outlived);  // where that fails
  prepared_->is_running = false;
  try {
    aside_ = std::make_unique<RowsAside>(*link_, prepared_->statement.get());
  } catch (...) {
    sqlite3_reset(prepared_->statement.get());
    throw;
  }
  state_ = state;
}

// Where it stands in no row it was reset when it was done.
void SqliteCursor::stop() noexcept {
  if (aside_ != nullptr) return aside_.reset();  // the statement is others'
  if (state_ == State::before_first_row || state_ == State::on_row) sqlite3_reset(statement());
  prepared_->is_running = false;
}

void SqliteCursor::outlive() noexcept {
  stop();
  state_ = State::outlived;
}

void SqliteCursor::close() noexcept {
  if (state_ != State::outlived) stop();
  prepared_.reset();
  state_ = State::closed;
  if (link_ == nullptr) delete this;
}

bool SqliteCursor::next() {
  if (state_ == State::on_row) [[likely]] {
    const int result = sqlite3_step(statement());
    if (result == SQLITE_ROW) return true;
    state_ = State::done;
    if (result != SQLITE_DONE) link_->throw_failed_step(statement(), result);
    affected_rows_ = link_->affected_rows();
    sqlite3_reset(statement());
    return false;
  }
  if (state_ == State::outlived) throw_outlived();
  if (state_ == State::done) return false;
  state_ = State::on_row;
  return true;
}

std::size_t SqliteCursor::column_count() const {
  return static_cast<std::size_t>(sqlite3_column_count(prepared_->statement.get()));
}

std::string_view SqliteCursor::column_name(std::size_t column) const {
  const char* const name =
      sqlite3_column_name(prepared_->statement.get(), static_cast<int>(column));
  return name == nullptr ? std::string_view() : name;
}

bool SqliteCursor::is_null(std::size_t column) {
  return sqlite3_column_type(statement(), static_cast<int>(column)) == SQLITE_NULL;
}

void SqliteCursor::read(std::size_t column, const ColumnType& type, void* field) {
  try {
    decode(ColumnSource(sqlite3_column_value(statement(), static_cast<int>(column))), type, field);
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column_name(column), column, link_->hides_parameters());
  }
}

bool SqliteCursor::read_integer(std::size_t column, std::int64_t& value) {
  const ColumnSource source(sqlite3_column_value(statement(), static_cast<int>(column)));
  const Cell::Kind kind = source.kind();
  if (kind == Cell::Kind::integer) [[likely]] {
    value = source.integer();
    return true;
  }
  if (kind != Cell::Kind::null) read(column, int64_type, &value);  // says what is wrong
  return false;
}

void SqliteCursor::read_row(std::size_t first, View<FieldTarget> targets, std::byte* base) {
  sqlite3_stmt* const row = statement();
  std::size_t column = first;
  try {
    for (const FieldTarget& target : targets) {
      decode_live(ColumnSource(sqlite3_column_value(row, static_cast<int>(column))), *target.type,
                  base + target.offset);
      ++column;
    }
  } catch (const ValueFault& fault) {
    throw_in_result(fault, column_name(column), column, link_->hides_parameters());
  }
}

std::unique_ptr<StoredRows> SqliteCursor::store() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < column_count(); ++i) names.emplace_back(column_name(i));
  auto rows = std::make_unique<SqliteStoredRows>(std::move(names), link_->hides_parameters());
  while (next()) rows->append_row(statement());
  rows->finish();
  return rows;
}

}  // namespace orp::backend::sqlite
